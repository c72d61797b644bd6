"""Texts as vectors: nearness of meaning, with and without numpy."""

from __future__ import annotations

import gc
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.text import embedding, wordpiece
from houselights.text.embedding import DIMENSIONS, Vector, embed, token_weight

NEAR = "she is killed in the final scene"
FAR = "the costumes are lovely"
SAID = ("he dies at the end", NEAR, FAR, "", "¿?", "Ça finit très mal…", "word " * 700)


@pytest.fixture(params=[True, False], ids=["numpy", "plain"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "has_numpy", lambda: request.param)


def both_ways(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> list[list[Vector]]:
    found = []
    for has_numpy in (True, False):
        monkeypatch.setattr(embedding, "has_numpy", lambda has=has_numpy: has)
        found.append(embed(texts))
    return found


def test_what_means_the_same_is_near() -> None:
    dies, killed, costumes = embed(["he dies at the end", NEAR, FAR])
    assert math.sumprod(dies, killed) > math.sumprod(dies, costumes) + 0.2


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("the murderer is her brother", "he is the killer", "the music is wonderful"),
        ("they get married", "the wedding", "the submarine sinks"),
        ("beautifully photographed", "the cinematography is gorgeous", "his father drowned"),
    ],
)
def test_neighbours(one: str, near: str, far: str) -> None:
    first, second, third = embed([one, near, far])
    assert math.sumprod(first, second) > math.sumprod(first, third)


def test_a_vector_has_length_one() -> None:
    (vector,) = embed([NEAR])
    assert len(vector) == DIMENSIONS
    assert math.sumprod(vector, vector) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("text", ["", "  \n", "\x00\u200b", "𓀀𓀁", "\ud800"])
def test_a_text_without_a_known_word_is_all_noughts(text: str) -> None:
    nothing, something = embed([text, NEAR])
    assert not any(nothing)
    assert math.sumprod(nothing, something) == 0


def test_no_texts() -> None:
    assert embed([]) == []


def test_case_accents_and_order_do_not_matter() -> None:
    one, other = embed(["The Café burns, Irène!", "irene cafe the burns ! ,"])
    assert math.sumprod(one, other) == pytest.approx(1, abs=1e-6)


def test_many_texts_are_as_each_alone() -> None:
    texts = [f"scene {number} of the film" if number % 3 else "" for number in range(600)]
    together = embed(texts)
    assert together[1] == embed([texts[1]])[0]
    assert together[599] == embed([texts[599]])[0]
    assert not any(together[300])


def test_both_ways_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    by_numpy, plainly = both_ways(list(SAID), monkeypatch)
    for one, other in zip(by_numpy, plainly, strict=True):
        assert one.tolist() == pytest.approx(other.tolist(), abs=1e-6)


@given(st.text())
def test_any_text_has_a_vector(text: str) -> None:
    (vector,) = embed([text])
    length = math.hypot(*vector)
    assert length == pytest.approx(1, abs=1e-5) or length == 0


def test_rare_words_say_more() -> None:
    assert token_weight("the") < 0.1 < token_weight("film") < token_weight("clone")
    assert token_weight("the") < token_weight("") == token_weight("𓀀") == 1


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Unfilmable!", ["un", "##film", "##able", "!"]),
        ("It's 9.5", ["it", "'", "s", "9", ".", "5"]),
        ("天abc影", ["天", "abc"]),
        ("x" * 101, []),
        ("naïve\tcafé\u200b", ["naive", "cafe"]),
    ],
)
def test_words_are_cut_as_the_vocabulary_has_them(text: str, cut: list[str]) -> None:
    names = wordpiece.VOCABULARY.read_text(encoding="utf-8").split("\n")
    assert [names[piece] for piece in wordpiece.pieces(text)] == cut


def test_nothing_is_read_until_it_is_wanted() -> None:
    """Nor is numpy loaded, which takes longer than the rest."""
    look = (
        "import sys; from houselights.text import embedding as e, wordpiece as w;"
        "print(e._matrix.cache_info().currsize, w._vocabulary.cache_info().currsize,"
        "'numpy' in sys.modules)"
    )
    source = Path(embedding.__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", look], cwd=source, capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == ["0", "0", "False"]


def test_the_matrix_leaves_no_file_open() -> None:
    embedding._matrix.cache_clear()
    embed([NEAR])
    embedding._matrix.cache_clear()
    gc.collect()  # a file left open would warn here, and a warning fails
