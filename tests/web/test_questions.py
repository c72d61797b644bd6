"""The pages of questions: lists, one question, asking, editing, deleting."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask, edit_question
from houselights.questions.imports import ImportedAnswer, ImportedQuestion, import_question
from houselights.questions.models import Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import delete_question
from houselights.reviews.models import ImportBatch
from tests.cast import make_person


@pytest.fixture(autouse=True)
def _without_the_program(db: None) -> None:
    """What the program covers of a text that was opened is tested elsewhere."""
    choose("program_covers", "off")


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?", "Not ||the twin||, I hope."))


@pytest.fixture
def imported(film: Film) -> Question:
    batch = ImportBatch.objects.create(
        kind="page-text", source="the long lamp", file_sha256="0" * 64, film=film
    )
    item = ImportedQuestion(
        source_key="k1",
        source_position=1,
        question="Why <b>the lamp</b>?",
        answers=(ImportedAnswer("The keeper drowns."),),
    )
    found, _outcome = import_question(film, batch, item)
    return found


def _page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_question_has_a_page_of_its_own(client: Client, question: Question) -> None:
    page = _page(client, question.get_absolute_url())
    assert re.search(r"<h1[^>]*>Who lights the lamp\?</h1>", page)
    assert "No answer yet" in page
    assert "Sign in to answer" in page
    assert "the twin" not in page


def test_covered_details_open_by_their_own_link(client: Client, question: Question) -> None:
    page = _page(client, f"{question.get_absolute_url()}?open={question.public_id}-1")
    assert "the twin" in page


def test_an_imported_answer_is_folded_as_unknown(
    client: Client, film: Film, imported: Question
) -> None:
    for path in (
        imported.get_absolute_url(),
        reverse("questions"),
        reverse("film_questions", args=[film.slug]),
        film.get_absolute_url(),
    ):
        page = _page(client, path)
        assert "Not marked: may reveal the plot" in page
        assert "from an imported page" in page
        assert "drowns" not in page
        assert "Why &lt;b&gt;the lamp&lt;/b&gt;?" in page
    given = imported.answers.get()
    assert "drowns" in _page(client, f"{imported.get_absolute_url()}?open={given.public_id}")
    opened_in_list = _page(client, f"{reverse('questions')}?open={given.public_id}")
    assert "<details open>" in opened_in_list
    assert "The keeper drowns." in opened_in_list


def test_deleted_unknown_and_withheld_have_their_own_status(
    client: Client, question: Question, mira: Person
) -> None:
    assert client.get(reverse("question", args=["nothing"])).status_code == 404
    Question.objects.update(state="withheld")
    assert client.get(question.get_absolute_url()).status_code == 451
    Question.objects.update(state="published")
    delete_question(question, mira)
    assert client.get(question.get_absolute_url()).status_code == 410


def test_lists_take_a_fixed_number_of_queries(
    client: Client, film: Film, alice: Person, bruno: Person
) -> None:
    counts: dict[str, set[int]] = {}
    asked = 0
    for many in (1, 4, 12):
        while asked < many:
            asked += 1
            question = ask(film, alice, QuestionText(f"Who lights lamp {asked}?"))
            for _time in range(asked % 3):
                answer(question, bruno, AnswerText("The keeper.", contains_spoilers=False))
        for path in (reverse("questions"), reverse("film_questions", args=[film.slug])):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.setdefault(path, set()).add(len(queries))
    assert [len(found) for found in counts.values()] == [1, 1]
    assert max(max(found) for found in counts.values()) <= 5


def test_a_question_page_takes_a_fixed_number_of_queries(
    client: Client, question: Question, bruno: Person
) -> None:
    client.force_login(bruno)
    counts = set()
    for many in (1, 5, 15):
        while question.answers.count() < many:
            answer(question, make_person(f"a{question.answers.count()}"), AnswerText("A", False))
        with CaptureQueriesContext(connection) as queries:
            client.get(question.get_absolute_url())
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= 15


def test_long_lists_have_pages(client: Client, film: Film, alice: Person) -> None:
    for number in range(27):
        ask(film, alice, QuestionText(f"Who lights lamp {number}?"))
    first = _page(client, reverse("questions"))
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = _page(client, following[1].replace("&amp;", "&"))
    assert "Who lights lamp 1?" in second
    assert "Who lights lamp 2?" not in second
    assert client.get(f"{reverse('questions')}?after=broken").status_code == 400


def test_the_unanswered_can_be_shown_alone(
    client: Client, question: Question, film: Film, alice: Person
) -> None:
    answer(question, alice, AnswerText("I know now.", contains_spoilers=False))
    ask(film, alice, QuestionText("Who laughs?"))
    page = _page(client, f"{reverse('questions')}?show=unanswered")
    assert "Who laughs?" in page
    assert "Who lights the lamp?" not in page


# ── asking ──────────────────────────────────────────────────────────────────────────────────────


def _token(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_asking_needs_sign_in_and_keeps_what_was_typed(
    client: Client, film: Film, alice: Person
) -> None:
    path = reverse("ask", args=[film.slug])
    assert reverse("account_login") in client.get(path)["Location"]
    typed = {"title": "Who sings?", "details": "In the second act."}
    sent = client.post(path, typed)
    assert reverse("account_login") in sent["Location"]
    client.force_login(alice)
    page = _page(client, path)
    assert 'value="Who sings?"' in page
    assert "In the second act." in page


def test_a_form_sent_twice_asks_once(client: Client, film: Film, alice: Person) -> None:
    client.force_login(alice)
    path = reverse("ask", args=[film.slug])
    form = {"title": "Who sings?", "details": "", "token": _token(_page(client, path))}
    first = client.post(path, form)
    assert first.status_code == 302
    again = client.post(path, form | {"seen": first["Location"].split("/")[-2]})
    assert again["Location"] == first["Location"]
    assert Question.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, film: Film, alice: Person
) -> None:
    client.force_login(alice)
    path = reverse("ask", args=[film.slug])
    response = client.post(path, {"title": "The lamp", "details": "Typed with care."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "end it with a question mark" in page
    assert 'href="#id_title"' in page
    assert 'value="The lamp"' in page
    assert "Typed with care." in page


def test_near_twins_are_shown_first_and_can_be_passed(
    client: Client, film: Film, question: Question, bruno: Person
) -> None:
    client.force_login(bruno)
    path = reverse("ask", args=[film.slug])
    form = {"title": "Who lit the lamp?", "details": "Mine."}
    step = client.post(path, form)
    page = step.content.decode()
    assert step.status_code == 200
    assert "These look alike" in page
    assert question.get_absolute_url() in page
    assert "Ask mine anyway" in page
    assert "Not published yet" not in page
    assert "Mine." in page
    assert Question.objects.count() == 1
    asked = client.post(path, form | {"seen": question.public_id})
    assert asked.status_code == 302
    assert Question.objects.count() == 2


def test_scripts_get_near_twins_while_typing(
    client: Client, film: Film, question: Question
) -> None:
    path = reverse("ask", args=[film.slug])
    found = client.get(path, {"title": "who lights the lamp"}, headers={"HX-Request": "true"})
    assert question.public_id in found.content.decode()
    nothing = client.get(path, {"title": "Music?"}, headers={"HX-Request": "true"})
    assert nothing.content.decode().strip() == ""


# ── editing and deleting ────────────────────────────────────────────────────────────────────────


def test_the_asker_edits(client: Client, question: Question, alice: Person, bruno: Person) -> None:
    path = reverse("edit_question", args=[question.public_id])
    client.force_login(bruno)
    assert client.get(path).status_code == 403
    client.force_login(alice)
    assert "Not ||the twin||, I hope." in _page(client, path)
    assert client.post(path, {"title": "No question"}).status_code == 422
    assert client.post(path, {"title": "Who lights it?"}).status_code == 302
    assert question.revisions.count() == 2


def test_deleting_asks_once_more(client: Client, question: Question, alice: Person) -> None:
    path = reverse("delete_question", args=[question.public_id])
    client.force_login(alice)
    assert "Delete this question?" in _page(client, path)
    gone = client.post(path)
    assert gone["Location"] == reverse("film_questions", args=[question.film.slug])
    assert client.get(question.get_absolute_url()).status_code == 410


def test_the_history_shows_changes_with_covers_closed(
    client: Client, question: Question, alice: Person
) -> None:
    edit_question(question, alice, QuestionText("Who lit it?", "Not ||the other twin||, I hope."))
    path = reverse("question_history", args=[question.public_id])
    page = _page(client, path)
    assert "<del>Who lights the lamp?</del> <ins>Who lit it?</ins>" in page
    assert "twin" not in page
    assert f"{path}?open=2-14#v2" in page
    assert "twin" in _page(client, f"{path}?open=2-14")
    assert path in _page(client, question.get_absolute_url())
