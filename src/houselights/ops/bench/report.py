"""The results of `bench spoilers` as text for people and as JSON for machines."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from houselights.ops.bench.cost import Cost
from houselights.ops.bench.measures import Figures, curve
from houselights.ops.bench.plots import Place, Series, svg_plot, text_plot
from houselights.ops.bench.protocols import DRAWS, QUESTIONS, Question, Row
from houselights.ops.bench.spoilers import Measured
from houselights.ops.bench.tropes import Area
from houselights.spoilers.scorer.score import THRESHOLDS

HEADS = {
    "outright": "Sentences that tell outright",
    "hints": "Sentences that hint or tell",
}
COLUMNS = (
    "films", "known of them", "sentences", "positive", "AUC", "precision", "recall", "F1", "hidden",
    "flag: recall", "flag: hidden", "flag: F1",
)  # fmt: skip


@dataclass(slots=True)
class Results:
    """All that one run measured; empty where something was not asked for."""

    seed: int
    measured: Measured = field(default_factory=Measured)
    costs: Sequence[Cost] = ()
    areas: Sequence[Area] = ()


def as_text(results: Results) -> str:
    """Tables in Markdown, the curve, and what was measured on."""
    parts = [_head(results)]
    if results.measured.rows:
        parts += [_table_of(results.measured, question) for question in QUESTIONS]
        parts += [
            text_plot(series)
            for _name, question, series in _series(results.measured)
            if question is QUESTIONS[0]
        ]
    if results.costs:
        parts.append(
            table(("cost", "µs a sentence", "sentences/s", "to learn, µs"), _costs(results))
        )
    if results.areas:
        parts.append(table(("TV Tropes, dev1: weights", "sentences", *HEADS), _areas(results)))
    return "\n\n".join(parts)


def as_json(results: Results) -> dict[str, Any]:
    """The same with all digits; null where there is no figure."""
    measured = results.measured
    return {
        "bench": "spoilers",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "seed": results.seed,
        "draws": DRAWS,
        "thresholds": dict(THRESHOLDS),
        "labels": {"found": measured.labels, "missing": measured.missing},
        "rows": [asdict(row) for row in measured.rows],
        "curves": [
            {
                "films": name,
                "question": question.name,
                "points": [point._asdict() for point in series.points],
            }
            for name, question, series in _series(measured)
        ],
        "cost": [
            {**cost._asdict(), "sentences_a_second": cost.sentences_a_second}
            for cost in results.costs
        ],
        "tropes": [area._asdict() for area in results.areas],
    }


def as_svg(measured: Measured) -> str:
    """The curves of all films together, or of the page."""
    return svg_plot([series for _name, _question, series in _series(measured)])


def machine() -> str:
    """The processor, how many of it, and the Python."""
    return f"{_processor()} × {os.cpu_count()}, Python {platform.python_version()}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown with columns of one width: words to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return "\n".join([_line(heads, widths), _rule(widths), *(_line(row, widths) for row in rows)])


def _head(results: Results) -> str:
    measured = results.measured
    lines = [f"{datetime.now(UTC).date().isoformat()} · {machine()} · seed {results.seed}"]
    if measured.rows:
        lines.append(
            f"Labels found in the texts: {measured.labels}; not found: {measured.missing}."
        )
    return "\n".join(lines)


def _table_of(measured: Measured, question: Question) -> str:
    head = f"{HEADS[question.name]} (covered from {question.threshold:.3f} on)"
    rows = [row for row in measured.rows if row.question == question.name]
    return f"{head}\n\n{table(COLUMNS, list(map(_cells, rows)))}\n\n{_remark(measured, rows)}"


def _remark(measured: Measured, rows: Sequence[Row]) -> str:
    pooled = [row for row in rows if row.films in measured.draws]
    best = "; ".join(f"{r.films}, {r.known}: {_share(r.scorer.best_f1)}" for r in pooled)
    return f"F1 at the best threshold, which nobody knows beforehand: {best}."


def _cells(row: Row) -> tuple[str, ...]:
    ours, flag = row.scorer, row.flag
    shares = (
        ours.auc, ours.precision, ours.recall, ours.f1, ours.hidden,
        flag.recall, flag.hidden, flag.f1,
    )  # fmt: skip
    counts = (f"{ours.sentences:.0f}", f"{ours.positives:.0f}")
    return (row.films, row.known, *counts, *map(_share, shares))


def _costs(results: Results) -> list[tuple[str, ...]]:
    return [
        (one.way, f"{one.score:.0f}", f"{one.sentences_a_second:,.0f}", f"{one.learn:.0f}")
        for one in results.costs
    ]


def _areas(results: Results) -> list[tuple[str, ...]]:
    return [
        (one.weights, str(one.sentences), _share(one.outright), _share(one.hints))
        for one in results.areas
    ]


def _series(measured: Measured) -> Iterator[tuple[str, Question, Series]]:
    """A curve for each pool of films and question."""
    for name, draws in measured.draws.items():
        cases = [case for draw in draws for case in draw]
        for question in QUESTIONS:
            points = curve(question.judged(cases))
            row = next(r for r in measured.rows if (r.films, r.question) == (name, question.name))
            said = f"{name}, {question.name}"
            yield name, question, Series(said, points, _place(row.scorer), _place(row.flag))


def _place(figures: Figures) -> Place:
    return Place(figures.hidden or 0.0, figures.recall or 0.0)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [
        cell.ljust(width) if at == 0 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(aligned)} |"


def _rule(widths: Sequence[int]) -> str:
    marks = [
        "-" * (width + 2) if at == 0 else f"{'-' * (width + 1)}:" for at, width in enumerate(widths)
    ]
    return f"|{'|'.join(marks)}|"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}".removeprefix("0") if share < 1 else "1.000"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
