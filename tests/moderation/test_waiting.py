"""The moderators' queue: who waits longest, page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.catalogue.models import Film
from houselights.moderation.actions import act, object_to, report
from houselights.moderation.models import Act, Report
from houselights.moderation.rules import Reported
from houselights.moderation.subjects import Text
from houselights.moderation.waiting import OBJECTED, Wanted, next_case, queue, waiting_number
from houselights.questions.actions import ask
from houselights.questions.rules import QuestionText
from houselights.reviews.models import Review

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

type MakeReview = Callable[..., Review]


def reported(row: Text, reason: str = "spam", *, days_ago: int = 0) -> Report:
    made = report(row, Reported(reason), AnonymousUser())
    Report.objects.filter(pk=made.pk).update(created_at=now() - timedelta(days=days_ago))
    return made


def ids(**wanted: str) -> list[str]:
    return [case.row.public_id for case in queue(Wanted(**wanted)).cases]


def test_an_empty_queue() -> None:
    found = queue()
    assert (found.cases, found.number, found.before, found.after) == ([], 0, None, None)
    assert waiting_number() == 0


def test_a_text_stands_once_where_its_oldest_report_stands(make_review: MakeReview) -> None:
    first, second = make_review(), make_review()
    reported(first, days_ago=1)
    reported(second, days_ago=2)
    reported(first, "abuse", days_ago=3)
    reported(first, "abuse")
    [case, other] = queue().cases
    assert (case.row, other.row) == (first, second)
    assert case.reasons == {"abuse": 2, "spam": 1}
    assert case.reports == 3
    assert waiting_number() == 2


def test_what_is_decided_waits_no_more(make_review: MakeReview, mira: Person) -> None:
    review = make_review()
    reported(review)
    act(review, mira, Act.KEEP)
    assert ids() == []
    reported(review)
    assert ids() == [review.public_id]


def test_objections_wait_like_reports(make_review: MakeReview, mira: Person) -> None:
    review, later = make_review(), make_review()
    entry = act(review, mira, Act.HIDE, reason="spam")
    object_to(entry, "It is none.", person=review.author)
    reported(later)
    [case, _other] = queue().cases
    assert (case.row, case.reports, case.objections) == (review, 0, 1)
    assert ids(reason=OBJECTED) == [review.public_id]


def test_filters_keep_whole_cases(make_review: MakeReview, film: Film, alice: Person) -> None:
    review, question = make_review(), ask(film, alice, QuestionText("Who lit the lamp?"))
    reported(question, "abuse")
    reported(review, "abuse")
    reported(review, "spam")
    assert ids(kind="question") == [question.public_id]
    assert ids(kind="answer") == []
    [case] = queue(Wanted(reason="spam")).cases
    assert case.reasons == {"abuse": 1, "spam": 1}
    assert ids(reason="abuse", kind="review") == [review.public_id]


def test_pages_meet_without_gap_or_repetition(make_review: MakeReview) -> None:
    reviews = [make_review() for _ in range(7)]
    for days_ago, review in enumerate(reviews):
        reported(review, days_ago=days_ago)
    expected = [review.public_id for review in reversed(reviews)]
    seen, after = [], ""
    while True:
        found = queue(after=after, size=3)
        seen.append([case.row.public_id for case in found.cases])
        if found.after is None:
            break
        after = found.after
    assert seen == [expected[:3], expected[3:6], expected[6:]]
    back = queue(before=found.before or "", size=3)
    assert [case.row.public_id for case in back.cases] == expected[3:6]
    first = queue(before=back.before or "", size=3)
    assert (first.before, first.number) == (None, 7)


def test_a_decision_elsewhere_shifts_nothing(make_review: MakeReview, mira: Person) -> None:
    reviews = [make_review() for _ in range(4)]
    for days_ago, review in enumerate(reversed(reviews)):
        reported(review, days_ago=days_ago)
    found = queue(size=2)
    act(reviews[0], mira, Act.KEEP)
    act(reviews[1], mira, Act.KEEP)
    rest = queue(after=found.after or "", size=2).cases
    assert [case.row for case in rest] == reviews[2:]


@pytest.mark.parametrize("cursor", ["x", "1-review", "nan-review-1", "inf-review-x", "1e30-a-b"])
def test_a_broken_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Refusal):
        queue(after=cursor)
    with pytest.raises(Refusal):
        queue(before=cursor)


def test_the_next_case_is_another(make_review: MakeReview) -> None:
    first, second = make_review(), make_review()
    reported(first, days_ago=2)
    assert next_case(("review", first.public_id)) is None
    reported(second)
    assert next_case(("review", first.public_id)) == ("review", second.public_id)
    assert next_case(("review", second.public_id)) == ("review", first.public_id)


@pytest.mark.parametrize("number", [2, 25])
def test_queries_do_not_grow(
    make_review: MakeReview, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        review = make_review()
        reported(review)
        reported(review, "abuse")
    with django_assert_num_queries(5):
        assert len(queue().cases) == number


class TestSuspicion:
    """What the program thinks of what was reported as a spoiler."""

    TELLING = "In the end Ray kills his brother, and she dies in his arms, murdered by Ray."

    def test_it_is_said_of_spoilers_only(self, make_review: MakeReview) -> None:
        mild, telling = make_review(), make_review(body=self.TELLING)
        reported(mild, "spam")
        reported(telling, "spoiler", days_ago=1)
        [first, second] = queue().cases
        assert first.suspicion is not None
        assert first.suspicion > 300
        assert second.suspicion is None

    def test_the_most_suspicious_stands_first_page_by_page(self, make_review: MakeReview) -> None:
        mild = [make_review(body="I liked the music and the photography.") for _ in range(3)]
        telling = make_review(body=self.TELLING)
        for days_ago, review in enumerate([telling, *mild]):
            reported(review, "spoiler", days_ago=days_ago)
        wanted = Wanted(reason="spoiler", suspicious=True)
        found = queue(wanted, size=2)
        assert [case.row for case in found.cases] == [telling, mild[2]]
        rest = queue(wanted, after=found.after or "", size=2)
        assert [case.row for case in rest.cases] == [mild[1], mild[0]]
        back = queue(wanted, before=rest.before or "", size=2)
        assert [case.row for case in back.cases] == [telling, mild[2]]

    def test_it_takes_few_queries(
        self, make_review: MakeReview, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(5):
            reported(make_review(), "spoiler")
        with django_assert_max_num_queries(8):
            queue(Wanted(reason="spoiler", suspicious=True))
