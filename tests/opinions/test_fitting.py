"""Weights are fitted to examples, and bars are set where enough is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import houselights
from houselights.opinions.fitting import BY_HAND, Example, fit, least_of, left_out
from houselights.opinions.material import Polarity
from houselights.opinions.weights import Weights, load_weights, shipped

PRACTICE = Path(houselights.__file__).resolve().parents[2] / "bench" / "practice"


def examples() -> list[Example]:
    """Forty of which those with a "strong" number are right, in four groups."""
    return [
        Example(
            str(number % 4),
            Polarity.PRAISE if number % 3 else Polarity.CRITICISE,
            {"one": 1.0, "strong": float(number % 2), "weight": 1.0},
            number % 2 == 1,
        )
        for number in range(40)
    ]


def test_what_goes_with_being_right_counts_for_it() -> None:
    weights = fit(examples())
    assert weights["strong"] > 1
    assert abs(weights["weight"] - BY_HAND["weight"]) < 1  # it tells nothing here, and stays


def test_nothing_to_learn_from_leaves_what_was_set_by_hand() -> None:
    assert fit([]) == {}


def test_each_example_is_measured_without_its_group() -> None:
    measured = left_out(examples())
    assert len(measured) == len(examples())
    for one, sure in measured:
        assert (sure > 0.5) == one.is_right


def test_the_bar_is_the_lowest_above_which_enough_are_right() -> None:
    some = [one for one in examples() if one.polarity is Polarity.PRAISE]
    measured = [(one, 0.9 if one.is_right else 0.4) for one in some]
    assert least_of(measured)["praise"] == pytest.approx(0.9)
    assert least_of(measured)["criticise"] > 1  # nothing of it was seen


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(Weights({"one": 1.5}, {"praise": 0.5, "criticise": 0.6}, {}).to_json())
    assert load_weights(file).counts == {"one": 1.5}
    assert load_weights(file).allows(Polarity.CRITICISE, 0.6)
    assert not load_weights(file).allows(Polarity.CRITICISE, 0.5)


def test_the_shipped_weights_were_not_fitted_to_films_held_out() -> None:
    split = json.loads((PRACTICE.parent / "labels" / "split.json").read_text("utf-8"))
    assert not set(split["held_out"]) & set(shipped().made["films"])  # type: ignore[call-overload]


def test_labelled_practice_sentences_stand_in_the_practice_texts() -> None:
    texts = {
        line[2:]
        for file in PRACTICE.glob("*.txt")
        for line in file.read_text("utf-8").splitlines()
        if line[:2] in {"0 ", "1 ", "2 "}
    }
    rows = [json.loads(line) for line in (PRACTICE / "says.jsonl").read_text("utf-8").splitlines()]
    assert {row["text"] for row in rows} <= texts
    assert all(row["says"] for row in rows)
