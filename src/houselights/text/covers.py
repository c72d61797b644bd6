"""Covered words: `||like this||` while writing, offsets once they are kept.

The bars are only input syntax. Before a bar a backslash takes its power away (`\\||` means the two
bars themselves), as everywhere in Markdown; two backslashes before a bar mean one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from houselights.text.spans import Span, apart

__all__ = ["Covered", "Span", "cover_more", "join_covers", "split_covers"]

MARK = "||"

_BARS = re.compile(r"(?<!\\)(\\*)(\|+)")
_BARS_OR_END = re.compile(r"(?<!\\)(\\*)(\|+|\Z)")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


class Covered(NamedTuple):
    """A text without its bars, and what they covered (sorted, apart, never only white space)."""

    text: str
    spans: tuple[Span, ...]


def split_covers(source: str) -> Covered:
    """Read the bars out of a source text.

    A cover may run over lines and paragraphs; it becomes one span a paragraph. A mark without a
    partner, and a pair with nothing between, stay in the text as they were typed.
    """
    text, spans, at = "", list[Span](), 0
    pieces = _pair_up(_tokens(source))
    for piece, covered in pieces:
        if covered:
            spans.extend(_paragraphs(piece, at))
        at += len(piece)
    text = "".join(piece for piece, _ in pieces)
    return Covered(text, tuple(spans))


def _tokens(source: str) -> Iterator[str | None]:
    """Runs of text, and None for each mark that may open or close a cover."""
    at = 0
    for bars in _BARS.finditer(source):
        yield source[at : bars.start()]
        slashes, number = len(bars[1]), len(bars[2])
        escaped = slashes % 2
        yield "\\" * (slashes // 2) + "|" * escaped
        yield from [None] * ((number - escaped) // 2)
        yield "|" * ((number - escaped) % 2)
        at = bars.end()
    yield source[at:]


def _pair_up(tokens: Iterable[str | None]) -> list[tuple[str, bool]]:
    """Pieces of text in order, each covered or not."""
    pieces, held, inside = list[tuple[str, bool]](), "", False
    for token in tokens:
        if token is not None:
            held += token
            continue
        empty = inside and not held.strip()
        pieces.append((MARK + held + MARK if empty else held, inside and not empty))
        held, inside = "", not inside
    pieces.append((MARK + held if inside else held, False))
    return pieces


def _paragraphs(piece: str, at: int) -> Iterator[Span]:
    """The parts of a covered piece between blank lines; `at` is where it begins in the text."""
    start = 0
    for stop, after in [*(line.span() for line in _BLANK_LINE.finditer(piece)), (len(piece), 0)]:
        if piece[start:stop].strip():
            yield Span(at + start, at + stop)
        start = after


def join_covers(text: str, spans: Iterable[Sequence[int]]) -> str:
    """Put the bars back: `split_covers` of the result gives the text and the spans again.

    That holds for all spans that `split_covers` can give.
    """
    edges = [edge for _, span in apart(text, spans) for edge in span]
    pieces = [text[start:end] for start, end in pairwise([0, *edges, len(text)])]
    escaped = [_escape(piece, before_mark=True) for piece in pieces[:-1]]
    return MARK.join([*escaped, _escape(pieces[-1], before_mark=False)])


def cover_more(source: str, span: Span) -> str:
    """The source with one more run covered; `span` is in the text that `split_covers` gives."""
    split = split_covers(source)
    return join_covers(split.text, [*split.spans, span])


def _escape(piece: str, *, before_mark: bool) -> str:
    """The piece with its own bars, and the backslashes before a bar, made harmless."""

    def harmless(bars: re.Match[str]) -> str:
        touches_mark = before_mark and bars.end() == len(piece)
        if not bars[2] and not touches_mark:
            return bars[0]
        return bars[1] * 2 + _escape_bars(len(bars[2]), all_of_them=touches_mark)

    return _BARS_OR_END.sub(harmless, piece)


def _escape_bars(number: int, *, all_of_them: bool) -> str:
    """Bars of which no two make a mark; a lone one needs no help unless a mark follows."""
    if all_of_them or not number:
        return r"\|" * number
    return r"\|" * (number - 1) + "|"
