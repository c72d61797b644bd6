"""What leaves by mail: the film and a link, never the text, in the receiver's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.moderation.actions import act, answer_objection, object_to, report
from houselights.moderation.letters import deliver
from houselights.moderation.models import Act, Report
from houselights.moderation.rules import Reported, receipt_token
from houselights.moderation.tasks import ATTEMPTS, send_letter
from houselights.reviews.models import Review

pytestmark = pytest.mark.django_db

SECRET = "the keeper did it"


@pytest.fixture
def review(make_review: Callable[..., Review], alice: Person) -> Review:
    return make_review(alice, headline="A secret headline", body=f"It turns out that {SECRET}.")


@pytest.fixture
def made(review: Review) -> Report:
    said = Reported("private", f"It says that {SECRET}.", "reader@example.org")
    return report(review, said, AnonymousUser())


def sent() -> Iterator[mail.EmailMessage]:
    """Run every waiting letter's task, and give what it sent."""
    for row in DBTaskResult.objects.filter(task_path__endswith="send_letter"):
        before = len(mail.outbox)
        send_letter.func(*row.args_kwargs["args"])
        yield from mail.outbox[before:]
    DBTaskResult.objects.all().delete()


def test_the_receipt_leads_to_its_page(made: Report) -> None:
    [letter] = sent()
    assert letter.to == ["reader@example.org"]
    assert letter.subject == "[Houselights] We have your report"
    assert "a review about “The Long Lamp (1999)”" in letter.body
    assert f"/reports/{receipt_token(made.public_id)}/" in letter.body


def test_no_letter_repeats_a_text(review: Review, made: Report, mira: Person) -> None:
    kept = act(review, mira, Act.KEEP, explanation=f"All know that {SECRET}.")
    made.refresh_from_db()
    objection = object_to(kept, f"But {SECRET}!", report=made)
    answer_objection(objection, mira, reverse=True, explanation=f"True, {SECRET}.")
    letters = list(sent())
    assert {(letter.to[0], letter.subject) for letter in letters} == {
        ("reader@example.org", "[Houselights] We have your report"),
        ("reader@example.org", "[Houselights] Your report has been decided"),
        ("reader@example.org", "[Houselights] Your objection has been answered"),
        ("alice@example.org", "[Houselights] A decision about your text"),
    }
    for letter in letters:
        assert SECRET not in letter.body
        assert "secret headline" not in letter.body
        assert "reader@" not in letter.body
        assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_the_writer_is_not_told_who_reported(review: Review, bruno: Person, mira: Person) -> None:
    report(review, Reported("spam", "From Bruno.", bruno.email), bruno)
    act(review, mira, Act.REMOVE, reason="spam")
    [to_writer] = [letter for letter in sent() if letter.to == ["alice@example.org"]]
    assert "bruno" not in to_writer.body.lower()
    assert "mira" not in to_writer.body.lower()


def test_the_language_of_the_page_is_kept_for_the_answer(review: Review) -> None:
    with translation.override("vi"):
        made = report(review, Reported("spam", "", "reader@example.org"), AnonymousUser())
    assert made.language == "vi"
    Report.objects.filter(pk=made.pk).update(language="tlh")  # which the house never spoke
    [letter] = sent()
    assert letter.subject == "[Houselights] We have your report"


def test_a_title_with_a_line_break_breaks_no_header(made: Report) -> None:
    choose("house_name", "A house\nof lamps")
    [letter] = sent()
    assert letter.subject == "[A house of lamps] We have your report"


def test_nobody_is_written_to_who_is_not_there(review: Review, mira: Person) -> None:
    Person.objects.filter(pk=review.author_id).update(is_demo=True)
    act(review, mira, Act.HIDE, reason="spam")
    assert list(sent()) == []
    assert deliver("receipt", 0) is False
    assert deliver("decision", 0) is False
    assert deliver("answer", 0) is False


def test_a_mail_server_that_fails_is_tried_again(
    made: Report, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        }
    }
    DBTaskResult.objects.all().delete()
    send_letter.func("receipt", made.pk)
    [again] = DBTaskResult.objects.all()
    assert again.args_kwargs["args"] == ["receipt", made.pk, 2]
    assert "did not leave" in caplog.text
    send_letter.func("receipt", made.pk, ATTEMPTS)
    assert DBTaskResult.objects.count() == 1
