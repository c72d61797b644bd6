"""What "ask the reviews" is worth, on films with questions whose answers are known."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from houselights.answers.asking import Found, find
from houselights.answers.corpus import Corpus
from houselights.answers.saying import SAYS_FROM
from houselights.answers.weights import Weights, shipped
from houselights.base.errors import Refusal
from houselights.exchange.incoming import read_file
from houselights.ops.bench import scratch
from houselights.ops.bench.labels import Label, find_labels
from houselights.ops.bench.measures import Judged, auc
from houselights.ops.bench.questions import Asked, read_questions
from houselights.ops.bench.spoilers import DEVELOP, HELD_OUT, SAID, labels_folder
from houselights.ops.bench.walk import Walk, walk_own
from houselights.spoilers.scorer.material import Settled
from houselights.text.spans import Place

LOOKED_AT = 10
RANKS = (1, 3, 5)
WORDS, GLOSSARY, SHIPPED = "words only", "+ glossary, answer type", "+ embeddings = shipped"
PREMISE = "shipped, to who knows the premise"
# What each way leaves out of the shipped weights.
_MEANING = frozenset({"alike", "meaning", "gist", "around"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A film with questions; corpora: as it is to who has seen it, and to who knows the premise.

    answers: for each question the sentences that answer it, as they stand in the stored texts.
    missing: how many accepted sentences are not in these texts.
    """

    name: str
    seen: Corpus
    premise: Corpus
    asked: Sequence[Asked]
    answers: Sequence[Sequence[Settled]]
    missing: int


class Outcome(NamedTuple):
    """What became of one question: the place of the first answer, from 1; None is not found."""

    answerable: bool
    place: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one way over some films; shares from 0 to 1, None where there is nothing.

    answered: of the answerable questions, how many are answered; wrongly: of the others.
    """

    films: str
    way: str
    answerable: int
    others: int
    found: Mapping[int, float | None]  # R@1, R@3, R@5
    mrr: float | None
    auc: float | None
    answered: float | None
    wrongly: float | None


@dataclass(slots=True)
class Measured:
    """All rows, the films behind them, and the walk through them for what they give away."""

    rows: list[Row] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    walks: list[Walk] = field(default_factory=list)


def measure_page(page: Path, questions: Path, film: str | None) -> Measured:
    """One page of reviews with its questions, as a house has it that never saw the film."""
    asked, incoming = read_questions(questions), read_file(page)
    with scratch.scratch_house():
        subject = subject_of(scratch.import_film(incoming, film), asked)
    return Measured(list(rows_of(subject.name, [subject])), [subject])


def measure_own() -> Measured:
    """The films of the demo house that have questions in bench/questions, develop and held out."""
    folder = labels_folder().parent / "questions"
    split = json.loads((labels_folder() / "split.json").read_text("utf-8"))
    there = {kind: [name for name in split[kind] if _file(folder, name).exists()] for kind in SAID}
    with scratch.scratch_house():
        scratch.load_demo()
        subjects = {
            name: _own_subject(name, _file(folder, name))
            for names in there.values()
            for name in names
        }
        walks = list(walk_own())
    measured = Measured(subjects=list(subjects.values()), walks=walks)
    for kind in (DEVELOP, HELD_OUT):
        some = [subjects[name] for name in there[kind]]
        measured.rows += rows_of(SAID[kind], some)
        measured.rows += [_row(one.name, SHIPPED, _outcomes([one], SHIPPED)) for one in some]
    return measured


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"


def _own_subject(name: str, file: Path) -> Subject:
    stored = scratch.demo_film(name)
    if stored is None:
        raise Refusal(f"The demo house has no film {name}, but bench/questions asks about it.")
    return subject_of(stored, read_questions(file), name)


def subject_of(stored: scratch.Stored, asked: Sequence[Asked], name: str | None = None) -> Subject:
    """The film with its questions; refused where none of their answers is in its texts."""
    answers, missing = [], 0
    for one in asked:
        found = find_labels(_labels(one, stored), stored.reviews)
        answers.append([settled for some in found.settled.values() for settled in some])
        missing += found.missing
    if not any(answers):
        raise Refusal("None of the accepted sentences is in a review of the page; is it the right?")
    seen, premise = _corpora(stored.film_id)
    return Subject(name or stored.facts.title, seen, premise, asked, answers, missing)


def _corpora(film_id: int) -> tuple[Corpus, Corpus]:
    """The film to who has seen it, and to who knows the premise."""
    from houselights.answers.reads import corpus_of
    from houselights.catalogue.models import Film
    from houselights.reviews.rights import EVERY_BASIS
    from houselights.spoilers.covering import Knows
    from houselights.spoilers.redact import Audience

    film = Film.objects.select_related("source_work").get(pk=film_id)
    seen, premise = (
        corpus_of(film, Audience(knows=knows, bases=EVERY_BASIS))
        for knows in (Knows.SEEN, Knows.PREMISE)
    )
    return seen, premise


def _labels(asked: Asked, stored: scratch.Stored) -> list[Label]:
    """The accepted sentences as labels; where no place is named, the one where it stands."""
    labels = []
    for one in asked.accepted:
        body = Label(one.review, one.place or Place.BODY, one.text, 0)
        is_there = one.place or not find_labels([body], stored.reviews).missing
        labels.append(body if is_there else Label(one.review, Place.HEADLINE, one.text, 0))
    return labels


# ── figures ─────────────────────────────────────────────────────────────────────────────────────


def rows_of(films: str, subjects: Sequence[Subject]) -> Iterable[Row]:
    """A row for each way."""
    if subjects:
        for way in (WORDS, GLOSSARY, SHIPPED, PREMISE):
            yield _row(films, way, _outcomes(subjects, way))


def weights_of(way: str) -> Weights:
    """The weights that a way leaves of the shipped ones."""
    sums = shipped().sums
    if way == WORDS:
        return Weights({"rank": {"own": 1.0}, "says": {}}, {})
    if way == GLOSSARY:
        return Weights({name: _without(some) for name, some in sums.items()}, {})
    return shipped()


def _without(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: weight for name, weight in weights.items() if name not in _MEANING}


def _outcomes(subjects: Sequence[Subject], way: str) -> list[Outcome]:
    """What becomes of all questions; those that ask for what is covered only of who has seen it."""
    weights = weights_of(way)
    return [
        _outcome(find(asked.question, corpus, LOOKED_AT, weights), asked, answers, corpus)
        for subject in subjects
        for corpus in [subject.premise if way == PREMISE else subject.seen]
        for asked, answers in zip(subject.asked, subject.answers, strict=True)
        if not (way == PREMISE and asked.tells)
    ]


def _outcome(found: Found, asked: Asked, answers: Sequence[Settled], corpus: Corpus) -> Outcome:
    by_review: dict[tuple[str, Place], list[Settled]] = defaultdict(list)
    for one in answers:
        by_review[one.key, one.place].append(one)
    for place, best in enumerate(found.best, start=1):
        line = corpus.lines[best.number]
        at, span, *_rest = line.sentence
        some = by_review.get((corpus.told[line.review].key, at), ())
        if any(span.start < one.span.end and one.span.start < span.end for one in some):
            return Outcome(asked.answerable, place, found.confidence)
    return Outcome(asked.answerable, None, found.confidence)


def _row(films: str, way: str, outcomes: Sequence[Outcome]) -> Row:
    places = [one.place for one in outcomes if one.answerable]
    sure = [one.confidence for one in outcomes if one.answerable]
    unsure = [one.confidence for one in outcomes if not one.answerable]
    judged = [Judged(one.confidence, one.answerable) for one in outcomes]
    says = way != WORDS
    return Row(
        films,
        way,
        len(sure),
        len(unsure),
        {rank: _share([place is not None and place <= rank for place in places]) for rank in RANKS},
        _share([1 / place if place else 0.0 for place in places]),
        auc(judged) if says else None,
        _share([one >= SAYS_FROM for one in sure]) if says else None,
        _share([one >= SAYS_FROM for one in unsure]) if says else None,
    )


def _share(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
