"""The demo house comes in through the importer and goes away as a whole."""

from __future__ import annotations

import pytest

from houselights.accounts.models import Person
from houselights.base.house import choice
from houselights.catalogue.models import Film
from houselights.exchange import demo
from houselights.exchange.export_text import export_text
from houselights.questions.models import Answer, Question
from houselights.reviews.actions import publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText

pytestmark = pytest.mark.slow


@pytest.fixture
def steps(db: None) -> list[tuple[int, int]]:
    """A loaded demo house, and the progress that it reported."""
    heard: list[tuple[int, int]] = []
    demo.load(lambda done, total: heard.append((done, total)))
    return heard


def test_each_review_has_a_writer_and_counts_as_written_here(steps: list[tuple[int, int]]) -> None:
    assert steps[-1][0] == steps[-1][1] == Film.objects.filter(is_demo=True).count()
    reviews = Review.objects.select_related("author")
    assert reviews.count() >= 60
    assert all(review.author and review.author.is_demo for review in reviews)
    assert not any(review.is_imported for review in reviews)
    assert len({review.language for review in reviews}) >= 3
    assert Question.objects.filter(asker__isnull=False).count() == Question.objects.count()
    assert Answer.objects.filter(author=None).count() == 0
    assert Question.objects.exclude(accepted=None).exists()


def test_nobody_can_sign_in_as_an_invented_person(steps: list[tuple[int, int]]) -> None:
    assert not any(person.has_usable_password() for person in Person.objects.filter(is_demo=True))


def test_loading_again_changes_nothing(steps: list[tuple[int, int]]) -> None:
    before = [model.objects.count() for model in (Film, Person, Review, Question, Answer)]
    demo.load(lambda _done, _total: None)
    assert [model.objects.count() for model in (Film, Person, Review, Question, Answer)] == before


def test_each_page_comes_out_as_it_is_stored(steps: list[tuple[int, int]]) -> None:
    for row in demo._read("films.json"):
        film = Film.objects.get(title=row["title"])
        assert export_text(film).data == (demo.FOLDER / row["page"]).read_bytes()


def test_it_goes_away_whole(steps: list[tuple[int, int]], film: Film) -> None:
    assert choice("demonstration") is True
    assert demo.remove() == []
    assert choice("demonstration") is False
    assert list(Film.objects.all()) == [film]
    assert not Person.objects.filter(is_demo=True).exists()


def test_a_film_that_others_wrote_about_stays(steps: list[tuple[int, int]], alice: Person) -> None:
    kept = Film.objects.filter(is_demo=True).first()
    assert kept is not None
    text = ReviewText("I was here", "And this is mine, so leave it alone.", 70, False)
    publish_review(kept, alice, text)
    assert demo.remove() == [kept]
    assert choice("demonstration") is True
    assert Review.objects.filter(film=kept, author=alice).exists()
