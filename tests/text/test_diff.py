"""What changed between two versions."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from houselights.text.diff import Change, Kind, diff_counts, word_diff

KEEP, INSERT, DELETE = Kind.KEEP, Kind.INSERT, Kind.DELETE
TEXTS = st.text(st.sampled_from("ab. \n,好é!"), max_size=50)


def test_words() -> None:
    assert word_diff("The old lamp is lit. It rains.", "A new lamp is lit. It pours.") == (
        Change(DELETE, "The old"),
        Change(INSERT, "A new"),
        Change(KEEP, " lamp is lit. It "),
        Change(DELETE, "rains"),
        Change(INSERT, "pours"),
        Change(KEEP, "."),
    )


def test_an_added_comma_is_only_a_comma() -> None:
    assert word_diff("a film so good", "a film, so good") == (
        Change(KEEP, "a film"),
        Change(INSERT, ","),
        Change(KEEP, " so good"),
    )


def test_paragraphs() -> None:
    changes = word_diff("One.\n\nTwo.\n\nThree.", "One.\n\nThree.")
    assert changes == (
        Change(KEEP, "One.\n\n"),
        Change(DELETE, "Two.\n\n"),
        Change(KEEP, "Three."),
    )


def test_same_and_empty() -> None:
    assert word_diff("", "") == ()
    assert word_diff("same", "same") == (Change(KEEP, "same"),)
    assert word_diff("", "new") == (Change(INSERT, "new"),)


def test_counts() -> None:
    assert diff_counts(word_diff("one two three", "one 2 three four five")) == (3, 1)


def test_very_long_passages_are_replaced_as_a_whole() -> None:
    old, new = "a b " * 2000, "b a " * 2000
    assert len(word_diff(f"{old}. End.", f"x {new}y. End.")) <= 5


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_back(old: str, new: str) -> None:
    changes = word_diff(old, new)
    assert "".join(c.text for c in changes if c.kind is not INSERT) == old
    assert "".join(c.text for c in changes if c.kind is not DELETE) == new
    assert all(c.text for c in changes)
    assert all(one.kind is not other.kind for one, other in pairwise(changes))
