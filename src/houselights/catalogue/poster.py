"""Drawn posters: a title and a year become a small SVG, always the same one.

Ten drawings and ten sets of ink, chosen by a hash of title and year. The sheet is 200 × 300 units:
the drawing above, a hairline, the lettering at the foot. The SVG has no ids, no style attributes
and no scripts, so that it can stand inside any page under a strict content security policy.
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# Chosen by eye: the best spread of drawings and inks over well-known titles.
SALT = "34100"
SHEET = "M-5-5h210v310H-5z"  # a little over the edges, so that no paper shows through
MARGIN = 12  # units left and right of the lettering
BASELINE = 283  # of the last line of lettering
SIZES = (34, 31, 28, 25, 22, 19, 17, 15)
SMALL = 25  # sizes below may take a little more height
LETTER = 0.495  # the mean width of a letter, in ems; a full-width one counts as two


@dataclass(frozen=True, slots=True)
class Inks:
    """Four colours: the stock, two inks for the drawing, and the lettering."""

    stock: str
    first: str
    second: str
    lettering: str


INKS = (
    Inks("#e9dfc9", "#1f4a52", "#d9673a", "#1f2a2c"),
    Inks("#e6d9c0", "#7c1b34", "#2d2a45", "#2a1a1e"),
    Inks("#20303a", "#d8b26a", "#8fb0a6", "#efe3c8"),
    Inks("#efe6d3", "#c2492f", "#20303f", "#20242b"),
    Inks("#2b1d2c", "#d98a6a", "#6f5b8c", "#f0dfc8"),
    Inks("#dfe3d6", "#2f5d46", "#c99a2e", "#1e2b22"),
    Inks("#ecd9c6", "#3b4b86", "#c4523d", "#232743"),
    Inks("#17343a", "#e2c48d", "#c4583c", "#f1e6cf"),
    Inks("#e8e0d2", "#4a3a31", "#a3242f", "#2a211c"),
    Inks("#d8dfe2", "#1c3f66", "#d0a13a", "#182634"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a drawing is made from: the dice of this film, its inks, and the room above the text."""

    dice: bytes
    inks: Inks
    height: float

    def roll(self, die: int, sides: int) -> int:
        """A number from 0 to sides − 1, always the same for a film."""
        return self.dice[die] % sides

    @property
    def share(self) -> float:
        """A number from 0 to 1."""
        return self.dice[3] / 255

    @property
    def flipped(self) -> bool:
        """Whether the drawing faces the other way."""
        return bool(self.roll(2, 2))


def draw_poster(title: str, year: int | None) -> SafeString:
    """A poster as inline SVG, with a label in the reader's language for who can't see it."""
    label = escape(_label(title.strip(), year))
    picture = _picture(title.strip(), year)
    # Built from numbers and colours of ours; the title is escaped.
    return mark_safe(  # noqa: S308
        f'<svg viewBox="0 0 200 300" role="img" aria-label="{label}">{picture}</svg>'
    )


@lru_cache(maxsize=512)
def _picture(title: str, year: int | None) -> str:
    dice = hashlib.sha256(f"{SALT}{title}|{year}".encode()).digest()
    inks = INKS[dice[0] % len(INKS)]
    lines, size = _lettering(title)
    top = BASELINE - (len(lines) - 1) * size * 0.96 - size * 0.86 - 8
    sheet = Sheet(dice, inks, height=top - 20)
    drawing = DRAWINGS[dice[1] % len(DRAWINGS)](sheet)
    return _path(inks.stock, SHEET) + drawing + _foot(sheet, top, lines, size, year)


def _label(title: str, year: int | None) -> str:
    name = ", ".join(part for part in (title, str(year or "")) if part)
    return _("Drawn poster: %(name)s") % {"name": name} if name else _("Drawn poster")


# ── lettering: greedy lines, as large as they fit, set on the foot of the sheet ──────────────────


def _lettering(title: str) -> tuple[list[str], int]:
    """The lines of the title and their size; a title too long for the sheet ends in "…"."""
    for size in SIZES:
        lines = _wrap(title, _room(size))
        if len(lines) * size * 0.98 <= _height(size):
            return lines, size
    last = SIZES[-1]
    kept = _wrap(title, _room(last))[: int(_height(last) / (last * 0.98))]
    return [*kept[:-1], kept[-1][:-1].rstrip() + "…"], last


def _room(size: int) -> float:
    """How many letters stand on a line."""
    return (200 - 2 * MARGIN) / (size * LETTER)


def _height(size: int) -> int:
    return 76 if size < SMALL else 64


def _wrap(title: str, room: float) -> list[str]:
    lines = [""]
    for word in _words(title, room):
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer) > room and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _words(title: str, room: float) -> list[str]:
    """The words of a title; a word that is longer than a line is broken where it must be."""
    return [piece for word in title.split() for piece in _pieces(word, room)]


def _pieces(word: str, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if _width(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(text: str) -> int:
    """In letters: full-width ones count as two, marks on other letters as none."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _foot(sheet: Sheet, top: float, lines: list[str], size: int, year: int | None) -> str:
    """The sheet below the drawing: hairline, year, and the title from its own side."""
    ink, rtl = sheet.inks.lettering, _is_rtl("".join(lines))
    parts = [
        _path(sheet.inks.stock, f"M-5 {sheet.height:.0f}h210v{310 - sheet.height:.0f}h-210z"),
        f'<path stroke="{ink}" stroke-width=".8" d="M{MARGIN} {top + 1:.0f}h176"/>',
    ]
    first = BASELINE - (len(lines) - 1) * size * 0.96
    for number, line in enumerate(lines):
        attributes = f'y="{first + number * size * 0.96:.0f}" font-size="{size}" fill="{ink}"'
        parts.append(f"<text {_side(at_end=rtl)} {attributes}>{escape(line)}</text>")
    if year is not None:
        attributes = f'y="{top - 6:.0f}" font-size="11" fill="{ink}"'
        parts.append(f'<text class="y" {_side(at_end=not rtl)} {attributes}>{year}</text>')
    return "".join(parts)


def _side(*, at_end: bool) -> str:
    return f'x="{200 - MARGIN}" text-anchor="end"' if at_end else f'x="{MARGIN}"'


def _is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((d for d in strong if d in ("L", "R", "AL")), "L") != "L"


# ── the drawings ────────────────────────────────────────────────────────────────────────────────


def _circle(ink: str, x: float, y: float, radius: float) -> str:
    return f'<circle fill="{ink}" cx="{x:.0f}" cy="{y}" r="{radius}"/>'


def _path(ink: str, d: str) -> str:
    return f'<path fill="{ink}" d="{d}"/>'


def _beam(sheet: Sheet) -> str:
    """A projector's cone and its pool of light."""
    lamp = 20 if sheet.flipped else 180
    centre = 100 + (sheet.share - 0.5) * 50
    half = 46 + sheet.roll(4, 26)
    floor = sheet.height - half * 0.24 - 8
    left, right = f"{centre - half:.0f} {floor:.0f}", f"{centre + half:.0f} {floor:.0f}"
    pool = f'cx="{centre:.0f}" cy="{floor:.0f}" rx="{half}" ry="{half * 0.24:.0f}"'
    cone = _path(sheet.inks.first, f"M{lamp} -6 {left} {right}Z")
    return f'{cone}<ellipse fill="{sheet.inks.second}" {pool}/>'


def _reel(sheet: Sheet) -> str:
    """Nested arcs, every third one heavy."""
    place = f'cx="{200 if sheet.flipped else 0}" cy="{60 + sheet.roll(4, 90)}"'
    strokes = ((sheet.inks.second, 13), (sheet.inks.first, 9), (sheet.inks.first, 9))
    arcs = []
    for number, radius in enumerate(range(28, 196, 21)):
        ink, width = strokes[number % 3]
        arcs.append(
            f'<circle {place} r="{radius}" fill="none" stroke="{ink}" stroke-width="{width}"/>'
        )
    return "".join(arcs)


def _frames(sheet: Sheet) -> str:
    """A strip of film, one frame astray."""
    count = int((sheet.height - 6) // 47)
    astray, aside = sheet.roll(4, count), 34 if sheet.flipped else -34
    frames = []
    for number in range(count):
        x, ink = (58 + aside, sheet.inks.second) if number == astray else (58, sheet.inks.first)
        frames.append(f'<rect x="{x}" y="{14 + number * 47}" width="84" height="41" fill="{ink}"/>')
    return "".join(frames)


def _soundtrack(sheet: Sheet) -> str:
    """Waves of a variable-area track, one of them in the other ink."""
    odd = 4 + sheet.roll(4, 9)
    waves = []
    for number in range(17):
        ink = sheet.inks.second if number == odd else sheet.inks.first
        y, swing = 16 + number * 11.5, _swing(sheet, number)
        d = f"M-8 {y:.1f}q27 {-swing:.1f} 54 0t54 0 54 0 54 0"
        waves.append(f'<path fill="none" stroke="{ink}" stroke-width="3.4" d="{d}"/>')
    return "".join(waves)


def _swing(sheet: Sheet, number: int) -> float:
    beat = math.sin((number + sheet.roll(5, 7)) * 0.55)
    return 3 + 30 * abs(beat) * abs(math.sin(number * 0.37 + sheet.share * 3))


def _stalls(sheet: Sheet) -> str:
    """Rows of seats, one of them taken."""
    taken = (sheet.roll(4, 3) + 1, sheet.roll(5, 4) + 1)
    seats = {
        (row, column): _seat(row, column)
        for row in range(int((sheet.height - 56) // 38) + 1)
        for column in range(6)
    }
    other = seats.pop(taken, "")
    return _path(sheet.inks.first, "".join(seats.values())) + _path(sheet.inks.second, other)


def _seat(row: int, column: int) -> str:
    x, y = -8 + column * 40 + (20 if row % 2 else 0), 52 + row * 38
    return f"M{x - 16} {y}a16 16 0 0 1 32 0v13h-32z"


def _blind(sheet: Sheet) -> str:
    """A disc behind slats."""
    disc = _circle(
        sheet.inks.second, 66 + sheet.share * 68, 78 + sheet.roll(4, 46), 54 + sheet.roll(5, 16)
    )
    slats = (
        _path(sheet.inks.first, f"M0 {8 + n * 18}h200v{3 + n * 1.15:.1f}h-200z") for n in range(12)
    )
    return disc + "".join(slats)


def _doors(sheet: Sheet) -> str:
    """Rooms within rooms."""
    inks = (sheet.inks.first, sheet.inks.stock) * 2 + (sheet.inks.first, sheet.inks.second)
    lean = 4 if sheet.flipped else -3
    rooms = []
    for number, ink in enumerate(inks):
        inset = number * 14
        place = f'x="{14 + inset + number * lean}" y="{14 + inset * 1.1:.0f}"'
        size = f'width="{172 - 2 * inset}" height="{sheet.height - 24 - 2.2 * inset:.0f}"'
        rooms.append(f'<rect {place} {size} fill="{ink}"/>')
    return "".join(rooms)


def _tiles(sheet: Sheet) -> str:
    """Quarter rounds, each turned its own way, one in nine in the other ink."""
    shift = sheet.roll(6, 9)
    tiles = []
    for row in range(6):
        for column in range(5):
            odd = (column * 3 + row * 5 + shift) % 9 == 0
            turn = (sheet.dice[(column * 7 + row * 3) % 32] >> (row % 3)) % 4
            ink = sheet.inks.second if odd else sheet.inks.first
            tiles.append(_path(ink, _quarter(column * 40, row * 40, turn)))
    return "".join(tiles)


def _quarter(x: int, y: int, turn: int) -> str:
    """A quarter disc of radius 40 in the square at x, y, its corner by `turn` (0 to 3)."""
    return (
        f"M{x} {y}h40a40 40 0 0 1-40 40z",
        f"M{x + 40} {y}v40a40 40 0 0 1-40-40z",
        f"M{x + 40} {y + 40}h-40a40 40 0 0 1 40-40z",
        f"M{x} {y + 40}v-40a40 40 0 0 1 40 40z",
    )[turn]


def _country(sheet: Sheet) -> str:
    """A sun over ridges."""
    sun = _circle(
        sheet.inks.second, 50 + 100 * sheet.share, 60 + sheet.roll(4, 30), 26 + sheet.roll(5, 14)
    )
    ridges = []
    for number in range(4):
        start = -80 - sheet.roll(11 + number, 80)
        rise = 12 + sheet.roll(6 + number, 12)
        d = f"M{start} {112 + number * 30}q50 {-rise} 100 0t100 0 100 0 100 0v200h-400z"
        ridges.append(_path((sheet.inks.first, sheet.inks.stock)[number % 2], d))
    return sun + "".join(ridges)


def _halftone(sheet: Sheet) -> str:
    """A moon in a field of dots that shrink with their distance from it."""
    x, y = 60 + 80 * sheet.share, 86 + sheet.roll(4, 40)
    field = ((10 + column * 18, 14 + row * 18) for row in range(12) for column in range(11))
    away = ((dot, math.dist(dot, (x, y))) for dot in field)
    dots = (_dot(*dot, 8.4 * max(0.12, 1 - far / 118)) for dot, far in away if far >= 24)
    return _path(sheet.inks.first, "".join(dots)) + _circle(sheet.inks.second, x, y, 15)


def _dot(x: int, y: int, radius: float) -> str:
    r, across = f"{radius:.1f}", f"{2 * radius:.1f}"
    return f"M{x - radius:.1f} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0"


DRAWINGS: tuple[Callable[[Sheet], str], ...] = (
    _beam,
    _reel,
    _frames,
    _soundtrack,
    _stalls,
    _blind,
    _doors,
    _tiles,
    _country,
    _halftone,
)
