"""What is covered can't be read off a page in any other way: copied, printed, or read out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from houselights.reviews.models import Review
from tests.journeys.conftest import COVERED, COVERED_TOO, FOLDED, House, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OPEN, MARKED = "Nobody knows who lit the lamp.", "In the end the lamp was lit by the sister."
ALL_COVERED = (COVERED, COVERED_TOO, FOLDED, MARKED)
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"


@pytest.fixture
def marked(house: House, make_review: Callable[..., Review]) -> Review:
    """A review of which the program covers one sentence."""
    review = make_review(headline="Who lit it", body=f"{OPEN} {MARKED}")
    assert review.current is not None
    start = len(OPEN) + 1
    review.current.marks = [[start, start + len(MARKED), 2, "program"]]
    review.current.keep_marks()
    return review


def readings(page: Page) -> Iterator[tuple[str, str]]:
    """All ways to get at the words of the page as it is now, each with the words got."""
    page.evaluate(UNFOLD)
    yield "source", page.content()
    yield "words", page.evaluate("document.body.innerText")
    yield "text nodes", page.evaluate("document.documentElement.textContent")
    yield "read out", page.locator("body").aria_snapshot()
    yield "copied", _copied(page)
    yield "printed", words_in_pdf(page.pdf())
    page.emulate_media(media="print")
    yield "shown for print", page.evaluate("document.body.innerText")
    page.emulate_media(media="screen")


def _copied(page: Page) -> str:
    """The page selected as a whole, copied, and pasted into its own search box."""
    page.locator("h1").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    box = page.evaluate_handle("document.body.appendChild(document.createElement('textarea'))")
    box.as_element().focus()  # type: ignore[union-attr]
    page.keyboard.press("Control+v")
    words: str = page.evaluate(
        "box => { const words = box.value; box.remove(); return words }", box
    )
    return words


def told(page: Page, *, opened: tuple[str, ...] = ()) -> list[str]:
    """The ways in which the page tells something covered, or keeps back what is open."""
    found = []
    for way, words in readings(page):
        flat = _flat(words)
        found += [
            f"{way}: {text}" for text in ALL_COVERED if _flat(text) in flat and text not in opened
        ]
        found += [f"{way}: not {text}" for text in (OPEN, *opened) if _flat(text) not in flat]
    return found


def _flat(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def test_nothing_covered_can_be_copied_printed_or_read_out(
    visit: Visit, house: House, marked: Review
) -> None:
    page = visit()
    page.goto(house.film.get_absolute_url())
    assert told(page) == []
    card = page.locator(f"#r{marked.public_id}")
    card.locator("a.cover").click()
    expect(card).to_contain_text(MARKED)
    assert told(page, opened=(MARKED,)) == []


def test_nothing_covered_is_there_for_who_has_no_script(
    visit: Visit, house: House, marked: Review
) -> None:
    page = visit(360, script=False)
    for address in (house.film.get_absolute_url(), marked.get_absolute_url()):
        page.goto(address)
        source = _flat(page.content())
        assert [text for text in ALL_COVERED if _flat(text) in source] == []
        assert _flat(OPEN) in source


# ── reading a printed page ──────────────────────────────────────────────────────────────────────

_OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_FONT_OR_GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>")
_ONE = re.compile(rb"<(\w+)> <(\w+)>\s")
_RANGE = re.compile(rb"<(\w+)> <(\w+)> <(\w+)>")

type Letters = dict[bytes, str]  # what the glyphs of a font stand for


def words_in_pdf(data: bytes) -> str:
    """The words of a PDF as Chromium writes it, without the spaces between them."""
    objects = {number: _unpacked(body) for number, body in _OBJECT.findall(data)}
    fonts: dict[bytes, Letters] = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", data):
        letters = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])
        fonts[name] = _letters(objects[letters[1]]) if letters else {}
    pages = [body for body in objects.values() if b" Tf\n" in body]
    return "".join(_words_on(page, fonts) for page in pages)


def _unpacked(body: bytes) -> bytes:
    _head, _stream, packed = body.partition(b"stream\n")
    is_packed = packed.startswith(b"x")  # as all that zlib packs
    return zlib.decompressobj().decompress(packed) if is_packed else body


def _words_on(page: bytes, fonts: dict[bytes, Letters]) -> str:
    words = ""
    letters: Letters = {}
    for name, glyphs in _FONT_OR_GLYPHS.findall(page):
        letters = fonts[name] if name else letters
        width = len(next(iter(letters), b"0000"))
        for at in range(0, len(glyphs), width):
            words += letters.get(glyphs[at : at + width].upper(), "")
    return words


def _letters(font: bytes) -> Letters:
    found: Letters = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", font, re.DOTALL):
        found |= {glyph.upper(): _decoded(letters) for glyph, letters in _ONE.findall(part)}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", font, re.DOTALL):
        for first, last, letters in _RANGE.findall(part):
            for number in range(int(first, 16), int(last, 16) + 1):
                code = int(letters, 16) + number - int(first, 16)
                found[b"%0*X" % (len(first), number)] = chr(code)
    return found


def _decoded(letters: bytes) -> str:
    return bytes.fromhex(letters.decode()).decode("utf-16-be", errors="replace")
