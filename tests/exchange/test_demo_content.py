"""The demo house: its pages read back whole, and its people file fits them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import houselights
from houselights.text import Page, read_page, write_page

DEMO = Path(houselights.__file__).parent / "exchange" / "demo"
FILMS: list[dict[str, Any]] = json.loads((DEMO / "films.json").read_text("utf-8"))
HOUSE: dict[str, list[dict[str, Any]]] = json.loads((DEMO / "people.json").read_text("utf-8"))
PEOPLE = {person["handle"]: person for person in HOUSE["people"]}
SLUGS = [film["slug"] for film in FILMS]
JOBS = {"director", "writer", "cast", "photography", "editing", "sound", "music"}


def page_text(slug: str) -> str:
    """The page of one film, as it is shipped."""
    pages = {film["slug"]: str(film["page"]) for film in FILMS}
    return (DEMO / pages[slug]).read_text("utf-8")


def page(slug: str) -> Page:
    """The same, read."""
    return read_page(page_text(slug))


def rows(kind: str, slug: str) -> list[dict[str, Any]]:
    """The rows of the people file that speak of one film."""
    return [row for row in HOUSE[kind] if row["film"] == slug]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_reads_back_whole(slug: str) -> None:
    read = page(slug)
    places = [review.position for review in read.reviews]
    assert places == [row["position"] for row in rows("reviews", slug)]
    assert all(review.headline and review.body for review in read.reviews)
    assert None not in [review.contains_spoilers for review in read.reviews]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_written_again_is_the_same_text(slug: str) -> None:
    read = page(slug)
    assert write_page(read, read.layout) == page_text(slug)
    assert write_page(read) == page_text(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_reader_remarks_only_on_ratings_and_votes_that_nobody_gave(slug: str) -> None:
    read = page(slug)
    remarks = Counter(notice.code for notice in read.notices)
    assert set(remarks) <= {"rating_missing", "votes_missing"}
    assert remarks["rating_missing"] == sum(review.rating is None for review in read.reviews)
    assert remarks["votes_missing"] == sum(review.helpful_total is None for review in read.reviews)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_question_was_asked_and_answered_by_somebody(slug: str) -> None:
    places = [question.position for question in page(slug).questions if question.answers]
    assert 3 <= len(places) <= 6
    assert [row["question"] for row in rows("asks", slug)] == places
    assert [row["question"] for row in rows("answers", slug)] == places


def test_nobody_reviews_a_film_twice() -> None:
    pairs = Counter((row["film"], row["handle"]) for row in HOUSE["reviews"])
    assert set(pairs.values()) == {1}


def test_every_row_names_a_film_and_a_person_of_the_house() -> None:
    linked = HOUSE["reviews"] + HOUSE["answers"] + HOUSE["asks"]
    assert {row["film"] for row in linked} == set(SLUGS)
    assert {row["handle"] for row in linked} == set(PEOPLE)
    assert len(PEOPLE) == len(HOUSE["people"])


def test_people_join_before_they_write() -> None:
    for row in HOUSE["reviews"]:
        joined = date.fromisoformat(PEOPLE[row["handle"]]["joined"])
        assert joined <= date.fromisoformat(row["written_on"]), row


def test_the_house_has_its_roles() -> None:
    roles = Counter(person["role"] for person in PEOPLE.values())
    assert set(roles) == {"reviewer", "editor", "moderator"}


def test_the_house_is_lively() -> None:
    languages = Counter(row["language"] for row in HOUSE["reviews"])
    reviews = [review for slug in SLUGS for review in page(slug).reviews]
    lengths = [len(review.body.split()) for review in reviews]
    assert len(reviews) >= 72
    assert set(languages) == {"en", "vi", "es", "fr", "de", "ar"}
    assert {review.rating for review in reviews} == {None, *range(10, 101, 10)}
    assert min(lengths) < 20
    assert max(lengths) > 500
    assert sum(length > 200 for length in lengths) >= 12


def test_one_film_fills_more_than_a_page() -> None:
    assert len(page("the-conversation").reviews) > 25


@pytest.mark.parametrize("film", FILMS, ids=SLUGS)
def test_a_film_has_its_facts(film: dict[str, Any]) -> None:
    assert film["title"]
    assert film["original_title"]
    assert 1900 < film["year"] < 2026
    assert 60 < film["runtime_minutes"] < 240
    assert {"director", "writer", "cast"} <= {credit["job"] for credit in film["credits"]} <= JOBS
    assert all(bool(credit["character"]) == (credit["job"] == "cast") for credit in film["credits"])
