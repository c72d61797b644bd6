"""Curves as a picture in the terminal, and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from houselights.ops.bench.measures import Point

_COLUMNS, _LINES = 48, 14
_SIDE, _LEFT, _TOP = 320, 60, 60
_SVG = "http://www.w3.org/2000/svg"
_SQUARE = f'width="{_SIDE}" height="{_SIDE}"'
_STROKES = ("#8a2c2c", "#2c5d8a", "#4d7a3a", "#7a5c2c")
_SAYS = "spoiling sentences caught (up) against harmless text hidden (to the right)"
_LEGEND = "● what is covered   ○ what the reviews' own flags fold"


class Place(NamedTuple):
    """A point of the plot, as shares from 0 to 1."""

    hidden: float
    caught: float


class Series(NamedTuple):
    """A curve with its name, and two single points: at the shipped threshold, and of the flags."""

    name: str
    points: Sequence[Point]
    covered: Place
    flagged: Place


def text_plot(series: Series) -> str:
    """One curve in the letters of a terminal."""
    grid = [[" "] * (_COLUMNS + 1) for _ in range(_LINES + 1)]
    for at in range(_COLUMNS + 1):
        hidden = at / _COLUMNS
        _put(grid, Place(hidden, _caught(series.points, hidden)), "·")
    _put(grid, series.flagged, "○")
    _put(grid, series.covered, "●")
    sides = {0: "100 % ", _LINES: "0 % "}
    lines = [f"{sides.get(n, ''):>6}│{''.join(row)}".rstrip() for n, row in enumerate(grid)]
    foot = f"{'':6}└{'─' * (_COLUMNS + 1)}\n{'':7}0 %{'100 %':>{_COLUMNS - 2}}"
    return "\n".join([f"{series.name}: {_SAYS}", _LEGEND, *lines, foot])


def _put(grid: list[list[str]], place: Place, letter: str) -> None:
    grid[_LINES - round(place.caught * _LINES)][round(place.hidden * _COLUMNS)] = letter


def _caught(points: Sequence[Point], hidden: float) -> float:
    """The share caught where that share is hidden, on the straight line between two points."""
    before = Place(0.0, 0.0)
    for point in points:
        if point.hidden >= hidden:
            run = point.hidden - before.hidden
            part = (hidden - before.hidden) / run if run else 1.0
            return before.caught + part * (point.caught - before.caught)
        before = Place(point.hidden, point.caught)
    return before.caught


def svg_plot(many: Sequence[Series]) -> str:
    """All curves in one picture."""
    width, height = _LEFT + _SIDE + 280, _TOP + _SIDE + 50
    parts = [
        f'<svg xmlns="{_SVG}" viewBox="0 0 {width} {height}" font-family="sans-serif">',
        f'<g font-size="12"><rect width="{width}" height="{height}" fill="#fff"/>',
        f'<rect x="{_LEFT}" y="{_TOP}" {_SQUARE} fill="none" stroke="#999"/>',
        f'<text x="{_LEFT}" y="{_TOP - 34}">Of {_SAYS}</text>',
        f'<text x="{_LEFT}" y="{_TOP - 14}">{_LEGEND}</text>',
        *_scale(),
        *(_drawn(at, series) for at, series in enumerate(many)),
    ]
    return "\n".join([*parts, "</g></svg>", ""])


def _scale() -> list[str]:
    lines = []
    for share in (0, 0.5, 1):
        x, y = _at(Place(share, share))
        below, said = _TOP + _SIDE + 18, f"{share:.0%}"
        lines.append(f'<text x="{x:.0f}" y="{below}" text-anchor="middle">{said}</text>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{said}</text>')
    return lines


def _drawn(at: int, series: Series) -> str:
    stroke = _STROKES[at % len(_STROKES)]
    corners = [Place(0, 0), *(Place(point.hidden, point.caught) for point in series.points)]
    path = " ".join("{:.1f},{:.1f}".format(*_at(corner)) for corner in corners)
    x, y = _LEFT + _SIDE + 12, _TOP + 20 + 20 * at
    return "\n".join(
        [
            f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="1.5"/>',
            _circle(series.covered, f'fill="{stroke}"'),
            _circle(series.flagged, f'fill="#fff" stroke="{stroke}" stroke-width="2"'),
            f'<text x="{x}" y="{y}" fill="{stroke}">{escape(series.name)}</text>',
        ]
    )


def _circle(place: Place, look: str) -> str:
    x, y = _at(place)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {look}/>'


def _at(place: Place) -> tuple[float, float]:
    return _LEFT + place.hidden * _SIDE, _TOP + (1 - place.caught) * _SIDE
