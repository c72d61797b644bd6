"""Near duplicates among reviews and questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.text.similarity import (
    LIKELY_THE_SAME,
    containment,
    question_similarity,
    shingles,
)

REVIEW = "The tide takes the house room by room while the old keeper counts his lamps aloud."


def test_shingles_and_containment() -> None:
    assert shingles("One two three, four FIVE") == {"one two three four", "two three four five"}
    assert shingles("Too short") == {"too short"}
    assert shingles("") == frozenset()
    whole, cut = shingles(REVIEW), shingles(REVIEW.upper()[:60])
    assert containment(whole, cut) > 0.8
    assert containment(whole, shingles("Something else entirely was written here.")) == 0
    assert containment(whole, frozenset()) == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("What was the point of the lighthouse?", "What is the point of the lighthouse?"),
        ("Why don't they leave the island?", "why do they not just leave the Island??"),
        ("What does the ending mean?", "Can someone explain the ending?"),
        ("Ai là người giữ hải đăng?", "ai la nguoi giu hai dang"),
    ],
)
def test_the_same_question_in_other_words(a: str, b: str) -> None:
    assert question_similarity(a, b) >= LIKELY_THE_SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Who sank the boat?", "Why was the boat sunk?"),
        ("Is it based on a book?", "Where was the film shot?"),
        ("Why do they leave?", "Who plays the keeper?"),
        ("?", "!"),
    ],
)
def test_other_questions(a: str, b: str) -> None:
    assert question_similarity(a, b) < LIKELY_THE_SAME


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_symmetric_share(a: str, b: str) -> None:
    assert 0 <= question_similarity(a, b) <= 1
    assert question_similarity(a, b) == question_similarity(b, a)
