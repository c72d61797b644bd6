"""The bars of a digest's chart: reviews against to one side, reviews for to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from houselights.catalogue.models import Film
from houselights.digest.summary import Count, Row
from houselights.web.digest_quotes import subject_address
from houselights.web.digest_words import counted, name_of

WIDTH, HEIGHT = 100, 10  # of the box that the paths fill
_LEAST = 1.5  # so that one review among thousands is seen
_STRIPE, _GAP = 1.4, 0.7


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One thing that reviews speak of; against and praise are paths in a box of 100 × 10."""

    name: str
    address: str
    count: Count
    against: str = ""
    praise: str = ""

    @property
    def said(self) -> str:
        """The counts for who hears the chart."""
        return counted(self.count)


def chart_rows(film: Film, rows: Sequence[Row]) -> list[ChartRow]:
    """The rows with bars on one scale."""
    least = max((row.count.criticise for row in rows), default=0)
    most = max((row.count.praise for row in rows), default=0)
    unit = WIDTH / max(least + most, 1)
    axis = round(least * unit, 1)
    return [
        ChartRow(
            name_of(row.kind, row.subject, film),
            subject_address(film, row.kind, row.subject),
            row.count,
            _striped(axis, row.count.criticise * unit),
            _solid(axis, row.count.praise * unit),
        )
        for row in rows
    ]


def _solid(axis: float, width: float) -> str:
    return f"M{axis:g} 0h{max(width, _LEAST):.1f}v{HEIGHT}H{axis:g}z" if width else ""


def _striped(axis: float, width: float) -> str:
    """Stripes from the axis outwards, so that colour is not the only sign."""
    if not width:
        return ""
    parts, at, end = [], axis, axis - max(width, _LEAST)
    while at > end:
        stripe = min(_STRIPE, at - end)
        parts.append(f"M{at:.1f} 0h-{stripe:.1f}v{HEIGHT}h{stripe:.1f}z")
        at -= _STRIPE + _GAP
    return "".join(parts)
