"""Finds words and phrases of a list in a row of words, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_STEM = 3  # letters that a word with a star has at least


@dataclass(frozen=True, slots=True)
class Phrases[Value]:
    """What is known of words ("boring", "disappoint*") and phrases ("not_for_me").

    A star stands for any ending. by_first: for a first word its phrases, the longest first.
    """

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], Value]]] = field(default_factory=dict)

    def at(self, words: Sequence[str], start: int) -> tuple[int, Value] | None:
        """The longest one that begins at this word: how many words it has, and its value."""
        best: tuple[int, Value] | None = None
        for key in _keys(words[start]):
            for phrase, value in self.by_first.get(key, ()):
                if best and best[0] >= len(phrase):
                    break
                if _stands(phrase, words, start):
                    best = (len(phrase), value)
        return best


def phrases_of[Value](values: Mapping[str, Value]) -> Phrases[Value]:
    """The phrases of a list, by how they are written there."""
    found: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
    for written, value in values.items():
        phrase = tuple(written.replace("-", "_").split("_"))
        found.setdefault(phrase[0], []).append((phrase, value))
    return Phrases({key: sorted(some, key=lambda one: -len(one[0])) for key, some in found.items()})


def written_in(lists: Iterable[str]) -> frozenset[str]:
    """The entries of some lists, each once."""
    return frozenset(entry for some in lists for entry in some.split())


def _stands(phrase: tuple[str, ...], words: Sequence[str], start: int) -> bool:
    if start + len(phrase) > len(words):
        return False
    return all(_is(part, words[start + at]) for at, part in enumerate(phrase))


def _is(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@lru_cache(1 << 15)
def _keys(word: str) -> tuple[str, ...]:
    """The ways in which a list may write a word: itself, and its beginnings with a star."""
    return (word, *(f"{word[:size]}*" for size in range(len(word), _STEM - 1, -1)))
