"""Reporting changes nothing by itself; one decision answers all; objections are heard once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django_tasks_db.models import DBTaskResult

from houselights.accounts.models import Person, Role
from houselights.base.errors import Gone, Invalid, NotAllowed, Refusal
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.moderation.actions import act, answer_objection, object_to, report
from houselights.moderation.models import Act, LogEntry, Objection, Report
from houselights.moderation.reads import decision_for_writer, log_of, reports_of
from houselights.moderation.rules import Reported
from houselights.moderation.subjects import Text, is_shown_to, kind_of, subject
from houselights.questions.actions import answer, ask
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import Review
from tests.cast import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

SPAM = Reported("spam")
WITH_ADDRESS = Reported("mine", "It is from my own pages.", "reader@example.org")
MakeReview = Callable[..., Review]


@pytest.fixture
def review(make_review: MakeReview, alice: Person) -> Review:
    return make_review(alice)


def reported(text: Text, said: Reported = SPAM) -> Report:
    return report(text, said, AnonymousUser())


def fresh[R: Any](row: R) -> R:
    return type(row).objects.get(pk=row.pk)


def letters() -> list[list[Any]]:
    """What waits to be sent."""
    rows = DBTaskResult.objects.filter(task_path__endswith="send_letter")
    return sorted(row.args_kwargs["args"] for row in rows)


# ── reports ─────────────────────────────────────────────────────────────────────────────────────


def test_a_report_waits_and_changes_nothing(review: Review, bruno: Person) -> None:
    made = report(review, Reported("abuse", "  The second line. "), bruno)
    assert (made.kind, made.subject_id) == ("review", review.public_id)
    assert (made.details, made.reporter, made.decided_at) == ("The second line.", bruno, None)
    assert fresh(review).state == State.PUBLISHED
    assert letters() == []


def test_who_leaves_an_address_is_sent_the_receipt(review: Review) -> None:
    made = reported(review, WITH_ADDRESS)
    assert letters() == [["receipt", made.pk]]
    assert made.reporter is None


def test_what_lacks_something_is_not_kept(review: Review) -> None:
    with pytest.raises(Invalid) as refused:
        reported(review, Reported("rights"))
    assert set(refused.value.problems) == {"details", "contact"}
    assert not Report.objects.exists()


def test_a_flood_of_reports_removes_nothing(review: Review, mira: Person) -> None:
    for _ in range(200):
        reported(review)
    assert fresh(review).state == State.PUBLISHED
    assert not LogEntry.objects.exists()
    entry = act(review, mira, Act.KEEP)
    assert entry.answered_reports.count() == 200


# ── decisions ───────────────────────────────────────────────────────────────────────────────────


def test_one_decision_answers_every_open_report(review: Review, mira: Person) -> None:
    first, second = reported(review), reported(review, WITH_ADDRESS)
    entry = act(review, mira, Act.HIDE, reason="abuse", explanation="It insults the crew.")
    assert fresh(review).state == State.WITHHELD
    assert {fresh(row).decision for row in (first, second)} == {entry}
    assert fresh(first).decided_at == entry.created_at
    assert letters() == [
        ["decision", second.pk],
        ["receipt", second.pk],
        ["to_writer", entry.pk],
    ]
    later = reported(review)
    assert fresh(later).decision is None


def test_a_note_answers_nothing(review: Review, mira: Person) -> None:
    made = reported(review)
    act(review, mira, Act.NOTE, note="Ask her first.")
    assert fresh(made).decision is None
    assert [entry.note for entry in log_of(review)] == ["Ask her first."]


def test_only_moderators_decide(review: Review, edda: Person) -> None:
    for what in (Act.HIDE, Act.KEEP, Act.NOTE):
        with pytest.raises(NotAllowed):
            act(review, edda, what, reason="spam", note="?")
    assert not LogEntry.objects.exists()


def test_what_the_text_refuses_leaves_nothing_behind(review: Review, mira: Person) -> None:
    act(review, mira, Act.HIDE, reason="spam")
    made = reported(review)
    with pytest.raises(Refusal):
        act(review, mira, Act.HIDE, reason="spam")
    assert fresh(made).decision is None
    assert log_of(review).count() == 1


def test_a_moderator_leaves_their_own_text_to_others(make_review: MakeReview, mira: Person) -> None:
    own = make_review(mira)
    act(own, mira, Act.KEEP)
    make_person("minh", Role.MODERATOR)
    with pytest.raises(Refusal, match="another moderator"):
        act(own, mira, Act.KEEP)


def test_questions_and_answers_are_decided_about_alike(
    film: Film, alice: Person, bruno: Person, mira: Person
) -> None:
    question = ask(film, alice, QuestionText("Who lit the lamp?"))
    given = answer(question, bruno, AnswerText("Ray did.", contains_spoilers=False))
    for text in (given, question):
        made = reported(text)
        found = subject(kind_of(text), text.public_id)
        assert found == text
        act(found, mira, Act.HIDE, reason="spam")
        assert fresh(text).state == State.WITHHELD
        assert fresh(made).decision is not None
        assert not is_shown_to(fresh(text), AnonymousUser())


def test_the_decision_in_force_is_the_writers(review: Review, mira: Person) -> None:
    assert decision_for_writer(review) is None
    hidden = act(review, mira, Act.HIDE, reason="spam")
    act(review, mira, Act.NOTE, note="Seen.")
    assert decision_for_writer(review) == hidden
    act(review, mira, Act.RESTORE)
    assert decision_for_writer(review) is None


# ── objections ──────────────────────────────────────────────────────────────────────────────────


def test_who_reported_objects_once_and_the_decision_turns_round(
    review: Review, mira: Person
) -> None:
    made = reported(review, WITH_ADDRESS)
    kept = act(review, mira, Act.KEEP)
    objection = object_to(kept, "It is word for word mine.", report=fresh(made))
    with pytest.raises(Refusal, match="already"):
        object_to(kept, "Once more.", report=fresh(made))
    entry = answer_objection(objection, mira, reverse=True, explanation="You were right.")
    assert (entry.act, entry.reason) == ("hide", "mine")
    assert fresh(review).state == State.WITHHELD
    assert fresh(objection).answer == entry
    assert ["answer", objection.pk] in letters()
    with pytest.raises(Refusal, match="answered already"):
        answer_objection(objection, mira, reverse=False, explanation="")


def test_the_writer_objects_and_is_heard_by_another(
    review: Review, alice: Person, mira: Person
) -> None:
    minh = make_person("minh", Role.MODERATOR)
    hidden = act(review, mira, Act.HIDE, reason="abuse")
    objection = object_to(hidden, "I only quoted.", person=alice)
    with pytest.raises(Refusal, match="another moderator"):
        answer_objection(objection, mira, reverse=False, explanation="")
    entry = answer_objection(objection, minh, reverse=True, explanation="A quotation, indeed.")
    assert (entry.act, fresh(review).state) == ("restore", State.PUBLISHED)
    # One letter about the same news is enough.
    assert letters() == sorted([["to_writer", hidden.pk], ["to_writer", entry.pk]])


def test_an_objection_may_change_nothing(review: Review, alice: Person, mira: Person) -> None:
    hidden = act(review, mira, Act.HIDE, reason="abuse")
    objection = object_to(hidden, "I only quoted.", person=alice)
    entry = answer_objection(objection, mira, reverse=False, explanation="It was no quotation.")
    assert (entry.act, fresh(review).state) == ("keep", State.WITHHELD)
    assert decision_for_writer(review) == hidden
    assert ["answer", objection.pk] in letters()


def test_nobody_objects_for_somebody_else(
    review: Review, alice: Person, bruno: Person, mira: Person
) -> None:
    made = reported(review)
    hidden = act(review, mira, Act.HIDE, reason="abuse")
    for party in ({"person": bruno}, {"report": reported(review)}, {}):
        with pytest.raises(NotAllowed):
            object_to(hidden, "Wrong.", **party)
    with pytest.raises(Refusal, match="nothing to object"):
        object_to(hidden, "Wrong.", report=fresh(made))
    act(review, mira, Act.RESTORE)
    with pytest.raises(Refusal, match="decided again"):
        object_to(hidden, "Wrong.", person=alice)
    assert not Objection.objects.exists()


def test_a_film_that_is_gone_leaves_reports_and_log(
    review: Review, alice: Person, mira: Person
) -> None:
    reported(review)
    hidden = act(review, mira, Act.HIDE, reason="abuse")
    objection = object_to(hidden, "Wrong.", person=alice)
    kept = list(reports_of(review))
    Review.objects.filter(pk=review.pk).update(current=None)
    review.revisions.all().delete()
    review.delete()
    assert subject("review", kept[0].subject_id) is None
    assert list(Report.objects.all()) == kept
    with pytest.raises(Gone):
        answer_objection(objection, mira, reverse=True, explanation="")
