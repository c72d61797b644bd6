"""How well single sentences are judged, and what a digest counts of them, on hand labels."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import houselights
from houselights.exchange.incoming import read_file
from houselights.opinions.fitting import fit
from houselights.opinions.judging import judge_with
from houselights.opinions.material import Aspect, Polarity
from houselights.opinions.weights import Weights, shipped
from houselights.ops.bench.said import Said, demo_people, examples_of, read_practice_said, read_said
from houselights.ops.bench.spoilers import DEVELOP, HELD_OUT, SAID, labels_folder
from houselights.text.page_reader import read_page

FOLDER = Path(houselights.__file__).parent / "exchange" / "demo"  # of its pages
EVERY, BLIND, SHIPPED = "every reading", "shipped, ratings hidden", "shipped"

type Says = Mapping[Aspect, Polarity]
type Judge = Callable[[Said], Says]


@dataclass(frozen=True, slots=True)
class Share:
    """How many were labelled, how many were found, how many of these are right."""

    labelled: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """Of what was found, how much is right; None where nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Of what was labelled, how much was found rightly; None where nothing was."""
        return self.right / self.labelled if self.labelled else None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one way over some films.

    aspects: that a sentence judges an aspect, whichever way. pairs: an aspect and how.
    reviews: the same of whole reviews, as a digest counts them.
    """

    films: str
    way: str
    sentences: int
    aspects: Share
    pairs: Share
    reviews: Share


@dataclass(slots=True)
class Measured:
    """All rows; by_aspect: pairs of sentences, for some films and an aspect."""

    rows: list[Row] = field(default_factory=list)
    by_aspect: list[tuple[str, Aspect, Share]] = field(default_factory=list)


def measure_own() -> Measured:
    """The labelled films of the demo house: develop with each film left out, and held out."""
    measured, develop = Measured(), own_said(DEVELOP)
    apart = _left_out(develop)
    _add(measured, SAID[DEVELOP], develop, apart)
    for film in dict.fromkeys(one.film for one in develop):
        measured.rows.append(_row(film, SHIPPED, _of(film, develop), apart))
    held_out, judge = own_said(HELD_OUT), partial(_judged, shipped())
    _add(measured, SAID[HELD_OUT], held_out, judge)
    for film in dict.fromkeys(one.film for one in held_out):
        measured.rows.append(_row(film, SHIPPED, _of(film, held_out), judge))
    return measured


def measure_page(page: Path, sentences: Path) -> Measured:
    """A page of one's own with its labelled sentences; nothing is known of who made the film."""
    said = read_said(sentences, page.stem, read_file(page).page, ())
    measured = Measured()
    _add(measured, page.stem, said, partial(_judged, shipped()))
    return measured


def own_said(side: str) -> list[Said]:
    """The labelled sentences of the films on one side of bench/labels/split.json."""
    folder = labels_folder()
    split = json.loads((folder / "split.json").read_text("utf-8"))
    films = {one["slug"]: one for one in json.loads((FOLDER / "films.json").read_text("utf-8"))}
    said: list[Said] = []
    for film in split[side]:
        file = folder.parent / "digest" / f"{film}.jsonl"
        if file.exists():
            page = read_page((FOLDER / films[film]["page"]).read_text("utf-8"))
            said += read_said(file, film, page, demo_people(films[film]["credits"]))
    return said


def practice_said() -> list[Said]:
    """The labelled sentences of bench/practice."""
    return read_practice_said(labels_folder().parent / "practice")


# ── ways ────────────────────────────────────────────────────────────────────────────────────────


def _judged(weights: Weights, one: Said) -> Says:
    return {found.aspect: found.polarity for found in judge_with(weights, one.text, one.context)}


def _left_out(develop: Sequence[Said]) -> Judge:
    """By weights fitted without the sentence's film; the bars are the shipped ones."""
    examples = examples_of([*develop, *practice_said()])
    weights = {
        film: replace(
            shipped(), counts=fit([example for example in examples if example.group != film])
        )
        for film in dict.fromkeys(one.film for one in develop)
    }
    return lambda one: _judged(weights[one.film], one)


def _blind(judge: Judge) -> Judge:
    return lambda one: judge(replace(one, context=replace(one.context, rating=None)))


def _add(measured: Measured, films: str, said: Sequence[Said], judge: Judge) -> None:
    everything = replace(shipped(), least=dict.fromkeys(shipped().least, 0.0))
    measured.rows += [
        _row(films, EVERY, said, partial(_judged, everything)),
        _row(films, BLIND, said, _blind(judge)),
        _row(films, SHIPPED, said, judge),
    ]
    judged = [judge(one) for one in said]
    for aspect in Aspect:
        pairs = [
            (_only(one.says, aspect), _only(found, aspect))
            for one, found in zip(said, judged, strict=True)
        ]
        measured.by_aspect.append((films, aspect, _share(pairs)))


def _only(says: Says, aspect: Aspect) -> Says:
    return {aspect: says[aspect]} if aspect in says else {}


def _of(film: str, said: Iterable[Said]) -> list[Said]:
    return [one for one in said if one.film == film]


# ── figures ─────────────────────────────────────────────────────────────────────────────────────


def _row(films: str, way: str, said: Sequence[Said], judge: Judge) -> Row:
    pairs = [(one.says, judge(one)) for one in said]
    labelled = sum(len(says) for says, _found in pairs)
    found = sum(len(found) for _says, found in pairs)
    right = sum(len(says.keys() & found.keys()) for says, found in pairs)
    by_review: dict[tuple[str, int], list[tuple[Says, Says]]] = defaultdict(list)
    for one, pair in zip(said, pairs, strict=True):
        by_review[one.film, one.review].append(pair)
    reviews = [
        (_together(says for says, _found in some), _together(found for _says, found in some))
        for some in by_review.values()
    ]
    return Row(films, way, len(said), Share(labelled, found, right), _share(pairs), _share(reviews))


def _share(pairs: Sequence[tuple[Says, Says]]) -> Share:
    return Share(
        sum(len(says) for says, _found in pairs),
        sum(len(found) for _says, found in pairs),
        sum(len(says.items() & found.items()) for says, found in pairs),
    )


def _together(many: Iterable[Says]) -> Says:
    """What a review says in all its sentences: both praise and criticism is mixed."""
    found: dict[Aspect, Polarity] = {}
    for aspect, polarity in _items(many):
        same = found.setdefault(aspect, polarity) is polarity
        found[aspect] = polarity if same else Polarity.MIXED
    return found


def _items(many: Iterable[Says]) -> Iterator[tuple[Aspect, Polarity]]:
    for says in many:
        yield from says.items()
