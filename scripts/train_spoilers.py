"""Learn the spoiler scorer's weights anew: `python scripts/train_spoilers.py`.

Learns from the films that bench/labels/split.json lists as "develop" and from the practice reviews
in bench/practice; films that are held out are not read. Thresholds come from scores of develop
films by weights that were learnt without the film. Writes
src/houselights/spoilers/scorer/weights.json; `--look` only prints.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from houselights.spoilers.scorer.film import learn_film  # noqa: E402
from houselights.spoilers.scorer.judged import grade_of  # noqa: E402
from houselights.spoilers.scorer.learning import fit  # noqa: E402
from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing  # noqa: E402
from houselights.spoilers.scorer.practice import LabelledFilm, read_practice  # noqa: E402
from houselights.spoilers.scorer.reading import read_writing  # noqa: E402
from houselights.spoilers.scorer.score import score_writing  # noqa: E402
from houselights.spoilers.scorer.weights import Weights  # noqa: E402
from houselights.text.language import guess_language  # noqa: E402
from houselights.text.page_reader import read_page  # noqa: E402
from houselights.text.spans import Place, Span  # noqa: E402

LABELS = ROOT / "bench/labels"
PRACTICE = ROOT / "bench/practice"
DEMO = ROOT / "src/houselights/exchange/demo"
TARGET = ROOT / "src/houselights/spoilers/scorer/weights.json"

type Row = tuple[float, float, int]  # outright, hints, grade


def main() -> None:
    """Learn, fix the thresholds, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--look", action="store_true", help="print only, write nothing")
    look = options.parse_args().look
    films = json.loads((DEMO / "films.json").read_text("utf-8"))
    wanted = json.loads((LABELS / "split.json").read_text("utf-8"))["develop"]
    develop = [_demo_film(film) for film in films if film["slug"] in wanted]
    practice = [
        film
        for path in sorted(PRACTICE.glob("*.txt"))
        for film in read_practice(path.read_text("utf-8"))
    ]
    rows = [row for film in develop for row in _left_out(film, develop, practice)]
    thresholds = _thresholds(rows)
    report("all", rows)
    say(str(thresholds))
    made = {
        "on": dt.datetime.now(dt.UTC).date().isoformat(),
        "films": [film.facts.title for film in develop],
        "practice_films": len(practice),
        "sentences": sum(len(film.labels) for film in develop + practice),
        "set_by_hand": ["film_outright", "film_hints", "foreign_outright", "foreign_hints"],
    }
    weights = replace(fit([*develop, *practice]), thresholds=thresholds, made=made)
    if not look:
        TARGET.write_text(weights.to_json(), "utf-8")


def _demo_film(film: dict[str, object]) -> LabelledFilm:
    page = read_page((DEMO / str(film["page"])).read_text("utf-8"))
    writings = [
        Writing(
            str(review.position),
            review.headline,
            review.body,
            guess_language(review.body).code,
            review.contains_spoilers,
        )
        for review in page.reviews
    ]
    lines = (LABELS / f"{film['slug']}.jsonl").read_text("utf-8").splitlines()
    credits_: list[dict[str, str]] = film["credits"]  # type: ignore[assignment]
    facts = FilmFacts(
        str(film["title"]),
        tuple(credit["character"] for credit in credits_ if credit["character"]),
        tuple(credit["name"] for credit in credits_),
    )
    labels = tuple(_labels({w.key: w for w in writings}, map(json.loads, lines)))
    return LabelledFilm(facts, writings, labels)


def _labels(
    writings: dict[str, Writing], lines: Iterator[dict[str, str | int]]
) -> Iterator[Settled]:
    """The labels with their spans, found in order in the review's text."""
    reached: dict[tuple[str, Place], int] = {}
    for line in lines:
        key, place, text = str(line["review"]), Place(str(line["place"])), str(line["text"])
        whole = writings[key].headline if place is Place.HEADLINE else writings[key].body
        start = (whole or "").index(text, reached.get((key, place), 0))
        reached[key, place] = start + len(text)
        yield Settled(key, place, Span(start, start + len(text)), text, int(line["grade"]))


def _left_out(
    film: LabelledFilm, develop: Sequence[LabelledFilm], practice: Sequence[LabelledFilm]
) -> list[Row]:
    """The film's graded sentences as weights score them that were learnt without it."""
    weights = fit([*(other for other in develop if other is not film), *practice])
    rows = _scored(film, weights)
    report(film.facts.title, rows)
    return rows


def _scored(film: LabelledFilm, weights: Weights) -> list[Row]:
    model = learn_film(film.facts, film.writings, weights=weights)
    rows = []
    for writing in film.writings:
        labels = [label for label in film.labels if label.key == writing.key]
        readings = read_writing(writing)
        scores = score_writing(writing, model, weights)
        for reading, score in zip(readings, scores, strict=True):
            grade = grade_of(reading, labels)
            if grade is not None:
                rows.append((score.outright, score.hints, grade))
    return rows


def say(line: str) -> None:
    """Show a line at once: each film takes a while."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def report(name: str, rows: Sequence[Row]) -> None:
    """Print the area under the curve for both kinds."""
    outright = _area([(row[0], row[2] == 2) for row in rows])
    hints = _area([(row[1], row[2] >= 1) for row in rows])
    say(f"{name:20} {len(rows):5} sentences  outright {outright:.3f}  hints {hints:.3f}")


def _area(pairs: Sequence[tuple[float, bool]]) -> float:
    """The chance that a sentence of the kind scores above one that is not; ties count half."""
    of_kind = [score for score, yes in pairs if yes]
    others = [score for score, yes in pairs if not yes]
    won = sum((a > b) + 0.5 * (a == b) for a in of_kind for b in others)
    return won / (len(of_kind) * len(others))


def _thresholds(rows: Sequence[Row]) -> dict[str, float]:
    outright = [(row[0], row[2] == 2) for row in rows]
    hints = [(row[1], row[2] >= 1) for row in rows]
    # A secret costs more than a press.
    covered = _best(outright, beta=1.5, least_precision=0.4)
    return {
        "outright": covered,
        "outright_sure": _best(outright, beta=0.25, least_precision=0.85),
        "hints": _best(hints, beta=1.25, least_precision=0.0),
        "harmless_sure": _harmless(hints),
        "risky": _risky([row for row in rows if row[0] < covered]),
    }


def _best(pairs: Sequence[tuple[float, bool]], beta: float, least_precision: float) -> float:
    """The threshold of the best F-beta among those precise enough; else the most precise one."""
    found = []
    for threshold in (n / 200 for n in range(1, 200)):
        taken = [yes for score, yes in pairs if score >= threshold]
        right = sum(taken)
        precision = right / len(taken) if taken else 0.0
        recall = right / sum(yes for _, yes in pairs)
        square = beta * beta
        value = (1 + square) * precision * recall / (square * precision + recall or 1)
        found.append((min(precision, least_precision), value, threshold))
    return max(found)[2]


def _harmless(pairs: Sequence[tuple[float, bool]], most: float = 0.02) -> float:
    """The highest threshold below which at most this share gives something away."""
    best = 0.0
    for threshold in (n / 200 for n in range(1, 100)):
        below = [yes for score, yes in pairs if score < threshold]
        if below and sum(below) <= most * len(below):
            best = threshold
    return best


def _risky(left_open: Sequence[Row], most: float = 0.02) -> float:
    """The highest threshold of `hints` that lets at most this share of what tells be quoted."""
    telling = [row[1] for row in left_open if row[2] == 2]
    tried = (n / 200 for n in range(100))
    return max(one for one in tried if sum(hints < one for hints in telling) <= most * len(telling))


if __name__ == "__main__":
    main()
