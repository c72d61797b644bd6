"""How likely reported texts give their films away, as the program sees it; for the queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from houselights.moderation.subjects import Named, Text, film_of, subjects
from houselights.spoilers.gathering import models_of
from houselights.spoilers.marking import score

MOST = 200  # texts that are read for one order; the others stand behind them


def suspicions(rows: Mapping[Named, Text]) -> dict[Named, int]:
    """0 to 1000 of each text: of its most telling sentence; 0 where there is none."""
    models = models_of(film_of(row).pk for row in rows.values())
    return {
        name: max(
            (round(1000 * one.outright) for one in score(row, models[film_of(row).pk])), default=0
        )
        for name, row in rows.items()
    }


def suspicions_of_first(names: Iterable[Named]) -> dict[Named, int]:
    """Of the first texts of these names, and 0 of the others."""
    given = list(names)
    return dict.fromkeys(given, 0) | suspicions(subjects(set(given[:MOST])))
