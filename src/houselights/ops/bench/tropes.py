"""TV Tropes: sentences about series and films that people marked as spoiling or not.

The sentences belong to other people: they are measured with where they lie, and never kept.
Boyd-Graber, Glasgow and Zajac (2013), "Spoiler Alert: Machine Learning Approaches to Detect Social
Media Posts with Revelatory Information".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from houselights.base.errors import Refusal
from houselights.ops.bench.measures import Judged, auc
from houselights.spoilers.scorer.film import learn_film
from houselights.spoilers.scorer.learning import fit
from houselights.spoilers.scorer.material import FilmFacts, Scored, Settled, Writing
from houselights.spoilers.scorer.practice import LabelledFilm
from houselights.spoilers.scorer.score import SHIPPED, score_writing
from houselights.spoilers.scorer.weights import Weights
from houselights.text.spans import Place, Span

DEV, TRAIN = "dev1.balanced.csv", "train.balanced.csv"
COLUMNS = {"sentence", "spoiler", "page", "trope"}
SPOILS = {"True": 2, "False": 0}

# Where a name of a page or trope has a word's beginning: "BigBad", "ADateWithFate", "Part2".
_BEGINS = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")


class Area(NamedTuple):
    """The area under the curve by each of the two scores, and where the weights come from."""

    weights: str
    sentences: int
    outright: float | None
    hints: float | None


@dataclass(frozen=True, slots=True)
class _Show:
    facts: FilmFacts
    writings: list[Writing]
    grades: list[int]


def measure_tropes(folder: Path) -> list[Area]:
    """The areas on dev1: of the shipped weights, and of the same features fitted on train."""
    shows = read_shows(folder / DEV)
    areas = [_area("shipped", shows, SHIPPED)]
    if (folder / TRAIN).exists():
        weights = fit([_labelled(show) for show in read_shows(folder / TRAIN)])
        areas.append(_area("fitted on its train file", shows, weights))
    return areas


def read_shows(file: Path) -> list[_Show]:
    """Each page as a film, each of its sentences as a text with the trope's name as headline."""
    shows: dict[str, _Show] = {}
    for number, row in enumerate(_rows(file)):
        name = row["page"]
        show = shows.setdefault(name, _Show(FilmFacts(_words(name)), [], []))
        headline = _words(row["trope"].removesuffix(".html"))
        show.writings.append(Writing(str(number), headline, row["sentence"], "en", None))
        show.grades.append(SPOILS[row["spoiler"]])
    return list(shows.values())


def _rows(file: Path) -> Iterator[Mapping[str, str]]:
    try:
        with file.open(encoding="utf-8", errors="replace", newline="") as lines:
            reader = csv.DictReader(lines)
            if not COLUMNS.issubset(reader.fieldnames or ()):
                raise Refusal(f"{file} lacks one of the columns {', '.join(sorted(COLUMNS))}.")
            for row in reader:
                if row["spoiler"] not in SPOILS:
                    raise Refusal(f'{file}, line {reader.line_num}: "spoiler" is True or False.')
                yield row
    except OSError as error:
        raise Refusal(f"{file} can't be read ({error.strerror}).") from error


def _words(name: str) -> str:
    return _BEGINS.sub(" ", name)


def _labelled(show: _Show) -> LabelledFilm:
    labels = [
        Settled(one.key, Place.BODY, Span(0, len(one.body)), one.body, grade)
        for one, grade in zip(show.writings, show.grades, strict=True)
    ]
    return LabelledFilm(show.facts, show.writings, labels)


def _area(name: str, shows: Sequence[_Show], weights: Weights) -> Area:
    outright: list[Judged] = []
    hints: list[Judged] = []
    for show in shows:
        model = learn_film(show.facts, show.writings, weights=weights)
        for writing, grade in zip(show.writings, show.grades, strict=True):
            body = _of_body(score_writing(writing, model, weights))
            outright.append(Judged(max((one.outright for one in body), default=0.0), grade > 0))
            hints.append(Judged(max((one.hints for one in body), default=0.0), grade > 0))
    return Area(name, len(outright), auc(outright), auc(hints))


def _of_body(scored: Sequence[Scored]) -> list[Scored]:
    return [one for one in scored if one.place is Place.BODY]
