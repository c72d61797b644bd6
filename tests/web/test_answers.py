"""Answers on the page of their question: giving, voting, accepting, editing, deleting."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.catalogue.models import Film
from houselights.questions.actions import accept_answer, answer, ask, edit_answer, vote_on_answer
from houselights.questions.models import Answer, AnswerVote, Question
from houselights.questions.rules import AnswerText, QuestionText

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?"))


@pytest.fixture
def given(question: Question, bruno: Person) -> Answer:
    return answer(question, bruno, AnswerText("The keeper. ||His twin died.||", False))


def _page(client: Client, question: Question, query: str = "") -> str:
    response = client.get(f"{question.get_absolute_url()}{query}")
    assert response.status_code == 200
    return response.content.decode()


def _main(client: Client, question: Question) -> str:
    """What people read of it; the head of the page tells machines the same."""
    return _page(client, question).partition("<main")[2]


def test_an_answer_is_published_once(client: Client, question: Question, bruno: Person) -> None:
    client.force_login(bruno)
    token = re.search(r'name="token" value="([^"]+)"', _page(client, question))
    assert token is not None
    form = {"body": "The *keeper*.", "contains_spoilers": "no", "token": token[1]}
    path = reverse("answer", args=[question.public_id])
    first = client.post(path, form)
    assert client.post(path, form)["Location"] == first["Location"]
    assert question.answers.count() == 1
    assert "<em>keeper</em>" in _page(client, question)


def test_the_spoiler_question_must_be_answered(
    client: Client, question: Question, bruno: Person
) -> None:
    client.force_login(bruno)
    sent = client.post(reverse("answer", args=[question.public_id]), {"body": "Typed."})
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "Say whether your answer reveals plot turns." in page
    assert "Typed." in page
    assert 'href="#id_contains_spoilers"' in page
    assert 'id="id_contains_spoilers"' in page


def test_what_was_typed_survives_sign_in(client: Client, question: Question, bruno: Person) -> None:
    path = reverse("answer", args=[question.public_id])
    sent = client.post(path, {"body": "A long answer.", "contains_spoilers": "yes"})
    assert reverse("account_login") in sent["Location"]
    client.force_login(bruno)
    page = _page(client, question)
    assert "A long answer." in page
    assert re.search(r'value="yes"[^>]*checked', page)
    assert "A long answer." not in _page(client, question)


def test_covers_and_folds_hold_until_they_are_opened(
    client: Client, question: Question, given: Answer, alice: Person
) -> None:
    choose("program_covers", "off")
    flagged = answer(question, alice, AnswerText("It was the moon all along.", True))
    page = _page(client, question)
    assert "The keeper." in page
    assert "twin" not in page
    assert "moon" not in page
    assert "Warning: Spoilers" in page
    one = _page(client, question, f"?open={given.public_id}-1")
    assert "twin" in one
    assert "moon" not in one
    card = reverse("answer_card", args=[flagged.public_id])
    assert "moon" not in client.get(card).content.decode()
    assert "moon" in client.get(card, {"open": flagged.public_id}).content.decode()


def test_writers_see_their_own_answer_open(
    client: Client, question: Question, alice: Person
) -> None:
    answer(question, alice, AnswerText("It was the moon.", True))
    client.force_login(alice)
    page = _page(client, question)
    assert "It was the moon." in page
    assert "You can&#x27;t vote on your own answer." in page


def test_the_signed_out_are_led_to_sign_in(client: Client, given: Answer) -> None:
    path = reverse("answer_vote", args=[given.public_id])
    assert "Sign in to vote" in _page(client, given.question)
    for sent in (client.get(path), client.post(path, {"value": "yes"})):
        assert reverse("account_login") in sent["Location"]
    assert AnswerVote.objects.count() == 0


def test_votes_without_script(client: Client, given: Answer, alice: Person) -> None:
    client.force_login(alice)
    path = reverse("answer_vote", args=[given.public_id])
    here = given.question.get_absolute_url() + "?open=x"
    sent = client.post(path, {"value": "yes", "next": here})
    assert sent["Location"] == f"{here}#r{given.public_id}"
    page = _page(client, given.question)
    assert "1 out of 1 found this helpful." in page
    assert "You found this helpful" in page
    client.post(path, {"value": "undo", "next": "//elsewhere.example/"})
    assert "out of" not in _page(client, given.question)
    assert client.post(path, {"value": "maybe"}).status_code == 400


def test_votes_with_script_answer_with_the_line(
    client: Client, given: Answer, alice: Person, bruno: Person
) -> None:
    client.force_login(alice)
    path = reverse("answer_vote", args=[given.public_id])
    line = client.post(path, {"value": "no"}, headers=SCRIPT).content.decode()
    assert f'id="help-{given.public_id}"' in line
    assert "0 out of 1 found this helpful." in line
    assert "You did not find this helpful" in line
    client.force_login(bruno)
    refused = client.post(path, {"value": "yes"}, headers=SCRIPT)
    assert refused.status_code == 400
    assert "own answer" in refused.content.decode()


def test_the_accepted_answer_stands_first_and_says_so(
    client: Client, question: Question, given: Answer, alice: Person, mira: Person
) -> None:
    second = answer(question, mira, AnswerText("The moon.", False))
    vote_on_answer(alice, given, helpful=True)
    client.force_login(alice)
    page = _main(client, question)
    assert page.index("The keeper.") < page.index("The moon.")
    path = reverse("accept_answer", args=[second.public_id])
    assert client.get(path).status_code == 405
    assert client.post(path)["Location"] == second.get_absolute_url()
    page = _main(client, question)
    assert page.index("The moon.") < page.index("The keeper.")
    assert page.count('class="accepted"') == 1
    client.post(path)
    assert 'class="accepted"' not in _page(client, question)


def test_others_can_not_accept(client: Client, given: Answer, bruno: Person) -> None:
    client.force_login(bruno)
    assert "Accept this answer" not in _page(client, given.question)
    assert client.post(reverse("accept_answer", args=[given.public_id])).status_code == 403


def test_the_writer_edits_with_bars_and_all(
    client: Client, given: Answer, alice: Person, bruno: Person
) -> None:
    path = reverse("edit_answer", args=[given.public_id])
    client.force_login(alice)
    assert client.get(path).status_code == 403
    client.force_login(bruno)
    assert "||His twin died.||" in client.get(path).content.decode()
    assert client.post(path, {"body": " ", "contains_spoilers": "no"}).status_code == 422
    sent = client.post(path, {"body": "Nobody.", "contains_spoilers": "no"})
    assert sent["Location"] == given.get_absolute_url()
    assert given.revisions.count() == 2


def test_deleting_asks_once_more_and_takes_the_mark_along(
    client: Client, question: Question, given: Answer, alice: Person, bruno: Person
) -> None:
    accept_answer(given, alice)
    path = reverse("delete_answer", args=[given.public_id])
    client.force_login(bruno)
    assert "Delete this answer?" in client.get(path).content.decode()
    assert client.post(path)["Location"] == question.get_absolute_url()
    page = _page(client, question)
    assert "The keeper." not in page
    assert client.get(reverse("answer_card", args=[given.public_id])).status_code == 410


def test_the_history_of_a_flagged_answer_is_folded(
    client: Client, question: Question, alice: Person
) -> None:
    flagged = answer(question, alice, AnswerText("It was the moon.", True))
    edit_answer(flagged, alice, AnswerText("It was the half moon.", True))
    path = reverse("answer_history", args=[flagged.public_id])
    page = client.get(path).content.decode()
    assert "Version 2" in page
    assert "The first text" in page
    assert "moon" not in page
    opened = client.get(path, {"open": flagged.public_id}).content.decode()
    assert "<ins>half </ins>" in opened
    client.force_login(alice)
    assert "moon" in client.get(path).content.decode()
