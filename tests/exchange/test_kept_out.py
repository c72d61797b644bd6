"""What was removed here does not come in again, and stands in no export."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.models import State
from houselights.base.rawtext import RawText
from houselights.catalogue.actions import FilmFacts, add_film, propose_film
from houselights.catalogue.models import Film, FilmProposal
from houselights.exchange.export_text import export_text
from houselights.exchange.films import FilmWanted
from houselights.exchange.models import PageLayout
from houselights.exchange.page_text import kept_out_sentences, plan_page
from houselights.questions import standing as questions
from houselights.questions.models import Answer, Question
from houselights.removals.models import Tombstone
from houselights.reviews.actions import publish_review
from houselights.reviews.erasure import erase_due
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import delete_review, erase_version, remove, restore
from tests.exchange.pages import (
    QUESTIONS,
    REVIEWS,
    Written,
    bring_in,
    changed,
    incoming,
    page_text,
    take_away,
)

pytestmark = pytest.mark.engine


@pytest.fixture
def imported(film: Film) -> Film:
    bring_in(film, page_text())
    return film


def at(film: Film, position: int) -> Review:
    return Review.objects.get(film=film, source_position=position)


def exported(film: Film) -> str:
    return export_text(film).data.decode()


def without(at: int) -> tuple[Written, ...]:
    return REVIEWS[:at] + REVIEWS[at + 1 :]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_removed_review_stays_out_of_import_and_export(
    imported: Film, mira: Person, at_once: bool
) -> None:
    remove(at(imported, 4), mira, reason="copied", at_once=at_once)
    report = bring_in(imported, page_text())
    assert kept_out_sentences(report.plan) == ["1 review stays out: it was removed here."]
    assert report.sentence == "Nothing has changed."
    assert report.as_json()["kept_out"] == 1
    assert report.as_json()["unchanged"] == 4
    assert exported(imported) == page_text(without(3))


def test_edited_copies_stay_out_too(imported: Film, mira: Person) -> None:
    for place in (2, 3):
        remove(at(imported, place), mira, reason="copied", at_once=True)
    copy = changed(1, body=REVIEWS[1].body.upper().replace(",", " —"), headline="BRING A COAT!")
    copy = (*copy[:2], Written("slow …", "It is slow! Did it have to be?"), *copy[3:])
    report = bring_in(imported, page_text(copy))
    assert report.plan.number("is_kept_out") == 2
    assert Review.objects.filter(film=imported, state=State.PUBLISHED).count() == 3


def test_a_long_text_stays_out_of_any_film_and_a_short_one_of_its_own(
    imported: Film, mira: Person
) -> None:
    for place in (1, 3):
        remove(at(imported, place), mira, reason="copied", at_once=True)
    elsewhere = add_film(FilmFacts("Another Lamp", 2004))
    report = bring_in(elsewhere, page_text(questions=()))
    assert [step.item.position for step in report.plan.reviews if step.is_kept_out] == [1]
    assert Review.objects.filter(film=elsewhere).count() == 4


def test_a_film_that_comes_back_comes_without_them(imported: Film, mira: Person) -> None:
    for place in (1, 3):
        remove(at(imported, place), mira, reason="copied", at_once=True)
    questions.remove(Question.objects.get(source_position=1), mira, reason="x", at_once=True)
    film_named = FilmFacts(imported.title, imported.year)
    take_away(imported)
    plan = plan_page(incoming(page_text()), FilmWanted(film_named)).plan
    assert (plan.number("is_added"), plan.number("is_kept_out")) == (3, 2)
    back = add_film(film_named)
    report = bring_in(back, page_text())
    assert kept_out_sentences(report.plan) == [
        "2 reviews stay out: they were removed here.",
        "1 question stays out: it was removed here.",
    ]
    kept = (REVIEWS[1], REVIEWS[3], REVIEWS[4])
    assert exported(back) == page_text(kept, QUESTIONS[1:])
    assert not bring_in(back, page_text()).plan.changes_anything


def test_an_equal_text_beside_it_stays(film: Film, mira: Person) -> None:
    twins = (*REVIEWS, REVIEWS[2])
    bring_in(film, page_text(twins))
    remove(at(film, 3), mira, reason="twice", at_once=True)
    report = bring_in(film, page_text(twins))
    assert report.plan.number("is_kept_out") == 1
    assert Review.objects.filter(film=film, state=State.PUBLISHED).count() == 5


def test_an_older_copy_of_the_page_brings_no_earlier_version_back(
    imported: Film, mira: Person
) -> None:
    bring_in(imported, page_text(changed(1, body="Now I think otherwise of the cold.")))
    remove(at(imported, 2), mira, reason="copied", at_once=True)
    report = bring_in(imported, page_text())
    assert report.plan.number("is_kept_out") == 1
    assert REVIEWS[1].body not in exported(imported)


def test_an_erased_version_does_not_come_back_as_the_next(imported: Film, mira: Person) -> None:
    newer = page_text(changed(1, body="Now I think otherwise of the cold."))
    bring_in(imported, newer)
    erase_version(at(imported, 2).revisions.get(number=1), mira, reason="private")
    for _again in range(2):
        report = bring_in(imported, page_text())
        assert report.plan.number("is_kept_out") == 1
    row = Review.objects.select_related("current").get(film=imported, source_position=2)
    assert row.current.body == RawText("Now I think otherwise of the cold.")


def test_a_restored_review_takes_its_place_again(imported: Film, mira: Person) -> None:
    removed = at(imported, 4)
    remove(removed, mira, reason="copied")
    bring_in(imported, page_text())
    restore(removed, mira)
    assert exported(imported) == page_text()
    assert not bring_in(imported, page_text()).plan.changes_anything


def test_a_rating_without_words_stays_out_by_its_place(film: Film, mira: Person) -> None:
    page = page_text((*REVIEWS, Written(rating="3/10")))
    bring_in(film, page)
    assert Review.objects.filter(film=film).count() == 6
    remove(at(film, 6), mira, reason="spam", at_once=True)
    assert bring_in(film, page).plan.number("is_kept_out") == 1
    assert Review.objects.filter(film=film, state=State.PUBLISHED).count() == 5


def test_what_somebody_deleted_here_does_not_come_in_by_a_page(film: Film, alice: Person) -> None:
    text = ReviewText("Mine", REVIEWS[0].body, 70, contains_spoilers=False)
    delete_review(publish_review(film, alice, text), alice)
    assert bring_in(film, page_text()).plan.number("is_kept_out") == 1


def test_removed_answers_keep_their_place(imported: Film, mira: Person) -> None:
    question = Question.objects.get(film=imported, source_position=1)
    questions.remove(question.answers.get(), mira, reason="wrong", at_once=True)
    newer = page_text(questions=(QUESTIONS[0] + "\n\nNobody does.", *QUESTIONS[1:]))
    for _again in range(2):
        bring_in(imported, newer)
        question.refresh_from_db()
        shown = Answer.objects.filter(question=question, state=State.PUBLISHED)
        assert question.answers_count == shown.count()
        assert not any("sister" in one.current.body.open_raw() for one in shown)
    assert "sister" not in exported(imported)


def test_the_form_and_the_proposal_say_nothing_of_it(film: Film, mira: Person) -> None:
    bring_in(film, page_text())
    said = [
        {"field": "year", "value": 1999, "review_position": at, "sentence": "x"} for at in (1, 2)
    ]
    propose_film(film, said)
    row = at(film, 2)
    remove(row, mira, reason="copied", at_once=True)
    assert row.public_id not in str(PageLayout.objects.get(film=film).tokens)
    assert [one["review_position"] for one in FilmProposal.objects.get().evidence] == [1]


def test_asking_takes_few_queries_however_long_the_page(imported: Film, mira: Person) -> None:
    remove(at(imported, 1), mira, reason="copied", at_once=True)
    elsewhere = add_film(FilmFacts("Another Lamp", 2004))
    wanted = FilmWanted(FilmFacts(elsewhere.title, elsewhere.year), elsewhere)

    def queries(number: int) -> int:
        page = page_text(
            tuple(Written(f"Lamp {at}", f"It burns for {at} hours.") for at in range(number)), ()
        )
        with CaptureQueriesContext(connection) as asked:
            plan_page(incoming(page), wanted)
        return len(asked)

    assert queries(100) == queries(3)


def test_time_erases_what_the_layout_names(imported: Film, mira: Person) -> None:
    row = at(imported, 4)
    remove(row, mira, reason="copied")
    Tombstone.objects.update(erase_at=now())
    erase_due(row.public_id)
    assert exported(imported) == page_text(without(3))
    assert bring_in(imported, page_text()).sentence == "Nothing has changed."
