"""The results of `bench digest` as text for people and as JSON for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from houselights.ops.bench.digest import SHIPPED, Measured, Row, Share
from houselights.ops.bench.report import machine, table

_COLUMNS = (
    "films", "way", "sentences", "labelled", "found", "aspect right", "precision", "recall",
    "reviews: labelled", "found", "precision", "recall",
)  # fmt: skip
_OF_ASPECTS = ("films", "aspect", "labelled", "found", "right", "precision", "recall")


def as_text(measured: Measured) -> str:
    """Tables in Markdown, and what was measured on."""
    head = f"{datetime.now(UTC).date().isoformat()} · {machine()}"
    figures = table(_COLUMNS, list(map(_cells, measured.rows)))
    aspects = table(
        _OF_ASPECTS,
        [(films, str(aspect), *_three(share)) for films, aspect, share in measured.by_aspect],
    )
    return "\n\n".join([head, figures, f"By aspect, {SHIPPED}:", aspects])


def as_json(measured: Measured) -> dict[str, Any]:
    """The same with all digits; null where there is no figure."""
    return {
        "bench": "digest",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "rows": [
            {
                "films": row.films,
                "way": row.way,
                "sentences": row.sentences,
                "aspects": _told(row.aspects),
                "pairs": _told(row.pairs),
                "reviews": _told(row.reviews),
            }
            for row in measured.rows
        ],
        "aspects": [
            {"films": films, "aspect": str(aspect), **_told(share)}
            for films, aspect, share in measured.by_aspect
        ],
    }


def _told(share: Share) -> dict[str, Any]:
    return asdict(share) | {"precision": share.precision, "recall": share.recall}


def _cells(row: Row) -> tuple[str, ...]:
    pairs, reviews = row.pairs, row.reviews
    return (
        row.films,
        row.way,
        str(row.sentences),
        str(pairs.labelled),
        str(pairs.found),
        _share(row.aspects.precision),
        _share(pairs.precision),
        _share(pairs.recall),
        str(reviews.labelled),
        str(reviews.found),
        _share(reviews.precision),
        _share(reviews.recall),
    )


def _three(share: Share) -> tuple[str, ...]:
    counts = (str(share.labelled), str(share.found), str(share.right))
    return (*counts, _share(share.precision), _share(share.recall))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}".removeprefix("0")
