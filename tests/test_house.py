"""The plan of the house holds: rooms on disk, layers that are checked, and the page about them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import houselights

PACKAGE = Path(houselights.__file__).parent
ROOT = PACKAGE.parents[1]
ROW = re.compile(r"^\| (\d+) \| `(\w+)` \| (.+) \|$", re.MULTILINE)


def layers() -> list[set[str]]:
    """The rooms by floor, top floor first, as the import check reads them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return [set(re.split(r"\W+", layer)) for layer in contracts["contracts"][0]["layers"]]


def documented() -> list[tuple[int, str]]:
    """The floor and the name of each room of docs/rooms.md."""
    found = ROW.findall((ROOT / "docs" / "rooms.md").read_text())
    return [(int(floor), room) for floor, room, _ in found]


def rooms_on_disk() -> set[str]:
    return {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")}


def test_every_room_on_disk_has_its_floor() -> None:
    assert set().union(*layers()) == rooms_on_disk()


def test_the_page_about_rooms_shows_the_floors_that_are_checked() -> None:
    rooms = documented()
    floors = sorted({floor for floor, _ in rooms}, reverse=True)
    assert [{room for at, room in rooms if at == floor} for floor in floors] == layers()


@pytest.mark.parametrize("room", sorted(rooms_on_disk()))
def test_a_room_says_its_duty_in_the_first_line(room: str) -> None:
    first = (PACKAGE / room / "__init__.py").read_text().splitlines()[0]
    assert re.fullmatch(r'""".{10,}\."""', first)
