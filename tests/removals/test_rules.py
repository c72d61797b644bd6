"""A removed text is known again, and nothing else is."""

from __future__ import annotations

import pytest

from houselights.removals.rules import Digests, Subject, digests_of

KEY = b"a key of thirty-two bytes or so."
LONG = (
    "The keeper climbs the stairs twice, and the second time he does not come down; the lamp "
    "burns on by itself, and nobody in the village asks why."
)


def digests(*parts: str, film: tuple[str, int | None] = ("The Long Lamp", 1999)) -> Digests:
    return digests_of(Subject("review", "", film, parts), KEY)


@pytest.mark.parametrize(
    "copy",
    [
        LONG.upper(),
        LONG.replace(" ", "\n  "),
        LONG.replace(",", "").replace(";", " –"),
        LONG.replace("e", "é"),
        f"  “{LONG}”  ",
    ],
)
def test_case_spacing_punctuation_and_accents_make_no_other_text(copy: str) -> None:
    assert digests("Up and down", copy) == digests("Up and down", LONG)


def test_a_long_text_is_known_in_any_film_and_under_any_headline() -> None:
    other = digests("Another headline", LONG, film=("Elsewhere", 2001))
    assert other.text == digests("Up and down", LONG).text != ""
    assert other.source != digests("Up and down", LONG).source


def test_a_short_text_is_known_in_its_own_film_only() -> None:
    here, there = digests("Slow", "It is slow."), digests("Slow", "It is slow.", film=("X", None))
    assert here.text == there.text == ""
    assert here.source != there.source


def test_no_words_leave_only_the_row() -> None:
    assert digests("", " … ") == Digests()
    named = digests_of(Subject("review", "abc", ("X", None), ()), KEY)
    assert named.known == (named.row,)


def test_another_word_makes_another_text() -> None:
    assert digests(LONG.replace("twice", "once")).text != digests(LONG).text


def test_another_key_makes_other_digests() -> None:
    subject = Subject("review", "abc", ("X", None), (LONG,))
    assert not set(digests_of(subject, KEY).known) & set(digests_of(subject, b"other").known)


def test_row_digests_tell_kinds_apart() -> None:
    rows = {digests_of(Subject(kind, "abc", ("X", None), ()), KEY).row for kind in ("a", "b")}
    assert len(rows) == 2
