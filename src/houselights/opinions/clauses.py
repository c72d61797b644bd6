"""A sentence as clauses of words, with the place of each word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from houselights.text.fold import fold
from houselights.text.spans import Span
from houselights.text.words import word_set

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)?|[^\w\s]")
_BREAKS = frozenset(";:()[]–—…")
_TURNS = word_set(
    "but although though whereas while yet however except nevertheless still"
    " mais aber doch obwohl pero aunque ma pourtant"
)
_TURNS_INSIDE = word_set("but although though whereas yet however except mais aber pero")
_QUOTES = frozenset('"“”„«»')


type _Row = tuple[str, Span, bool, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Clause:
    """Words and marks in order, folded, with their places in the sentence.

    upper: whether a word begins with a capital; inside: whether it does so without beginning the
    sentence. owner: whether "'s" follows. quoted: whether it stands in quotation marks.
    """

    words: Sequence[str]
    spans: Sequence[Span]
    upper: Sequence[bool]
    inside: Sequence[bool]
    owner: Sequence[bool]
    quoted: Sequence[bool]

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.spans[0].start, self.spans[-1].end)


def clauses_of(sentence: str) -> list[Clause]:
    """The clauses of a sentence in order; none is empty."""
    clauses: list[Clause] = []
    rows: list[_Row] = []
    for row in _rows(sentence):
        if _breaks(row[0], bool(rows) and rows[-1][0] == ","):
            clauses += _clause(rows)
            rows = []
        if row[0] not in _BREAKS:
            rows.append(row)
    return clauses + _clause(rows)


def _rows(sentence: str) -> Iterator[_Row]:
    is_first, is_quoted = True, False
    shouts = sentence.isupper()
    for found in _TOKEN.finditer(sentence):
        piece = found[0]
        if piece in _QUOTES:
            is_quoted = not is_quoted
            continue
        if piece in "*_":
            continue
        upper = piece[:1].isupper()
        inside = upper and not is_first and not shouts and piece.split("’")[0].split("'")[0] != "I"
        owner = piece.endswith(("'s", "’s"))
        yield _bare(piece), Span(*found.span()), upper, inside, owner, is_quoted
        is_first = piece in ".!?:"


@lru_cache(1 << 15)
def _bare(piece: str) -> str:
    if piece in "–—":
        return piece
    word = fold(piece) or piece
    return word.removesuffix("'s") or word


def _breaks(word: str, after_comma: bool) -> bool:
    return word in _BREAKS or word in _TURNS_INSIDE or (after_comma and word in _TURNS)


def _clause(rows: Sequence[_Row]) -> list[Clause]:
    if not rows:
        return []
    return [Clause(*zip(*rows, strict=True))]
