"""Drawn posters: deterministic, whole SVG for any title, nothing that a strict CSP would refuse."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.catalogue.poster import DRAWINGS, Inks, Sheet, draw_poster

TITLES = [
    "The Conversation",
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
    "Mùa hè chiều thẳng đứng",
    "باب الحديد",
    "東京物語",
    "千と千尋の神隠しと長い長い題名がどこまでも続く映画の物語",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "M",
    "",
    "   ",
    "<script>alert('&')</script>",
    "word " * 80,
]


def lettering(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter("text"))  # noqa: S314


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("year", [1974, None])
def test_any_title_makes_a_whole_sheet(title: str, year: int | None) -> None:
    svg = draw_poster(title, year)
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert root.get("viewBox") == "0 0 200 300"
    assert not re.search(r"style=|<script|\bid=|href=", svg)
    assert len(svg) < 9_000


@pytest.mark.parametrize("title", TITLES)
def test_lettering_stays_on_the_sheet(title: str) -> None:
    lines = lettering(draw_poster(title, 1974))
    assert all(200 < float(line.get("y", "0")) <= 283 for line in lines if not line.get("class"))


def test_the_same_film_gets_the_same_poster_and_another_year_another() -> None:
    assert draw_poster("Stalker", 1979) == draw_poster(" Stalker ", 1979)
    assert draw_poster("Stalker", 1979) != draw_poster("Stalker", 1980)


def test_the_title_and_year_are_said_once_in_words() -> None:
    root = ElementTree.fromstring(draw_poster("Stalker", 1979))  # noqa: S314
    assert root.get("aria-label") == "Drawn poster: Stalker, 1979"


def test_without_title_and_year_the_label_still_says_what_it_is() -> None:
    root = ElementTree.fromstring(draw_poster("", None))  # noqa: S314
    assert root.get("aria-label") == "Drawn poster"


def test_a_title_of_many_words_is_set_whole_over_lines() -> None:
    title = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb"
    lines = [line.text or "" for line in lettering(draw_poster(title, 1964))][:-1]
    assert " ".join(lines) == title


def test_a_title_longer_than_the_sheet_ends_in_an_ellipsis() -> None:
    lines = [line.text or "" for line in lettering(draw_poster("word " * 80, None))]
    assert lines[-1].endswith("…")


def test_arabic_lettering_stands_on_its_own_side() -> None:
    title, year = lettering(draw_poster("باب الحديد", 1958))
    assert (title.get("text-anchor"), title.get("x")) == ("end", "188")
    assert year.get("x") == "12"


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.__name__)
@pytest.mark.parametrize(
    "dice", [bytes(32), bytes([255] * 32), bytes(range(32))], ids=["low", "high", "rising"]
)
def test_every_drawing_works_for_any_dice(drawing: object, dice: bytes) -> None:
    sheet = Sheet(dice, Inks("#000", "#111", "#222", "#333"), height=184.0)
    assert callable(drawing)
    assert len(ElementTree.fromstring(f"<svg>{drawing(sheet)}</svg>")) > 0  # noqa: S314


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=120),
    st.none() | st.integers(1880, 2100),
)
def test_no_title_breaks_the_sheet(title: str, year: int | None) -> None:
    ElementTree.fromstring(draw_poster(title, year))  # noqa: S314
