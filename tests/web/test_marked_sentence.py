"""A review's permalink at one of its sentences: marked, found again after an edit, or said gone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from houselights.accounts.models import Person
from houselights.base.house import choose, public_url
from houselights.reviews.actions import edit_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.text.spans import Place, Span
from houselights.web.sentence_links import sentence_url

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

BODY = (
    "It burns slowly.\n\nThe *last reel* is the one to stay for. ||Ray drowns at sea.|| So be it."
)
SLOWLY, REEL = "It burns slowly.", "The *last reel* is the one to stay for."
GONE = "This review was edited after it was quoted"


@pytest.fixture(autouse=True)
def _without_the_program(db: None) -> None:
    choose("program_covers", "off")


@pytest.fixture
def review(alice: Person, make_review: Make) -> Review:
    return make_review(alice, headline="Worth the wait", body=BODY)


def at(review: Review, sentence: str, *, version: int = 1, place: Place = Place.BODY) -> str:
    """The permalink at a sentence that stands in the first version."""
    text = BODY.replace("||", "") if place is Place.BODY else "Worth the wait"
    start = text.index(sentence)
    return sentence_url(review, version, place, Span(start, start + len(sentence)))


def page_of(client: Client, address: str) -> str:
    response = client.get(address.partition("#")[0])
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rewrite(review: Review, body: str) -> None:
    assert review.author is not None
    edit_review(review, review.author, ReviewText("Worth the wait", body, 80, False, "en"))


class TestAsItStands:
    def test_the_sentence_is_marked(self, client: Client, review: Review) -> None:
        page = page_of(client, at(review, REEL))
        assert '<mark id="sentence">The </mark><em><mark>last reel</mark></em><mark> is' in page
        assert page.count('id="sentence"') == 1

    def test_so_is_the_headline(self, client: Client, review: Review) -> None:
        page = page_of(client, at(review, "Worth the wait", place=Place.HEADLINE))
        assert re.search(r'<mark id="sentence"> ?Worth the wait ?</mark>', page)

    def test_the_address_for_robots_stays_bare(self, client: Client, review: Review) -> None:
        page = page_of(client, at(review, SLOWLY))
        assert f'rel="canonical" href="{public_url(review.get_absolute_url())}"' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "noindex" not in page_of(client, review.get_absolute_url())

    @pytest.mark.parametrize(
        "written", ["", "x", "1b5-2", "1b900-910", "7b0-16", "0b0-3", "1h50-60", "1b0-99999999999"]
    )
    def test_what_is_no_sentence_marks_nothing(
        self, client: Client, review: Review, written: str
    ) -> None:
        page = page_of(client, f"{review.get_absolute_url()}?sentence={written}")
        assert "<mark" not in page
        assert GONE not in page


class TestCovered:
    def test_the_cover_is_where_the_fragment_leads(self, client: Client, review: Review) -> None:
        address = at(review, "Ray drowns at sea.")
        page = page_of(client, address)
        assert "drowns" not in page
        assert re.search(r'<a class="cover" id="sentence"', page)
        assert page.count('id="sentence"') == 1

    def test_opened_it_is_marked(self, client: Client, review: Review) -> None:
        path, query = at(review, "Ray drowns at sea.").partition("#")[0].split("?")
        page = page_of(client, f"{path}?{query}&open={review.public_id}-1")
        assert (
            '<span class="uncovered"><mark id="sentence">Ray drowns at sea.</mark></span>' in page
        )

    def test_the_card_alone_marks_it_as_well(self, client: Client, review: Review) -> None:
        page = page_of(client, at(review, "Ray drowns at sea."))
        found = re.search(r'data-card="([^"]+)"', page)
        assert found
        fragment = found[1].replace("&amp;", "&")
        card = page_of(client, f"{fragment}&open={review.public_id}-1")
        assert '<mark id="sentence">Ray drowns at sea.</mark>' in card

    def test_a_folded_text_keeps_all_of_it(
        self, client: Client, make_review: Make, alice: Person
    ) -> None:
        folded = make_review(alice, headline="Worth the wait", body=BODY, contains_spoilers=True)
        page = page_of(client, at(folded, SLOWLY))
        assert "burns slowly" not in page
        assert '<span id="sentence"></span>' in page

    def test_a_covered_headline_stays_covered(
        self, client: Client, make_review: Make, alice: Person
    ) -> None:
        shut = make_review(alice, headline="Worth the wait", body=BODY, headline_covered=True)
        page = page_of(client, at(shut, "Worth the wait", place=Place.HEADLINE))
        assert "Worth the wait" not in page
        assert page.count('id="sentence"') == 1


class TestEdited:
    def test_it_is_found_where_it_stands_now(self, client: Client, review: Review) -> None:
        rewrite(review, f"One more thing first.\n\n{SLOWLY} And on.")
        page = page_of(client, at(review, SLOWLY))
        assert f'<mark id="sentence">{SLOWLY}</mark>' in page

    def test_one_that_is_gone_is_said_to_be(self, client: Client, review: Review) -> None:
        rewrite(review, "Nothing of it is left.")
        page = page_of(client, at(review, SLOWLY))
        assert GONE in page
        assert f"/reviews/{review.public_id}/history/" in page
        assert "burns" not in page

    def test_so_is_one_of_an_erased_version(self, client: Client, review: Review) -> None:
        rewrite(review, f"{SLOWLY} And on.")
        review.revisions.filter(number=1).update(erased_at="2026-01-01T00:00Z")
        assert GONE in page_of(client, at(review, SLOWLY))

    def test_one_that_was_covered_since_is_covered(self, client: Client, review: Review) -> None:
        rewrite(review, f"||{SLOWLY}|| And on.")
        page = page_of(client, at(review, SLOWLY))
        assert "burns slowly" not in page
        assert re.search(r'<a class="cover" id="sentence"', page)
