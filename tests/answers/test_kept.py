"""Corpora in memory: the same one until something of the film changes, and never too many."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from houselights.accounts.models import Person
from houselights.answers import kept
from houselights.answers.corpus import Corpus
from houselights.answers.kept import Shelf, usual
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.moderation.actions import act
from houselights.moderation.models import Act
from houselights.reviews.actions import edit_review
from houselights.reviews.models import Review
from houselights.reviews.rights import EVERY_BASIS, watch_page
from houselights.reviews.rules import ReviewText
from houselights.spoilers.covering import By, Knows, Level
from houselights.spoilers.redact import Audience, Mode
from houselights.votes.actions import cast_helpful_vote

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

Make = Callable[..., Review]
READER = Audience(bases=EVERY_BASIS)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def texts(corpus: Corpus) -> list[str]:
    return [line.sentence.text for line in corpus.lines]


def test_it_is_kept_while_nothing_changes(shelf: Shelf, film: Film, make_review: Make) -> None:
    make_review()
    first = shelf.corpus(film, READER)
    assert shelf.corpus(film, READER) is first


def test_a_vote_changes_nothing_of_it(
    shelf: Shelf, film: Film, make_review: Make, bruno: Person
) -> None:
    review = make_review()
    first = shelf.corpus(film, READER)
    cast_helpful_vote(bruno, review, helpful=True)
    assert shelf.corpus(film, READER) is first


def test_it_is_made_anew_after_a_write(shelf: Shelf, film: Film, make_review: Make) -> None:
    review = make_review(body="It is slow.")
    assert "It is slow." in texts(shelf.corpus(film, READER))
    assert review.author is not None
    edit_review(review, review.author, ReviewText("Once more", "It is dark.", 80, False, "en"))
    changed = texts(shelf.corpus(film, READER))
    assert "It is dark." in changed
    assert "It is slow." not in changed
    make_review(body="It is loud.")
    assert "It is loud." in texts(shelf.corpus(film, READER))


def test_what_is_covered_or_hidden_since_is_not_in_it(
    shelf: Shelf, film: Film, make_review: Make, mira: Person
) -> None:
    one, other = make_review(body="It is slow. It is dark."), make_review(body="It is loud.")
    assert {"It is slow.", "It is loud."} <= set(texts(shelf.corpus(film, READER)))
    assert one.current is not None
    with write(film.pk):
        one.current.marks = [[0, 11, int(Level.SOURCE), str(By.EDITORS)]]
        one.current.keep_marks()
    act(other, mira, Act.HIDE, reason="abuse")
    left = texts(shelf.corpus(film, READER))
    assert "It is dark." in left
    assert not {"It is slow.", "It is loud."} & set(left)


def test_what_may_be_quoted_is_followed(shelf: Shelf, film: Film, make_review: Make) -> None:
    review = make_review(body="It is slow.")
    shelf.corpus(film, READER)
    assert review.current is not None
    with write(film.pk):
        review.current.quotable = []
        review.current.save()
    (line,) = [one for one in shelf.corpus(film, READER).lines if "slow" in one.sentence.text]
    assert line.sentence.risky


def test_each_audience_has_its_own(shelf: Shelf, film: Film, make_review: Make) -> None:
    make_review(body="It is slow. ||Ray drowns.||")
    told = {
        knows: texts(shelf.corpus(film, replace(READER, knows=knows)))
        for knows in (Knows.PREMISE, Knows.SEEN)
    }
    assert "Ray drowns." not in told[Knows.PREMISE]
    assert "Ray drowns." in told[Knows.SEEN]
    assert texts(shelf.corpus(film, replace(READER, mode=Mode.SHOW))) == told[Knows.SEEN]


def test_what_one_reader_opened_or_wrote_is_not_for_others(make_review: Make) -> None:
    review = make_review(body="It is slow. ||Ray drowns.||")
    keys = frozenset({review.public_id, f"{review.public_id}-1"})
    assert usual(Audience(opened=keys, own=keys)) == Audience()


def test_the_oldest_goes_where_there_are_too_many(film: Film, make_review: Make) -> None:
    make_review(body="It is slow. It is dark. It is loud.")
    shelf = Shelf(most_sentences=5)
    first = shelf.corpus(film, READER)
    seen = shelf.corpus(film, replace(READER, knows=Knows.SEEN))
    assert shelf.corpus(film, replace(READER, knows=Knows.SEEN)) is seen
    assert shelf.corpus(film, READER) is not first


def test_making_it_shows_nothing_to_robots(shelf: Shelf, film: Film, make_review: Make) -> None:
    author = make_review().author
    assert author is not None
    Person.objects.filter(pk=author.pk).update(is_demo=True)
    with watch_page() as noted:
        shelf.corpus(film, READER)
    assert not noted


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_have_it_made_once(
    shelf: Shelf, film: Film, make_review: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_review()
    made: list[Corpus] = []
    make = kept.corpus_of

    def counted(film: Film, audience: Audience) -> Corpus:
        made.append(make(film, audience))
        return made[-1]

    def ask(_number: int) -> Corpus:
        try:
            return shelf.corpus(film, READER)
        finally:
            connection.close()

    monkeypatch.setattr(kept, "corpus_of", counted)
    with ThreadPoolExecutor(4) as threads:
        asked = list(threads.map(ask, range(4)))
    assert len(made) == 1
    assert {id(one) for one in asked} == {id(made[0])}


def test_two_queries_say_that_nothing_changed(
    shelf: Shelf,
    film: Film,
    make_review: Make,
    bruno: Person,
    django_assert_max_num_queries: object,
) -> None:
    review = make_review()
    shelf.corpus(film, READER)
    with django_assert_max_num_queries(0):  # type: ignore[operator]
        shelf.corpus(film, READER)
    cast_helpful_vote(bruno, review, helpful=True)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        shelf.corpus(film, READER)
