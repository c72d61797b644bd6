"""A film's own words: those of which its texts tell much, found without anybody's help.

A first pass gives every sentence of the film's texts a probability. A word whose other sentences
sound more like telling than the film's usual one is worth more the more texts share it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from houselights.spoilers.scorer.material import Writing
from houselights.spoilers.scorer.model import NEITHER, FilmModel, Pair, WordUse
from houselights.spoilers.scorer.reading import Reading
from houselights.spoilers.scorer.stems import stem, stems_of
from houselights.text.embedding import token_weight

_MOST_WORDS = 800
_MOST_DIGESTS = 1500  # of more texts than these, a text's own share is too small to matter
_FEWEST_TEXTS = 3  # that have a word besides the text at hand
_PRIOR = 8.0  # usual sentences that are added to each word's own
_SHARED = 4.0  # how much more a word is worth that all other texts have
_LEAST = 1e-4  # probability
_NAME_SHARE = 0.5  # of a word's sentences where it stands as a name


@dataclass(frozen=True, slots=True)
class Told:
    """A text's sentences with their first probabilities (outright, hints)."""

    writing: Writing
    readings: Sequence[Reading]
    first: Sequence[Pair]


@dataclass(slots=True)
class Uses:
    """How often a stem stands, how strongly that tells, and its forms."""

    sentences: int = 0
    outright: float = 0.0
    hints: float = 0.0
    texts: int = 0
    as_name: int = 0
    forms: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a model keeps of it, see `FilmModel`; all of it empty where too few texts are known."""

    words: Mapping[str, WordUse] = field(default_factory=dict)
    texts: int = 0
    usual: Pair = NEITHER
    learnt: frozenset[str] = frozenset()


def learn_words(
    texts: Sequence[Told], no_words: frozenset[str], spread: Mapping[str, int], films: int
) -> OwnWords:
    """The film's own words, but for `no_words` (of names and titles) and what stands as a name.

    spread, films: as for `learn_film`.
    """
    found: dict[str, Uses] = {}
    for text in texts:
        _count(found, text)
    kept = {word: uses for word, uses in found.items() if _is_own(uses, no_words)}
    if not kept:
        return OwnWords()
    most = sorted(kept, key=lambda word: (-kept[word].texts, word))[:_MOST_WORDS]
    first = [pair for text in texts for pair in text.first]
    usual = (_mean(pair[0] for pair in first), _mean(pair[1] for pair in first))
    digests = [digest_of(text.writing) for text in texts] if len(texts) <= _MOST_DIGESTS else []
    words = {word: _use(kept[word], spread, films) for word in sorted(most)}
    return OwnWords(words, len(texts), usual, frozenset(digests))


def word_leanings(text: Told, film: FilmModel) -> list[Pair]:
    """For each sentence how far the film's own words lean to telling, as the other texts use them.

    Both numbers are sums of log-odds; 0 for a sentence without such words.
    """
    if not film.words:
        return [NEITHER] * len(text.readings)
    stems = [stems_of(reading.words) & film.words.keys() for reading in text.readings]
    known = digest_of(text.writing) in film.learnt
    own = _own_uses(stems, text.first) if known else {}
    others = max(film.texts - known, 1)
    leaning = {
        word: lean_of_word(film, film.words[word], own.get(word), others)
        for word in set[str]().union(*stems)
    }
    return [
        (sum(leaning[word][0] for word in some), sum(leaning[word][1] for word in some))
        for some in map(sorted, stems)
    ]


def lean_of_word(film: FilmModel, use: WordUse, own: Uses | None, others: int) -> Pair:
    """How far a word leans to telling by the `others` texts, without the uses that are `own`."""
    texts = use.texts - (own is not None)
    if texts < _FEWEST_TEXTS:
        return NEITHER
    less = own or Uses()
    sentences = use.sentences - less.sentences + _PRIOR
    worth = use.weight * (1 + _SHARED * math.sqrt(texts / others))
    outright, hints = (
        worth * math.log((max(told - mine, 0.0) / max(usual, _LEAST) + _PRIOR) / sentences)
        for told, mine, usual in zip(use.told, (less.outright, less.hints), film.usual, strict=True)
    )
    return outright, hints


def digest_of(writing: Writing) -> str:
    """What a text is known by; another one for another headline, language or flag."""
    said = (writing.headline or "", writing.body, writing.language, writing.flagged)
    return sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:10]


def _own_uses(stems: Sequence[set[str]], first: Sequence[Pair]) -> dict[str, Uses]:
    found: dict[str, Uses] = {}
    for some, (outright, hints) in zip(stems, first, strict=True):
        for word in some:
            uses = found.setdefault(word, Uses())
            uses.sentences += 1
            uses.outright += outright
            uses.hints += hints
    return found


def _count(found: dict[str, Uses], text: Told) -> None:
    forms = [{stem(word): word for word in reading.words} for reading in text.readings]
    stems = [stems_of(reading.words) for reading in text.readings]
    for word, mine in _own_uses(stems, text.first).items():
        uses = found.setdefault(word, Uses())
        uses.texts += 1
        uses.sentences += mine.sentences
        uses.outright += mine.outright
        uses.hints += mine.hints
    for reading, some, form in zip(text.readings, stems, forms, strict=True):
        for word in some:
            found[word].forms[form[word]] += 1
        for name in reading.names:
            if stem(name) in some:
                found[stem(name)].as_name += 1


def _is_own(uses: Uses, no_words: frozenset[str]) -> bool:
    return (
        uses.texts >= _FEWEST_TEXTS
        and uses.as_name <= _NAME_SHARE * uses.sentences
        and no_words.isdisjoint(uses.forms)
    )


def _use(uses: Uses, spread: Mapping[str, int], films: int) -> WordUse:
    form = min(uses.forms, key=lambda word: (-uses.forms[word], word))
    weight = token_weight(form) * _rarity(spread.get(form, 0), films)
    told = (round(uses.outright, 3), round(uses.hints, 3))
    return WordUse(form, uses.texts, uses.sentences, told, round(weight, 3))


def _rarity(there: int, films: int) -> float:
    """1 for a word that few of the catalogue's films have, 0 for one that all have."""
    if films < 5:
        return 1.0
    return min(1.0, 2 * math.log((films + 1) / (there + 1)) / math.log(films + 1))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 5)
