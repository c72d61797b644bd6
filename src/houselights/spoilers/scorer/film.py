"""What is known of one film from its facts and its texts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from houselights.spoilers.scorer.lexicon import counts, knows
from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing
from houselights.spoilers.scorer.reading import Reading, read_writing
from houselights.text.embedding import token_weight
from houselights.text.words import folded_words, word_set

VERSION = 1
_MOST_WORDS = 800
_MOST_JUDGED = 1200
# Words that say less than this (`token_weight`) are no film's secret.
_LEAST_MEANING = 0.55
# The usual log-odds that a sentence is of grade 1 or more, and of grade 2.
_USUAL = {1: -1.0, 2: -1.6}
# Words that stand everywhere, so that they lean nowhere.
_LITTLE = word_set(
    "the a an and of to in is it that this was for as with on are be by at from his her he she they"
    " them their him not but or who what which when there has have had its i you we my me our your"
    " so all one no if into out up about more than just can will would do does did been being were"
    " where how then also very only even some any because over such too much"
)


@dataclass(frozen=True, slots=True)
class WordUse:
    """One word in the film's texts.

    texts: in how many. told: how strongly the sentences with it sound like telling (sum of
    `told`). uses: in how many sentences.
    """

    texts: int
    told: float
    uses: int


type Judged = tuple[int, int, int]  # sentences of grade 0, 1 and 2 with a word


@dataclass(frozen=True, slots=True)
class FilmModel:
    """All that the scorer knows of a film; `to_json` is small enough to be kept with it.

    told: mean of `told` over the film's sentences. names: folded words of the characters' names.
    people: of cast, crew and source. rarity: of words among the catalogue's films, 0 to 1.
    settled: sentences that the house settled, by grade. judged: by grade, for each of their words.
    """

    told: float = 0.0
    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    terms: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, WordUse] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
    settled: Judged = (0, 0, 0)
    judged: Mapping[str, Judged] = field(default_factory=dict)

    def judged_rate(self, grade: int) -> float:
        """How much more often than usual its settled sentences have this grade or a higher one."""
        rate = _rate(self.settled, grade)
        return math.log(rate / (1 - rate)) - _USUAL[grade]

    def to_json(self) -> dict[str, object]:
        """As JSON-able values."""
        return {
            "version": VERSION,
            "told": self.told,
            "names": sorted(self.names),
            "people": sorted(self.people),
            "terms": [" ".join(term) for term in self.terms],
            "words": {w: [use.texts, use.told, use.uses] for w, use in self.words.items()},
            "rarity": dict(self.rarity),
            "settled": list(self.settled),
            "judged": {word: list(grades) for word, grades in self.judged.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> FilmModel:
        """The inverse of `to_json`; what is missing is unknown. Compare "version" beforehand."""
        told = stored.get("told", 0.0)
        return cls(
            told=float(told) if isinstance(told, int | float) else 0.0,
            names=frozenset(_strings(stored, "names")),
            people=frozenset(_strings(stored, "people")),
            terms=tuple(tuple(term.split()) for term in _strings(stored, "terms")),
            words={w: WordUse(int(a), b, int(c)) for w, (a, b, c) in _triples(stored, "words")},
            rarity={w: float(str(v)) for w, v in _mapping(stored, "rarity").items()},
            settled=_whole(next(iter(_triples({"all": {"": stored.get("settled")}}, "all")))[1]),
            judged={word: _whole(three) for word, three in _triples(stored, "judged")},
        )


def _strings(stored: Mapping[str, object], name: str) -> list[str]:
    value = stored.get(name, ())
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _mapping(stored: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = stored.get(name, {})
    return value if isinstance(value, Mapping) else {}


def _triples(
    stored: Mapping[str, object], name: str
) -> Iterator[tuple[str, tuple[float, float, float]]]:
    for word, row in _mapping(stored, name).items():
        first, second, third = row if isinstance(row, list | tuple) and len(row) == 3 else (0, 0, 0)
        yield word, (float(first), float(second), float(third))


def _whole(three: tuple[float, float, float]) -> Judged:
    return int(three[0]), int(three[1]), int(three[2])


def learn_film(
    facts: FilmFacts,
    writings: Sequence[Writing],
    settled: Sequence[Settled] = (),
    *,
    spread: Mapping[str, int] | None = None,
    films: int = 0,
) -> FilmModel:
    """The model of a film from its facts, its texts and the sentences that the house settled.

    spread: in how many of the catalogue's `films` films each word occurs; may be empty.
    """
    names = _name_words(facts.characters)
    people = _name_words((*facts.people, facts.source)) - _name_words((facts.title,)) - names
    use, told_mean = _word_use(writings)
    kept = sorted(use, key=lambda word: (-use[word].texts, word))[:_MOST_WORDS]
    terms = (tuple(folded_words(term)) for term in facts.terms)
    return FilmModel(
        told=told_mean,
        names=names,
        people=people,
        terms=tuple(term for term in terms if term),
        words={word: use[word] for word in kept},
        rarity=_rarity(kept, spread or {}, films),
        settled=_by_grade(settled),
        judged=_judged(settled),
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
        leaning = (use.told - model.told * use.uses) / (use.uses + 2)
        return leaning * math.sqrt(use.texts) * model.rarity.get(word, 1.0) * token_weight(word)

    names = model.names | model.people
    meaning = (word for word in model.words if token_weight(word) > _LEAST_MEANING)
    likely = [word for word in meaning if word not in names and not knows(word)]
    ranked = sorted(likely, key=lambda word: (-strength(word), word))
    return [word for word in ranked[:limit] if strength(word) > 0]


def told(reading: Reading) -> float:
    """How much a sentence sounds like telling, 0 to 1, by the lists alone: a first guess."""
    found = counts(reading.words)
    strong = sum(min(found.get(group, 0), 2) for group in ("death", "reveal", "ending", "turns"))
    weak = sum(min(found.get(group, 0), 3) for group in ("they", "acts", "acted"))
    against = sum(min(found.get(group, 0), 3) for group in ("self", "craft", "opinion", "talk"))
    return 1 / (1 + math.exp(2.2 - 0.8 * strong - 0.25 * weak + 0.5 * against))


def judged_words(film: FilmModel, words: Iterable[str], grade: int) -> float:
    """How much the words lean to the film's settled sentences of this grade or a higher one.

    The sum of the words' log-odds, each held back by a prior and the less the commoner it is.
    """
    if not film.judged:
        return 0.0
    rate = _rate(film.settled, grade)
    total = 0.0
    for word in set(words):
        grades = film.judged.get(word)
        if grades:
            ratio = (sum(grades[grade:]) + rate) / (rate * (sum(grades) + 1))
            total += token_weight(word) * math.log(ratio)
    return total


def _rate(by_grade: Judged, grade: int) -> float:
    return (sum(by_grade[grade:]) + 1) / (sum(by_grade) + 5)


def _by_grade(settled: Sequence[Settled]) -> Judged:
    found = Counter(one.grade for one in settled)
    return found[0], found[1], found[2]


def _judged(settled: Sequence[Settled]) -> dict[str, Judged]:
    found: dict[str, list[int]] = {}
    for one in settled:
        for word in set(folded_words(one.text)) - _LITTLE:
            found.setdefault(word, [0, 0, 0])[one.grade] += 1
    kept = sorted(found, key=lambda word: (-sum(found[word]), word))[:_MOST_JUDGED]
    return {word: (found[word][0], found[word][1], found[word][2]) for word in kept}


def _word_use(writings: Sequence[Writing]) -> tuple[dict[str, WordUse], float]:
    """How each word that several texts share is used, and the mean of `told`."""
    use: dict[str, list[float]] = {}
    strengths: list[float] = []
    for writing in writings:
        seen: set[str] = set()
        for reading in read_writing(writing):
            strengths.append(told(reading))
            for word in set(reading.words):
                row = use.setdefault(word, [0.0, 0.0, 0.0])
                row[0] += word not in seen
                row[1] += strengths[-1]
                row[2] += 1
            seen.update(reading.words)
    shared = {
        word: WordUse(int(a), round(b, 2), int(c)) for word, (a, b, c) in use.items() if a > 1
    }
    return shared, round(sum(strengths) / len(strengths), 4) if strengths else 0.0


def _rarity(words: Iterable[str], spread: Mapping[str, int], films: int) -> dict[str, float]:
    """How rare a word is among the catalogue's films, 0 to 1; empty for a catalogue too small."""
    if films < 5:
        return {}
    most = math.log(films + 1)
    return {
        word: round(math.log((films + 1) / (spread.get(word, 0) + 1)) / most, 2) for word in words
    }


def _name_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in folded_words(name) if len(word) > 1)
