"""The house's own words for templates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from houselights.web.templatetags.house import day, histogram, mean, out_of_ten, poster, rating


@pytest.mark.parametrize(
    ("value", "shown"),
    [(80, "8<small>/10</small>"), (85, "8.5<small>/10</small>"), (100, "10<small>/10</small>")],
)
def test_a_rating_is_shown_out_of_ten(value: int, shown: str) -> None:
    assert rating(value) == f'<span class="rate num">{shown}</span>'


def test_no_rating_is_said_in_words() -> None:
    assert "No rating" in rating(None)


def test_the_reader_s_language_writes_the_decimal() -> None:
    with override("vi"):
        assert out_of_ten(85) == "8,5"


def test_a_mean_never_stands_without_its_count() -> None:
    assert mean(77.3, 1204) == "<bdi>7.7/10</bdi> from 1,204"


@pytest.mark.parametrize(("value", "count"), [(77.3, 4), (None, 0)])
def test_few_ratings_make_no_mean(value: float | None, count: int) -> None:
    assert mean(value, count) == "Too few ratings"


def test_days() -> None:
    assert day(date(2024, 3, 14)) == "14 March 2024"
    assert day(datetime(2024, 3, 14, 12, tzinfo=UTC)) == "14 March 2024"
    assert day(None) == ""
    with override("de"):
        assert day(date(2024, 3, 14)) == "14. März 2024"


def test_vietnamese_days_stand_inside_sentences_and_thousands_are_grouped() -> None:
    with override("vi"):
        assert day(date(2024, 3, 4)) == "4 tháng 3 năm 2024"
        assert mean(77.3, 1204) == "<bdi>7,7/10</bdi> từ 1.204"


def test_a_poster_may_be_silent_beside_its_title() -> None:
    film = SimpleNamespace(title="Stalker", year=1979)
    assert poster(film).startswith('<span class="poster"><svg')
    assert poster(film, hidden=True).startswith('<span class="poster" aria-hidden="true">')


def test_a_bar_links_to_its_rating_and_an_empty_one_does_not() -> None:
    page = Template("{% load house %}{% histogram counts active=8 base='?sort=newest&' %}").render(
        Context({"counts": [0, 0, 0, 0, 0, 0, 2, 40, 1200, 1]})
    )
    assert page.count("<a ") == 4
    assert 'href="?sort=newest&amp;rating=9#reviews"' in page
    assert "1,200 ratings" in page
    assert "1 rating<" in page
    assert page.count('aria-current="true"') == 1
    assert "<table" in page


def test_the_chosen_bar_is_striped_and_no_bar_vanishes() -> None:
    bars = histogram([1, 0, 0, 0, 0, 0, 0, 0, 500, 1000], active=10)["bars"]
    assert bars[0].path == "M0 98h10v2h-10z"
    assert bars[1].path == ""
    assert bars[8].path == "M0 50h10v50h-10z"
    assert bars[9].path.count("z") == 10


def test_a_histogram_of_nothing_is_ten_empty_bars() -> None:
    bars = histogram([0] * 10)["bars"]
    assert [bar.path for bar in bars] == [""] * 10
