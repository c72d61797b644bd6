"""The questions of bench/duplicates are of the form that its README says, and name each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import houselights

FOLDER = Path(houselights.__file__).resolve().parents[2] / "bench" / "duplicates"
FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_new_question_names_those_that_stand_there(file: Path) -> None:
    told = json.loads(file.read_text("utf-8"))
    assert set(told) == {"asked", "new"}
    asked, new = told["asked"], [one["question"] for one in told["new"]]
    assert 10 <= len(set(asked)) == len(asked) <= 25
    assert len({*asked, *new}) == len(asked) + len(new)
    for one in told["new"]:
        assert set(one) == {"question", "repeats"}
        assert all(1 <= number <= len(asked) for number in one["repeats"])


def test_there_are_as_many_as_the_readme_says() -> None:
    told = [json.loads(file.read_text("utf-8")) for file in FILES]
    new = [one for some in told for one in some["new"]]
    repeating = sum(bool(one["repeats"]) for one in new)
    numbers = (len(told), sum(len(some["asked"]) for some in told), repeating)
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert numbers == (13, 202, 155)
    assert "13 films, 202 questions that stand there, 155 new ones" in readme
    assert f"{len(new) - repeating} that repeat" in readme
