"""What is known of one film from its facts and its texts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from houselights.spoilers.scorer.lexicon import counts, knows
from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing
from houselights.spoilers.scorer.reading import Reading, read_writing
from houselights.text.words import folded_words

VERSION = 1
_MOST_WORDS = 1200
_MOST_KEYS = 400


@dataclass(frozen=True, slots=True)
class WordUse:
    """One word in the film's texts.

    texts: in how many. flagged: in how many whose writers warn. told: how strongly the sentences
    with it sound like telling (sum of `told`). uses: in how many sentences.
    """

    texts: int
    flagged: int
    told: float
    uses: int


@dataclass(frozen=True, slots=True)
class FilmModel:
    """All that the scorer knows of a film; `to_json` is small enough to be kept with it.

    names: folded words of the characters' names. people: of cast, crew, title and source.
    own: a checksum of the key of each text that `words` counts, so that it counts none as its own
    witness; empty where the texts are so many that it does not matter.
    """

    texts: int = 0
    flagged: int = 0
    told: float = 0.0
    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    terms: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, WordUse] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
    own: frozenset[int] = frozenset()

    def to_json(self) -> dict[str, object]:
        """As JSON-able values."""
        return {
            "version": VERSION,
            "texts": self.texts,
            "flagged": self.flagged,
            "told": round(self.told, 4),
            "names": sorted(self.names),
            "people": sorted(self.people),
            "terms": [" ".join(term) for term in self.terms],
            "words": {
                word: [use.texts, use.flagged, round(use.told, 2), use.uses]
                for word, use in self.words.items()
            },
            "rarity": {word: round(value, 2) for word, value in self.rarity.items()},
            "own": sorted(self.own),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> FilmModel:
        """The inverse of `to_json`; what is missing is unknown. Compare "version" beforehand."""
        return cls(
            texts=int(_number(stored, "texts")),
            flagged=int(_number(stored, "flagged")),
            told=_number(stored, "told"),
            names=frozenset(_strings(stored, "names")),
            people=frozenset(_strings(stored, "people")),
            terms=tuple(tuple(term.split()) for term in _strings(stored, "terms")),
            words={word: _use(row) for word, row in _mapping(stored, "words").items()},
            rarity={w: float(str(v)) for w, v in _mapping(stored, "rarity").items()},
            own=frozenset(int(key) for key in _strings(stored, "own")),
        )


def _number(stored: Mapping[str, object], name: str) -> float:
    value = stored.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


def _strings(stored: Mapping[str, object], name: str) -> list[str]:
    value = stored.get(name, ())
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _mapping(stored: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = stored.get(name, {})
    return value if isinstance(value, Mapping) else {}


def _use(row: object) -> WordUse:
    texts, flagged, told, uses = row if isinstance(row, list | tuple) and len(row) == 4 else [0] * 4
    return WordUse(int(texts), int(flagged), float(told), int(uses))


def learn_film(
    facts: FilmFacts,
    writings: Sequence[Writing],
    settled: Sequence[Settled] = (),  # noqa: ARG001
    *,
    spread: Mapping[str, int] | None = None,
    films: int = 0,
) -> FilmModel:
    """The model of a film from its facts, its texts and the sentences that the house settled.

    spread: in how many of the catalogue's `films` films each word occurs; may be empty.
    """
    people = _name_words((*facts.people, facts.title, facts.source))
    use, told, sentences = _word_use(writings)
    kept = sorted(use, key=lambda word: (-use[word].texts, word))[:_MOST_WORDS]
    return FilmModel(
        texts=len(writings),
        flagged=sum(writing.flagged is True for writing in writings),
        told=told / sentences if sentences else 0.0,
        names=_name_words(facts.characters) - people,
        people=people,
        terms=tuple(term for term in (tuple(folded_words(term)) for term in facts.terms) if term),
        words={word: use[word] for word in kept if use[word].texts > 1},
        rarity=_rarity(kept, spread or {}, films),
        own=frozenset(crc32(writing.key.encode()) for writing in writings)
        if len(writings) <= _MOST_KEYS
        else frozenset(),
    )


def words_of_film(writings: Iterable[Writing]) -> dict[str, int]:
    """In how many of the film's texts each folded word occurs."""
    found: Counter[str] = Counter()
    for writing in writings:
        found.update(set(folded_words(f"{writing.headline or ''}\n{writing.body}")))
    return dict(found)


def propose_terms(model: FilmModel, limit: int = 12) -> list[str]:
    """Words that may be the film's secret terms, likeliest first, for an editor's look.

    They stand in several texts, mostly in sentences that sound like telling, and are no names.
    """

    def strength(word: str) -> float:
        use = model.words[word]
        leaning = use.told / use.uses - model.told
        return leaning * math.sqrt(use.texts) * model.rarity.get(word, 1.0)

    names = model.names | model.people
    likely = [w for w in model.words if len(w) > 3 and w not in names and not knows(w)]
    ranked = sorted(likely, key=lambda word: (-strength(word), word))
    return [word for word in ranked[:limit] if strength(word) > 0]


def told(reading: Reading) -> float:
    """How much a sentence sounds like telling, 0 to 1, by the lists alone: a first guess."""
    found = counts(reading.words)
    strong = sum(min(found.get(group, 0), 2) for group in ("death", "reveal", "ending", "turns"))
    weak = sum(min(found.get(group, 0), 3) for group in ("they", "acts", "acted"))
    against = sum(min(found.get(group, 0), 3) for group in ("self", "craft", "opinion", "talk"))
    return 1 / (1 + math.exp(2.2 - 0.8 * strong - 0.25 * weak + 0.5 * against))


def told_by_word(readings: Sequence[Reading]) -> dict[str, tuple[float, int]]:
    """For each word of a text the sum of `told` and the number of its sentences with the word."""
    found: dict[str, tuple[float, int]] = {}
    for reading in readings:
        strength = told(reading)
        for word in set(reading.words):
            before, uses = found.get(word, (0.0, 0))
            found[word] = (before + strength, uses + 1)
    return found


def _word_use(writings: Sequence[Writing]) -> tuple[dict[str, WordUse], float, int]:
    use: dict[str, list[float]] = {}
    total, sentences = 0.0, 0
    for writing in writings:
        readings = read_writing(writing)
        total += sum(map(told, readings))
        sentences += len(readings)
        for word, (strength, uses) in told_by_word(readings).items():
            row = use.setdefault(word, [0, 0, 0.0, 0])
            row[0] += 1
            row[1] += writing.flagged is True
            row[2] += strength
            row[3] += uses
    found = {word: WordUse(int(a), int(b), c, int(d)) for word, (a, b, c, d) in use.items()}
    return found, total, sentences


def _rarity(words: Iterable[str], spread: Mapping[str, int], films: int) -> dict[str, float]:
    """How rare a word is among the catalogue's films, 0 to 1; empty for a catalogue too small."""
    if films < 5:
        return {}
    most = math.log(films + 1)
    return {word: math.log((films + 1) / (spread.get(word, 0) + 1)) / most for word in words}


def _name_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in folded_words(name) if len(word) > 1)
