"""Words as a film's own: without their endings, and without the little words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from houselights.text.words import word_set

_ENDINGS = ("ings", "ing", "ers", "er", "ors", "or", "ions", "ion", "ed", "es", "s")
_SHORTEST = 4  # letters that are left, or the ending stays
# Words that stand everywhere, so that they lean nowhere.
_LITTLE = word_set(
    "the a an and of to in is it that this was for as with on are be by at from his her he she they"
    " them their him not but or who what which when there has have had its i you we my me our your"
    " so all one no if into out up about more than just can will would do does did being been were"
    " where how then also very only even some any because over such too much"
)


def stems_of(words: Iterable[str]) -> set[str]:
    """The stems of folded words, each once, without the little words."""
    return {stem(word) for word in words if word not in _LITTLE}


@lru_cache(1 << 15)
def stem(word: str) -> str:
    """A folded word without a regular ending, so that "donor" and "donors" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
