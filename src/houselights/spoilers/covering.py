"""Which runs of a text are covered for whom, and by whom; no database.

A writer covers words of their own (`covers`), and these are covered for everybody who has not seen
the film. Others cover whole sentences (`marks`): each mark names the reader who knows most of the
film and still has it covered. Of a folded text some runs may be known to be harmless.

Keys: "<id>-<n>" is the writer's n-th cover (from 1), "<id>-h" the headline, "<id>-s<start>-<n>" the
n runs that others cover together from that code point on. By the number a key that was made earlier
opens nothing that was covered since; an end instead would tell how long the covered words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from houselights.base.ids import ALPHABET, LENGTH
from houselights.text.spans import Span, apart

KEY = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}(-(h|\d{{1,6}}|s\d{{1,6}}-\d{{1,4}}))?")


class Knows(StrEnum):
    """What a reader knows of a film already, least first."""

    NOTHING = "nothing"
    PREMISE = "premise"
    SOURCE = "source"  # the work that it is based on
    SEEN = "seen"


class Level(IntEnum):
    """The reader who knows most and still has something covered."""

    OPEN = 0
    NOTHING = 1
    PREMISE = 2
    SOURCE = 3


class By(StrEnum):
    """Who covers."""

    AUTHOR = "author"
    READERS = "readers"
    EDITORS = "editors"
    PROGRAM = "program"
    FLAG = "flag"  # the writer flagged the whole text, and this part may not be opened


_LEAST = {Knows.NOTHING: 1, Knows.PREMISE: 2, Knows.SOURCE: 3, Knows.SEEN: 4}


def covers_for(level: int, knows: Knows) -> bool:
    """Whether something of that level is covered for who knows so much."""
    return level >= _LEAST[knows]


class Mark(NamedTuple):
    """A run that others than its writer cover, as `TextRevision.marks` keeps it."""

    start: int
    end: int
    level: int
    by: str


class Cover(NamedTuple):
    """A covered run, the key that opens it, and who covers it."""

    key: str
    span: Span
    by: By


def covers_of(
    key: str, text: str, own: Iterable[Sequence[int]], marks: Iterable[Sequence[Any]], knows: Knows
) -> list[Cover]:
    """The covers of a text for who knows so much, in order and apart.

    What its writer covers goes before what others do: of a marked sentence only the rest is theirs.
    Neighbors by the same hand are one cover, since a page of short bars is hard to read.
    """
    if knows is Knows.SEEN:
        return []
    spans = [Span(start, end) for start, end in own]
    covers = [Cover(f"{key}-{n + 1}", span, By.AUTHOR) for n, span in enumerate(spans)]
    for mark in map(Mark._make, marks):
        if covers_for(mark.level, knows):
            rest = _without(Span(mark.start, mark.end), spans)
            place = place_key(key, mark.start)
            covers += [Cover(place, span, By(mark.by)) for span in rest]
    return list(_joined(text, _apart(text, covers)))


def place_key(key: str, start: int, runs: int = 1) -> str:
    """The key that opens what others cover from there on, so many runs of it."""
    return f"{key}-s{start}-{runs}"


def _joined(text: str, covers: Iterable[Cover]) -> Iterator[Cover]:
    """Covers of others by one hand, with nothing but spaces of one paragraph between, as one."""
    held: Cover | None = None
    for cover in covers:
        if held is not None and _go_together(text, held, cover):
            held = _one_of(held, cover)
            continue
        if held is not None:
            yield held
        held = cover
    if held is not None:
        yield held


def _one_of(held: Cover, cover: Cover) -> Cover:
    place, runs = held.key.rsplit("-", 1)
    return Cover(f"{place}-{int(runs) + 1}", Span(held.span.start, cover.span.end), held.by)


def _go_together(text: str, one: Cover, next_one: Cover) -> bool:
    between = text[one.span.end : next_one.span.start]
    same = one.by is next_one.by is not By.AUTHOR
    return same and not between.strip() and between.count("\n") < 2


def covers_around(
    key: str, text: str, harmless: Iterable[Sequence[int]], covers: Sequence[Cover]
) -> list[Cover]:
    """The covers of a flagged text of which only the harmless runs are open.

    `covers` are those that it would have if it were not flagged; they stay.
    """
    open_runs = [Span(start, end) for start, end in harmless]
    folded = _without(Span(0, len(text)), [*open_runs, *(cover.span for cover in covers)])
    around = [Cover(place_key(key, span.start), span, By.FLAG) for span in folded]
    return _apart(text, [*covers, *around])


def _without(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a run without those others."""
    start = whole.start
    for span in sorted(taken):
        if span.end > start and span.start < whole.end:
            if span.start > start:
                yield Span(start, span.start)
            start = span.end
    if start < whole.end:
        yield Span(start, whole.end)


def _apart(text: str, covers: Sequence[Cover]) -> list[Cover]:
    kept = [
        covers[number]._replace(span=span)
        for number, span in apart(text, [cover.span for cover in covers])
    ]
    return [cover for cover in kept if _says_something(text, cover)]


def _says_something(text: str, cover: Cover) -> bool:
    """Whether a run holds a letter; the stop that is left of a covered sentence needs no cover."""
    if cover.by is By.AUTHOR:
        return True
    return any(letter.isalnum() for letter in text[cover.span.start : cover.span.end])
