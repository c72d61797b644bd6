"""How the scorer is tried on one labelled film: as a new film, with one review, with help."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from houselights.base.errors import Refusal
from houselights.ops.bench.labels import Label, find_labels
from houselights.ops.bench.measures import Figures, Judged, figures, mean_of
from houselights.ops.bench.scratch import Stored
from houselights.spoilers.scorer.film import FilmModel, learn_film
from houselights.spoilers.scorer.material import Scored, Settled, Writing
from houselights.spoilers.scorer.score import THRESHOLDS, score_writing
from houselights.spoilers.scorer.weights import Weights

DRAWS = 10


class Case(NamedTuple):
    """A labelled sentence: its grade, the two probabilities, and its review's own flag."""

    grade: int
    outright: float
    hints: float
    flagged: bool


type Draws = list[list[Case]]  # one list for each draw of reviews; one where nothing is drawn


@dataclass(frozen=True, slots=True)
class Subject:
    """A film with labels: what the house stored, and the labels by the review's position."""

    stored: Stored
    settled: Mapping[int, Sequence[Settled]]
    missing: int

    @property
    def labels(self) -> int:
        """How many labels were found in the texts."""
        return sum(map(len, self.settled.values()))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a sentence: whether its grade is at least `least`."""

    name: str
    least: int
    score: Callable[[Case], float]
    threshold: float

    def judged(self, cases: Sequence[Case]) -> list[Judged]:
        """The scorer's answers."""
        return [Judged(self.score(case), case.grade >= self.least) for case in cases]

    def flagged(self, cases: Sequence[Case]) -> list[Judged]:
        """The answers of the reviews' own flags: all sentences of a review alike."""
        return [Judged(float(case.flagged), case.grade >= self.least) for case in cases]


QUESTIONS = (
    Question("outright", 2, lambda case: case.outright, THRESHOLDS["outright"]),
    Question("hints", 1, lambda case: case.hints, THRESHOLDS["hints"]),
)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one film or several, beside those of the reviews' own flags."""

    films: str
    known: str
    question: str
    scorer: Figures
    flag: Figures


def subject_of(stored: Stored, labels: Sequence[Label]) -> Subject:
    """The film with its labels; refused where none of them is in its texts."""
    found = find_labels(labels, stored.reviews)
    if not found.settled:
        raise Refusal("None of the labels is in a review of the page; are they of this page?")
    return Subject(stored, found.settled, found.missing)


def as_new(subject: Subject, weights: Weights) -> Draws:
    """All its reviews are known, and nobody has said anything of their sentences."""
    model = learn_film(subject.stored.facts, subject.stored.writings, weights=weights)
    return [list(_cases(subject, subject.settled, lambda _writing: model, weights))]


def each_alone(subject: Subject, weights: Weights) -> Draws:
    """Each review as if it were the first and only one of its film."""
    facts = subject.stored.facts

    def alone(one: Writing) -> FilmModel:
        return learn_film(facts, [one], weights=weights)

    return [list(_cases(subject, subject.settled, alone, weights))]


def with_settled(subject: Subject, weights: Weights, reviews: int, seed: int) -> Draws:
    """So many reviews, drawn by chance, are settled; only the others are measured."""
    labelled = sorted(subject.settled)
    if not 0 < reviews < len(labelled):
        raise Refusal(
            f"Labels are there for {len(labelled)} reviews; settle at least 1 and at most "
            f"{len(labelled) - 1} of them."
        )
    return [
        _one_draw(subject, weights, random.Random(f"{seed}/{draw}").sample(labelled, reviews))  # noqa: S311
        for draw in range(DRAWS)
    ]


def rows_of(films: str, known: str, draws: Draws) -> list[Row]:
    """A row for each question; several draws are averaged."""
    return [
        Row(
            films,
            known,
            question.name,
            mean_of([figures(question.judged(cases), question.threshold) for cases in draws]),
            mean_of([figures(question.flagged(cases), 1) for cases in draws]),
        )
        for question in QUESTIONS
    ]


def together(many: Iterable[Draws]) -> Draws:
    """The cases of several films as those of one, draw by draw."""
    return [[case for cases in draws for case in cases] for draws in zip(*many, strict=True)]


def _one_draw(subject: Subject, weights: Weights, chosen: Sequence[int]) -> list[Case]:
    known = [label for position in chosen for label in subject.settled[position]]
    model = learn_film(subject.stored.facts, subject.stored.writings, known, weights=weights)
    others = [position for position in subject.settled if position not in chosen]
    return list(_cases(subject, others, lambda _writing: model, weights))


def _cases(
    subject: Subject,
    positions: Iterable[int],
    model_for: Callable[[Writing], FilmModel],
    weights: Weights,
) -> Iterator[Case]:
    for position in positions:
        writing = subject.stored.reviews[position]
        scored = score_writing(writing, model_for(writing), weights)
        for label in subject.settled[position]:
            yield _case(label, scored, writing)


def _case(label: Settled, scored: Sequence[Scored], writing: Writing) -> Case:
    """The highest scores of the sentences that overlap the label."""
    over = [one for one in scored if one.place == label.place and _overlap(one, label)]
    return Case(
        label.grade,
        max((one.outright for one in over), default=0.0),
        max((one.hints for one in over), default=0.0),
        writing.flagged is True,
    )


def _overlap(one: Scored, label: Settled) -> bool:
    return one.span.start < label.span.end and label.span.start < one.span.end
