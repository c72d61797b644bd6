"""Which runs are covered for whom: laws that hold for any text, any covers and any marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.spoilers.covering import KEY as KEY_FORM
from houselights.spoilers.covering import (
    By,
    Cover,
    Knows,
    covers_around,
    covers_for,
    covers_of,
)
from houselights.text.spans import apart

KEY = "abcdefgh1234"
LEVELS = (Knows.NOTHING, Knows.PREMISE, Knows.SOURCE, Knows.SEEN)
OTHERS = ("readers", "editors", "program")

texts = st.text(alphabet="ab .,é\n漢", min_size=1, max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[list[int]], list[list[Any]]]:
    """A text, what its writer covered of it, and what others did: all as it is stored."""
    text = draw(texts)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    own = [list(span) for _number, span in apart(text, draw(st.lists(ends, max_size=4)))]
    sentences = [span for _number, span in apart(text, draw(st.lists(ends, max_size=5)))]
    level, by = st.integers(1, 3), st.sampled_from(OTHERS)
    return text, own, [[*span, draw(level), draw(by)] for span in sentences]


def inside(covers: Sequence[Cover]) -> set[int]:
    """The places that are covered."""
    return {at for cover in covers for at in range(*cover.span)}


def letters_in(text: str, runs: Sequence[Sequence[Any]]) -> set[int]:
    """The places of letters and digits in those runs."""
    return {at for run in runs for at in range(run[0], run[1]) if text[at].isalnum()}


@pytest.mark.parametrize(
    ("level", "covered_for"), [(0, 0), (1, 1), (2, 2), (3, 3)], ids=["open", "1", "2", "3"]
)
def test_a_level_covers_for_who_knows_no_more(level: int, covered_for: int) -> None:
    assert [covers_for(level, knows) for knows in LEVELS] == [n < covered_for for n in range(4)]


@given(marked(), st.sampled_from(LEVELS[:3]))
def test_nothing_that_is_covered_stays_outside(
    given_: tuple[str, list[list[int]], list[list[Any]]], knows: Knows
) -> None:
    text, own, marks = given_
    covers = covers_of(KEY, text, own, marks, knows)
    counting = [mark for mark in marks if covers_for(mark[2], knows)]
    assert letters_in(text, [*own, *counting]) <= inside(covers)


@given(marked(), st.sampled_from(LEVELS[:3]))
def test_nothing_else_is_covered_and_no_two_covers_meet(
    given_: tuple[str, list[list[int]], list[list[Any]]], knows: Knows
) -> None:
    text, own, marks = given_
    covers = covers_of(KEY, text, own, marks, knows)
    counting = [mark for mark in marks if covers_for(mark[2], knows)]
    assert inside(covers) <= inside([Cover("", cover, By.AUTHOR) for cover in _spans(own)]) | {
        at for mark in counting for at in range(mark[0], mark[1])
    }
    assert [cover.span for cover in covers] == sorted(cover.span for cover in covers)
    assert sum(end - start for _key, (start, end), _by in covers) == len(inside(covers))


@given(marked())
def test_who_knows_more_has_no_more_covered(
    given_: tuple[str, list[list[int]], list[list[Any]]],
) -> None:
    text, own, marks = given_
    runs = [inside(covers_of(KEY, text, own, marks, knows)) for knows in LEVELS]
    assert runs[0] >= runs[1] >= runs[2] >= runs[3] == set()


@given(marked(), st.sampled_from(LEVELS[:3]))
def test_what_its_writer_covers_stays_theirs_with_its_key(
    given_: tuple[str, list[list[int]], list[list[Any]]], knows: Knows
) -> None:
    text, own, marks = given_
    covers = covers_of(KEY, text, own, marks, knows)
    theirs = [(cover.key, list(cover.span)) for cover in covers if cover.by is By.AUTHOR]
    assert theirs == [(f"{KEY}-{number + 1}", span) for number, span in enumerate(own)]


@given(marked(), st.sampled_from(LEVELS[:3]), st.integers(0, 9))
def test_a_key_opens_nothing_that_was_covered_since(
    given_: tuple[str, list[list[int]], list[list[Any]]], knows: Knows, since: int
) -> None:
    text, own, marks = given_
    earlier = [mark for number, mark in enumerate(marks) if number != since]
    before, after = (covers_of(KEY, text, own, some, knows) for some in (earlier, marks))
    for key in {cover.key for cover in before}:
        opened, was_opened = (inside([c for c in some if c.key == key]) for some in (after, before))
        assert opened <= was_opened
    assert all(KEY_FORM.fullmatch(cover.key) for cover in after)


@given(marked(), st.sampled_from(LEVELS[:3]), st.data())
def test_around_the_harmless_runs_all_is_covered(
    given_: tuple[str, list[list[int]], list[list[Any]]], knows: Knows, data: st.DataObject
) -> None:
    text, own, marks = given_
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    runs = [list(span) for _n, span in apart(text, data.draw(st.lists(ends, max_size=3)))]
    covers = covers_of(KEY, text, own, marks, knows)
    around = covers_around(KEY, text, runs, covers)
    harmless = {at for run in runs for at in range(*run)}
    assert set(covers) <= set(around)
    assert inside(around) & harmless == inside(covers) & harmless
    assert letters_in(text, [[0, len(text)]]) - harmless <= inside(around)


def test_of_a_sentence_that_its_writer_covers_in_part_others_cover_the_rest() -> None:
    text = "So he dies, and she leaves."
    covers = covers_of(KEY, text, [[3, 10]], [[0, 27, 2, "readers"]], Knows.PREMISE)
    assert [(text[slice(*cover.span)], cover.by) for cover in covers] == [
        ("So ", By.READERS),
        ("he dies", By.AUTHOR),
        (", and she leaves.", By.READERS),
    ]


def _spans(own: Sequence[Sequence[int]]) -> list[Any]:
    return [span for _number, span in apart("x" * 99, own)]
