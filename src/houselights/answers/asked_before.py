"""Which of a film's questions ask the same as a new one.

Four likenesses are added up: of the words and letters (`text.similarity`), of the stems that say
most, of what the lexicon says that both are about, and of their meaning (static embeddings). The
figures, and how the weights were chosen, are in `bench/duplicates/README.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houselights.answers.material import Credit, Names
from houselights.answers.slips import mended
from houselights.opinions.lexicon import terms_in, topics_of
from houselights.opinions.stems import is_little, terms_of
from houselights.text.embedding import Vector, embed
from houselights.text.similarity import Near, question_similarity
from houselights.text.words import folded_words

SOURCE = "source"  # the job of whoever wrote what a film is based on
WORTH_A_LOOK = 0.2  # shown below a question while it is typed
LIKELY = 0.6  # shown before a question is asked
_SHORTEST_NAME = 3
_NO_NAMES = Names()
_MATTERS = Path(__file__).with_name("matters.txt")


@dataclass(frozen=True, slots=True)
class Ways:
    """By how much each likeness counts."""

    words: float = 0.7
    stems: float = 0.3
    topics: float = 0.2
    matters: float = 0.5
    meaning: float = 1.0


SHIPPED = Ways()


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    stems: frozenset[str]
    topics: frozenset[str]
    matters: frozenset[str]


def asked_before(
    question: str,
    others: Sequence[str],
    names: Names = _NO_NAMES,
    *,
    limit: int = 5,
    least: float = WORTH_A_LOOK,
    ways: Ways = SHIPPED,
) -> list[Near]:
    """Those of the others that may ask the same, most alike first, at most `limit`.

    Letters mistyped are mended by the words of the others. `names` are the film's: who names the
    author asks about the book, and who names an actor about the part.
    """
    further = _further(names)
    asked = [_asked(text, further) for text in others]
    known = _places(asked)
    new = _asked(" ".join(mended(word, known) for word in folded_words(question)), further)
    alike = _likenesses(new, asked, known, ways)
    order = sorted(range(len(others)), key=lambda at: (-alike[at], at))
    return [Near(at, alike[at]) for at in order[:limit] if alike[at] >= least]


def _asked(text: str, further: Mapping[str, str]) -> _Asked:
    more = [further[word] for word in dict.fromkeys(folded_words(text)) if word in further]
    whole = " ".join([text, *more])
    found = topics_of()
    topics = {name for term in terms_in(whole) for name, _side in found.get(term, ())}
    matters = {name for word in terms_of(whole) for name in _matters().get(word, ())}
    return _Asked(text, frozenset(terms_of(whole)), frozenset(topics), frozenset(matters))


@cache
def _matters() -> Mapping[str, Sequence[str]]:
    """For each stem the matters of `matters.txt` that it belongs to."""
    found: dict[str, list[str]] = {}
    for line in _MATTERS.read_text(encoding="utf-8").splitlines():
        name, _colon, words = line.partition(":")
        for stem in dict.fromkeys(terms_of("" if line.startswith("#") else words)):
            found.setdefault(stem, []).append(name)
    return found


def _places(asked: Sequence[_Asked]) -> dict[str, list[int]]:
    """In which questions each stem stands."""
    found: dict[str, list[int]] = {}
    for at, one in enumerate(asked):
        for stem in one.stems:
            found.setdefault(stem, []).append(at)
    return found


def _likenesses(
    new: _Asked, others: Sequence[_Asked], known: Mapping[str, Sequence[int]], ways: Ways
) -> list[float]:
    vectors = _vectors([new.text, *(one.text for one in others)], ways)
    weights = {
        stem: _weight(len(known.get(stem, ())), len(others)) for stem in [*known, *new.stems]
    }
    return [
        ways.words * question_similarity(new.text, other.text)
        + ways.stems * _shared(new.stems, other.stems, weights)
        + ways.topics * _together(new.topics, other.topics)
        + ways.matters * _together(new.matters, other.matters)
        + ways.meaning * math.sumprod(vectors[0], vector)
        for other, vector in zip(others, vectors[1:], strict=True)
    ]


def _vectors(texts: Sequence[str], ways: Ways) -> list[Vector]:
    return embed(texts if ways.meaning else [""] * len(texts))


def _weight(places: int, of: int) -> float:
    return math.log(1 + of / (places or 0.5))


def _shared(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]) -> float:
    """Share of the smaller set's weight that the other has too."""
    smaller = min(sum(weights[stem] for stem in one) for one in (a, b))
    return sum(weights[stem] for stem in a & b) / smaller if smaller else 0.0


def _together(a: frozenset[str], b: frozenset[str]) -> float:
    """Cosine of two sets."""
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def _further(names: Names) -> Mapping[str, str]:
    """What a folded name says besides itself."""
    found = {}
    for credit in names.credits:
        said = "book" if credit.job == SOURCE else credit.character
        for word in _last(credit) if said else ():
            found[word] = said
    if any(credit.job == SOURCE for credit in names.credits):
        own = Counter(word for title in names.titles[:-1] for word in folded_words(title))
        source = [word for word in folded_words(names.titles[-1]) if word not in own]
        found |= dict.fromkeys(_telling(source), "book")
    return found


def _last(credit: Credit) -> Iterable[str]:
    return _telling(folded_words(credit.name)[-1:])


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) >= _SHORTEST_NAME and not is_little(word)]
