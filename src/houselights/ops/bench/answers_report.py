"""The results of `bench answers` as text for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from houselights.ops.bench.answers import RANKS, Measured, Row
from houselights.ops.bench.answers_cost import SENTENCES, Cost
from houselights.ops.bench.report import machine, table
from houselights.ops.bench.walk import Walk

_COLUMNS = (
    "films", "way", "answerable", "others", *(f"R@{rank}" for rank in RANKS), "MRR@10", "AUC",
    "answered", "wrongly",
)  # fmt: skip
# Grade 1 hints, grade 2 tells outright; of the latter there must be none.
_WALKED = (
    "the walk", "questions", "asked", "answered", "covers only", "covered", "open", "different",
    "ungraded", "grade 1", "grade 2",
)  # fmt: skip


def as_text(measured: Measured, costs: Sequence[Cost]) -> str:
    """Tables in Markdown, and what was measured on."""
    head = f"{datetime.now(UTC).date().isoformat()} · {machine()}"
    missing = sum(one.missing for one in measured.subjects)
    remark = f"Accepted sentences that are not in the texts: {missing}."
    figures = table(_COLUMNS, list(map(_cells, measured.rows)))
    times = table(
        (f"among {SENTENCES:,} sentences", "p50, ms", "p95, ms", "to build, s"),
        [(one.way, f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.build:.1f}") for one in costs],
    )
    return "\n\n".join([f"{head}\n{remark}", figures, *_walks(measured.walks), times])


def _walks(walks: Sequence[Walk]) -> Iterator[str]:
    """What a walk of questions found open, and each sentence that should not have been."""
    if walks:
        yield table(_WALKED, [_walk_cells(walk) for walk in walks])
    for walk in walks:
        for leak in walk.leaks:
            yield f"{leak.film}, to who knows {leak.knows}: “{leak.question}” shows “{leak.text}”"


def _walk_cells(walk: Walk) -> tuple[str, ...]:
    counts = (walk.questions, walk.asked, walk.answered, walk.covered, walk.closed, walk.shown)
    last = (len(walk.apart), walk.unknown, walk.hints, len(walk.leaks))
    return (walk.films, *(f"{number:,}" for number in (*counts, *last)))


def as_json(measured: Measured, costs: Sequence[Cost]) -> dict[str, Any]:
    """The same with all digits; null where there is no figure."""
    return {
        "bench": "answers",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "missing": sum(one.missing for one in measured.subjects),
        "rows": [_row(row) for row in measured.rows],
        "walks": [_walk(walk) for walk in measured.walks],
        "sentences": SENTENCES,
        "cost": [cost._asdict() for cost in costs],
    }


def _walk(walk: Walk) -> dict[str, Any]:
    return asdict(walk) | {
        "apart": len(walk.apart),
        "leaks": [leak._asdict() for leak in walk.leaks],
    }


def _row(row: Row) -> dict[str, Any]:
    told = asdict(row)
    found = told.pop("found")
    return told | {f"R@{rank}": share for rank, share in found.items()}


def _cells(row: Row) -> tuple[str, ...]:
    shares = (*row.found.values(), row.mrr, row.auc, row.answered, row.wrongly)
    return (row.films, row.way, str(row.answerable), str(row.others), *map(_share, shares))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}".removeprefix("0")
