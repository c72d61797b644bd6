"""Addresses of single sentences: a review's permalink that shows where a quoted sentence stands."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from houselights.reviews.models import Review
from houselights.text.spans import Place, Span

PARAMETER = "sentence"
ANCHOR = "sentence"
_LETTERS = {"h": Place.HEADLINE, "b": Place.BODY}
_WRITTEN = re.compile(r"(\d{1,6})([hb])(\d{1,9})-(\d{1,9})")


class SentencePlace(NamedTuple):
    """Where a sentence stands: in which version of a text, by its number, and where in that."""

    version: int
    place: Place
    span: Span


def sentence_url(review: Review, version: int, place: Place, span: Span) -> str:
    """The permalink at a sentence: "/reviews/<id>/?sentence=2b120-180#sentence"."""
    return sentence_address(review.public_id, SentencePlace(version, place, span))


def sentence_address(public_id: str, at: SentencePlace) -> str:
    """The same by the review's public id."""
    query = urlencode({PARAMETER: write_place(at)})
    return f"{reverse('review', args=[public_id])}?{query}#{ANCHOR}"


def write_place(at: SentencePlace) -> str:
    """How an address names a sentence: "2b120-180"."""
    letter = next(letter for letter, one in _LETTERS.items() if one is at.place)
    return f"{at.version}{letter}{at.span.start}-{at.span.end}"


def read_place(written: str) -> SentencePlace | None:
    """The sentence that an address names; None where it names none."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    version, letter, start, end = found.groups()
    return SentencePlace(int(version), _LETTERS[letter], Span(int(start), int(end)))
