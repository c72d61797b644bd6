"""Make the README's pictures from the running program.

    PYTHONPATH=src .venv/bin/python scripts/screenshots.py [FOLDER]

FOLDER is docs/pictures where it is left out. The pictures of a film's page come from the demo
house; those of "one minute" from an empty house into which `scripts/one_minute.txt` is pasted, a
page of reviews of an invented film. Needs a Chromium, and what `./houselights test` installs.
"""

from __future__ import annotations

import base64
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from houselights.ops.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FILM = "/films/the-conversation-1974/"
PAGE_OF_REVIEWS = ROOT / "scripts" / "one_minute.txt"
QUESTION = "Is it slow?"
TELLS = "Salt, ink and silence"  # a review with one sentence that gives the ending away
QUOTED = "It is slow, and I would not have it a minute quicker."
ATTEMPTS, PAUSE = 200, 0.5  # how often to look for what is not there yet, and seconds between
SHARPNESS = 1.5  # pixels of a picture to one of the window, so that a small one can be read


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the size of the window in pixels, and the lights."""

    name: str
    width: int = 640
    height: int = 484
    lights: Literal["light", "dark"] = "light"


OF_THE_FILM = (
    Picture("film-light", 1280, 1200),
    Picture("film-dark", 1280, 1200, "dark"),
    Picture("film-narrow", 360, 780),
)
PASTED = Picture("minute-1-paste")
COVERED = Picture("minute-2-covered")
ANSWERED = Picture("minute-3-answered")
AT_ITS_SENTENCE = Picture("minute-4-sentence")
SWITCH = Picture("minute-5-switch")
OPENED = Picture("minute-6-opened")


@dataclass(frozen=True, slots=True)
class House:
    """A house that is open: its address, and the link for its first administrator."""

    address: str
    set_up: str


@contextmanager
def open_house(*options: str) -> Iterator[House]:
    """A house in a temporary folder that is open as long as the block runs."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-P", "-m", "houselights", "run", "--data", data, "--port", "0"]
        with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as house:  # noqa: S603
            try:
                yield _said_by(house)
            finally:
                house.terminate()


def _said_by(house: subprocess.Popen[str]) -> House:
    said = ""
    for line in house.stdout or ():
        said += line
        if found := re.search(r"is open at (\S+?)/?\n.*?(http\S+/set-up/\S+)", said, re.DOTALL):
            _wait_for(found[1])
            return House(found[1], found[2])
    raise SystemExit("The house did not open.")


def _wait_for(address: str) -> None:
    """The house names its address a moment before it answers there."""
    host, _, port = address.rpartition("/")[2].partition(":")
    for _attempt in range(ATTEMPTS):
        try:
            socket.create_connection((host, int(port))).close()
        except ConnectionRefusedError:
            time.sleep(PAUSE)
        else:
            return


# ── the film's page ─────────────────────────────────────────────────────────────────────────────


def take_film(browser: Browser, folder: Path) -> None:
    """The page of a film of the demo house, as each of its pictures wants it."""
    with open_house() as house:
        _wait_for_digest(browser, house.address + FILM)
        for picture in OF_THE_FILM:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height},
                color_scheme=picture.lights,
                locale="en",
            )
            page.goto(house.address + FILM, wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=folder / f"{picture.name}.png", animations="disabled")
            page.close()


def _wait_for_digest(browser: Browser, address: str) -> None:
    """What reviews say in brief is worked out behind a new house's pages."""
    page = browser.new_page()
    for _attempt in range(ATTEMPTS):
        page.goto(address)
        if page.locator("#digest").count():
            break
        time.sleep(PAUSE)
    page.close()


# ── one minute ──────────────────────────────────────────────────────────────────────────────────


def take_minute(browser: Browser, folder: Path) -> None:
    """From a page that an editor pastes to what a reader who has seen the film reads."""
    with open_house("--empty") as house:
        editor = _window(browser, house).new_page()
        _set_up(editor, house)
        film = _paste(editor, folder)
        reader = _window(browser, house).new_page()
        reader.goto(film)
        _take(reader, COVERED, folder, _card(reader))
        _ask(reader, folder)
        reader.goto(film)
        _say_that_it_is_known(reader, folder)


def _window(browser: Browser, house: House) -> BrowserContext:
    return browser.new_context(
        base_url=house.address,
        viewport={"width": PASTED.width, "height": PASTED.height},
        device_scale_factor=SHARPNESS,
        color_scheme=PASTED.lights,
        reduced_motion="reduce",
        locale="en",
    )


def _set_up(page: Page, house: House) -> None:
    page.goto(house.set_up)
    page.get_by_label("Handle").fill("edda")
    page.get_by_label("E-mail").fill("edda@example.org")
    page.get_by_label("Password").fill("a-lamp-left-burning-late")
    page.get_by_role("button", name="Open the house").click()


def _paste(page: Page, folder: Path) -> str:
    """Bring the page of reviews in; the address of its film."""
    page.goto("/import/")
    field = page.get_by_label("The page")
    field.fill(PAGE_OF_REVIEWS.read_text(encoding="utf-8"))
    field.evaluate("field => field.scrollTo(0, 0)")
    _take(page, PASTED, folder, page.get_by_role("heading", level=1))
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_label("They are ours").check()
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/films/**")
    return page.url


def _card(page: Page) -> Locator:
    return page.get_by_role("article").filter(has_text=TELLS)


def _ask(page: Page, folder: Path) -> None:
    field = page.get_by_role("textbox", name="Ask the reviews")
    field.fill(QUESTION)
    field.press("Enter")
    quoted = page.locator("#answered li").filter(has_text=QUOTED)
    quoted.wait_for()
    _take(page, ANSWERED, folder, page.locator("#ask-reviews"))
    quoted.get_by_role("link", name="Read it in the review").click()
    page.locator("mark#sentence").wait_for()
    _take(page, AT_ITS_SENTENCE, folder, page.get_by_role("heading", level=1))


def _say_that_it_is_known(page: Page, folder: Path) -> None:
    known = page.locator("#known")
    known.locator("summary").click()
    known.get_by_role("radio", name="seen").check()
    _take(page, SWITCH, folder, page.locator("#filters"))
    known.get_by_role("button", name="Keep this choice").click()
    page.get_by_role("button", name="I have not seen it").wait_for()
    _take(page, OPENED, folder, _card(page))


def _take(page: Page, picture: Picture, folder: Path, first: Locator) -> None:
    """Write one picture that begins a little above a part of the page, as a small WebP file."""
    page.evaluate("document.fonts.ready")
    page.evaluate("document.activeElement.blur()")
    first.evaluate("part => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 16)")
    wanted = {"format": "webp", "quality": 80}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", wanted)
    (folder / f"{picture.name}.webp").write_bytes(base64.b64decode(taken["data"]))


def main(folder: Path) -> None:
    """Make all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        take_minute(browser, folder)
        take_film(browser, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
