"""Importing a page, importing it again, and importing newer copies of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.base.models import Format, State
from houselights.base.rawtext import RawText
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.exchange.films import FilmWanted
from houselights.exchange.incoming import read_bytes
from houselights.exchange.page_text import plan_page
from houselights.questions.models import Answer, Question
from houselights.reviews.models import ImportBatch, RatingCount, Review, ReviewCount, Revision
from houselights.reviews.standing import delete_review
from houselights.votes.actions import cast_helpful_vote
from houselights.votes.models import Tally
from tests.exchange.pages import REVIEWS, Written, bring_in, changed, incoming, page_text

pytestmark = pytest.mark.engine


def at(film: Film, position: int) -> Review:
    """The film's review at a place of its page."""
    return Review.objects.with_all_parts().get(film=film, source_position=position)


def test_a_page_becomes_reviews_and_questions(film: Film) -> None:
    report = bring_in(film, page_text())
    assert report.sentence == "Done: 5 reviews added, 3 questions added."
    first, second = at(film, 1), at(film, 2)
    assert (first.rating, first.current.headline, first.contains_spoilers) == (None, None, None)
    assert (second.rating, second.contains_spoilers) == (90, True)
    assert second.current.body == RawText(REVIEWS[1].body)
    assert second.current.format == Format.PLAIN
    assert (second.tally.baseline_yes, second.tally.baseline_total) == (1413, 1597)
    assert second.author is None
    assert second.is_imported


def test_unknown_votes_stay_unknown_and_none_of_none_is_known(film: Film) -> None:
    bring_in(film, page_text())
    assert not Tally.objects.filter(review=at(film, 5)).exists()
    assert (at(film, 3).tally.baseline_yes, at(film, 3).tally.baseline_total) == (0, 0)


def test_near_twins_stay_two(film: Film) -> None:
    bring_in(film, page_text((*REVIEWS, REVIEWS[2])))
    assert Review.objects.filter(film=film).count() == 6
    assert Question.objects.filter(film=film).count() == 3
    assert Answer.objects.filter(question__film=film, contains_spoilers=None).count() == 3


def test_counters_are_those_of_the_page(film: Film) -> None:
    bring_in(film, page_text())
    ratings = RatingCount.objects.filter(film=film, imported=True)
    assert sum(row.ratings for row in ratings) == 4
    assert sum(row.total for row in ratings) == 300
    assert sum(row.reviews for row in ReviewCount.objects.filter(film=film)) == 5


def test_the_same_page_again_writes_nothing(film: Film) -> None:
    bring_in(film, page_text())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        report = bring_in(film, page_text())
    assert report.sentence == "Nothing has changed."
    written = [one for one in asked if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert not written
    assert ImportBatch.objects.count() == 1
    assert Revision.objects.filter(review__film=film).count() == 5


def test_a_dry_run_writes_nothing_at_all(db: None) -> None:
    wanted = FilmWanted(FilmFacts("A Boat", 1957))
    report = plan_page(incoming(page_text()), wanted)
    assert report.as_json()["added"] == 5
    assert report.as_json()["slug"] == "a-boat-1957"
    assert not Film.objects.exists()


def test_newer_votes_replace_the_baseline_and_leave_native_votes(film: Film, bruno: Person) -> None:
    bring_in(film, page_text())
    cast_helpful_vote(bruno, at(film, 1), helpful=True)
    report = bring_in(film, page_text(changed(0, votes="70 out of 80")))
    assert report.sentence == "Done: 1 vote count updated."
    assert (at(film, 1).tally.yes, at(film, 1).tally.total) == (71, 81)


def test_an_import_places_reviews_by_their_votes(film: Film) -> None:
    bring_in(film, page_text())
    assert at(film, 2).place > at(film, 4).place > at(film, 5).place == 0


def test_a_changed_body_is_a_revision_of_the_same_row(film: Film) -> None:
    bring_in(film, page_text())
    before = at(film, 2)
    newer = page_text(changed(1, body="Now I think otherwise of the cold."))
    report = bring_in(film, newer)
    after = at(film, 2)
    assert report.sentence == "Done: 1 review revised."
    assert (after.pk, after.current.number) == (before.pk, 2)
    assert after.current.body == RawText("Now I think otherwise of the cold.")
    assert Review.objects.filter(film=film).count() == 5
    assert bring_in(
        film, page_text(changed(1, body="Now I think otherwise of the cold."))
    ).sentence == ("Nothing has changed.")


def test_a_body_edited_and_moved_at_once_is_still_the_same_row(film: Film) -> None:
    bring_in(film, page_text())
    edited = Written(
        REVIEWS[1].headline, REVIEWS[1].body + "\n\nOne more thing.", "9/10", flag=True
    )
    report = bring_in(film, page_text((REVIEWS[0], REVIEWS[4], REVIEWS[3], REVIEWS[2], edited)))
    assert (report.plan.number("is_added"), report.plan.number("is_revised")) == (0, 1)


def test_another_review_under_a_common_headline_is_a_new_row(film: Film) -> None:
    bring_in(film, page_text())
    other = Written("Bring a coat", "A wholly different opinion about quite different things.")
    report = bring_in(film, page_text((REVIEWS[0], *REVIEWS[2:], other)))
    assert (report.plan.number("is_added"), len(report.plan.gone)) == (1, 1)
    assert Review.objects.filter(film=film).count() == 6


def test_a_review_added_in_the_middle_moves_the_others_only(film: Film) -> None:
    bring_in(film, page_text())
    new = Written("Fresh paint", "Somebody has seen it only yesterday and has to tell us.")
    report = bring_in(film, page_text((*REVIEWS[:2], new, *REVIEWS[2:])))
    assert report.sentence == "Done: 1 review added."
    assert at(film, 3).current.headline == RawText("Fresh paint")
    assert at(film, 6).current.headline == RawText("too short for me")


def test_another_order_changes_no_text(film: Film) -> None:
    bring_in(film, page_text())
    report = bring_in(film, page_text((REVIEWS[0], *REVIEWS[:0:-1])))
    assert report.sentence.startswith("No text and no vote has changed")
    assert Revision.objects.filter(review__film=film).count() == 5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_another_encoding_changes_no_text(film: Film, encoding: str) -> None:
    bring_in(film, page_text())
    report = bring_in(film, page_text().encode(encoding))
    assert not report.plan.changes_rows
    assert Review.objects.filter(film=film).count() == 5


def test_windows_line_ends_change_no_text(film: Film) -> None:
    bring_in(film, page_text())
    assert not bring_in(film, page_text().replace("\n", "\r\n")).plan.changes_rows


def test_the_same_headlines_about_another_film_are_other_reviews(film: Film) -> None:
    bring_in(film, page_text())
    other = add_film(FilmFacts("A Boat", 1957))
    report = bring_in(other, page_text())
    assert report.plan.number("is_added") == 5
    assert Review.objects.count() == 10


def test_a_deleted_review_does_not_come_back(film: Film, mira: Person) -> None:
    bring_in(film, page_text())
    delete_review(at(film, 4), mira)
    assert bring_in(film, page_text()).sentence == "Nothing has changed."
    bring_in(film, page_text(changed(0, votes="63 out of 69")))
    assert at(film, 4).state == State.DELETED


def test_what_the_house_has_changed_stays_until_the_page_changes_it(film: Film) -> None:
    bring_in(film, page_text())
    Review.objects.filter(pk=at(film, 3).pk).update(contains_spoilers=True)
    bring_in(film, page_text(changed(0, votes="63 out of 69")))
    assert at(film, 3).contains_spoilers is True


def test_a_head_that_a_newer_copy_has_is_taken_up(film: Film) -> None:
    bring_in(film, page_text())
    whole = changed(0, headline="A lamp, mostly", rating="8/10")
    report = bring_in(film, page_text(whole))
    assert (report.plan.number("is_added"), report.plan.number("is_revised")) == (0, 1)
    review = at(film, 1)
    assert (review.rating, review.current.headline) == (80, RawText("A lamp, mostly"))
    assert review.contains_spoilers is False


def test_a_closed_fold_never_takes_a_known_text_away(film: Film) -> None:
    bring_in(film, page_text())
    bring_in(film, page_text(changed(1, body="")))
    assert at(film, 2).current.body == RawText(REVIEWS[1].body)


def test_a_changed_answer_is_a_revision(film: Film) -> None:
    bring_in(film, page_text(questions=("Who lights the lamp?\n\nThe sister.",)))
    newer = page_text(questions=("Who lights the lamp?\n\nThe sister, with a match.",))
    assert bring_in(film, newer).sentence == "Done: 1 question revised."
    assert bring_in(film, newer).sentence == "Nothing has changed."
    assert Answer.objects.get(question__film=film).current.number == 2


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 and so on", "PDF"),
        (bytes(range(256)) * 40, "not text"),
        (b"Only a note about nothing much.\n", "No review"),
        (page_text().encode() + b"\x00", "not text"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        read_bytes(data)
