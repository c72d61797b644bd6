"""A film's findings counted: how many of its reviews say what. Pure: no database.

What is counted are reviews, never sentences: one counts once for each thing that it speaks of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from houselights.opinions.material import Aspect, Polarity

# So many reviews have to say something before it is shown.
ENOUGH_VOICES = 2
ENOUGH_FOR_TOPICS = 3
LEAST_MINORITY = 0.25  # of the voices on both sides, where viewers are said to disagree
MOST_TOPICS = 8
MOST_OF_GROUP = 4
MOST_COMPARED = 8
HIGH_FROM, LOW_TO = 75, 44  # ratings from 10 to 100; the edges of the bars 8 and 4


class Group(StrEnum):
    """Some of a film's reviews: those with such a rating, or who knew the source work or not."""

    HIGH = "high"  # 8 to 10
    LOW = "low"  # 1 to 4
    FIRST = "first"
    NOT_FIRST = "not"


class For(StrEnum):
    """Subjects of findings about who a film is for."""

    FOR = "for"
    NOT_FOR = "not for"


class Said(NamedTuple):
    """One finding: its review's id, `models.Kind`, subject, polarity, and another film's id."""

    review: int
    kind: str
    subject: str
    polarity: int
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of reviews; `divided` both praise and criticise.

    Of topics `divided` are also those that speak of it without judging.
    Of comparisons: how many find the film better than the other one, worse, or like it.
    """

    praise: int = 0
    criticise: int = 0
    divided: int = 0

    @property
    def voices(self) -> int:
        """How many reviews speak of it."""
        return self.praise + self.criticise + self.divided


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one thing; `subject` is an aspect's name, or a topic in the reviews' words.

    kind: "aspect" or "topic".
    """

    kind: str
    subject: str
    count: Count


@dataclass(frozen=True, slots=True)
class Compared:
    """Another film that reviews name; `film` is its id where the catalogue has it."""

    title: str
    film: int | None
    count: Count


@dataclass(frozen=True, slots=True)
class Readers:
    """Reviews by people who knew the source work, or did not: what they say of the film."""

    reviews: int = 0
    whole: Count = field(default_factory=Count)
    faithfulness: Count = field(default_factory=Count)


@dataclass(frozen=True, slots=True)
class Summary:
    """All counts of a film's reviews, for readers who may read the same of them.

    whole: the film as a whole, which is not among the aspects. aspects: most spoken of first.
    topics: most judged first. high, low: the aspects of which people who rated it 8 to 10 (1 to 4)
    speak most. divided: what viewers disagree about most comes first. is_for, not_for: reviews that
    say who will like it, or who will not. first, not_first: who knew the source work before, and
    who did not.
    """

    reviews: int = 0
    whole: Count = field(default_factory=Count)
    aspects: Sequence[Row] = ()
    topics: Sequence[Row] = ()
    high: Sequence[Row] = ()
    low: Sequence[Row] = ()
    divided: Sequence[Row] = ()
    compared: Sequence[Compared] = ()
    is_for: int = 0
    not_for: int = 0
    first: Readers = field(default_factory=Readers)
    not_first: Readers = field(default_factory=Readers)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show."""
        rows = [*self.aspects, *self.topics, *self.compared]
        readers = self.first.reviews + self.not_first.reviews
        told = self.whole.voices or self.is_for or self.not_for
        return bool(rows or told or readers >= ENOUGH_VOICES)


type Verdicts = Mapping[int, Polarity]  # by the reviews' ids


def summarise(found: Iterable[Said], ratings: Mapping[int, int | None]) -> Summary:
    """Count findings; `ratings` (10 to 100) has all reviews that count, those of others are left.

    What too few reviews say is not there.
    """
    rows = [one for one in found if one.review in ratings]
    aspects, topics = verdicts_of(rows, "aspect"), verdicts_of(rows, "topic")
    whole = aspects.pop(Aspect.WHOLE, {})
    counted = [Row("aspect", name, count_of(those)) for name, those in aspects.items()]
    groups = groups_of(rows, ratings)
    audience = verdicts_of(rows, "audience")
    return Summary(
        reviews=len(ratings),
        whole=_enough(count_of(whole)),
        aspects=_most_spoken_of(counted, ENOUGH_VOICES),
        topics=_topics(topics)[:MOST_TOPICS],
        high=_of_group(aspects, groups[Group.HIGH]),
        low=_of_group(aspects, groups[Group.LOW]),
        divided=sorted(filter(_is_divided, counted), key=_how_divided),
        compared=_compared(rows)[:MOST_COMPARED],
        is_for=len(audience.get(For.FOR, ())),
        not_for=len(audience.get(For.NOT_FOR, ())),
        first=_readers(groups[Group.FIRST], whole, aspects),
        not_first=_readers(groups[Group.NOT_FIRST], whole, aspects),
    )


def verdicts_of(found: Iterable[Said], kind: str) -> dict[str, dict[int, Polarity]]:
    """By subject what each review that speaks of it says, all its sentences together."""
    said: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in found:
        if one.kind == kind:
            said[one.subject][one.review].add(one.polarity)
    return {
        subject: {review: together(polarities, kind) for review, polarities in reviews.items()}
        for subject, reviews in said.items()
    }


def together(polarities: set[int], kind: str) -> Polarity:
    """What a review says with all its sentences.

    Of what only its mention is counted, such as a topic, a sentence that judges nothing is no
    voice on either side; an aspect's sentence that says both makes the review divided.
    """
    told = polarities if kind == "aspect" else polarities - {0} or {0}
    return Polarity(next(iter(told))) if len(told) == 1 else Polarity.MIXED


def groups_of(
    found: Iterable[Said], ratings: Mapping[int, int | None]
) -> Mapping[Group, frozenset[int]]:
    """Which reviews belong to which group; one that says both of the source is in neither."""
    sources = {subject: set(reviews) for subject, reviews in verdicts_of(found, "source").items()}
    first, not_first = sources.get(Group.FIRST, set()), sources.get(Group.NOT_FIRST, set())
    rated = {review: rating for review, rating in ratings.items() if rating is not None}
    return {
        Group.HIGH: frozenset(one for one, rating in rated.items() if rating >= HIGH_FROM),
        Group.LOW: frozenset(one for one, rating in rated.items() if rating <= LOW_TO),
        Group.FIRST: frozenset(first - not_first),
        Group.NOT_FIRST: frozenset(not_first - first),
    }


def count_of(verdicts: Verdicts, among: frozenset[int] | None = None) -> Count:
    """The verdicts counted, all of them or those of some reviews."""
    some = [said for review, said in verdicts.items() if among is None or review in among]
    return Count(
        some.count(Polarity.PRAISE), some.count(Polarity.CRITICISE), some.count(Polarity.MIXED)
    )


def _enough(count: Count) -> Count:
    return count if count.voices >= ENOUGH_VOICES else Count()


def _most_spoken_of(rows: Iterable[Row], least: int) -> list[Row]:
    some = [row for row in rows if row.count.voices >= least]
    return sorted(some, key=lambda row: (-row.count.voices, -row.count.praise, row.subject))


def _topics(topics: Mapping[str, Verdicts]) -> list[Row]:
    """Those that are judged most come first, and last the names that are only named.

    These are mostly characters, of whom reviews tell when they tell the story.
    """
    rows = [Row("topic", name, count_of(those)) for name, those in topics.items()]
    some = _most_spoken_of(rows, ENOUGH_FOR_TOPICS)
    return sorted(some, key=lambda row: (-_judged(row), row.subject[:1].isupper()))


def _judged(row: Row) -> int:
    return row.count.praise + row.count.criticise


def _of_group(aspects: Mapping[str, Verdicts], group: frozenset[int]) -> list[Row]:
    rows = [Row("aspect", name, count_of(those, group)) for name, those in aspects.items()]
    return _most_spoken_of(rows, ENOUGH_VOICES)[:MOST_OF_GROUP]


def _is_divided(row: Row) -> bool:
    return _minority(row) >= ENOUGH_VOICES and _share(row) >= LEAST_MINORITY


def _minority(row: Row) -> int:
    return min(row.count.praise, row.count.criticise)


def _share(row: Row) -> float:
    """The smaller side's share of both; a review that is divided itself stands on none."""
    return _minority(row) / _judged(row)


def _how_divided(row: Row) -> tuple[float, ...]:
    return -_minority(row), -_share(row)


def _compared(rows: Sequence[Said]) -> list[Compared]:
    others = {one.subject: one.other for one in rows if one.kind == "film" and one.other}
    found = [
        Compared(title, others.get(title), count_of(those))
        for title, those in verdicts_of(rows, "film").items()
    ]
    return sorted(found, key=lambda one: (-one.count.voices, one.film is None, one.title))


def _readers(group: frozenset[int], whole: Verdicts, aspects: Mapping[str, Verdicts]) -> Readers:
    faithfulness = aspects.get(Aspect.FAITHFULNESS, {})
    return Readers(len(group), count_of(whole, group), count_of(faithfulness, group))


# ── as it is kept ───────────────────────────────────────────────────────────────────────────────


def read_summary(kept: Mapping[str, Any]) -> Summary:
    """A summary out of what `dataclasses.asdict` made of one."""
    rows = {
        name: [Row(**one | {"count": Count(**one["count"])}) for one in kept[name]]
        for name in ("aspects", "topics", "high", "low", "divided")
    }
    compared = [Compared(**one | {"count": Count(**one["count"])}) for one in kept["compared"]]
    readers = {name: _read_readers(kept[name]) for name in ("first", "not_first")}
    whole = Count(**kept["whole"])
    return Summary(**{**kept, **rows, **readers, "whole": whole, "compared": compared})


def _read_readers(kept: Mapping[str, Any]) -> Readers:
    counts = {name: Count(**kept[name]) for name in ("whole", "faithfulness")}
    return Readers(**{**kept, **counts})
