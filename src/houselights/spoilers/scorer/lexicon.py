"""The English word lists of `lexicon.json`, and how often a sentence uses each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from houselights.text.words import folded_words

type Entry = tuple[tuple[str, ...], tuple[tuple[tuple[str, ...], str], ...]]

_FILE = Path(__file__).with_name("lexicon.json")
_VOWELS = "aeiou"


def counts(words: Sequence[str]) -> dict[str, int]:
    """How many words and phrases of each list stand among the folded words; absent: none."""
    entries = _entries()
    found: dict[str, int] = {}
    for at, word in enumerate(words):
        entry = entries.get(word)
        if entry is not None:
            groups, phrases = entry
            for group in groups:
                found[group] = found.get(group, 0) + 1
            for rest, group in phrases:
                if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                    found[group] = found.get(group, 0) + 1
    return found


def telling_elsewhere(words: Sequence[str], language: str | None) -> int:
    """How many of the folded words tell of deaths and endings in a language other than English."""
    listed = _elsewhere().get(language or "", frozenset())
    return sum(word in listed for word in words)


def knows(word: str) -> bool:
    """Whether a folded word stands in any list, so that it is no word of one film's own."""
    return bool(_entries().get(word, ((), ()))[0])


@cache
def _elsewhere() -> dict[str, frozenset[str]]:
    stored = json.loads(_FILE.read_text("utf-8"))["other_languages"]
    return {language: frozenset(folded_words(words)) for language, words in stored.items()}


@cache
def _entries() -> dict[str, Entry]:
    """For each word the lists that it stands in, and the phrases that it begins."""
    stored = json.loads(_FILE.read_text("utf-8"))
    single: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group, lists in stored.items():
        if group in {"about", "other_languages"}:
            continue
        for word in set(_forms(lists["words"].split())):
            single.setdefault(word, []).append(group)
        for phrase in lists.get("phrases", ()):
            first, *rest = folded_words(phrase)
            phrases.setdefault(first, []).append((tuple(rest), group))
    return {
        word: (tuple(single.get(word, ())), tuple(phrases.get(word, ())))
        for word in sorted(single.keys() | phrases.keys())
    }


def _forms(words: Iterable[str]) -> Iterator[str]:
    """Each word; for one with a plus sign, the verb's regular forms."""
    for word in words:
        stem = word.removesuffix("+")
        yield from (_inflected(stem) if stem != word else folded_words(word))


def _inflected(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    doubled = _doubled(verb)
    return verb, f"{verb}s", f"{doubled}ed", f"{doubled}ing"


def _doubled(verb: str) -> str:
    """Rob doubles its last letter (robbed), plan too; drown, discover and hear do not."""
    one_syllable = sum(letter in _VOWELS for letter in verb) == 1
    closed = verb[-1] not in "aeiouwxy" and verb[-2] in _VOWELS
    return verb + verb[-1] if one_syllable and closed else verb
