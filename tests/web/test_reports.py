"""Reporting a text without an account, the receipt, and objecting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.limits import REPORTS_PER_ADDRESS, REPORTS_PER_PERSON
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.moderation.actions import act, answer_objection, report
from houselights.moderation.models import Act, Objection, Report
from houselights.moderation.rules import Reported, receipt_token
from houselights.questions.actions import answer, ask
from houselights.questions.models import Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.erasure import erase
from houselights.reviews.models import Review
from tests.web.payloads import PAYLOADS
from tests.web.test_xss import suspects_in

pytestmark = pytest.mark.django_db

BODY = "A body that no receipt repeats."
MINE = {"reason": "mine", "details": "From my own pages.", "contact": "reader@example.org"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def review(make_review: Callable[..., Review], alice: Person) -> Review:
    return make_review(alice, headline="A headline for nobody", body=BODY)


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lit the lamp?"))


def form_of(row: Any, kind: str = "review") -> str:
    return reverse("report", args=[kind, row.public_id])


def receipt_of(made: Report) -> str:
    return reverse("receipt", args=[receipt_token(made.public_id)])


def send(client: Client, row: Any, sent: dict[str, str] = MINE, kind: str = "review") -> Report:
    response = client.post(form_of(row, kind), sent)
    made = Report.objects.latest("pk")
    assert response.headers["Location"] == receipt_of(made)
    return made


# ── the form ────────────────────────────────────────────────────────────────────────────────────


def test_a_stranger_reports_and_gets_a_receipt(client: Client, review: Review) -> None:
    assert "You need no account" in client.get(form_of(review)).text
    made = send(client, review)
    assert (made.reason, made.details) == ("mine", "From my own pages.")
    assert (made.contact, made.reporter) == ("reader@example.org", None)
    page = client.get(receipt_of(made))
    for words in ("It waits for a moderator", "A review on the film “The Long Lamp (1999)”"):
        assert words in page.text
    assert review.get_absolute_url() in page.text
    assert receipt_of(made) in page.text


def test_a_member_reports_in_their_own_name(client: Client, review: Review, bruno: Person) -> None:
    client.force_login(bruno)
    assert 'value="bruno@example.org"' in client.get(form_of(review)).text
    assert send(client, review, {"reason": "spam"}).reporter == bruno


def test_every_text_has_its_quiet_link(
    client: Client, film: Film, review: Review, question: Question, bruno: Person
) -> None:
    given = answer(question, bruno, AnswerText("Ray did.", contains_spoilers=False))
    for page in (film.get_absolute_url(), review.get_absolute_url()):
        assert form_of(review) in client.get(page).text
    page = client.get(question.get_absolute_url()).text
    assert form_of(question, "question") in page
    assert form_of(given, "answer") in page
    for row, kind in ((question, "question"), (given, "answer")):
        assert send(client, row, {"reason": "spam"}, kind).kind == kind


def test_nobody_is_asked_to_report_themselves(
    client: Client, review: Review, question: Question, alice: Person
) -> None:
    client.force_login(alice)
    assert form_of(review) not in client.get(review.get_absolute_url()).text
    assert form_of(question, "question") not in client.get(question.get_absolute_url()).text


def test_what_is_missing_is_said_at_its_field(client: Client, review: Review) -> None:
    page = client.post(form_of(review), {"reason": "rights", "contact": "nowhere"})
    assert page.status_code == 422
    assert "Say in a few words what is wrong" in page.text
    assert "Give an e-mail address such as" in page.text
    assert 'href="#id_contact"' in page.text
    assert 'value="nowhere"' in page.text
    assert client.post(form_of(review), {}).status_code == 422
    assert not Report.objects.exists()


def test_a_program_that_fills_in_everything_is_stopped(client: Client, review: Review) -> None:
    page = client.post(form_of(review), MINE | {"nickname": "Lamp Shop"})
    assert page.status_code == 422
    assert "people don’t see" in page.text
    assert "Lamp Shop" not in page.text
    assert not Report.objects.exists()


def test_a_form_sent_twice_reports_once(client: Client, review: Review) -> None:
    sent = MINE | {"token": "f" * 64}
    answers = [client.post(form_of(review), sent).headers["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Report.objects.count() == 1


def test_one_address_can_not_flood_the_moderators(client: Client, review: Review) -> None:
    for _ in range(REPORTS_PER_ADDRESS[0]):
        assert client.post(form_of(review), {"reason": "spam"}).status_code == 302
    assert client.post(form_of(review), {"reason": "spam"}).status_code == 429
    assert (
        Client(REMOTE_ADDR="192.0.2.9").post(form_of(review), {"reason": "spam"}).status_code == 302
    )


def test_one_network_counts_as_one_address(review: Review) -> None:
    for number in range(REPORTS_PER_ADDRESS[0]):
        Client(REMOTE_ADDR=f"2001:db8::{number:x}").post(form_of(review), {"reason": "spam"})
    answers = [
        Client(REMOTE_ADDR=address).post(form_of(review), {"reason": "spam"}).status_code
        for address in ("2001:db8::beef", "2001:db8:0:1::1")
    ]
    assert answers == [429, 302]


def test_a_member_has_a_limit_of_their_own(client: Client, review: Review, bruno: Person) -> None:
    client.force_login(bruno)
    codes = [
        client.post(form_of(review), {"reason": "spam"}).status_code
        for _ in range(REPORTS_PER_PERSON[0] + 1)
    ]
    assert codes == [302] * REPORTS_PER_PERSON[0] + [429]


def test_nobody_has_mail_sent_to_somebody_again_and_again(review: Review) -> None:
    codes = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(form_of(review), MINE).status_code
        for number in range(7)
    ]
    assert codes == [302] * 5 + [429] * 2


def test_what_is_not_there_can_not_be_reported(
    client: Client, review: Review, mira: Person
) -> None:
    assert client.get("/report/review/0123456789ab/").status_code == 404
    assert client.get(f"/report/film/{review.public_id}/").status_code == 404
    act(review, mira, Act.HIDE, reason="spam")
    hidden = client.get(form_of(review))
    assert (hidden.status_code, BODY in hidden.text) == (451, False)
    act(review, mira, Act.REMOVE, reason="spam")
    gone = client.post(form_of(review), MINE)
    assert (gone.status_code, "taken away already" in gone.text) == (410, True)
    erase(review)
    assert client.get(form_of(review)).status_code == 410
    assert not Report.objects.exists()


# ── the receipt ─────────────────────────────────────────────────────────────────────────────────


def test_the_receipt_stays_between_its_reader_and_the_house(client: Client, review: Review) -> None:
    page = client.get(receipt_of(send(client, review)))
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    for words in (BODY, "A headline for nobody", "From my own pages", "reader@example.org"):
        assert words not in page.text


def test_a_guessed_receipt_opens_nothing(client: Client, review: Review) -> None:
    made = send(client, review)
    token = receipt_token(made.public_id)
    for guess in (made.public_id, f"{made.public_id}:", token[:-1], token + "A", token.upper()):
        assert client.get(reverse("receipt", args=[guess])).status_code == 404, guess
        assert client.post(reverse("object_to_report", args=[guess])).status_code == 404, guess


def test_the_receipt_tells_the_decision_and_not_who_made_it(
    client: Client, review: Review, mira: Person
) -> None:
    made = send(client, review)
    act(review, mira, Act.HIDE, reason="mine", explanation="The pages are older.", note="Secret.")
    page = client.get(receipt_of(made)).text
    for words in ("It has been hidden.", "The moderators", "The pages are older."):
        assert words in page
    for words in ("Mira", "mira", "Secret.", review.get_absolute_url(), "I think this is wrong"):
        assert words not in page
    act(review, mira, Act.RESTORE, explanation="A mistake.")
    page = client.get(receipt_of(made)).text
    assert "It is shown again." in page
    assert "A mistake." in page


def test_the_receipt_says_when_the_text_is_gone(client: Client, review: Review) -> None:
    made = send(client, review)
    Report.objects.filter(pk=made.pk).update(subject_id="0123456789ab", decided_at=made.created_at)
    assert "not in this house any more" in client.get(receipt_of(made)).text


def test_it_is_said_to_be_mailed_only_where_mail_leaves(
    client: Client, review: Review, settings: LazySettings
) -> None:
    made = send(client, review)
    for works in (False, True):
        settings.MAIL_IS_SET_UP = works
        assert ("also been sent" in client.get(receipt_of(made)).text) is works


# ── objections ──────────────────────────────────────────────────────────────────────────────────


def test_who_reported_objects_once(client: Client, review: Review, mira: Person) -> None:
    made = send(client, review)
    address = reverse("object_to_report", args=[receipt_token(made.public_id)])
    assert client.get(address).headers["Location"] == receipt_of(made)
    act(review, mira, Act.KEEP, explanation="It is a quotation.")
    assert "I think this is wrong" in client.get(receipt_of(made)).text
    assert client.get(address).status_code == 200
    assert client.post(address, {"words": " "}).status_code == 422
    assert client.post(address, {"words": "All of it?"}).headers["Location"] == receipt_of(made)
    assert client.post(address, {"words": "Again."}).status_code == 400
    page = client.get(receipt_of(made)).text
    assert "All of it?" in page
    assert "look at it again" in page
    assert "I think this is wrong" not in page
    answer_objection(Objection.objects.get(), mira, reverse=True, explanation="True enough.")
    page = client.get(receipt_of(made)).text
    assert "The decision has been changed" in page
    assert page.count("True enough.") == 1


def test_an_objection_without_a_decision_is_refused(client: Client, review: Review) -> None:
    made = send(client, review)
    address = reverse("object_to_report", args=[receipt_token(made.public_id)])
    assert client.post(address, {"words": "Too early."}).headers["Location"] == receipt_of(made)
    assert not Objection.objects.exists()


def test_the_writer_reads_why_and_objects_once(
    client: Client, review: Review, alice: Person, bruno: Person, mira: Person
) -> None:
    report(review, Reported("abuse", "Bruno says so.", bruno.email), bruno)
    entry = act(review, mira, Act.HIDE, reason="abuse", explanation="It insults the crew.")
    address = reverse("object_to_decision", args=[entry.public_id])
    assert "/accounts/login/" in client.get(address).headers["Location"]
    client.force_login(bruno)
    assert client.get(address).status_code == 403
    client.force_login(alice)
    page = client.get(address).text
    assert "It insults the crew." in page
    assert "It attacks or threatens people" in page
    for words in ("bruno", "Bruno", "mira", "Mira"):
        assert words not in page
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "I quoted."}).headers["Location"] == address
    assert client.post(address, {"words": "Again."}).status_code == 400
    answer_objection(Objection.objects.get(), mira, reverse=False, explanation="No quotation.")
    page = client.get(address).text
    assert "The decision stands" in page
    assert "No quotation." in page
    review.refresh_from_db()
    assert review.state == State.WITHHELD


def test_nothing_that_is_typed_acts(client: Client, review: Review, mira: Person) -> None:
    for payload in PAYLOADS[::3]:
        page = client.post(
            form_of(review), {"reason": payload, "details": payload, "contact": payload}
        )
        assert suspects_in(page.text) == [], payload
    for payload in PAYLOADS[::9]:
        cache.clear()
        made = send(client, review, {"reason": "spam", "details": payload})
        entry = act(review, mira, Act.KEEP, explanation=payload)
        token = receipt_token(made.public_id)
        client.post(reverse("object_to_report", args=[token]), {"words": payload})
        assert made.pk in entry.answered_reports.values_list("pk", flat=True)
        assert suspects_in(client.get(receipt_of(made)).text) == [], payload
