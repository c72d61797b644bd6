"""Query strings: known parameters only, in a fixed order, broken values refused in words."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from houselights.base.errors import Refusal
from houselights.web.query import FilmQuery, closing, link, local, opened_keys, opening

KEY = "0123456789ab"
OTHER = "ba9876543210"


def read(text: str) -> FilmQuery:
    return FilmQuery.read(QueryDict(text))


class TestReading:
    def test_nothing_given_is_the_plain_page(self) -> None:
        assert read("").link("/films/x/") == "/films/x/"

    def test_unknown_parameters_are_ignored(self) -> None:
        assert read("utm_source=mail&page=3").link("/films/x/") == "/films/x/"

    def test_links_name_parameters_in_one_order(self) -> None:
        query = read("q=lamp&sort=newest&rating=7-9&language=vi&spoilers=hide")
        assert (
            query.link("/films/x/", "reviews")
            == "/films/x/?rating=7-9&spoilers=hide&language=vi&q=lamp&sort=newest#reviews"
        )

    @pytest.mark.parametrize(
        ("text", "bars"),
        [
            ("rating=8", (8, 8)),
            ("rating=7-9", (7, 9)),
            ("rating=9-7", (7, 9)),
            ("rating=3-", (3, 3)),
            ("low=3&high=10", (3, 10)),
            ("low=4", (4, 10)),
            ("low=1&high=10", None),
            ("", None),
        ],
    )
    def test_ratings_are_bars_of_the_histogram(
        self, text: str, bars: tuple[int, int] | None
    ) -> None:
        assert read(text).bars == bars

    @pytest.mark.parametrize(
        "text",
        [
            "rating=11",
            "rating=0",
            "rating=x",
            "rating=8.5",
            "low=-1",
            "sort=tone",
            "spoilers=maybe",
            "language=English%20please",
            "rating=%F0%9F%8E%AC",
        ],
    )
    def test_broken_values_are_refused_in_a_sentence(self, text: str) -> None:
        with pytest.raises(Refusal, match=r"\.$"):
            read(text)

    def test_the_default_order_needs_no_name(self) -> None:
        assert read("sort=helpful").link("/") == "/"


class TestOpening:
    def test_keys_that_are_none_are_left_out(self) -> None:
        given = f"{KEY},{KEY}-2,{KEY}-h,<script>,{KEY}-x,short"
        assert opened_keys(given) == {KEY, f"{KEY}-2", f"{KEY}-h"}

    def test_opening_adds_to_what_is_open_and_leads_to_the_card(self) -> None:
        here = f"/films/x/?sort=newest&open={OTHER}"
        assert opening(here, f"{KEY}-1") == (f"/films/x/?sort=newest&open={KEY}-1,{OTHER}#r{KEY}")

    def test_closing_takes_away_only_those_keys(self) -> None:
        here = f"/films/x/?open={KEY}-1,{OTHER}"
        assert closing(here, {f"{KEY}-1"}, KEY) == f"/films/x/?open={OTHER}#r{KEY}"

    def test_other_filters_begin_at_the_first_page_with_covers_closed(self) -> None:
        query = read(f"sort=newest&after=5.1&open={KEY}")
        assert query.first_page("/films/x/", rating="8") == (
            "/films/x/?rating=8&sort=newest#reviews"
        )


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", "x", ""]
)
def test_ways_back_stay_in_this_house(address: str) -> None:
    assert local(address, "/") == "/"
    assert local("/films/x/?q=1", "/") == "/films/x/?q=1"


def test_a_link_escapes_what_it_carries() -> None:
    assert link("/search/", [("q", 'a&b="c"'), ("sort", "")]) == "/search/?q=a%26b%3D%22c%22"
