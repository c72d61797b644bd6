"""Finds words and phrases of a list in a row of words, the longest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_STEM = 3  # letters that a word with a star has at least


@dataclass(frozen=True, slots=True)
class Phrases[Value]:
    """What is known of words ("boring", "disappoint*") and phrases ("not_for_me").

    A star stands for any ending. by_first: for a first word the words that follow it, the longest
    phrases first.
    """

    by_first: Mapping[str, Sequence[tuple[Sequence[str], Value]]]

    def at(self, words: Sequence[str], start: int) -> tuple[int, Value] | None:
        """The longest one that begins at this word: how many words it has, and its value."""
        best: tuple[int, Value] | None = None
        for key in _keys(words[start]):
            for rest, value in self.by_first.get(key, ()):
                if best and best[0] > len(rest):
                    break
                if not rest or _follows(rest, words, start + 1):
                    best = (1 + len(rest), value)
                    break
        return best


def phrases_of[Value](values: Mapping[str, Value]) -> Phrases[Value]:
    """The phrases of a list, by how they are written there."""
    found: dict[str, list[tuple[Sequence[str], Value]]] = {}
    for written, value in values.items():
        first, *rest = written.replace("-", "_").split("_")
        found.setdefault(first, []).append((rest, value))
    return Phrases({key: sorted(some, key=lambda one: -len(one[0])) for key, some in found.items()})


def _follows(rest: Sequence[str], words: Sequence[str], start: int) -> bool:
    if start + len(rest) > len(words):
        return False
    for number, part in enumerate(rest, start):
        word = words[number]
        if word != part and not (part[-1] == "*" and word.startswith(part[:-1])):
            return False
    return True


@lru_cache(1 << 15)
def _keys(word: str) -> tuple[str, ...]:
    """The ways in which a list may write a word: itself, and its beginnings with a star."""
    return (word, *(f"{word[:size]}*" for size in range(len(word), _STEM - 1, -1)))
