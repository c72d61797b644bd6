"""Bars while writing, offsets once kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from houselights.text.covers import Covered, Span, cover_more, join_covers, split_covers

TYPED = st.text(st.sampled_from("ab |\\\n\t."), max_size=40)


@pytest.mark.parametrize(
    ("source", "text", "covered"),
    [
        ("nothing here", "nothing here", []),
        ("he ||dies|| in the end", "he dies in the end", ["dies"]),
        ("||all of it||", "all of it", ["all of it"]),
        ("||one|| and ||two||", "one and two", ["one", "two"]),
        ("||one||||two||", "onetwo", ["one", "two"]),
        ("either || or", "either || or", []),
        ("||closed|| and || open", "closed and || open", ["closed"]),
        ("empty |||| and || || stay", "empty |||| and || || stay", []),
        (r"these \|| are bars \||", "these || are bars ||", []),
        (r"a backslash \\||covered||", "a backslash \\covered", ["covered"]),
        ("||over\ntwo lines||", "over\ntwo lines", ["over\ntwo lines"]),
        ("||first\n\nsecond|| third", "first\n\nsecond third", ["first", "second"]),
        ("|||a|||", "|a|", ["|a"]),
        ("||phim ướt mắt 🎬||!", "phim ướt mắt 🎬!", ["phim ướt mắt 🎬"]),
        (r"a\b and c\*d stay", r"a\b and c\*d stay", []),
    ],
)
def test_reads_bars(source: str, text: str, covered: list[str]) -> None:
    found = split_covers(source)
    assert found.text == text
    assert [text[start:end] for start, end in found.spans] == covered


@pytest.mark.parametrize(
    "source", ["he ||dies|| here", r"these \|| are bars", "||a||||b||", "a | b", "", r"\a \|b"]
)
def test_gives_back_what_was_typed(source: str) -> None:
    typed = source.replace(r"\|b", "|b")
    assert join_covers(*split_covers(typed)) == typed


@given(TYPED)
@example("\\||a||")
@example("|||a|||\\")
def test_reading_what_was_joined_changes_nothing(source: str) -> None:
    once = split_covers(source)
    joined = join_covers(*once)
    assert split_covers(joined) == once
    assert join_covers(*split_covers(joined)) == joined


@given(TYPED, st.lists(st.integers(0, 40), max_size=8))
def test_any_legal_spans_survive(text: str, edges: list[int]) -> None:
    spans = _legal(text, edges)
    assert split_covers(join_covers(text, spans)) == Covered(text, spans)


def test_takes_spans_as_a_database_gives_them() -> None:
    assert join_covers("he dies", [[3, 7]]) == "he ||dies||"


@pytest.mark.parametrize(
    ("source", "span", "covered"),
    [
        ("It ends. It ends well.", Span(0, 8), "||It ends.|| It ends well."),
        ("It ||ends|| so. More.", Span(0, 11), "||It ends so.|| More."),
        ("||It ends. So|| it goes.", Span(9, 20), "||It ends. So|||| it goes.||"),
        (r"a \|| b. Ray dies.", Span(8, 17), r"a \|| b. ||Ray dies.||"),
        ("- one\n- two", Span(6, 11), "- one\n||- two||"),
    ],
)
def test_covers_one_more_run(source: str, span: Span, covered: str) -> None:
    assert cover_more(source, span) == covered
    assert split_covers(covered).text == split_covers(source).text


def _legal(text: str, edges: list[int]) -> tuple[Span, ...]:
    cuts = sorted({min(edge, len(text)) for edge in edges})
    pairs = (Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False))
    return tuple(
        span
        for span in pairs
        if text[slice(*span)].strip() and not re.search(r"\n[ \t]*\n", text[slice(*span)])
    )
