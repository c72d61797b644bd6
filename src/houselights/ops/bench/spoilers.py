"""What the scorer of spoiling sentences is worth, on labelled films."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import houselights
from houselights.base.errors import Refusal
from houselights.exchange.incoming import read_file
from houselights.ops.bench import scratch
from houselights.ops.bench.labels import read_labels
from houselights.ops.bench.protocols import (
    Draws,
    Row,
    Subject,
    as_new,
    each_alone,
    rows_of,
    subject_of,
    together,
    with_settled,
)
from houselights.ops.progress import progress
from houselights.spoilers.scorer.learning import fit
from houselights.spoilers.scorer.practice import LabelledFilm, read_practice
from houselights.spoilers.scorer.score import SHIPPED
from houselights.spoilers.scorer.weights import Weights

NEW, ALONE = "all reviews", "one review"
SETTLED_OF_OWN = 10
FEWEST_REVIEWS = 15  # of a film of ours on which corrections are tried
DEVELOP, HELD_OUT = "develop", "held_out"
SAID = {DEVELOP: "develop, all", HELD_OUT: "held out, all"}


@dataclass(slots=True)
class Measured:
    """The rows, and the cases behind the pooled ones for curves: name of films → draws."""

    rows: list[Row] = field(default_factory=list)
    draws: dict[str, Draws] = field(default_factory=dict)
    labels: int = 0
    missing: int = 0

    def add(self, subject: Subject) -> None:
        """Count the labels of one more film."""
        self.labels += subject.labels
        self.missing += subject.missing


def measure_page(
    page: Path, labels: Path, film: str | None, corrected: int | None, seed: int
) -> Measured:
    """One page of reviews with its labels, as a house has it that never saw the film."""
    graded, incoming = read_labels(labels), read_file(page)
    with scratch.scratch_house():
        subject = subject_of(scratch.import_film(incoming, film), graded)
    return measure_subject(subject, corrected, seed)


def measure_subject(subject: Subject, corrected: int | None, seed: int) -> Measured:
    """One labelled film, with the shipped weights."""
    measured = Measured()
    measured.add(subject)
    name = subject.stored.facts.title
    ways = {NEW: as_new(subject, SHIPPED), ALONE: each_alone(subject, SHIPPED)}
    if corrected is not None:
        ways[settled_said(corrected)] = with_settled(subject, SHIPPED, corrected, seed)
    for known, draws in ways.items():
        measured.rows += rows_of(name, known, draws)
    measured.draws[name] = ways[NEW]
    return measured


def settled_said(reviews: int) -> str:
    """How a row says that so many reviews are settled."""
    return f"{reviews} settled"


def measure_own(seed: int) -> tuple[Measured, Mapping[str, Subject]]:
    """The films of the demo house, and the films themselves by name.

    Each film for choosing is scored with weights that were fitted on the others of them, each
    film held out with the shipped weights.
    """
    subjects = own_subjects()
    measured = Measured()
    for kind, names in _split().items():
        there = {name: subjects[name] for name in names if name in subjects}
        _measure_kind(measured, kind, there, seed)
    return measured, subjects


def own_subjects() -> dict[str, Subject]:
    """The labelled films of the demo house by their names."""
    folder = labels_folder()
    with scratch.scratch_house():
        scratch.load_demo()
        return {name: _own_subject(folder, name) for name in _names() if _is_there(folder, name)}


def labels_folder() -> Path:
    """Where a checkout keeps the labels of the demo house's films; an installed copy has none."""
    folder = Path(houselights.__file__).resolve().parents[2] / "bench" / "labels"
    if not (folder / "split.json").exists():
        raise Refusal(
            "The labels are not part of an installed copy; give --page and --labels, or run "
            "this in a checkout."
        )
    return folder


def _split() -> dict[str, list[str]]:
    split: dict[str, list[str]] = json.loads((labels_folder() / "split.json").read_text())
    return {kind: split[kind] for kind in (DEVELOP, HELD_OUT)}


def _names() -> Iterator[str]:
    for names in _split().values():
        yield from names


def _is_there(folder: Path, name: str) -> bool:
    return (folder / f"{name}.jsonl").exists()


def _own_subject(folder: Path, name: str) -> Subject:
    stored = scratch.demo_film(name)
    if stored is None:
        raise Refusal(f"The demo house has no film {name}, but bench/labels has its labels.")
    return subject_of(stored, read_labels(folder / f"{name}.jsonl"))


def _measure_kind(
    measured: Measured, kind: str, subjects: Mapping[str, Subject], seed: int
) -> None:
    ways: dict[str, dict[str, Draws]] = {}
    with progress(SAID[kind]) as advance:
        for done, (name, subject) in enumerate(subjects.items(), start=1):
            weights = _weights_without(name, subjects) if kind == DEVELOP else SHIPPED
            for known, draws in _own_ways(subject, weights, seed).items():
                ways.setdefault(known, {})[name] = draws
            measured.add(subject)
            advance(done, len(subjects))
    for known, by_film in ways.items():
        pooled = together(by_film.values())
        if len(by_film) > 1:
            measured.rows += rows_of(SAID[kind], known, pooled)
        for name, draws in by_film.items():
            measured.rows += rows_of(name, known, draws)
        if known == NEW:
            measured.draws[SAID[kind]] = pooled


def _own_ways(subject: Subject, weights: Weights, seed: int) -> dict[str, Draws]:
    ways = {NEW: as_new(subject, weights), ALONE: each_alone(subject, weights)}
    if len(subject.settled) >= FEWEST_REVIEWS:
        known = settled_said(SETTLED_OF_OWN)
        ways[known] = with_settled(subject, weights, SETTLED_OF_OWN, seed)
    return ways


def _weights_without(name: str, subjects: Mapping[str, Subject]) -> Weights:
    """Weights that were learnt as the shipped ones are, but without that film."""
    others = [labelled(subject) for other, subject in subjects.items() if other != name]
    return fit([*others, *_practice()])


def _practice() -> Iterator[LabelledFilm]:
    """The practice reviews that the weights are learnt from as well."""
    for file in sorted((labels_folder().parent / "practice").glob("*.txt")):
        yield from read_practice(file.read_text(encoding="utf-8"))


def labelled(subject: Subject) -> LabelledFilm:
    """The film as the learning takes it."""
    labels = [label for some in subject.settled.values() for label in some]
    return LabelledFilm(subject.stored.facts, subject.stored.writings, labels)
