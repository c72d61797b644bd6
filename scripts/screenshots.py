"""Make the README's pictures from the running program, with the demo house in a temporary folder.

    PYTHONPATH=src .venv/bin/python scripts/screenshots.py [FOLDER]

FOLDER is docs/pictures where it is left out. Needs a Chromium, and what `./houselights test`
installs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from houselights.ops.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FILM = "/films/the-conversation-1974/"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the size of the window in pixels, and the lights."""

    name: str
    width: int
    height: int
    lights: Literal["light", "dark"] = "light"
    path: str = FILM


PICTURES_WANTED = (
    Picture("film-light", 1280, 1000),
    Picture("film-dark", 1280, 1000, "dark"),
    Picture("film-narrow", 360, 780),
)


@contextmanager
def open_house(data: str) -> Iterator[str]:
    """The address of a house that is open as long as the block runs."""
    command = [sys.executable, "-P", "-m", "houselights", "run", "--data", data, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as house:  # noqa: S603
        try:
            yield _address_said_by(house)
        finally:
            house.terminate()


def _address_said_by(house: subprocess.Popen[str]) -> str:
    for line in house.stdout or ():
        if "is open at" in line:
            return line.split()[-1].rstrip("/")
    raise SystemExit("The house did not open.")


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    """Write one picture as a PNG file."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme=picture.lights, locale="en")
    page.goto(address + picture.path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"{picture.name}.png", animations="disabled")
    page.close()


def main(folder: Path) -> None:
    """Make all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        open_house(data) as address,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        for picture in PICTURES_WANTED:
            take(browser, address, picture, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
