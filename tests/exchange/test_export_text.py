"""Writing pages out again: byte for byte, and only what has changed is different."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.exchange.export_json import export_json
from houselights.exchange.export_text import export_text
from houselights.reviews.imports import revise_imported_review
from houselights.reviews.models import Review
from houselights.reviews.standing import delete_review
from houselights.text.page_reader import read_page
from houselights.votes.actions import cast_helpful_vote
from tests.exchange.pages import REVIEWS, bring_in, page_text

PAGES = {
    "plain": page_text().encode(),
    "windows": page_text().replace("\n", "\r\n").encode(),
    "utf-16": page_text().encode("utf-16"),
    "marked": page_text().encode("utf-8-sig"),
    "latin-1": page_text().replace("needs", "naïf").replace("song", "chançon").encode("latin-1"),
    "no last line end": page_text().rstrip().encode(),
    "no questions": page_text(questions=()).encode(),
    "spaces": page_text().replace("\n\n", "\n \n\n").encode(),
}


@pytest.mark.parametrize("name", PAGES)
def test_an_imported_page_comes_out_as_it_came_in(film: Film, name: str) -> None:
    bring_in(film, PAGES[name])
    exported = export_text(film)
    assert exported.data == PAGES[name]
    assert not exported.left_out


def test_one_native_vote_changes_one_line(film: Film, bruno: Person) -> None:
    bring_in(film, page_text())
    cast_helpful_vote(bruno, Review.objects.get(film=film, source_position=2), helpful=True)
    assert _changed_lines(film) == [
        (
            REVIEWS[1].text.splitlines()[-1],
            REVIEWS[1].text.splitlines()[-1].replace("1,413 out of 1,597", "1,414 out of 1,598"),
        )
    ]


def _changed_lines(film: Film) -> list[tuple[str, str]]:
    before, after = page_text().splitlines(), export_text(film).data.decode().splitlines()
    return [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


def test_one_edited_body_changes_only_that_body(film: Film) -> None:
    bring_in(film, page_text())
    review = Review.objects.with_all_parts().get(film=film, source_position=4)
    revise_imported_review(review, headline=None, body="Slower than a tide.")
    assert _changed_lines(film) == [(REVIEWS[3].body, "Slower than a tide.")]


def test_a_deleted_review_is_absent(film: Film, mira: Person) -> None:
    bring_in(film, page_text())
    delete_review(Review.objects.get(film=film, source_position=4), mira)
    page = read_page(export_text(film).data.decode())
    assert [review.headline for review in page.reviews] == [
        None,
        "Bring a coat",
        "Slow",
        "too short for me",
    ]


def test_what_a_newer_page_lacks_follows_it(film: Film) -> None:
    bring_in(film, page_text())
    newer = page_text((*REVIEWS[:3], REVIEWS[4]))
    assert len(bring_in(film, newer).plan.gone) == 1
    text = export_text(film).data.decode()
    assert [review.headline for review in read_page(text).reviews] == [
        None,
        "Bring a coat",
        "Slow",
        "too short for me",
        "Slow",
    ]


def test_what_was_written_here_follows_the_page(
    film: Film, make_review: Callable[..., Review]
) -> None:
    bring_in(film, page_text())
    make_review(headline="Mine", body="It was ||the sister|| all along.", rating=85)
    text = export_text(film).data.decode()
    page = read_page(text)
    assert text.startswith(page_text(questions=()).rstrip())
    assert (page.reviews[5].headline, page.reviews[5].rating) == ("Mine", 85)
    assert page.reviews[5].body == "It was the sister all along."
    assert page.reviews[5].contains_spoilers is True
    assert len(page.questions) == 3


def test_a_film_without_a_page_is_written_in_canonical_form(
    film: Film, make_review: Callable[..., Review]
) -> None:
    make_review(headline="Alone", body="Nobody else has come.")
    page = read_page(export_text(film).data.decode())
    assert page.title == "The Long Lamp (1999)"
    assert [review.headline for review in page.reviews] == ["Alone"]


def test_a_text_that_would_read_as_something_else_is_named(
    film: Film, make_review: Callable[..., Review]
) -> None:
    make_review(headline="Fine", body="Nothing odd about this one at all.")
    make_review(headline="Odd", body="I said:\n\n1 out of 2 found this helpful.\n\nAnd so on.")
    exported = export_text(film)
    assert [name.split(": ")[1] for name in exported.left_out] == ["Odd"]
    assert [r.headline for r in read_page(exported.data.decode()).reviews] == ["Fine"]


def test_json_says_null_for_unknown(film: Film) -> None:
    bring_in(film, page_text())
    exported = export_json(film)
    assert exported["film"] == {"title": "The Long Lamp", "year": 1999, "slug": film.slug}
    first = exported["reviews"][0]
    assert (first["rating"], first["headline"], first["contains_spoilers"]) == (None, None, None)
    assert (first["helpful_yes"], first["helpful_total"]) == (62, 68)
    assert (first["author"], first["written_on"]) == (None, None)
    assert [review["position"] for review in exported["reviews"]] == [1, 2, 3, 4, 5]
    assert exported["reviews"][4]["helpful_total"] is None
    assert len(exported["questions"][0]["answers"]) == 1


def test_json_has_the_reviews_that_were_written_here(
    film: Film, make_review: Callable[..., Review], alice: Person
) -> None:
    make_review(alice, rating=85, body="It was ||the sister|| all along.")
    [review] = export_json(film)["reviews"]
    assert (review["rating"], review["author"], review["imported"]) == (8.5, "Alice", False)
    assert review["covers"] == [[7, 17]]
