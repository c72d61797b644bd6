"""How well it is found that a question has been asked before, on questions of the demo films."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from houselights.answers.asked_before import LIKELY, WORTH_A_LOOK, Ways, asked_before
from houselights.answers.material import Names
from houselights.base.errors import Refusal
from houselights.ops.bench import scratch
from houselights.ops.bench.report import machine, table
from houselights.ops.bench.spoilers import DEVELOP, HELD_OUT, SAID, labels_folder
from houselights.text.similarity import Near

WAYS: Mapping[str, Ways] = {
    "words": Ways(stems=0, topics=0, matters=0, meaning=0),
    "+ stems, lexicon, matters": Ways(meaning=0),
    "+ meaning = shipped": Ways(),
}
_ALL = -10.0  # below any likeness
_COLUMNS = ("films", "way", "repeats", "new", "R@1", "R@5", "shown R@5", "new: shown", "new: asked")


@dataclass(frozen=True, slots=True)
class New:
    """A question; `repeats` are the places (from 0) of those that ask the same, none if new."""

    question: str
    repeats: frozenset[int]


@dataclass(frozen=True, slots=True)
class Film:
    """The questions that stand there, new ones to be held against them, and the film's names."""

    name: str
    asked: Sequence[str]
    new: Sequence[New]
    names: Names


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one way over some films; shares from 0 to 1.

    at_1, at_5: of the repeating ones, how often the first, or one of five, is asked before.
    shown: the same among those that are shown while somebody types. others: how many are shown, in
    the mean, to who asks something new; stopped: how often they are asked to look first.
    """

    films: str
    way: str
    repeating: int
    new: int
    at_1: float
    at_5: float
    shown: float
    others: float
    stopped: float


def measure_own() -> list[Row]:
    """The films of bench/duplicates, first those by which weights may be chosen."""
    folder = labels_folder().parent / "duplicates"
    split = json.loads((labels_folder() / "split.json").read_text("utf-8"))
    rows = []
    with scratch.scratch_house():
        scratch.load_demo()
        for kind in (DEVELOP, HELD_OUT):
            files = [folder / f"{name}.json" for name in split[kind]]
            films = [_film(file) for file in files if file.exists()]
            rows += [_row(SAID[kind], way, films) for way in WAYS]
    return rows


def _film(file: Path) -> Film:
    from houselights.answers.reads import names_of
    from houselights.catalogue.models import Film as Stored

    stored = Stored.objects.filter(slug__regex=rf"^{file.stem}-\d{{4}}$").first()
    if stored is None:
        raise Refusal(f"The demo house has no film {file.stem}, but bench/duplicates asks of it.")
    told = json.loads(file.read_text("utf-8"))
    new = [New(one["question"], frozenset(at - 1 for at in one["repeats"])) for one in told["new"]]
    return Film(file.stem, told["asked"], new, names_of(stored))


class _Outcome(NamedTuple):
    """A new question, and the five that are most alike, with their likenesses."""

    new: New
    near: Sequence[Near]

    def finds(self, *, among: int = 5, least: float = _ALL) -> bool:
        """Whether one of the first so many, as far as they are so much alike, asks the same."""
        places = {one.place for one in self.near[:among] if one.likeness >= least}
        return bool(self.new.repeats & places)

    def shown(self, least: float) -> int:
        """How many are at least so much alike."""
        return sum(one.likeness >= least for one in self.near)


def _row(films: str, way: str, some: Sequence[Film]) -> Row:
    found = [
        _Outcome(
            new, asked_before(new.question, film.asked, film.names, least=_ALL, ways=WAYS[way])
        )
        for film in some
        for new in film.new
    ]
    repeating = [one for one in found if one.new.repeats]
    new = [one for one in found if not one.new.repeats]
    return Row(
        films,
        way,
        len(repeating),
        len(new),
        at_1=_mean(one.finds(among=1) for one in repeating),
        at_5=_mean(one.finds() for one in repeating),
        shown=_mean(one.finds(least=WORTH_A_LOOK) for one in repeating),
        others=_mean(one.shown(WORTH_A_LOOK) for one in new),
        stopped=_mean(one.shown(LIKELY) > 0 for one in new),
    )


def _mean(numbers: Iterable[int]) -> float:
    given = list(numbers)
    return sum(given) / len(given) if given else 0.0


def as_text(rows: Sequence[Row]) -> str:
    """A table in Markdown, and where it was measured."""
    head = f"{datetime.now(UTC).date().isoformat()} · {machine()}"
    return f"{head}\n\n{table(_COLUMNS, list(map(_cells, rows)))}"


def _cells(row: Row) -> tuple[str, ...]:
    shares = (row.at_1, row.at_5, row.shown, row.others, row.stopped)
    numbers = [f"{share:.2f}" for share in shares]
    return (row.films, row.way, str(row.repeating), str(row.new), *numbers)


def as_json(rows: Sequence[Row]) -> dict[str, Any]:
    """The same with all digits."""
    date = datetime.now(UTC).date().isoformat()
    return {
        "bench": "duplicates",
        "date": date,
        "machine": machine(),
        "rows": [asdict(row) for row in rows],
    }
