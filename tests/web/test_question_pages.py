"""Following, closing, merging, linking and retitling on the site, and what machines are told."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person, Role
from houselights.base.clock import now
from houselights.catalogue.models import Film
from houselights.moderation.actions import answer_objection, object_to
from houselights.moderation.models import Act, LogEntry, Report
from houselights.moderation.of_questions import close, merge, propose_repeat
from houselights.questions.actions import accept_answer, answer, ask, edit_question, vote_on_answer
from houselights.questions.models import Answer, Closing, Follow, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import ImportBatch
from tests.cast import make_person


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?"))


@pytest.fixture
def other(film: Film, mira: Person) -> Question:
    return ask(film, mira, QuestionText("Who keeps the lamp lit?"))


def say(words: str, *, spoils: bool = False) -> AnswerText:
    return AnswerText(words, contains_spoilers=spoils)


def page_of(client: Client, question: Question, query: str = "") -> str:
    response = client.get(f"{question.get_absolute_url()}{query}")
    assert response.status_code == 200
    return response.content.decode()


def manage(client: Client, question: Question, act: str, **sent: str) -> Any:
    path = reverse("manage_question", args=[question.public_id])
    return client.post(path, {"act": act, **sent})


# ── following ───────────────────────────────────────────────────────────────────────────────────


def test_a_visitor_signs_in_to_follow(client: Client, question: Question) -> None:
    path = reverse("follow_question", args=[question.public_id])
    assert path in page_of(client, question)
    assert "/accounts/login/" in client.get(path)["Location"]


def test_one_follows_and_stops(client: Client, question: Question, bruno: Person) -> None:
    client.force_login(bruno)
    path = reverse("follow_question", args=[question.public_id])
    client.post(path, {"say": "follow"})
    assert 'value="stop"' in page_of(client, question)
    listed = client.get(reverse("followed_questions")).content.decode()
    assert "Who lights the lamp?" in listed
    here = reverse("followed_questions")
    assert client.post(path, {"say": "stop", "next": here})["Location"] == here
    assert "You follow no question yet." in client.get(here).content.decode()


def test_news_are_counted_until_one_looks(
    client: Client, question: Question, alice: Person, bruno: Person
) -> None:
    Follow.objects.update(seen_at=now() - timedelta(hours=1))
    answer(question, bruno, say("The keeper."))
    client.force_login(alice)
    listed = client.get(reverse("followed_questions")).content.decode()
    assert "1 new answer" in listed
    assert re.search(r"Questions that you follow\s+· 1", listed)
    page_of(client, question)
    assert "1 new answer" not in client.get(reverse("followed_questions")).content.decode()


# ── closing and protecting ──────────────────────────────────────────────────────────────────────


def test_everybody_reads_why_it_is_closed(
    client: Client, question: Question, other: Question, bruno: Person, mira: Person
) -> None:
    client.force_login(mira)
    sent = manage(client, question, "close", because="duplicate", other=other.public_id)
    assert sent["Location"] == question.get_absolute_url()
    client.logout()
    page = page_of(client, question)
    assert "It has been asked before." in page
    assert f'href="{other.get_absolute_url()}"' in page
    assert 'name="body"' not in page
    client.force_login(bruno)
    path = reverse("answer", args=[question.public_id])
    refused = client.post(path, {"body": "Me.", "contains_spoilers": "no"})
    assert refused.status_code == 403
    assert "takes no more answers" in refused.content.decode()


def test_what_is_wrong_stands_at_its_field(
    client: Client, question: Question, mira: Person
) -> None:
    client.force_login(mira)
    for act, sent in (
        ("close", {}),
        ("close", {"because": "duplicate"}),
        ("merge", {"address": "https://example.org/"}),
        ("link", {"address": question.get_absolute_url()}),
        ("retitle", {"title": "No question"}),
        ("nonsense", {}),
    ):
        response = manage(client, question, act, **sent)
        assert response.status_code == 422, act
        assert ('class="errors"' in response.content.decode()) == (act != "nonsense")
    assert manage(client, question, "reopen").status_code == 302
    assert LogEntry.objects.count() == 0


def test_the_asker_is_told_and_may_object(
    client: Client, question: Question, alice: Person, mira: Person
) -> None:
    entry = close(question, mira, Closing.OPINION, explanation="Nobody can know.")
    client.force_login(alice)
    told = client.get(reverse("object_to_decision", args=[entry.public_id])).content.decode()
    assert "It calls for an argument and not for an answer" in told
    assert "Nobody can know." in told
    assert "Closed by the moderators" in client.get(reverse("my_account")).content.decode()
    objection = object_to(entry, "One can.", person=alice)
    chief = make_person("chief", Role.MODERATOR)
    answer_objection(objection, chief, reverse=True, explanation="Right.")
    question.refresh_from_db()
    assert question.closed_at is None


def test_moderators_see_that_it_was_edited_since(
    client: Client, question: Question, alice: Person, mira: Person
) -> None:
    close(question, mira, Closing.UNCLEAR)
    edit_question(question, alice, QuestionText("Who lights the lamp at night?"))
    assert "Edited since" not in page_of(client, question)
    client.force_login(mira)
    assert "Edited since it was closed." in page_of(client, question)
    assert manage(client, question, "reopen").status_code == 302
    assert "Closed:" not in page_of(client, question)


def test_a_protected_question_says_who_may_answer(
    client: Client, question: Question, bruno: Person, mira: Person
) -> None:
    client.force_login(mira)
    manage(client, question, "protect")
    client.force_login(bruno)
    page = page_of(client, question)
    assert "This question is protected." in page
    assert 'name="body"' not in page.partition('id="answer"')[2]
    client.force_login(mira)
    manage(client, question, "unprotect")
    acts = LogEntry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == [Act.PROTECT, Act.UNPROTECT]


# ── merging and linking ─────────────────────────────────────────────────────────────────────────


def test_a_merged_question_leads_to_the_other_and_back(
    client: Client, question: Question, other: Question, bruno: Person, mira: Person
) -> None:
    answer(question, bruno, say("The keeper."))
    client.force_login(mira)
    sent = manage(client, question, "merge", address=f"http://x{other.get_absolute_url()}?open=1")
    assert sent["Location"] == other.get_absolute_url()
    moved = client.get(question.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, other.get_absolute_url())
    assert moved["Cache-Control"] == "no-cache"
    page = page_of(client, other)
    assert "Merged from:" in page
    assert "The keeper." in page
    assert reverse("manage_question", args=[question.public_id]) in page
    manage(client, question, "unmerge")
    assert "The keeper." in page_of(client, question)
    assert "The keeper." not in page_of(client, other)


def test_linked_questions_lead_to_each_other(
    client: Client, question: Question, other: Question, mira: Person
) -> None:
    client.force_login(mira)
    manage(client, question, "link", other=other.public_id)
    client.logout()
    assert f'href="{question.get_absolute_url()}"' in page_of(client, other)
    client.force_login(mira)
    manage(client, other, "unlink", other=question.public_id)
    assert "See also" not in page_of(client, question)


def test_another_title_and_the_history_keeps_the_first(
    client: Client, question: Question, mira: Person
) -> None:
    client.force_login(mira)
    manage(client, question, "retitle", title="Who lights it?", explanation="It told too much.")
    assert "Who lights it?" in page_of(client, question)
    assert LogEntry.objects.get().explanation == "It told too much."
    question.refresh_from_db()
    assert question.revisions.count() == 2


def test_a_reader_says_that_it_repeats_another(
    client: Client, question: Question, other: Question, bruno: Person, mira: Person
) -> None:
    client.force_login(bruno)
    path = reverse("question_repeats", args=[question.public_id])
    assert path in page_of(client, question)
    assert f'value="{other.public_id}"' in client.get(path).content.decode()
    assert client.post(path, {}).status_code == 422
    for _time in range(2):
        assert client.post(path, {"other": other.public_id}).status_code == 302
    assert Report.objects.count() == 1
    client.force_login(mira)
    queue = client.get(reverse("moderation")).content.decode()
    assert "Who lights the lamp?" in queue
    text = client.get(reverse("moderate", args=["question", question.public_id])).content.decode()
    assert reverse("manage_question", args=[question.public_id]) in text
    desk = client.get(reverse("manage_question", args=[question.public_id])).content.decode()
    assert "Readers say that it repeats:" in desk
    assert re.search(rf'<option value="{other.public_id}"\s+selected', desk)
    entry = merge(question, other, mira)
    assert Report.objects.get().decision == entry


def test_other_reports_stay_open(question: Question, other: Question, mira: Person) -> None:
    propose_repeat(question, other, mira)
    close(question, mira, Closing.SETTLED)
    assert Report.objects.get().decided_at is None


# ── the order of answers ────────────────────────────────────────────────────────────────────────


def test_answers_stand_in_the_order_that_one_chooses(
    client: Client, question: Question, bruno: Person, alice: Person, mira: Person
) -> None:
    first = answer(question, bruno, say("One."))
    second, third = answer(question, mira, say("Two.")), answer(question, alice, say("Three."))
    accept_answer(second, alice)
    vote_on_answer(alice, first, helpful=True)

    def order(query: str = "") -> list[Answer]:
        found = re.findall(r'<article class="card"\s+id="r(\w+)"', page_of(client, question, query))
        by_id = {one.public_id: one for one in (first, second, third)}
        return [by_id[public_id] for public_id in found]

    assert order() == [second, first, third]
    assert order("?sort=newest") == [second, third, first]
    assert order("?sort=oldest") == [second, first, third]
    assert order("?sort=loudest") == order()
    page = page_of(client, question, "?sort=newest")
    assert "How is this ordered?" in page
    assert 'content="noindex"' in page


# ── for machines ────────────────────────────────────────────────────────────────────────────────


def data_of(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) <= 1
    told: dict[str, Any] = json.loads(found[0]) if found else {}
    return told


def check(told: dict[str, Any]) -> dict[str, Any]:
    """The rules that every such page keeps; what is told of the question."""
    assert (told["@context"], told["@type"]) == ("https://schema.org", "QAPage")
    question: dict[str, Any] = told["mainEntity"]
    assert question["@type"] == "Question"
    assert {"name", "text", "answerCount"} <= set(question)
    given = question.get("suggestedAnswer", [])
    accepted = [question["acceptedAnswer"]] if "acceptedAnswer" in question else []
    for one in (*given, *accepted):
        assert one["@type"] == "Answer"
        assert one["text"]
        assert re.search(r"^https?://.+/questions/\w+/#r\w+$", one["url"])
        assert isinstance(one["upvoteCount"], int)
        assert len(one["author"]["name"]) < 100
    assert len(given) + len(accepted) <= question["answerCount"]
    return question


def test_the_page_of_one_question_is_told_to_machines(
    client: Client, question: Question, bruno: Person, alice: Person, mira: Person
) -> None:
    first = answer(question, bruno, say("The *keeper*.\n\nHe alone."))
    vote_on_answer(alice, first, helpful=True)
    answer(question, mira, say("The moon </script><b>&\u2028."))
    accept_answer(first, alice)
    page = page_of(client, question)
    told = check(data_of(page))
    assert told["name"] == told["text"] == "Who lights the lamp?"
    assert told["author"]["name"] == "Alice"
    assert told["acceptedAnswer"]["upvoteCount"] == 1
    assert told["acceptedAnswer"]["text"].startswith("The keeper.")
    [suggested] = told["suggestedAnswer"]
    assert suggested["text"] == "The moon </script><b>&\u2028."
    assert "</script><b>" not in page
    assert data_of(page_of(client, question, "?sort=newest")) == {}


def test_what_is_covered_is_not_told(
    client: Client, question: Question, bruno: Person, alice: Person, mira: Person
) -> None:
    answer(question, bruno, say("Open. ||zqcovered||"))
    answer(question, mira, say("zqfolded", spoils=True))
    client.force_login(bruno)
    told = check(data_of(page_of(client, question)))
    assert "suggestedAnswer" not in told
    assert told["answerCount"] == 2


def test_imported_answers_without_a_right_are_not_told(
    client: Client, film: Film, question: Question, bruno: Person
) -> None:
    given = answer(question, bruno, say("The keeper."))
    batch = ImportBatch.objects.create(film=film, kind="page-text")
    Answer.objects.filter(pk=given.pk).update(batch=batch)
    assert "suggestedAnswer" not in check(data_of(page_of(client, question)))
    Question.objects.filter(pk=question.pk).update(batch=batch)
    assert data_of(page_of(client, question)) == {}


def test_a_repeated_question_and_a_covered_title_are_not_told(
    client: Client, question: Question, other: Question, mira: Person
) -> None:
    assert data_of(page_of(client, other))
    close(question, mira, Closing.DUPLICATE, original=other)
    assert data_of(page_of(client, question)) == {}
    assert other.current is not None
    other.refresh_from_db()
    revision = other.current
    revision.title_mark = [3, "editors"]
    revision.save()
    assert data_of(page_of(client, other)) == {}


# ── asking ──────────────────────────────────────────────────────────────────────────────────────


def test_alike_questions_show_how_the_best_answer_begins(
    client: Client, film: Film, question: Question, bruno: Person, alice: Person
) -> None:
    given = answer(question, bruno, say("The keeper does. ||zqcovered||"))
    accept_answer(given, alice)
    client.force_login(make_person("carol"))
    path = reverse("ask", args=[film.slug])
    found = client.get(path, {"title": "who ligths the lamp"}, headers={"HX-Request": "true"})
    page = found.content.decode()
    assert "Who lights the lamp?" in page
    assert "one is accepted" in page
    assert "The keeper does." in page
    assert "zqcovered" not in page
