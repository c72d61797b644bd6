"""The word lists of `lexicon.json`: what is asked of films, and how reviews answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from houselights.opinions.stems import terms_of

_GIST_SAID, _GIST_ASKED = 14, 6  # words
_FILE = Path(__file__).with_name("lexicon.json")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that is asked of films: an aspect ("music") or a property ("slow").

    All words are terms. asked: words of questions about it; said: more words of answers. yes, no:
    of a property, the words of its two sides. job: of the credits whose people belong to it.
    gist: its first words as they stand, for their meaning together.
    """

    name: str
    asked: frozenset[str]
    said: frozenset[str]
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    job: str = ""
    gist: str = ""


def terms_in(text: str) -> list[str]:
    """The stems of a text in order, then the lexicon's phrases that stand in it."""
    return with_phrases(terms_of(text))


def with_phrases(words: Sequence[str]) -> list[str]:
    """Stems in order, then the lexicon's phrases that stand in them."""
    return [*words, *_phrases_in(words)]


@cache
def topics() -> Mapping[str, Topic]:
    """All topics by name."""
    stored = _stored()
    aspects = {name: _aspect(name, one) for name, one in stored["aspects"].items()}
    return aspects | {name: _property(name, one) for name, one in stored["properties"].items()}


@cache
def topics_of() -> Mapping[str, Sequence[tuple[str, str]]]:
    """For each term by what topics it is asked, and of which side: "asked", "yes" or "no"."""
    found: dict[str, list[tuple[str, str]]] = {}
    for topic in topics().values():
        for side in ("asked", "yes", "no"):
            for term in getattr(topic, side):
                found.setdefault(term, []).append((topic.name, side))
    return found


@cache
def praise() -> frozenset[str]:
    """Words that praise."""
    return _terms(_stored()["praise"])


@cache
def criticism() -> frozenset[str]:
    """Words that criticise."""
    return _terms(_stored()["criticism"])


@cache
def cue(name: str) -> frozenset[str]:
    """Words that answers of a kind have: "because", "place", "time", "number", "like", "tells"."""
    return _terms(_stored()["cues"][name])


@cache
def kind_words(name: str) -> frozenset[str]:
    """Words that make a question one of a kind: "about", "seen_before", "names_of_films"."""
    return _terms(_stored()["kinds"][name])


def _aspect(name: str, stored: Mapping[str, str]) -> Topic:
    asked, said = stored["asked"], stored["said"]
    elsewhere = stored.get("elsewhere", "")
    gist = _gist(said, asked)
    return Topic(name, _terms(asked, elsewhere), _terms(said), job=stored.get("job", ""), gist=gist)


def _property(name: str, stored: Mapping[str, str]) -> Topic:
    yes, no = _terms(stored["yes"]), _terms(stored["no"])
    elsewhere = _terms(stored.get("elsewhere", ""))
    gist = _gist(f"{stored['yes']} {stored['no']}", stored["asked"])
    return Topic(
        name,
        asked=_terms(stored["asked"]),
        said=yes | no | elsewhere,
        yes=yes | elsewhere,
        no=no,
        gist=gist,
    )


def _gist(said: str, asked: str) -> str:
    words = [*said.split()[:_GIST_SAID], *asked.split()[:_GIST_ASKED]]
    return " ".join(words).replace("_", " ")


def _terms(*lists: str) -> frozenset[str]:
    return frozenset(_term(word) for words in lists for word in words.split())


def _term(word: str) -> str:
    return "_".join(terms_of(word.replace("_", " ")))


def _phrases_in(words: Sequence[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        for phrase in _phrases().get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                yield "_".join(phrase)


@cache
def _phrases() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The phrases of all lists by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for term in _every_term():
        words = tuple(term.split("_"))
        if len(words) > 1:
            found.setdefault(words[0], set()).add(words)
    return {first: sorted(phrases) for first, phrases in found.items()}


def _every_term() -> Iterator[str]:
    for topic in topics().values():
        yield from topic.asked | topic.said
    yield from praise() | criticism()
    for name in _stored()["cues"]:
        yield from cue(name)
    for name in _stored()["kinds"]:
        yield from kind_words(name)


@cache
def _stored() -> Mapping[str, Any]:
    return json.loads(_FILE.read_text("utf-8"))  # type: ignore[no-any-return]
