"""Marks that a sentence gives in figures or words: "8/10", "four stars out of five"."""

from __future__ import annotations

import re

from houselights.opinions.material import Polarity
from houselights.text.spans import Span

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}
_NUMBER = r"\d{1,3}(?:[.,]\d)?|" + "|".join(_NUMBERS)
_MARK = re.compile(
    rf"(?<![\w/.])(?P<mark>{_NUMBER})(?: stars?| points?)?"
    rf"(?:\s?/\s?| out of (?:a possible )?| of )(?P<most>5|10|100|five|ten)\b"
    r"(?![/.]\d| (?:people|times|viewers|films|movies|years|minutes|reviews|of))",
    re.IGNORECASE,
)
_GOOD, _BAD = 0.7, 0.4  # of the best mark


def mark_in(sentence: str) -> tuple[Polarity, Span] | None:
    """What its first mark says of the film, and where it stands; None where it gives none."""
    for found in _MARK.finditer(sentence):
        share = _value(found["mark"]) / _value(found["most"])
        if share <= 1:
            return _said(share), Span(*found.span())
    return None


def _value(number: str) -> float:
    return float(_NUMBERS.get(number.lower(), 0) or number.replace(",", "."))


def _said(share: float) -> Polarity:
    if share >= _GOOD:
        return Polarity.PRAISE
    return Polarity.CRITICISE if share <= _BAD else Polarity.MIXED
