"""How the weights are learnt from films whose sentences people have graded.

First the weights of what a sentence says alone, then those of its neighbors and the writer's flag.
The second step only sees first scores of films that the first step did not learn from.

Both begin with weights that were set by hand, and are held to them: we learn from few texts, of
much the same length and manner, and what they teach of length, place and flags carries over badly
to other people's reviews.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from houselights.spoilers.scorer import features
from houselights.spoilers.scorer.features import Features
from houselights.spoilers.scorer.film import learn_film
from houselights.spoilers.scorer.judged import grade_of
from houselights.spoilers.scorer.logistic import fit_logistic
from houselights.spoilers.scorer.material import Settled, Writing
from houselights.spoilers.scorer.model import FilmModel
from houselights.spoilers.scorer.practice import LabelledFilm
from houselights.spoilers.scorer.reading import Reading, is_english, read_writing
from houselights.spoilers.scorer.score import KINDS, alone_scores
from houselights.spoilers.scorer.weights import Weights, load_prior
from houselights.text.embedding import Vector, embed

__all__ = ["LabelledFilm", "fit"]

_DIMENSIONS = 128
_FOLDS = 4
# How strongly weights are held to the prior, by what they are of.
_PENALTIES = {"says": 30.0, "form": 300.0, "embedding": 1.0, "flag": 40.0, "rest": 1000.0}
_PENALTY_OF_NEIGHBORS = 10.0
_KINDS_OF_FEATURES = {
    "form": {
        *("late", "many", "middle", "length", "headline"),
        *("brackets", "exclamation", "question", "quotes"),
    },
    "flag": {"flagged", "unflagged"},
    "rest": {"rest_outright", "rest_hints"},
}


@dataclass(frozen=True, slots=True)
class _Text:
    """A writing with its sentences, their vectors and grades (None: not graded)."""

    writing: Writing
    readings: list[Reading]
    alone: list[Features]
    vectors: list[Vector]
    grades: list[int | None]


@dataclass(slots=True)
class _Rows:
    """What is learnt from: features, and whether the grade is reached."""

    measured: list[Features]
    answers: list[float]


def fit(films: Sequence[LabelledFilm]) -> Weights:
    """The weights that these films teach, without thresholds. What no film teaches is the prior."""
    prior = load_prior()
    prepared = [_texts(film) for film in films]
    alone = _fit_alone(prepared, prior)
    folds = [prepared[at::_FOLDS] for at in range(min(_FOLDS, len(prepared)))]
    rows = {kind: _Rows([], []) for kind in KINDS}
    for at, fold in enumerate(folds):
        others = [texts for other in folds[:at] + folds[at + 1 :] for texts in other]
        learnt = _fit_alone(others or fold, prior, alone)
        for text in (text for texts in fold for text in texts):
            scores = alone_scores(text.alone, text.vectors, learnt)
            measured = features.together(text.readings, text.writing, scores)
            for kind, grade in KINDS.items():
                _add(rows[kind], measured, text.grades, grade)
    last = {
        f"together_{kind}": _fit_rows(rows[kind], prior[f"together_{kind}"], _PENALTY_OF_NEIGHBORS)
        for kind in KINDS
    }
    return Weights({**prior, **alone.steps, **last}, alone.embedding, {}, {})


def _texts(film: LabelledFilm) -> list[_Text]:
    """The film's texts in English."""
    labels: dict[str, list[Settled]] = {}
    for label in film.labels:
        labels.setdefault(label.key, []).append(label)
    model = learn_film(film.facts, ())
    read = ((writing, read_writing(writing)) for writing in film.writings)
    return [
        _text(writing, readings, model, labels.get(writing.key, []))
        for writing, readings in read
        if is_english(writing, readings)
    ]


def _text(
    writing: Writing, readings: list[Reading], model: FilmModel, labels: Sequence[Settled]
) -> _Text:
    return _Text(
        writing,
        readings,
        features.alone(readings, model),
        embed([reading.text for reading in readings]),
        [grade_of(reading, labels) for reading in readings],
    )


def _fit_alone(
    films: Sequence[Sequence[_Text]],
    prior: Mapping[str, Mapping[str, float]],
    start: Weights | None = None,
) -> Weights:
    """The first step; `start` only saves time."""
    steps, embedding = {}, {}
    for kind, grade in KINDS.items():
        name, rows = f"alone_{kind}", _Rows([], [])
        for text in (text for texts in films for text in texts):
            vectors = (_numbered(vector[:_DIMENSIONS], {}) for vector in text.vectors)
            both = [a | b for a, b in zip(text.alone, vectors, strict=True)]
            _add(rows, both, text.grades, grade)
        begin = _numbered(start.embedding[kind], start.steps[name]) if start else None
        found = _fit_rows(rows, prior[name], _PENALTIES["says"], begin)
        embedding[kind] = [found.pop(f"#{at}", 0.0) for at in range(_DIMENSIONS)]
        steps[name] = found
    return Weights(steps, embedding, {}, {})


def _numbered(vector: Sequence[float], others: Mapping[str, float]) -> dict[str, float]:
    """The dimensions as features named by their numbers, with others beside them."""
    return {f"#{at}": value for at, value in enumerate(vector)} | dict(others)


def _add(
    rows: _Rows, measured: Sequence[Features], grades: Sequence[int | None], grade: int
) -> None:
    for one, given in zip(measured, grades, strict=True):
        if given is not None:
            rows.measured.append(one)
            rows.answers.append(float(given >= grade))


def _fit_rows(
    rows: _Rows,
    prior: Mapping[str, float],
    penalty: float,
    start: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Each feature's weight and the "bias", to four places; `start` only saves time."""
    if not rows.answers:
        return dict(prior)
    names = sorted({name for one in rows.measured for name in one})
    columns = [[one.get(name, 0.0) for one in rows.measured] for name in names]
    penalties = [_penalty_of(name, penalty) for name in names]
    meant = [prior.get(name, 0.0) for name in [*names, "bias"]]
    begin = [start.get(name, 0.0) for name in [*names, "bias"]] if start else meant
    found = fit_logistic(columns, rows.answers, penalties, meant, begin)
    return dict(zip([*names, "bias"], (round(weight, 4) for weight in found), strict=True))


def _penalty_of(name: str, usual: float) -> float:
    if name.startswith("#"):
        return _PENALTIES["embedding"]
    kinds = (kind for kind, names in _KINDS_OF_FEATURES.items() if name in names)
    return _PENALTIES.get(next(kinds, ""), usual)
