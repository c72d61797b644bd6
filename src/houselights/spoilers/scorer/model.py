"""What is known of one film, as it is kept with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from houselights.spoilers.scorer.stems import stem

VERSION = 2

type Judged = tuple[int, int, int]  # sentences of grade 0, 1 and 2
type Pair = tuple[float, float]  # one number for "outright", one for "hints"

NEITHER: Pair = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class WordUse:
    """One of the film's own words, whatever its ending.

    form: as it stands most often. texts, sentences: in how many. told: the sums of these sentences'
    probabilities that they tell outright, and that they hint or tell. weight: how much the word
    says, 0 to 1.
    """

    form: str
    texts: int
    sentences: int
    told: Pair
    weight: float


@dataclass(frozen=True, slots=True)
class FilmModel:
    """All that the scorer knows of a film; `to_json` is small enough to be kept with it.

    names: folded words of the characters' names. people: of cast, crew and source.
    words: the film's own words by their stems. texts: how many they come from.
    usual: the mean probabilities of these texts' sentences. learnt: digests of these texts.
    settled: sentences that the house settled, by grade. judged: by grade, for each of their stems.
    shift: what the settled sentences' rate adds to every logit.
    """

    names: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    terms: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, WordUse] = field(default_factory=dict)
    texts: int = 0
    usual: Pair = NEITHER
    learnt: frozenset[str] = frozenset()
    settled: Judged = (0, 0, 0)
    judged: Mapping[str, Judged] = field(default_factory=dict)
    shift: Pair = NEITHER

    def to_json(self) -> dict[str, object]:
        """As JSON-able values."""
        return {
            "version": VERSION,
            "names": sorted(self.names),
            "people": sorted(self.people),
            "terms": [" ".join(term) for term in self.terms],
            "words": {
                use.form: [use.texts, use.sentences, *use.told, use.weight]
                for use in self.words.values()
            },
            "texts": self.texts,
            "usual": list(self.usual),
            "learnt": sorted(self.learnt),
            "settled": list(self.settled),
            "judged": {word: list(grades) for word, grades in self.judged.items()},
            "shift": list(self.shift),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> FilmModel:
        """The inverse of `to_json`; what is missing is unknown. Compare "version" beforehand."""
        judged = {word: _whole(row) for word, row in _rows(stored, "judged", 3)}
        uses = (_use(form, row) for form, row in _rows(stored, "words", 5))
        texts = stored.get("texts")
        return cls(
            names=frozenset(_strings(stored, "names")),
            people=frozenset(_strings(stored, "people")),
            terms=tuple(tuple(term.split()) for term in _strings(stored, "terms")),
            words={stem(use.form): use for use in uses},
            texts=texts if isinstance(texts, int) else 0,
            usual=_pair(stored.get("usual")),
            learnt=frozenset(_strings(stored, "learnt")),
            settled=_whole(_numbers(stored.get("settled"), 3)),
            judged=judged,
            shift=_pair(stored.get("shift")),
        )


def _strings(stored: Mapping[str, object], name: str) -> list[str]:
    value = stored.get(name, ())
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _rows(stored: Mapping[str, object], name: str, many: int) -> Iterator[tuple[str, list[float]]]:
    value = stored.get(name, {})
    if isinstance(value, Mapping):
        for word, row in value.items():
            yield word, _numbers(row, many)


def _numbers(row: object, many: int) -> list[float]:
    """A row of so many numbers; noughts where it is none."""
    if not isinstance(row, list | tuple) or len(row) != many:
        return [0.0] * many
    return [float(one) if isinstance(one, int | float) else 0.0 for one in row]


def _pair(row: object) -> Pair:
    outright, hints = _numbers(row, 2)
    return outright, hints


def _whole(row: list[float]) -> Judged:
    return int(row[0]), int(row[1]), int(row[2])


def _use(form: str, row: list[float]) -> WordUse:
    return WordUse(form, int(row[0]), int(row[1]), (row[2], row[3]), row[4])
