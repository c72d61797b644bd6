"""The history of a review: what changed, with its covers closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.reviews.actions import edit_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.votes.actions import cast_helpful_vote
from tests.cast import make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]


@pytest.fixture(autouse=True)
def _without_the_program(db: None) -> None:
    """What the program covers of a text that was opened is tested elsewhere."""
    choose("program_covers", "off")


def change(review: Review, body: str, **fields: object) -> None:
    given: dict[str, object] = {
        "headline": "A lamp",
        "body": body,
        "contains_spoilers": False,
        "language": "en",
    } | fields
    assert review.author
    edit_review(review, review.author, ReviewText(**given))  # type: ignore[arg-type]
    review.refresh_from_db()


@pytest.fixture
def twice(make_review: Make) -> Review:
    """A review whose second version covers a sentence that the first one told."""
    review = make_review(headline="A lamp", body="A slow start.\n\nThe keeper drowns.\n\nGo.")
    change(review, "A slow start.\n\n||The keeper drowns.||\n\nGo and see it.")
    return review


def history(client: Client, review: Review, query: str = "") -> str:
    answer = client.get(reverse("history", args=[review.public_id]) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_versions_newest_first_with_their_words(client: Client, twice: Review) -> None:
    page = history(client, twice)
    assert page.index("Version 2") < page.index("Version 1")
    assert "and see it" in page
    assert "3 words in, 0 out" in page
    assert "The first text" in page


def test_what_is_covered_now_is_covered_in_the_past(client: Client, twice: Review) -> None:
    assert "drowns" not in history(client, twice)
    assert "drowns" not in history(client, twice, "?version=1")
    assert "drowns" not in history(client, twice, "?version=2")


def test_a_cover_opens_alone(client: Client, twice: Review) -> None:
    page = history(client, twice)
    assert "?open=2-15#v2" in page
    assert "drowns" in history(client, twice, "?open=2-15")
    key = f"{twice.public_id}-1"
    assert f"open={key}" in history(client, twice, "?version=1")
    assert "drowns" in history(client, twice, f"?version=1&open={key}")


def test_a_flagged_review_is_folded_in_its_history_too(client: Client, make_review: Make) -> None:
    review = make_review(body="The keeper drowns.", contains_spoilers=True)
    change(review, "The keeper drowns twice.", contains_spoilers=True)
    page = history(client, review)
    assert "keeper" not in page
    assert "Show the changes" in page
    assert "1 word in, 0 out" in page
    assert "keeper" not in history(client, review, "?version=1")
    assert "twice" in history(client, review, f"?open={review.public_id}")


def test_a_covered_headline_stays_covered(client: Client, make_review: Make) -> None:
    review = make_review(headline="The keeper drowns")
    change(review, "Another text.", headline="||The keeper drowns||")
    for query in ("", "?version=1"):
        assert "keeper" not in history(client, review, query)
    assert "keeper" in history(client, review, f"?version=1&open={review.public_id}-h")


def test_its_writer_sees_everything(client: Client, twice: Review) -> None:
    assert twice.author
    client.force_login(twice.author)
    assert "drowns" in history(client, twice)


def test_each_vote_is_shown_at_the_version_it_was_cast_on(client: Client, twice: Review) -> None:
    for handle in ("una", "otto"):
        cast_helpful_vote(make_person(handle), twice, helpful=True)
    change(twice, "All new.")
    twice.refresh_from_db()
    cast_helpful_vote(make_person("pia"), twice, helpful=False)
    page = history(client, twice)
    assert "1 of 3 votes were cast on it" in page
    assert "2 of 3 votes were cast on it" in page


def test_many_versions_come_in_pages_and_in_few_queries(
    client: Client,
    make_review: Make,
    bruno: Person,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    review = make_review()
    for number in range(13):
        change(review, f"Text number {number}.")
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page = history(client, review)
    assert "Version 14" in page
    assert "Version 4" not in page
    assert "?before=5" in page
    assert "The first text" in history(client, review, "?before=5")


@pytest.mark.parametrize("query", ["?version=9", "?before=1"])
def test_a_version_that_never_was_is_not_found(client: Client, twice: Review, query: str) -> None:
    answer = client.get(reverse("history", args=[twice.public_id]) + query)
    assert answer.status_code == 404


def test_nonsense_in_the_address_is_left_out(client: Client, twice: Review) -> None:
    assert "drowns" not in history(client, twice, "?open=everything,2-x&before=soon&version=-1")
