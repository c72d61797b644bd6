"""Stretches of a text, as code-point offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """The part of a writing that a sentence stands in."""

    HEADLINE = "headline"
    BODY = "body"


class Span(NamedTuple):
    """The characters from `start` up to, not including, `end`."""

    start: int
    end: int


def apart(text: str, spans: Iterable[Sequence[int]]) -> Iterator[tuple[int, Span]]:
    """Each span that holds more than white space, with its number in the given order.

    They come sorted, within the text, and never overlap: where two do, the later one begins where
    the earlier ends.
    """
    numbered = sorted((max(span[0], 0), span[1], n) for n, span in enumerate(spans))
    reached = 0
    for start, end, number in numbered:
        span = Span(max(start, reached), min(end, len(text)))
        if text[span.start : span.end].strip():
            reached = span.end
            yield number, span


def snug(text: str, span: Span) -> Span:
    """The span without the white space at its two ends."""
    held = text[span.start : span.end]
    return Span(
        span.start + len(held) - len(held.lstrip()),
        span.end - len(held) + len(held.rstrip()),
    )
