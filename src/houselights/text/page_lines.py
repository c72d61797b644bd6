"""The lines of a page, and the pieces that its votes lines cut it into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from houselights.text.page_votes import VotesMark

_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \t"
_RATING = r"(?P<rating>\d{1,2}(?:[.,]\d)?\s?/\s?10)(?=\s)"
_GLUED_HEAD = re.compile(rf"[ \t]{{0,8}}{_RATING}")
_GLUED_TITLE = re.compile(rf"\S[^\r\n]{{0,99}}?[ \t]{_RATING}[ \t]+\S")
_GLUED_FLAG = re.compile(r"[^\r\n]{0,200}?[ \t](?P<flag>Warning: Spoilers)(?=\s|\Z)")


class Line(NamedTuple):
    """A line that is not blank, without the spaces around it; offsets are into the page."""

    number: int
    start: int
    end: int
    text: str
    after_blank: bool


def pieces_between(text: str, found: Sequence[VotesMark]) -> list[list[Line]]:
    """The lines between the votes lines: one piece before each, and one after the last."""
    pieces: list[list[Line]] = []
    at, number = 0, 1
    for end, resume in [*((mark.start, mark.end) for mark in found), (len(text), len(text))]:
        pieces.append(lines_of(text, at, end, number))
        number += _line_ends(text, at, resume)
        at = resume
    return pieces


def lines_of(text: str, at: int, end: int, number: int) -> list[Line]:
    """The lines that are not blank; where the page has no line ends, its heads are cut off."""
    lines: list[Line] = []
    counted, blank = at, False
    for match in _LINE.finditer(text, at, end):
        if match.group().isspace():
            continue
        first, last = match.span()
        ends = _line_ends(text, counted, first)
        number, counted, blank = number + ends, first, ends > 1 or (not lines and at == 0)
        for start, stop in _parts(text, first, last, runs_on=last == end < len(text)):
            lines.append(_line(text, start, stop, number, after_blank=blank))
            blank = False
    return lines


def _line(text: str, start: int, stop: int, number: int, *, after_blank: bool) -> Line:
    content = text[start:stop]
    start += len(content) - len(content.lstrip(_BLANK))
    stripped = content.strip(_BLANK)
    return Line(number, start, start + len(stripped), stripped, after_blank)


def _parts(text: str, start: int, stop: int, *, runs_on: bool) -> list[tuple[int, int]]:
    """The line as one stretch, unless a review's head is glued to what stands around it.

    It is where the line goes on after a votes line, or opens the page and runs on into one.
    """
    if start and text[start - 1] not in "\r\n":
        head = _GLUED_HEAD.match(text, start, stop)
    elif start == 0 and runs_on:
        head = _GLUED_HEAD.match(text, 0, stop) or _GLUED_TITLE.match(text, 0, stop)
    else:
        head = None
    if head is None:
        return [(start, stop)]
    cuts = [head.start("rating"), head.end("rating")]
    flag = _GLUED_FLAG.match(text, cuts[1], stop)
    cuts += flag.span("flag") if flag else ()
    edges = [start, *cuts, stop]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def line_numbers(text: str, offsets: Sequence[int]) -> list[int]:
    """The line, from 1, of each of the ascending offsets."""
    numbers: list[int] = []
    at, number = 0, 1
    for offset in offsets:
        number, at = number + _line_ends(text, at, offset), offset
        numbers.append(number)
    return numbers


def _line_ends(text: str, start: int, end: int) -> int:
    feeds, returns = text.count("\n", start, end), text.count("\r", start, end)
    return feeds + returns - (text.count("\r\n", start, end) if returns else 0)
