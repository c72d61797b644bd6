"""What changed between two versions of a text, and what of it is covered; no database.

What one of the two covers is covered in both, and so is what was taken out beside it: a writer who
covers a sentence, or words it anew under a cover, must not find it open in the history.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from houselights.text.diff import Change, Kind, word_diff
from houselights.text.spans import Span

_PARAGRAPH = re.compile(r"(?:(?!\n[ \t\r]*\n).)+", re.DOTALL)


class Version(NamedTuple):
    """A text and what is covered in it, as code-point offsets."""

    text: str
    covers: Sequence[Span] = ()


class Piece(NamedTuple):
    """A run of one kind, all of it covered or none."""

    kind: Kind
    text: str
    covered: bool


def compare(old: Version, new: Version) -> list[Piece]:
    """The change from one version to the next, in order."""
    return _touched(list(_cut(old, new)))


def covers_before(old: Version, new: Version) -> tuple[Span, ...]:
    """The covers of the old version, with what the new one covers of the same words."""
    found, at = list[Span](), 0
    for piece in compare(old, new):
        if piece.kind is Kind.INSERT:
            continue
        if piece.covered:
            found.extend(_paragraphs(piece.text, at))
        at += len(piece.text)
    return tuple(found)


def _cut(old: Version, new: Version) -> Iterator[Piece]:
    covered_old, covered_new = _mask(old), _mask(new)
    for change in word_diff(old.text, new.text):
        length = len(change.text)
        was, covered_old = _split(covered_old, 0 if change.kind is Kind.INSERT else length)
        becomes, covered_new = _split(covered_new, 0 if change.kind is Kind.DELETE else length)
        yield from _by_cover(change, was, becomes)


def _mask(version: Version) -> list[bool]:
    mask = [False] * len(version.text)
    for start, end in version.covers:
        mask[start:end] = [True] * len(mask[start:end])
    return mask


def _split(mask: list[bool], at: int) -> tuple[list[bool], list[bool]]:
    return mask[:at], mask[at:]


def _by_cover(change: Change, was: Sequence[bool], becomes: Sequence[bool]) -> Iterator[Piece]:
    if was and becomes:
        flags: Iterable[bool] = (a or b for a, b in zip(was, becomes, strict=True))
    else:
        flags = was or becomes
    letters = zip(change.text, flags, strict=True)
    for covered, run in groupby(letters, key=lambda letter: letter[1]):
        yield Piece(change.kind, "".join(letter for letter, _flag in run), covered)


def _touched(pieces: Sequence[Piece]) -> list[Piece]:
    """Cover what was taken out right beside a cover."""
    beside = [False, *(piece.covered for piece in pieces), False]
    return [
        piece._replace(covered=piece.covered or (piece.kind is Kind.DELETE and (before or after)))
        for before, piece, after in zip(beside, pieces, beside[2:], strict=False)
    ]


def _paragraphs(text: str, at: int) -> Iterator[Span]:
    for paragraph in _PARAGRAPH.finditer(text):
        if paragraph[0].strip():
            yield Span(at + paragraph.start(), at + paragraph.end())
