"""A walk of many questions through the demo house: does an answer ever tell what a film keeps?

Each question of bench/questions and of the forms in bench/walk is asked by readers who have not
seen the film, and all that digests cite is opened for them. Each sentence shown has the grade that
people gave it (bench/labels); what the program makes of it counts for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from houselights.answers.asking import answer
from houselights.answers.material import Names
from houselights.ops.bench import scratch
from houselights.ops.bench.labels import find_labels, read_labels
from houselights.ops.bench.questions import read_questions
from houselights.ops.bench.spoilers import SAID, labels_folder
from houselights.text.spans import Place, Span

if TYPE_CHECKING:
    from houselights.catalogue.models import Film
    from houselights.spoilers.redact import Audience

TELLS, HINTS = 2, 1
READERS = ("nothing", "premise", "source")  # what they know of the film; who has seen it is told
_PEOPLE = 2  # of a film's actors are asked about
_CHARACTERS = 6

type Key = tuple[str, Place, Span]  # a review's public id, and where in it
type Grades = Mapping[Key, int]


class Leak(NamedTuple):
    """A sentence that tells, and was shown open: of what film, to whom, and to what question."""

    film: str
    knows: str
    question: str
    text: str


class Ground(NamedTuple):
    """A film of the demo house, and the grades of all its reviews' sentences."""

    name: str
    film: Film
    grades: Grades


@dataclass(slots=True)
class Walk:
    """What came of some films, asked by all readers.

    films: which, and of what the sentences are. questions: different ones; 0 of digests, which
    nobody asks. asked: by all readers. answered: those that the reviews answer; covered: of these
    the ones of which all sentences are under covers. shown: sentences shown open, each time that
    they are; closed: under a cover. apart: different ones shown. hints: of those shown the ones of
    grade 1; unknown: those that nobody graded.
    """

    films: str
    questions: int = 0
    asked: int = 0
    answered: int = 0
    covered: int = 0
    shown: int = 0
    closed: int = 0
    hints: int = 0
    unknown: int = 0
    leaks: list[Leak] = field(default_factory=list)
    apart: set[Key] = field(default_factory=set)

    def show(self, key: Key, grades: Grades, leak: Leak) -> None:
        """Count a sentence that was shown open; `leak` is what it is if it tells."""
        grade = grades.get(key)
        self.shown += 1
        self.apart.add(key)
        self.unknown += grade is None
        self.hints += grade == HINTS
        if grade == TELLS:
            self.leaks.append(leak)


def walk_own() -> Iterator[Walk]:
    """The films to develop with and those held out: their answers, and all that digests cite.

    In a house that has the demo (`scratch.load_demo`); digests are built here.
    """
    split = json.loads((labels_folder() / "split.json").read_text("utf-8"))
    for kind, said in SAID.items():
        grounds = [ground for name in split[kind] for ground in _grounds(name)]
        answers, digests = Walk(said), Walk(f"{said}: digests")
        for ground in grounds:
            ask_all(answers, ground, questions_about(ground))
            look_at_digest(digests, ground)
        yield answers
        yield digests


def _grounds(name: str) -> Iterator[Ground]:
    """The film of that name, if the house has it."""
    from houselights.catalogue.models import Film

    stored = scratch.demo_film(name)
    if stored is not None:
        film = Film.objects.select_related("source_work").get(pk=stored.film_id)
        found = find_labels(read_labels(labels_folder() / f"{name}.jsonl"), stored.reviews)
        graded = (one for some in found.settled.values() for one in some)
        yield Ground(name, film, {(one.key, one.place, one.span): one.grade for one in graded})


def ask_all(walk: Walk, ground: Ground, questions: Sequence[str]) -> None:
    """Ask these questions about a film of all readers."""
    from houselights.answers.reads import corpus_of

    walk.questions += len(questions)
    for knows in READERS:
        corpus = corpus_of(ground.film, _audience(knows))
        for question in questions:
            answered = answer(question, corpus)
            walk.asked += 1
            walk.answered += answered.says
            walk.covered += answered.says and all(one.closed for one in answered.cited)
            # The nearest sentences count also where they do not answer: nobody should meet those
            # either, should they ever be shown.
            for one in answered.cited:
                walk.closed += one.closed
                if not one.closed:
                    key = (one.review.key, one.place, one.span)
                    walk.show(key, ground.grades, Leak(ground.name, knows, question, one.text))


def look_at_digest(walk: Walk, ground: Ground) -> None:
    """Build a film's digest, and open all that it is made of for all readers."""
    from houselights.digest.building import build
    from houselights.digest.citing import opened
    from houselights.digest.models import Finding

    build(ground.film)
    findings = list(Finding.objects.filter(film=ground.film).values_list("pk", flat=True))
    for knows in READERS:
        for one in opened(findings, _audience(knows)):
            key = (one.review.public_id, one.place, one.span)
            if not one.is_closed:
                walk.show(key, ground.grades, Leak(ground.name, knows, one.subject, one.text))


def _audience(knows: str) -> Audience:
    from houselights.reviews.rights import EVERY_BASIS
    from houselights.spoilers.covering import Knows
    from houselights.spoilers.redact import Audience

    return Audience(knows=Knows(knows), bases=EVERY_BASIS, opens_parts=True)


def questions_about(ground: Ground) -> Sequence[str]:
    """All questions about a film, each once: those of bench/questions, and the forms filled in."""
    from houselights.answers.reads import names_of

    folder = labels_folder().parent
    own = folder / "questions" / f"{ground.name}.json"
    written = [one.question for one in read_questions(own)] if own.exists() else []
    names, forms = names_of(ground.film), _forms(folder / "walk" / "forms.txt")
    made = (question for form in forms for question in _filled(form, names))
    return list(dict.fromkeys([*written, *made]))


def _forms(file: Path) -> list[str]:
    lines = file.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _filled(form: str, names: Names) -> Iterator[str]:
    """A form with each of the film's names in turn; itself where it has no place for one."""
    cast = [one for one in names.credits if one.job == "cast"]
    known = {
        "{character}": [one.character for one in cast if one.character][:_CHARACTERS],
        "{actor}": [one.name for one in cast][:_PEOPLE],
        "{director}": [one.name for one in names.credits if one.job == "director"],
    }
    place = next((place for place in known if place in form), None)
    if place is None:
        yield form
        return
    for name in known[place]:
        yield form.replace(place, name)
