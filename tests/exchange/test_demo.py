"""The demo house comes in through the importer and goes away as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from houselights.accounts.models import Person
from houselights.base.house import choice
from houselights.catalogue.models import Film
from houselights.exchange import demo
from houselights.exchange.demo.leaving import Leaving, leaving
from houselights.exchange.export_text import export_text
from houselights.exchange.films import film_named
from houselights.exchange.incoming import read_bytes
from houselights.exchange.page_text import import_page
from houselights.moderation.models import Act, Kind, LogEntry, Reason, Report
from houselights.questions.actions import answer
from houselights.questions.comments import comment_on
from houselights.questions.models import Answer, Comment, Question
from houselights.questions.rules import AnswerText
from houselights.removals.models import Tombstone
from houselights.reviews.actions import publish_review, save_draft
from houselights.reviews.models import Review
from houselights.reviews.reads import ratings_of, review_counts
from houselights.reviews.rules import ReviewText
from houselights.search.models import Entry
from houselights.spoilers.knowledge import learn
from houselights.spoilers.stamps import stale_films
from tests.web.covered_spans import undone

pytestmark = pytest.mark.slow


A_FEW = 3  # films of the demo house, for tests to which its size makes no difference
all_films = demo._read


def some_films(name: str) -> Any:
    return all_films(name)[:A_FEW] if name == "films.json" else all_films(name)


@pytest.fixture(scope="module")
def small_house(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The first films, loaded once since it takes seconds; what each test does is undone."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "_read", some_films)
        demo.load(lambda _done, _total: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(name="_django_db_helper")
def _within_the_small_house(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stands in for the transaction that pytest-django begins for each test with `db`."""
    request.getfixturevalue("small_house")
    with undone():
        yield


@pytest.fixture
def whole(db: None, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The other films of the demo house, too, and the progress that loading reported."""
    heard: list[tuple[int, int]] = []
    monkeypatch.setattr(demo, "_read", all_films)
    demo.load(lambda done, total: heard.append((done, total)))
    return heard


@pytest.fixture
def a_few(db: None) -> None:
    """The first films of the demo house, loaded."""


def test_all_of_it_counts_as_written_here_and_comes_out_as_it_is_stored(
    whole: list[tuple[int, int]],
) -> None:
    assert whole[-1][0] == whole[-1][1] == Film.objects.filter(is_demo=True).count()
    for row in demo._read("films.json"):
        film = Film.objects.get(title=row["title"])
        assert export_text(film).data == (demo.FOLDER / row["page"]).read_bytes()
    reviews = Review.objects.select_related("author")
    assert reviews.count() >= 60
    assert all(review.author and review.author.is_demo for review in reviews)
    assert not any(review.is_imported for review in reviews)
    assert len({review.language for review in reviews}) >= 3
    assert Question.objects.filter(asker__isnull=False).count() == Question.objects.count()
    assert Answer.objects.filter(author=None).count() == 0
    assert Question.objects.exclude(accepted=None).exists()


@pytest.mark.usefixtures("a_few")
def test_nobody_can_sign_in_as_an_invented_person() -> None:
    assert not any(person.has_usable_password() for person in Person.objects.filter(is_demo=True))


@pytest.mark.usefixtures("a_few")
def test_loading_again_changes_nothing() -> None:
    before = [model.objects.count() for model in (Film, Person, Review, Question, Answer)]
    demo.load(lambda _done, _total: None)
    assert [model.objects.count() for model in (Film, Person, Review, Question, Answer)] == before


@pytest.mark.usefixtures("a_few")
def test_it_goes_away_whole(film: Film) -> None:
    assert choice("demonstration") is True
    heard: list[tuple[int, int]] = []
    assert demo.remove(lambda done, total: heard.append((done, total))) == []
    films = len(demo._read("films.json"))
    assert heard[-1] == (films, films)
    assert choice("demonstration") is False
    assert list(Film.objects.all()) == [film]
    assert not Person.objects.filter(is_demo=True).exists()
    assert not Entry.objects.exclude(film_id=film.pk).exists()


@pytest.mark.usefixtures("a_few")
def test_removing_it_leaves_nothing_that_would_keep_it_away() -> None:
    demo.remove()
    assert not Tombstone.objects.exists()
    demo.load(lambda _done, _total: None)
    assert Review.objects.count() >= 20


@pytest.mark.usefixtures("a_few")
def test_what_is_reported_of_it_goes_with_it(film: Film) -> None:
    invented = Review.objects.first()
    assert invented is not None
    for public_id in (invented.public_id, "of-another"):
        named = {"kind": Kind.REVIEW, "subject_id": public_id, "reason": Reason.SPAM}
        Report.objects.create(**named)
        LogEntry.objects.create(**named, act=Act.KEEP)
    demo.remove()
    assert [row.subject_id for row in Report.objects.all()] == ["of-another"]
    assert [row.subject_id for row in LogEntry.objects.all()] == ["of-another"]


# ── what people of the house wrote ──────────────────────────────────────────────────────────────

OWN = ReviewText("I was here", "And this is mine, so leave it alone.", 70, False)


def a_film() -> Film:
    """One of the demo house that has questions."""
    return Film.objects.filter(is_demo=True, questions__isnull=False).distinct()[0]


@pytest.mark.usefixtures("a_few")
def test_a_film_that_others_wrote_about_stays_without_what_is_invented(alice: Person) -> None:
    kept = a_film()
    own = publish_review(kept, alice, OWN)
    learn(kept.pk)
    assert kept not in stale_films()
    assert demo.remove() == [kept]
    assert kept in stale_films()  # to be learnt without them
    assert choice("demonstration") is False
    assert list(Film.objects.all()) == [kept]
    assert Film.objects.get().is_demo is False
    assert list(Review.objects.all()) == [own]
    assert not Question.objects.exists()
    assert list(Person.objects.filter(reviews=own)) == [alice]
    assert not Person.objects.filter(is_demo=True).exists()
    # The counters say what is left.
    assert ratings_of(kept).all.number == 1
    assert review_counts(kept).number() == 1
    assert b"leave it alone" in export_text(kept).data


@pytest.mark.usefixtures("a_few")
def test_a_draft_keeps_its_film(alice: Person) -> None:
    kept = a_film()
    save_draft(kept, alice, OWN, version=None)
    assert demo.remove() == [kept]


@pytest.mark.usefixtures("a_few")
def test_a_page_brought_in_keeps_its_film() -> None:
    kept = a_film()
    page = read_bytes(b"8/10\nA lamp\n\nIt burns.\n\n3 out of 4 found this helpful\n", "a.txt")
    import_page(page, film_named(kept.title_and_year))
    assert demo.remove() == [kept]
    assert [review.author for review in Review.objects.all()] == [None]


@pytest.mark.usefixtures("a_few")
def test_an_invented_question_stays_above_an_answer_of_the_house(alice: Person) -> None:
    question = Question.objects.exclude(accepted=None)[0]
    given = answer(question, alice, AnswerText("I know, since I was there.", False))
    assert demo.remove() == [question.film]
    question = Question.objects.get()
    assert list(Answer.objects.all()) == [given]
    assert (question.accepted, question.answers_count) == (None, 1)
    assert [person.is_demo for person in Person.objects.filter(questions=question)] == [True]
    assert Film.objects.get().is_demo is True
    assert choice("demonstration") is True


@pytest.mark.usefixtures("a_few")
def test_what_somebody_remarked_on_stays_above_the_remark(alice: Person) -> None:
    given = Answer.objects.exclude(author=None)[0]
    invented = Person.objects.filter(is_demo=True)[0]
    comments = [comment_on(given, person, "Are you sure?") for person in (alice, invented)]
    assert demo.remove() == [given.question.film]
    assert list(Answer.objects.all()) == [given]
    assert list(Comment.objects.all()) == comments[:1]
    assert Question.objects.get() == given.question


@pytest.mark.usefixtures("a_few")
def test_what_it_would_do_is_what_it_does(alice: Person) -> None:
    kept = a_film()
    publish_review(kept, alice, OWN)
    plan = leaving()
    assert (plan.kept, len(plan.gone)) == ([kept], len(demo._read("films.json")) - 1)
    assert plan.reviews == Review.objects.count() - 1
    assert plan.people == Person.objects.filter(is_demo=True).count()
    assert demo.remove() == plan.kept
    assert leaving() == Leaving(gone=[], kept=[], reviews=0, people=0)
