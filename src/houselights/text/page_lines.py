"""The lines of a page, and the pieces that its votes lines cut it into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from houselights.text.page_votes import VotesMark

_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \t"


@dataclass(frozen=True, slots=True)
class Line:
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
    lines: list[Line] = []
    counted, blank = at, False
    for match in _LINE.finditer(text, at, end):
        if not match.group().strip():
            continue
        ends = _line_ends(text, counted, match.start())
        number, counted, blank = number + ends, match.start(), ends > 1 or (not lines and at == 0)
        content = match.group()
        start = match.start() + len(content) - len(content.lstrip(_BLANK))
        stripped = content.strip(_BLANK)
        lines.append(Line(number, start, start + len(stripped), stripped, blank))
    return lines


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
    return feeds + returns - text.count("\r\n", start, end)
