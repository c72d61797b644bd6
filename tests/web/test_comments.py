"""Comments on the page of their question: writing, covering, opening, editing, deleting."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.moderation.actions import act
from houselights.moderation.models import Act, Report
from houselights.questions.actions import answer, ask, edit_answer
from houselights.questions.comments import comment_on, edit_comment
from houselights.questions.models import Answer, Comment, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import hide
from tests.cast import make_person

TELLING = "In the end Ray kills his brother, and she dies in his arms, murdered by Ray."


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?"))


@pytest.fixture
def given(question: Question, bruno: Person) -> Answer:
    return answer(question, bruno, AnswerText("The keeper does.", contains_spoilers=False))


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _path(below: Question | Answer) -> str:
    name = "comment_on_answer" if isinstance(below, Answer) else "comment_on_question"
    return reverse(name, args=[below.public_id])


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def test_a_comment_is_published_once(client: Client, given: Answer, alice: Person) -> None:
    client.force_login(alice)
    page = _page(client, given.question.get_absolute_url())
    assert page.count("Publish the comment") == 2
    form = {"body": "Which *keeper*?", "token": "once"}
    first = client.post(_path(given), form)
    assert client.post(_path(given), form)["Location"] == first["Location"]
    comment = Comment.objects.get()
    assert first["Location"] == comment.get_absolute_url()
    page = _page(client, first["Location"].partition("#")[0])
    assert f'id="r{comment.public_id}"' in page
    assert "<em>keeper</em>" in page


def test_what_is_missing_is_said(client: Client, question: Question, alice: Person) -> None:
    client.force_login(alice)
    sent = client.post(_path(question), {"body": " "})
    assert sent.status_code == 422
    assert "Write your comment." in sent.content.decode()
    assert _page(client, _path(question)).count("Comment on the question") == 1


def test_what_was_typed_survives_sign_in(
    client: Client, question: Question, given: Answer, alice: Person
) -> None:
    page = _page(client, question.get_absolute_url())
    assert page.count("Sign in to comment") == 2
    assert "Publish the comment" not in page
    sent = client.post(_path(given), {"body": "Which keeper?"})
    assert sent["Location"].startswith("/accounts/login/?next=")
    client.force_login(alice)
    assert "Which keeper?</textarea>" in _page(client, _path(given))


def test_readers_are_not_offered_what_they_may_not_do(client: Client, question: Question) -> None:
    client.force_login(make_person("rita", "reader"))
    page = _page(client, question.get_absolute_url())
    assert "Publish the comment" not in page
    assert "Sign in to comment" not in page
    assert client.post(_path(question), {"body": "May I?"}).status_code == 403


def test_what_gives_away_is_asked_about_once(client: Client, given: Answer, alice: Person) -> None:
    client.force_login(alice)
    page = client.post(_path(given), {"body": TELLING}).content.decode()
    assert not Comment.objects.exists()
    assert "Not published yet." in page
    seen = re.findall(r'name="seen" value="(\w+)"', page)
    covered = client.post(_path(given), {"body": TELLING, "cover": seen[0]}).content.decode()
    assert f"||{TELLING}||</textarea>" in covered
    sent = client.post(_path(given), {"body": TELLING, "seen": seen})
    assert sent.status_code == 302
    client.logout()
    shown = _page(client, given.question.get_absolute_url())
    assert "murdered" not in shown
    assert "covered by the program" in shown


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def test_three_are_shown_and_all_at_a_press(client: Client, given: Answer, alice: Person) -> None:
    rows = [comment_on(given, alice, f"Number {number}?") for number in range(5)]
    address = given.question.get_absolute_url()
    page = _page(client, address)
    assert page.count("Number ") == 3
    link = f"{address}?comments={given.public_id}#k{given.public_id}"
    assert f'href="{link}"' in page
    assert "Show all 5 comments" in page
    full = _page(client, rows[4].get_absolute_url().partition("#")[0])
    assert full.count("Number ") == 5
    assert f'id="r{rows[4].public_id}"' in full
    assert "Show all" not in full


def test_covers_open_in_place_and_by_address(client: Client, given: Answer, alice: Person) -> None:
    comment = comment_on(given, alice, "So ||the keeper|| did it.")
    page = _page(client, given.question.get_absolute_url())
    assert "the keeper" not in page
    key = f"{comment.public_id}-1"
    assert "the keeper" in _page(client, f"{given.question.get_absolute_url()}?open={key}")
    alone = reverse("comment_card", args=[comment.public_id])
    assert "the keeper" not in _page(client, alone)
    opened = _page(client, f"{alone}?open={key}")
    assert "the keeper" in opened
    assert "Cover it again" in opened
    assert "<html" not in opened


def test_comments_open_with_the_answer(
    client: Client, given: Answer, alice: Person, bruno: Person
) -> None:
    comment_on(given, alice, "So it was the brother.")
    edit_answer(given, bruno, AnswerText("The keeper does.", contains_spoilers=True))
    address = given.question.get_absolute_url()
    closed = _page(client, address)
    assert "brother" not in closed
    assert "The comments open with the whole answer." in closed
    assert "brother" in _page(client, f"{address}?open={given.public_id}")
    part = reverse("answer_card", args=[given.public_id])
    assert "brother" not in _page(client, part)
    assert "brother" in _page(client, f"{part}?open={given.public_id}")
    for writer in (alice, bruno):
        client.force_login(writer)
        assert "brother" in _page(client, address)


# ── editing and deleting ────────────────────────────────────────────────────────────────────────


def test_its_writer_edits_it(client: Client, given: Answer, alice: Person, bruno: Person) -> None:
    comment = comment_on(given, alice, "Which ||keeper||?")
    path = reverse("edit_comment", args=[comment.public_id])
    client.force_login(bruno)
    assert client.get(path).status_code == 403
    client.force_login(alice)
    assert "Which ||keeper||?</textarea>" in _page(client, path)
    assert client.post(path, {"body": ""}).status_code == 422
    sent = client.post(path, {"body": "Which of them?"})
    assert sent["Location"] == comment.get_absolute_url()
    history = reverse("comment_history", args=[comment.public_id])
    assert f'href="{history}"' in _page(client, given.question.get_absolute_url())
    client.logout()
    page = _page(client, history)
    assert "of a comment on" in page
    assert "keeper" not in page


def test_deleting_asks_once_more(client: Client, given: Answer, alice: Person) -> None:
    comment = comment_on(given, alice, "Which keeper?")
    path = reverse("delete_comment", args=[comment.public_id])
    client.force_login(alice)
    assert "Delete this comment?" in _page(client, path)
    assert client.post(path)["Location"] == given.get_absolute_url()
    assert client.get(path).status_code == 410
    assert "Which keeper?" not in _page(client, given.question.get_absolute_url())


def test_an_earlier_version_is_erased(client: Client, given: Answer, alice: Person) -> None:
    comment = comment_on(given, alice, "Which keeper?")
    edit_comment(comment, alice, "Which of them?")
    client.force_login(alice)
    history = _page(client, reverse("comment_history", args=[comment.public_id]))
    assert "keeper" in history
    path = reverse("erase_comment_version", args=[comment.public_id, 1])
    assert f'href="{path}"' in history
    client.post(path)
    assert "keeper" not in _page(client, reverse("comment_history", args=[comment.public_id]))


# ── moderating ──────────────────────────────────────────────────────────────────────────────────


def test_reports_lead_to_a_decision(
    client: Client, given: Answer, alice: Person, mira: Person
) -> None:
    comment = comment_on(given, alice, "You are a fool.")
    report = reverse("report", args=["comment", comment.public_id])
    assert f'href="{report}"' in _page(client, given.question.get_absolute_url())
    assert client.post(report, {"reason": "abuse", "token": "t"}).status_code == 302
    assert Report.objects.get().kind == "comment"
    client.force_login(mira)
    desk = reverse("moderate", args=["comment", comment.public_id])
    assert f'href="{desk}"' in _page(client, reverse("moderation"))
    page = _page(client, desk)
    assert "You are a fool." in page
    assert "Comment on “Who lights the lamp?”" in page
    assert client.get(reverse("delete_comment", args=[comment.public_id]))["Location"] == desk
    act(comment, mira, Act.HIDE, reason="abuse", explanation="Be kind.")
    client.force_login(alice)
    mine = _page(client, given.question.get_absolute_url())
    assert "Be kind." in mine
    assert "Object to this decision" in mine
    client.logout()
    assert "fool" not in _page(client, given.question.get_absolute_url())


def test_one_that_is_said_to_spoil_has_no_sentences_to_mark(
    client: Client, given: Answer, alice: Person, mira: Person
) -> None:
    comment = comment_on(given, alice, "Ray dies.")
    report = reverse("report", args=["comment", comment.public_id])
    assert client.post(report, {"reason": "spoiler", "token": "t"}).status_code == 302
    client.force_login(mira)
    page = _page(client, reverse("moderate", args=["comment", comment.public_id]))
    assert "Decide" in page
    assert "Cover the sentences" not in page


@pytest.mark.parametrize(("state", "status"), [(State.WITHHELD, 451), (State.DELETED, 410)])
def test_what_is_gone_says_so(
    client: Client, given: Answer, alice: Person, state: State, status: int
) -> None:
    comment = comment_on(given, alice, "Which keeper?")
    Comment.objects.filter(pk=comment.pk).update(state=state)
    for name in ("comment_card", "comment_history", "edit_comment", "delete_comment"):
        assert client.get(reverse(name, args=[comment.public_id])).status_code == status


def test_hidden_with_the_answer_above(
    client: Client, given: Answer, alice: Person, mira: Person
) -> None:
    comment = comment_on(given, alice, "Which keeper?")
    hide(given, mira, reason="spam")
    assert client.get(reverse("comment_card", args=[comment.public_id])).status_code == 451
    assert client.get(reverse("report", args=["comment", comment.public_id])).status_code == 410


def test_queries_do_not_grow(client: Client, given: Answer, alice: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            _page(client, given.question.get_absolute_url())
        return len(queries)

    for below in (given, given.question):
        comment_on(below, alice, "One?")
    asked()
    before = asked()
    for below in (given, given.question, given, given.question):
        comment_on(below, alice, "One more?")
    assert asked() == before
