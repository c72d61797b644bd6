"""A real page of reviews, read from the path in HOUSELIGHTS_ACCEPTANCE_PAGE; only facts here."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from houselights.text import Page, read_page, write_page
from houselights.text.decode import decode_page, encode_page
from houselights.text.film_guess import guess_film

PATH = os.environ.get("HOUSELIGHTS_ACCEPTANCE_PAGE", "")
pytestmark = pytest.mark.skipif(
    not PATH, reason="set HOUSELIGHTS_ACCEPTANCE_PAGE to the path of the real page"
)
BODIES = "978c075558642223322bf2f6c6b940a3ac6fe285cb738e02eac82c825872a9a9"
HEADS = "984c566f2a38effd80b419dcf4a68a5482bbe77b246cb324a309545e4f65843e"
QUESTIONS = "7a0b757789d65402f08277eacd30e6a176af1890ed09033e09b604e0be9b163b"


def digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(decode_page(Path(PATH).read_bytes()).text)


def test_reviews(page: Page) -> None:
    ratings = [review.rating for review in page.reviews if review.rating is not None]
    flags = [review.contains_spoilers for review in page.reviews]
    assert (len(page.reviews), len(ratings)) == (25, 24)
    assert round(sum(ratings) / len(ratings) / 10, 4) == 8.4583
    assert (flags.count(True), flags.count(None), flags.count(False)) == (11, 1, 13)
    assert flags[0] is None
    assert digest([review.body for review in page.reviews]) == BODIES
    assert digest([review.headline or "" for review in page.reviews]) == HEADS


def test_votes(page: Page) -> None:
    counts = [
        (review.helpful_yes or 0, review.helpful_total)
        for review in page.reviews
        if review.helpful_total is not None
    ]
    assert len(counts) == 24
    assert sum(yes for yes, _ in counts) == 2438
    assert sum(total for _, total in counts) == 3267
    assert page.reviews[-1].helpful_total is None
    assert page.reviews[-1].body.count("\n\n") == 1


def test_questions(page: Page) -> None:
    assert [len(question.answers) for question in page.questions] == [1, 1, 1, 1]
    texts = [text for q in page.questions for text in (q.question, *q.answers)]
    assert digest(texts) == QUESTIONS


def test_written_again_byte_for_byte(page: Page) -> None:
    data = Path(PATH).read_bytes()
    decoded = decode_page(data)
    assert encode_page(write_page(page), decoded.encoding, decoded.bom) == data


def test_the_film(page: Page) -> None:
    film = guess_film(page)
    assert (film.title, film.year) == ("Never Let Me Go", 2010)
    assert (film.directors, film.writers) == (("Mark Romanek",), ("Alex Garland",))
    assert film.cast[:3] == ("Carey Mulligan", "Andrew Garfield", "Keira Knightley")
    assert {"Charlotte Rampling", "Sally Hawkins"} <= set(film.cast)
    assert film.based_on is not None
    assert (film.based_on.author, film.based_on.year) == ("Kazuo Ishiguro", 2005)
