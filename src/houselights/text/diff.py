"""What changed between two versions of a text, by paragraphs, then sentences, then words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from houselights.text.length import count_words

# Matching takes time in proportion to the product of both lengths at worst. Beyond this product
# (two passages of 1,400 words) a changed passage is shown as replaced as a whole.
_MOST_WORK = 2_000_000

# How a text falls into units on each level; each with the white space after it.
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_LEVELS = (
    re.compile(r"([^\n]*)(\n+|\Z)"),
    re.compile(r"([^.!?…؟۔。！？]*(?:[.!?…؟۔]+[\"'”’»)]*|[。！？]+|\Z))(\s*)"),
    re.compile(rf"((?:[{_CJK}]|[^\W{_CJK}]+|[^\w\s])?)(\s*)"),
)


class Kind(StrEnum):
    """What happened to a run of text."""

    KEEP = "keep"
    INSERT = "insert"
    DELETE = "delete"


class Change(NamedTuple):
    """One run of text and what happened to it."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> tuple[Change, ...]:
    """The changes in order, deletions before insertions at each place.

    What is kept or deleted joins up to `old`, what is kept or inserted to `new`, character for
    character.
    """
    return tuple(_merged(_compare(old, new, 0)))


def diff_counts(changes: Iterable[Change]) -> tuple[int, int]:
    """Words put in and words taken out."""
    totals = {Kind.INSERT: 0, Kind.DELETE: 0, Kind.KEEP: 0}
    for change in changes:
        totals[change.kind] += count_words(change.text)
    return totals[Kind.INSERT], totals[Kind.DELETE]


class _Unit(NamedTuple):
    """A paragraph, sentence or word, and the white space after it. Only the former is compared."""

    core: str
    gap: str


def _units(text: str, level: int) -> list[_Unit]:
    return [_Unit(*found) for found in _LEVELS[level].findall(text) if any(found)]


def _joined(units: Iterable[_Unit]) -> str:
    return "".join(unit.core + unit.gap for unit in units)


def _compare(old: str, new: str, level: int) -> Iterator[Change]:
    """Compare in units of one level; passages that differ go on to the next, finer one."""
    if level == len(_LEVELS):
        yield from _replace(old, new)
        return
    a, b = _units(old, level), _units(new, level)
    for same, i, j, k, m in _passages([unit.core for unit in a], [unit.core for unit in b]):
        if same:
            yield from _keep(a[i:j], b[k:m])
        else:
            yield from _compare(_joined(a[i:j]), _joined(b[k:m]), level + 1)


def _replace(old: str, new: str) -> Iterator[Change]:
    yield Change(Kind.DELETE, old)
    yield Change(Kind.INSERT, new)


def _keep(a: Iterable[_Unit], b: Iterable[_Unit]) -> Iterator[Change]:
    """Units that read alike; the space after them may have changed."""
    for was, becomes in zip(a, b, strict=True):
        yield Change(Kind.KEEP, was.core)
        if was.gap == becomes.gap:
            yield Change(Kind.KEEP, was.gap)
        else:
            yield from _replace(was.gap, becomes.gap)


def _passages(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Passages in order: whether a[i:j] and b[k:m] are alike, then i, j, k, m."""
    start = _common_start(a, b)
    end = _common_start(a[start:][::-1], b[start:][::-1])
    stop_a, stop_b = len(a) - end, len(b) - end
    yield True, 0, start, 0, start
    if (stop_a - start) * (stop_b - start) > _MOST_WORK:
        yield False, start, stop_a, start, stop_b
    else:
        matcher = SequenceMatcher(None, a[start:stop_a], b[start:stop_b], autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            yield tag == "equal", start + i, start + j, start + k, start + m
    yield True, stop_a, len(a), stop_b, len(b)


def _common_start(a: Sequence[str], b: Sequence[str]) -> int:
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(a), len(b)))


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Neighbours of one kind joined; between two kept runs one deletion, then one insertion."""
    settled = (change for run in _runs(changes) for change in run)
    for kind, same_kind in groupby(settled, key=lambda change: change.kind):
        yield Change(kind, "".join(change.text for change in same_kind))


def _runs(changes: Iterable[Change]) -> Iterator[list[Change]]:
    filled = (change for change in changes if change.text)
    for kept, group in groupby(filled, key=lambda change: change.kind is Kind.KEEP):
        run = list(group)
        yield run if kept else _settled(run)


def _settled(run: Sequence[Change]) -> list[Change]:
    """One deletion and one insertion; white space that both end in is kept."""
    old = "".join(change.text for change in run if change.kind is Kind.DELETE)
    new = "".join(change.text for change in run if change.kind is Kind.INSERT)
    space = old[len(old) - _common_start(_end_space(old), _end_space(new)) :]
    parts = (
        Change(Kind.DELETE, old.removesuffix(space)),
        Change(Kind.INSERT, new.removesuffix(space)),
        Change(Kind.KEEP, space),
    )
    return [part for part in parts if part.text]


def _end_space(text: str) -> str:
    """The white space at its end, backwards."""
    return text[len(text.rstrip()) :][::-1]
