"""How the weights are learnt from films whose sentences people have graded.

First the weights of what a sentence says alone, then those of its neighbors, the writer's flag and
the film's settled sentences. The second step only sees first scores of films that the first step
did not learn from; and it sees each film also with some of its texts settled, the others to be
scored, so that it learns how far corrections carry.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from houselights.spoilers.scorer import features
from houselights.spoilers.scorer.features import Features
from houselights.spoilers.scorer.film import FilmModel, learn_film
from houselights.spoilers.scorer.logistic import fit_logistic
from houselights.spoilers.scorer.material import Settled, Writing
from houselights.spoilers.scorer.practice import LabelledFilm
from houselights.spoilers.scorer.reading import Reading, is_english, read_writing
from houselights.spoilers.scorer.score import KINDS, first_scores, last_features
from houselights.spoilers.scorer.weights import Weights
from houselights.text.embedding import Vector, embed

__all__ = ["LabelledFilm", "fit", "grade_of"]

_DIMENSIONS = 128
_FOLDS = 4
_DRAWS = 2
_SETTLED = 10
_PENALTY = 10.0
_EMBEDDING_PENALTY = 0.4
# No film that we learn from has terms set by editors. A term that they set is meant to weigh.
_TERM = {"outright": 2.0, "hints": 2.5}
# Too few graded sentences are in other languages to learn from. What is set here is shy: words of
# death and endings alone cover nothing by default.
_FOREIGN = {
    "outright": {"bias": -3.2, "telling": 1.2, "telling_near": 0.6, "names": 0.3, "late": 0.5},
    "hints": {"bias": -2.4, "telling": 1.2, "telling_near": 0.6, "names": 0.3, "late": 0.5},
}
_SHARED = ("flagged", "unflagged", "judged", "judged_near", "terms")


@dataclass(frozen=True, slots=True)
class _Text:
    """A writing with its sentences, their vectors and grades (None: not graded)."""

    writing: Writing
    readings: list[Reading]
    alone: list[Features]
    vectors: list[Vector]
    grades: list[int | None]
    english: bool


@dataclass(slots=True)
class _Rows:
    """What is learnt from: features, whether the grade is reached, how much each row counts."""

    measured: list[Features]
    answers: list[float]
    importance: list[float]


type _Film = tuple[LabelledFilm, list[_Text]]


def fit(films: Sequence[LabelledFilm]) -> Weights:
    """The weights that these films teach, without thresholds.."""
    prepared = [(film, _texts(film)) for film in films]
    alone = _fit_alone(prepared)
    folds = [prepared[at::_FOLDS] for at in range(min(_FOLDS, len(prepared)))]
    first: dict[str, dict[str, list[float]]] = {}
    for at, fold in enumerate(folds):
        others = [film for other in folds[:at] + folds[at + 1 :] for film in other]
        learnt = _fit_alone(others or fold, alone)
        for number, (_, texts) in zip(range(at, len(prepared), _FOLDS), fold, strict=True):
            for text in texts:
                scores = first_scores(text.alone, text.vectors, learnt) if text.english else {}
                first[f"{number} {text.writing.key}"] = scores
    last = {f"together_{kind}": _fit_last(prepared, first, kind) for kind in KINDS}
    foreign = {
        f"foreign_{kind}": _FOREIGN[kind]
        | {name: last[f"together_{kind}"].get(name, 0.0) for name in _SHARED}
        for kind in KINDS
    }
    return Weights({**alone.steps, **last, **foreign}, alone.embedding, {}, {})


def grade_of(reading: Reading, labels: Iterable[Settled]) -> int | None:
    """The highest grade of the labels that overlap the sentence; None for none."""
    start, end = reading.span
    there = (one for one in labels if one.place is reading.place)
    grades = [one.grade for one in there if one.span.start < end and start < one.span.end]
    return max(grades, default=None)


def _texts(film: LabelledFilm) -> list[_Text]:
    labels: dict[str, list[Settled]] = {}
    for label in film.labels:
        labels.setdefault(label.key, []).append(label)
    model = learn_film(film.facts, ())
    return [_text(writing, model, labels.get(writing.key, [])) for writing in film.writings]


def _text(writing: Writing, model: FilmModel, labels: Sequence[Settled]) -> _Text:
    readings = read_writing(writing)
    return _Text(
        writing,
        readings,
        features.alone(readings, model),
        embed([reading.text for reading in readings]),
        [grade_of(reading, labels) for reading in readings],
        is_english(writing, readings),
    )


def _fit_alone(films: Sequence[_Film], start: Weights | None = None) -> Weights:
    texts = [text for _, texts in films for text in texts if text.english]
    steps, embedding = {}, {}
    for kind, grade in KINDS.items():
        rows = _Rows([], [], [])
        for text in texts:
            vectors = (_numbered(vector[:_DIMENSIONS], {}) for vector in text.vectors)
            both = [a | b for a, b in zip(text.alone, vectors, strict=True)]
            _add(rows, both, text.grades, grade, 1.0)
        begin = _numbered(start.embedding[kind], start.steps[f"alone_{kind}"]) if start else {}
        found = _fit_rows(rows, begin)
        embedding[kind] = [found.pop(f"#{at}", 0.0) for at in range(_DIMENSIONS)]
        steps[f"alone_{kind}"] = found
    return Weights(steps, embedding, {}, {})


def _numbered(vector: Sequence[float], others: Mapping[str, float]) -> dict[str, float]:
    """The dimensions as features named by their numbers, with others beside them."""
    return {f"#{at}": value for at, value in enumerate(vector)} | dict(others)


def _fit_last(
    films: Sequence[_Film],
    first: Mapping[str, Mapping[str, Sequence[float]]],
    kind: str,
) -> dict[str, float]:
    rows = _Rows([], [], [])
    for number, (film, texts) in enumerate(films):
        for settled_keys, importance in _draws(film):
            settled = [label for label in film.labels if label.key in settled_keys]
            model = learn_film(film.facts, (), settled)
            for text in texts:
                if text.english and text.writing.key not in settled_keys:
                    scores = first[f"{number} {text.writing.key}"]
                    measured = last_features(
                        text.readings, text.writing, model, scores, KINDS[kind]
                    )
                    _add(rows, measured, text.grades, KINDS[kind], importance)
    found = _fit_rows(rows, {})
    return found | {"terms": _TERM[kind]}


def _draws(film: LabelledFilm) -> list[tuple[frozenset[str], float]]:
    """Texts to take as settled, and how much the rest then counts: first none, then some draws."""
    keys = [writing.key for writing in film.writings]
    chance = random.Random(film.facts.title)  # noqa: S311 (the same draws each time)
    many = min(_SETTLED, 2 * len(keys) // 3)
    drawn = [(frozenset(chance.sample(keys, many)), 1 / _DRAWS) for _ in range(_DRAWS)]
    return [(frozenset(), 1.0), *(drawn if many else ())]


def _add(
    rows: _Rows,
    measured: Sequence[Features],
    grades: Sequence[int | None],
    grade: int,
    importance: float,
) -> None:
    for one, given in zip(measured, grades, strict=True):
        if given is not None:
            rows.measured.append(one)
            rows.answers.append(float(given >= grade))
            rows.importance.append(importance)


def _fit_rows(rows: _Rows, start: Mapping[str, float]) -> dict[str, float]:
    """Each feature's weight and the "bias", to four places; `start` only saves time."""
    if not rows.answers:
        return {"bias": -2.0}
    names = sorted({name for one in rows.measured for name in one})
    columns = [[one.get(name, 0.0) for one in rows.measured] for name in names]
    penalties = [_EMBEDDING_PENALTY if name[0] == "#" else _PENALTY for name in names]
    begin = [start.get(name, 0.0) for name in [*names, "bias"]]
    found = fit_logistic(columns, rows.answers, penalties, rows.importance, begin)
    return dict(zip([*names, "bias"], (round(weight, 4) for weight in found), strict=True))
