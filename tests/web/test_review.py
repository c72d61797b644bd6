"""The permalink: one review in full, and the card alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch, Review
from houselights.reviews.standing import delete_review
from houselights.votes.actions import cast_helpful_vote
from tests.cast import import_tally

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

SECRET = "the keeper drowned before the war"
QUERIES_SIGNED_OUT = 8


@pytest.fixture(autouse=True)
def _without_the_program(db: None) -> None:
    """What the program covers of a text that was opened is tested elsewhere."""
    choose("program_covers", "off")


def page_of(client: Client, review: Review, query: str = "") -> str:
    response = client.get(review.get_absolute_url() + query)
    assert response.status_code == 200
    return str(response.content.decode())


def meta(page: str, name: str) -> str:
    """The content of a meta element, white space evened out."""
    after = page.split(f'"{name}"', 1)[1]
    return " ".join(after.split('content="', 1)[1].split('"', 1)[0].split())


class TestPage:
    def test_one_review_in_full(self, client: Client, film: Film, make_review: Make) -> None:
        body = "\n\n".join(["It burns slowly. " * 30] * 4)
        review = make_review(headline="Worth the wait", body=body, rating=85)
        make_review()
        page = page_of(client, review)
        for words in ("Worth the wait", "8.5<small>/10</small>", "Read the 1 other", "Ines Varga"):
            assert words in " ".join(page.split())
        assert "Read the other" not in page
        assert film.get_absolute_url() in page
        assert reverse("history", args=[review.public_id]) in page

    def test_previews_name_film_rating_headline_author_and_text(
        self, client: Client, alice: Person, make_review: Make
    ) -> None:
        review = make_review(alice, headline="Worth the wait", rating=80)
        page = page_of(client, review)
        assert meta(page, "og:title") == "Worth the wait: The Long Lamp (1999), 8/10"
        assert meta(page, "og:description").startswith("8/10 · Alice: It burns slowly.")
        assert meta(page, "og:url") == f"http://127.0.0.1:8000{review.get_absolute_url()}"
        assert f'rel="canonical" href="http://127.0.0.1:8000{review.get_absolute_url()}"' in page
        assert "noindex" not in page

    @pytest.mark.parametrize(
        "text",
        [
            {"body": f"In the end {SECRET}.", "contains_spoilers": True},
            {"body": f"Calm. ||{SECRET}|| Calm again."},
        ],
    )
    def test_a_review_that_spoils_arrives_closed_and_previews_nothing(
        self, client: Client, make_review: Make, text: dict[str, object]
    ) -> None:
        review = make_review(headline="Worth the wait", **text)
        page = page_of(client, review)
        assert SECRET not in page
        assert "Calm" not in meta(page, "og:description")
        cover = "-1" if "||" in str(text["body"]) else ""
        opened = page_of(client, review, f"?open={review.public_id}{cover}")
        assert opened.count(SECRET) == 1
        assert "Cover it again" in opened

    def test_a_covered_headline_is_not_in_the_page(self, client: Client, make_review: Make) -> None:
        review = make_review(headline=f"||{SECRET}||")
        page = page_of(client, review)
        assert SECRET not in page
        assert "Headline covered: it may spoil" in page
        assert SECRET in page_of(client, review, f"?open={review.public_id}-h")

    def test_neighbours_in_the_default_order(self, client: Client, make_review: Make) -> None:
        rows = [make_review(headline=f"Number {n}") for n in range(3)]
        for review, yes in zip(rows, (90, 60, 30), strict=True):
            import_tally(review, yes, 100)
        page = page_of(client, rows[1])
        assert page.index("Number 0") < page.index("Number 2")
        assert rows[0].get_absolute_url() in page
        assert "First in this order" in page_of(client, rows[0])
        assert "Last in this order" in page_of(client, rows[2])

    def test_an_imported_review_is_not_for_search_engines(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        review = make_review()
        batch = ImportBatch.objects.create(
            kind="page-text", source="the-long-lamp", file_sha256="0" * 64, film=film
        )
        Review.objects.filter(pk=review.pk).update(batch=batch, author=None)
        response = client.get(review.get_absolute_url())
        assert response["X-Robots-Tag"] == "noindex"
        assert "from an imported page" in response.text

    def test_it_costs_a_fixed_number_of_queries(
        self,
        client: Client,
        make_review: Make,
        django_assert_num_queries: Callable[..., object],
    ) -> None:
        rows = [make_review() for _ in range(5)]
        page_of(client, rows[0])
        with django_assert_num_queries(QUERIES_SIGNED_OUT):  # type: ignore[attr-defined]
            page_of(client, rows[2])


class TestWhatIsGone:
    def test_no_such_review(self, client: Client) -> None:
        assert client.get("/reviews/000000000000/").status_code == 404

    def test_a_deleted_review_says_so(
        self, client: Client, alice: Person, make_review: Make
    ) -> None:
        review = make_review(alice)
        delete_review(review, alice)
        answer = client.get(review.get_absolute_url())
        assert answer.status_code == 410
        assert "This review has been deleted." in answer.content.decode()

    def test_a_withheld_review_is_read_by_its_writer_and_moderators(
        self, client: Client, alice: Person, bruno: Person, mira: Person, make_review: Make
    ) -> None:
        review = make_review(alice)
        Review.objects.filter(pk=review.pk).update(state=State.WITHHELD)
        assert client.get(review.get_absolute_url()).status_code == 451
        for person, status in ((bruno, 451), (alice, 200), (mira, 200)):
            client.force_login(person)
            assert client.get(review.get_absolute_url()).status_code == status

    def test_a_rating_alone_has_no_page(self, client: Client, make_review: Make) -> None:
        review = make_review(headline="", body="", rating=80)
        assert client.get(review.get_absolute_url()).status_code == 404


class TestCardAlone:
    def test_it_opens_what_is_asked_for_and_leads_back(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        review = make_review(body=f"In the end {SECRET}.", contains_spoilers=True)
        address = reverse("review_card", args=[review.public_id])
        given = {"open": review.public_id, "here": f"{film.get_absolute_url()}?sort=newest"}
        card = client.get(address, given).content.decode()
        assert SECRET in card
        assert "<html" not in card
        assert f"{film.get_absolute_url()}?sort=newest#r{review.public_id}" in card.replace(
            "&amp;", "&"
        )
        assert SECRET not in client.get(address).content.decode()

    def test_it_goes_with_the_review(
        self, client: Client, alice: Person, make_review: Make
    ) -> None:
        review = make_review(alice)
        delete_review(review, alice)
        address = reverse("review_card", args=[review.public_id])
        assert client.get(address).status_code == 410


def test_a_known_page_is_not_sent_again_until_a_vote(
    client: Client, bruno: Person, make_review: Make
) -> None:
    review = make_review()
    tag = client.get(review.get_absolute_url())["ETag"]
    asked = {"If-None-Match": tag}
    assert client.get(review.get_absolute_url(), headers=asked).status_code == 304
    cast_helpful_vote(bruno, review, helpful=True)
    assert client.get(review.get_absolute_url(), headers=asked).status_code == 200
