"""Answers that quote sentences of reviews: picking them, reading them, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask, edit_answer
from houselights.questions.models import Answer, Citation, Question
from houselights.questions.rules import AnswerText, Picked, QuestionText
from houselights.reviews.actions import edit_review
from houselights.reviews.models import ImportBatch, Review
from houselights.reviews.rules import ReviewText
from houselights.text.spans import Place, Span
from tests.cast import make_person
from tests.quotable import let_quote

Make = Callable[..., Review]
BODY = "The pace is slow. ||The keeper dies.|| The music is warm."
SLOW = Span(0, 17)  # "The pace is slow."
DIES = Span(18, 34)


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("How is the pace?"))


@pytest.fixture
def review(make_review: Make, mira: Person) -> Review:
    return let_quote(make_review(mira, body=BODY))


@pytest.fixture
def given(question: Question, review: Review, bruno: Person) -> Answer:
    return answer(question, bruno, quoting(review, SLOW))


def quoting(review: Review, *spans: Span, body: str = "Slow.") -> AnswerText:
    picked = [Picked(review.public_id, 1, Place.BODY, span) for span in spans]
    return AnswerText(body, contains_spoilers=False, cites=picked)


def page_of(client: Client, question: Question) -> str:
    response = client.get(question.get_absolute_url())
    assert response.status_code == 200
    return response.text


def names(page: str, *, ticked: bool) -> list[str]:
    """The sentences that a form offers."""
    boxes = re.findall(r'<input type="checkbox"[^>]*name="cites"[^>]*>', page)
    chosen = [box for box in boxes if (" checked" in box) is ticked]
    return [re.findall(r'value="([^"]+)"', box)[0] for box in chosen]


def quotations(page: str) -> list[str]:
    found = re.findall(r"<blockquote cite[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    return [" ".join(words.split()) for words in found]


# ── picking ─────────────────────────────────────────────────────────────────────────────────────


class TestPicking:
    """The part of an answer's form, without script."""

    @pytest.fixture
    def path(self, question: Question) -> str:
        return reverse("answer", args=[question.public_id])

    @pytest.fixture
    def writer(self, client: Client, bruno: Person) -> Client:
        client.force_login(bruno)
        return client

    def test_the_question_is_looked_for_first(self, writer: Client, question: Question) -> None:
        assert ">How is the pace?</textarea>" in page_of(writer, question)

    def test_found_picked_and_published(
        self, writer: Client, question: Question, review: Review, path: str
    ) -> None:
        typed = {"body": "Slow, but **good**.", "contains_spoilers": "no", "quote": "pace slow"}
        found = writer.post(path, {**typed, "find": "yes"})
        assert found.status_code == 200
        assert not Answer.objects.exists()
        assert "Slow, but **good**." in found.text
        offered = names(found.text, ticked=False)
        assert offered[0] == f"{review.public_id}.1b0-17"
        assert "keeper dies" not in found.text
        again = writer.post(path, {**typed, "find": "yes", "cites": offered[0]})
        assert names(again.text, ticked=True) == offered[:1]
        assert offered[0] not in names(again.text, ticked=False)
        sent = writer.post(path, {**typed, "cites": offered[0]})
        assert sent.status_code == 302
        assert quotations(page_of(writer, question)) == ["The pace is slow."]

    def test_mistakes_elsewhere_keep_what_is_picked(
        self, writer: Client, review: Review, path: str
    ) -> None:
        name = f"{review.public_id}.1b0-17"
        sent = writer.post(path, {"body": "", "cites": name, "quote": "music"})
        assert sent.status_code == 422
        assert names(sent.text, ticked=True) == [name]
        assert ">music</textarea>" in sent.text

    @pytest.mark.parametrize("at", ["1b18-34", "1b0-16", "2b0-17", "1h0-17", "", "x"])
    def test_only_what_is_open_to_its_writer(
        self, writer: Client, review: Review, path: str, at: str
    ) -> None:
        form = {"body": "Slow.", "contains_spoilers": "no", "cites": f"{review.public_id}.{at}"}
        sent = writer.post(path, form)
        assert sent.status_code == 422
        assert 'href="#id_cites"' in sent.text
        assert "keeper dies" not in sent.text
        assert not Answer.objects.exists()

    def test_six_are_too_many(self, writer: Client, path: str, make_review: Make) -> None:
        many = [f"{let_quote(make_review(body=BODY)).public_id}.1b0-17" for _each in range(6)]
        form = {"body": "Slow.", "contains_spoilers": "no", "cites": many}
        sent = writer.post(path, form)
        assert (sent.status_code, "Quote 5 sentences at most." in sent.text) == (422, True)
        assert names(sent.text, ticked=True) == many

    def test_nothing_found_is_said(self, writer: Client, path: str) -> None:
        sent = writer.post(path, {"find": "yes", "quote": "zeppelin xylophones"})
        assert sent.status_code == 200
        assert "Write what to look for." in writer.post(path, {"find": "yes"}).text

    def test_editing_begins_with_what_is_quoted(
        self, writer: Client, given: Answer, review: Review
    ) -> None:
        path = reverse("edit_answer", args=[given.public_id])
        name = f"{review.public_id}.1b0-17"
        assert names(writer.get(path).text, ticked=True) == [name]
        Review.objects.filter(pk=review.pk).update(state=State.WITHHELD)
        assert "The pace" not in writer.get(path).text
        form = {"body": "Very slow.", "contains_spoilers": "no"}
        assert writer.post(path, {**form, "cites": name}).status_code == 302
        given.refresh_from_db()
        assert Citation.objects.filter(answer_revision=given.current_id).count() == 1
        assert writer.post(path, form).status_code == 302
        given.refresh_from_db()
        assert not Citation.objects.filter(answer_revision=given.current_id).exists()


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def test_a_quotation_leads_to_its_sentence(
    client: Client, question: Question, given: Answer, review: Review
) -> None:
    page = page_of(client, question)
    address = f"/reviews/{review.public_id}/?sentence=1b0-17#sentence"
    assert f'<blockquote cite="{address}"' in page
    assert f'<a href="{address}" rel="nofollow">Read it in the review</a>' in page
    assert "Cites 1 review" in page
    assert "source unknown" not in page
    card = client.get(reverse("answer_card", args=[given.public_id])).text
    assert quotations(card) == ["The pace is slow."]


def test_an_edit_moves_it_or_is_told(
    client: Client, question: Question, make_review: Make, bruno: Person
) -> None:
    review = let_quote(make_review(body="The pace is slow. The music is warm."))
    answer(question, bruno, quoting(review, SLOW))

    def rewrite(body: str) -> str:
        """The question's page once the review says that."""
        fresh = Review.objects.select_related("author").get(pk=review.pk)
        assert fresh.author is not None
        edit_review(fresh, fresh.author, ReviewText("A headline", body, 80, False, "en"))
        let_quote(fresh)
        return page_of(client, question)

    assert "?sentence=2b5-22#sentence" in rewrite("Now. The pace is slow.")
    page = rewrite("The pace is quick.")
    assert "The review has changed since this was quoted." in page
    assert quotations(page) == ["The pace is slow."]
    assert f"/reviews/{review.public_id}/history/?version=1" in page
    assert "The pace is slow" not in rewrite("||The pace is very slow.|| Warm.")


def test_a_covered_one_is_a_cover(
    client: Client, question: Question, review: Review, bruno: Person
) -> None:
    answer(question, bruno, quoting(review, DIES))
    page = page_of(client, question)
    assert "keeper dies" not in page
    assert 'class="cover"' in page
    assert "?sentence=1b18-34#sentence" in page
    shown = client.get(f"{question.get_absolute_url()}?know=seen").text
    assert quotations(shown) == ["The keeper dies."]


def test_one_that_is_gone_names_nobody(
    client: Client, question: Question, given: Answer, review: Review
) -> None:
    assert "Mira" in page_of(client, question)
    Review.objects.filter(pk=review.pk).update(state=State.WITHHELD)
    page = page_of(client, question)
    assert "The review that was quoted here is gone." in page
    assert "Mira" not in page
    assert "pace is slow" not in page
    assert "Cites" not in page


def test_a_folded_answer_keeps_its_quotations_closed(
    client: Client, question: Question, given: Answer, review: Review
) -> None:
    Answer.objects.filter(pk=given.pk).update(contains_spoilers=True)
    assert quotations(page_of(client, question)) == []
    opened = client.get(f"{question.get_absolute_url()}?open={given.public_id}").text
    assert quotations(opened) == ["The pace is slow."]


@pytest.mark.engine
def test_lists_say_only_how_many(
    client: Client, film: Film, given: Answer, question: Question
) -> None:
    for path in (film.get_absolute_url(), reverse("questions")):
        page = client.get(path).text
        assert "Cites 1 review" in page
        assert "<blockquote cite" not in page


def test_imported_answers_that_cite_nothing_say_so(
    client: Client, question: Question, film: Film, bruno: Person
) -> None:
    made = answer(question, bruno, AnswerText("It is slow.", contains_spoilers=False))
    assert "source unknown" not in page_of(client, question)
    batch = ImportBatch.objects.create(film=film, kind="page-text", rights="own")
    Answer.objects.filter(pk=made.pk).update(batch=batch, author=None)
    assert "source unknown" in page_of(client, question)
    assert "source unknown" in client.get(film.get_absolute_url()).text


def test_the_history_has_those_of_each_version(
    client: Client, given: Answer, review: Review, bruno: Person
) -> None:
    edit_answer(given, bruno, quoting(review, DIES, body="It ends."))
    path = reverse("answer_history", args=[given.public_id])
    page = client.get(path).text
    assert quotations(page)[1:] == ["The pace is slow."]
    assert "keeper dies" not in page
    Answer.objects.filter(pk=given.pk).update(contains_spoilers=True)
    assert quotations(client.get(path).text) == []


def test_the_quoted_review_says_where(
    client: Client, question: Question, given: Answer, review: Review
) -> None:
    link = f'<a href="{question.get_absolute_url()}" dir="auto">How is the pace?</a>'
    page = client.get(review.get_absolute_url()).text
    assert "Quoted in an answer to" in page
    assert link in page
    assert question.current is not None
    current = Question.objects.select_related("current").get(pk=question.pk).current
    assert current is not None
    current.title_mark = [2, "editors"]
    current.keep_marks()
    assert "How is the pace?" not in client.get(review.get_absolute_url()).text
    Question.objects.filter(pk=question.pk).update(state=State.WITHHELD)
    assert "Quoted in" not in client.get(review.get_absolute_url()).text


@pytest.mark.engine
def test_quotations_take_one_query(client: Client, question: Question, make_review: Make) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page_of(client, question)
        return len(found)

    answer(question, make_person("first"), quoting(let_quote(make_review(body=BODY)), SLOW))
    before = queries()
    for number in range(3):
        texts = quoting(let_quote(make_review(body=BODY)), SLOW, DIES)
        answer(question, make_person(f"more{number}"), texts)
    assert queries() == before


def test_nothing_in_a_quoted_review_runs(
    client: Client, question: Question, make_review: Make, bruno: Person
) -> None:
    body = (
        "</blockquote><script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:x) \"'"
    )
    quoted = let_quote(make_review(body=body))
    assert quoted.current is not None
    whole = Span(0, len(quoted.current.body))
    answer(question, bruno, quoting(quoted, whole))
    client.force_login(bruno)
    page = page_of(client, question)
    (words,) = quotations(page)
    assert "<" not in words
    assert "alert(1)" in words
    edit = client.get(reverse("edit_answer", args=[Answer.objects.get().public_id])).text
    assert "<img" not in edit
    assert "<script>" not in edit
