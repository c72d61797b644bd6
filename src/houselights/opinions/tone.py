"""The words of `tone.json` and `aspects.json` by what they say: praise, criticism, an aspect."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from houselights.opinions.material import Aspect
from houselights.opinions.phrases import Phrases, phrases_of
from houselights.text.words import word_set

_STRENGTHS = {"strong": 2.0, "plain": 1.0, "weak": 0.5}
_SIGNS = {"praise": 1.0, "criticise": -1.0}


@dataclass(frozen=True, slots=True)
class Tone:
    """What a word says: above 0 praise, below 0 criticism, 0.5 to 2 by its strength, 0 neither.

    own: the aspect that it names by itself ("drags": pace). is_felt: it tells what somebody feels,
    and so judges only where the writer is that somebody.
    """

    weight: float
    own: Aspect | None = None
    is_felt: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What a word names. is_sure: it means the film's aspect wherever it stands."""

    aspect: Aspect
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language."""

    tones: Phrases[Tone]
    names: Phrases[Named]
    no: Phrases[bool]  # "not", and what only looks like it: False


@cache
def words_of(language: str) -> Words:
    """The lists for a language; English for one that has none, or is not known."""
    tones, names = _stored("tone.json"), _stored("aspects.json")
    if language in names["elsewhere"]:
        tones, names = tones["elsewhere"][language], _as_sure(names["elsewhere"][language])
    no = dict.fromkeys(tones["not"].split(), True)
    no |= dict.fromkeys(tones.get("not_not", "").split(), False)
    return Words(phrases_of(_tones(tones)), phrases_of(dict(_names(names))), phrases_of(no))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of single English words: "more", "less", "too", "others", "told", …"""
    return word_set(_stored("tone.json")[name])


@cache
def unreal() -> Phrases[bool]:
    """What makes a wish of what follows, "could have been" (True), or a hope, "hoped" (False)."""
    words = _stored("tone.json")
    turned = dict.fromkeys(words["unreal"].split(), True)
    return phrases_of(turned | dict.fromkeys(words["hoped"].split(), False))


def _tones(stored: Mapping[str, Any]) -> dict[str, Tone]:
    found = {word: Tone(0.0) for word in stored.get("neutral", "").split()}
    for side, sign in _SIGNS.items():
        for word, weight in _weighed(stored[side]):
            found[word] = Tone(sign * weight)
        for word in stored.get("felt", {}).get(side, "").split():
            found[word] = Tone(sign, is_felt=True)
    felt = {word for word, tone in found.items() if tone.is_felt}
    for aspect, sides in stored["of"].items():
        for side, sign in _SIGNS.items():
            for word in sides.get(side, "").split():
                weight = abs(found[word].weight) if word in found else 1.0
                is_felt = word.split("_")[0] in felt
                found[word] = Tone(sign * weight, own=Aspect(aspect), is_felt=is_felt)
    return found


def _weighed(stored: str | Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Words with their strength; all are plain where a language does not tell them apart."""
    lists = {"plain": stored} if isinstance(stored, str) else stored
    for strength, words in lists.items():
        for word in words.split():
            yield word, _STRENGTHS[strength]


def _names(stored: Mapping[str, Any]) -> Iterator[tuple[str, Named]]:
    for aspect in Aspect:
        for word in stored.get(aspect, {}).get("unsure", "").split():
            yield word, Named(aspect, is_sure=False)
        for word in stored.get(aspect, {}).get("sure", "").split():
            yield word, Named(aspect, is_sure=True)


def _as_sure(stored: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {aspect: {"sure": words} for aspect, words in stored.items()}


@cache
def _stored(name: str) -> Mapping[str, Any]:
    return json.loads(Path(__file__).with_name(name).read_text("utf-8"))  # type: ignore[no-any-return]
