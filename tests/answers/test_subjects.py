"""What a question is called in corrections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.answers.subjects import subject_of
from houselights.opinions.models import SUBJECT_CHARACTERS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is it slow?", "is this film SLOW"),
        ("How is the music?", "How is the music in it?"),
        ("Who plays Ray?", "who played ray"),
    ],
)
def test_the_same_however_it_is_put(one: str, other: str) -> None:
    assert subject_of(one) == subject_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Who plays Ray?", "Where plays Ray?"), ("Is it slow?", "Is it dark?")]
)
def test_other_questions_have_other_names(one: str, other: str) -> None:
    assert subject_of(one) != subject_of(other)


@given(st.text(max_size=400))
def test_any_string_has_one_that_fits(question: str) -> None:
    subject = subject_of(question)
    assert subject == "" or subject.startswith("question:")
    assert len(subject) <= SUBJECT_CHARACTERS
