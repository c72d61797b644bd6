"""What a text seems to give away, shown to its writer while it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.base.models import TextRevision
from houselights.catalogue.models import Film
from houselights.questions.actions import answer as give_answer
from houselights.questions.actions import ask as ask_question
from houselights.questions.models import Answer, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import Draft, Review
from houselights.spoilers.marks import author_says, decide, mark_sentences
from houselights.spoilers.models import Sentence
from houselights.spoilers.redact import Audience, redact_review
from houselights.spoilers.scorer.score import THRESHOLDS
from houselights.spoilers.settling import Spot, Stand
from houselights.spoilers.suggestions import keep_word
from houselights.text.words import sentence_digest
from tests.web.test_write import TEXT, publish, published, to

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

TELLS = "In the end Ray dies because his brother killed him, and we learn that he was dead."
TELLS_TOO = "It turns out that Ray is the murderer, and he is killed at the end by his sister."
MILD = "The light is lovely."
BODY = f"{MILD} {TELLS}"
SEEMS = "seems to give something away"
DIGEST = sentence_digest(TELLS)


@pytest.fixture
def keen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is easily alarmed: titles alone seldom are enough for it."""
    monkeypatch.setitem(cast("dict[str, float]", THRESHOLDS), "outright", 0.15)


@pytest.fixture
def alices(client: Client, alice: Person) -> Client:
    client.force_login(alice)
    return client


def words_of(answer: Any) -> str:
    return unescape(" ".join(answer.content.decode().split()))


def sentences_in(answer: Any) -> list[str]:
    return re.findall(r'class="seems__words"[^>]*>([^<]*)<', words_of(answer))


def preview(client: Client, film: Film, *, by_script: bool = False, **fields: Any) -> Any:
    headers = {"HX-Request": "true"} if by_script else {}
    return client.post(to("preview", film), TEXT | {"body": BODY} | fields, headers=headers)


def is_covered(revision: TextRevision | None) -> bool:
    assert revision
    return bool(revision.marks)


def spot_of(review: Review) -> Spot:
    stand = Stand(review)
    return next(one for one in stand.spots if stand.words_of(one) == TELLS)


class TestPublishing:
    def test_the_first_press_shows_them_and_the_second_publishes(
        self, alices: Client, film: Film
    ) -> None:
        first = publish(alices, film, body=BODY)
        assert first.status_code == 200
        assert sentences_in(first) == [TELLS]
        assert "Publish as it is" in words_of(first)
        assert not Review.objects.exists()
        publish(alices, film, body=BODY, seen=DIGEST)
        assert is_covered(published().current)  # nothing was said, so the program covers it

    def test_a_text_that_tells_nothing_is_published_at_once(
        self, alices: Client, film: Film
    ) -> None:
        assert publish(alices, film, body=MILD).status_code == 302

    @pytest.mark.parametrize(
        "fields", [{"contains_spoilers": "yes"}, {"body": f"{MILD} ||{TELLS}||"}]
    )
    def test_nor_is_anybody_asked_about_what_is_covered(
        self, alices: Client, film: Film, fields: dict[str, str]
    ) -> None:
        assert publish(alices, film, **{"body": BODY} | fields).status_code == 302

    def test_where_the_program_covers_nothing_it_says_nothing(
        self, alices: Client, film: Film
    ) -> None:
        choose("program_covers", "off")
        assert publish(alices, film, body=BODY).status_code == 302

    def test_what_is_missing_is_said_first(self, alices: Client, film: Film) -> None:
        answer = publish(alices, film, body=BODY, contains_spoilers="")
        assert answer.status_code == 422
        assert "Publish as it is" not in words_of(answer)
        assert sentences_in(answer) == [TELLS]

    def test_a_new_sentence_is_shown_once_as_well(self, alices: Client, film: Film) -> None:
        answer = publish(alices, film, body=f"{BODY} {TELLS_TOO}", seen=DIGEST)
        assert sentences_in(answer) == [TELLS, TELLS_TOO]


class TestKeepingOpen:
    def keep_open(self, client: Client, film: Film, reason: str = "It is the premise.") -> Review:
        said = {"seen": DIGEST, "harmless": DIGEST, f"why-{DIGEST}": reason}
        publish(client, film, body=BODY, **said)
        return published()

    def test_the_program_leaves_it_open(self, alices: Client, film: Film) -> None:
        review = self.keep_open(alices, film)
        assert not is_covered(review.current)
        assert TELLS in redact_review(review, Audience()).body
        said = Sentence.objects.get()
        assert (said.author_said, said.author_reason) == (False, "It is the premise.")
        assert (said.gives_away, said.settled_by) == (None, "")  # readers may still object

    def test_the_reason_has_a_length(self, alices: Client, film: Film) -> None:
        self.keep_open(alices, film, "x" * 300)
        assert len(Sentence.objects.get().author_reason) == 200

    def test_an_editor_can_still_cover_it(self, alices: Client, film: Film, edda: Person) -> None:
        self.keep_open(alices, film)
        decide(edda, Sentence.objects.get(), gives_away=True)
        assert is_covered(published().current)

    def test_the_desk_shows_what_was_said_and_takes_it_back(
        self, alices: Client, film: Film
    ) -> None:
        review = self.keep_open(alices, film)
        address = reverse("edit_review", args=[review.public_id])
        page = words_of(alices.get(address))
        assert re.search(rf'name="harmless" value="{DIGEST}" checked', page)
        assert 'value="It is the premise."' in page
        alices.post(address, TEXT | {"body": BODY, "revision": "1", "seen": DIGEST})
        assert is_covered(published().current)

    def test_it_counts_as_on_the_page_of_its_sentences(
        self, alices: Client, alice: Person, film: Film
    ) -> None:
        publish(alices, film, body=BODY, seen=DIGEST)
        author_says(alice, published(), spot_of(published()), gives_away=True)
        keep_word(published(), {DIGEST: ""}, {DIGEST})
        said = Sentence.objects.get()
        assert (said.author_said, said.gives_away, said.settled_by) == (False, None, "")
        assert not is_covered(published().current)

    def test_it_brings_an_editors_decision_before_them_again_and_does_not_undo_it(
        self, alices: Client, film: Film, edda: Person
    ) -> None:
        publish(alices, film, body=BODY, seen=DIGEST)
        mark_sentences(edda, published(), [spot_of(published())], gives_away=True)
        keep_word(published(), {DIGEST: "It is the premise."}, {DIGEST})
        said = Sentence.objects.get()
        assert (said.gives_away, said.settled_by, said.waits) == (True, "editors", True)
        assert is_covered(published().current)

    def test_what_is_taken_back_leaves_the_word_to_readers_again(
        self, alices: Client, film: Film
    ) -> None:
        review = self.keep_open(alices, film)
        keep_word(review, {}, {DIGEST})
        assert not Sentence.objects.exists()
        assert is_covered(published().current)

    def test_a_draft_keeps_it(self, alices: Client, film: Film) -> None:
        alices.post(to("draft", film), TEXT | {"body": BODY, "harmless": DIGEST})
        assert Draft.objects.get().harmless == [[DIGEST, ""]]
        assert "checked" in words_of(alices.get(to("write", film))).split(DIGEST)[3]

    def test_what_does_not_stand_in_the_text_is_not_kept(self, alices: Client, film: Film) -> None:
        publish(alices, film, body=MILD, harmless=["0" * 64, "nonsense"], seen="0" * 64)
        assert published()
        assert not Sentence.objects.exists()


class TestCovering:
    def test_without_script_the_house_covers_the_sentence(self, alices: Client, film: Film) -> None:
        page = words_of(preview(alices, film, cover=DIGEST))
        assert f"||{TELLS}||" in page
        assert SEEMS not in page

    @pytest.mark.usefixtures("keen")
    def test_it_covers_a_headline(self, alices: Client, film: Film) -> None:
        page = preview(alices, film, headline=TELLS, body=MILD, cover=DIGEST)
        assert re.search(r'name="headline_covered"[^>]* checked', words_of(page))
        assert SEEMS not in words_of(page)

    def test_it_flags_the_whole(self, alices: Client, film: Film) -> None:
        page = words_of(preview(alices, film, flag="yes"))
        assert re.search(r'value="yes" [^>]*checked', page)
        assert SEEMS not in page

    def test_the_preview_shows_what_the_program_would_cover(
        self, alices: Client, film: Film
    ) -> None:
        answer = words_of(preview(alices, film, by_script=True))
        assert "covered by the program" in answer
        kept = words_of(preview(alices, film, by_script=True, harmless=DIGEST, seen=DIGEST))
        assert "covered by the program" not in kept

    def test_scripts_get_the_sentences_only_where_they_are_new(
        self, alices: Client, film: Film
    ) -> None:
        assert "#suggestions" in words_of(preview(alices, film, by_script=True))
        assert "#suggestions" not in words_of(preview(alices, film, by_script=True, seen=DIGEST))
        emptied = preview(alices, film, by_script=True, seen=DIGEST, body=MILD)
        assert "#suggestions" in words_of(emptied)
        assert SEEMS not in words_of(emptied)


class TestClosingAsAWhole:
    def test_it_is_offered_where_the_house_opens_parts(self, alices: Client, film: Film) -> None:
        assert "fold_locked" not in words_of(alices.get(to("write", film)))
        choose("opens_parts", True)
        assert "fold_locked" in words_of(alices.get(to("write", film)))
        publish(alices, film, contains_spoilers="yes", fold_locked="on")
        assert published().fold_locked


class TestOthers:
    def test_a_writer_sees_what_others_cover(
        self, alices: Client, alice: Person, edda: Person, make_review: Make
    ) -> None:
        review = make_review(alice, body=f"{BODY} {TELLS_TOO}")
        stand = Stand(review)
        spots = [one for one in stand.spots if stand.words_of(one) == MILD]
        mark_sentences(edda, review, spots, gives_away=True)
        page = words_of(alices.get(reverse("edit_review", args=[review.public_id])))
        assert "2 passages of your review are covered by others" in page
        assert "covered by the editors" in page
        assert f"{review.get_absolute_url()}sentences/" in page


@pytest.fixture
def question(film: Film, bruno: Person) -> Question:
    return ask_question(film, bruno, QuestionText("Why does the lamp burn?", "", "en"))


class TestAnswers:
    def give(self, client: Client, question: Question, **fields: Any) -> Any:
        typed = {"body": BODY, "contains_spoilers": "no", "token": "one"} | fields
        return client.post(reverse("answer", args=[question.public_id]), typed)

    def test_they_are_shown_once_and_then_published(
        self, alices: Client, question: Question
    ) -> None:
        first = self.give(alices, question)
        assert sentences_in(first) == [TELLS]
        assert "Publish it as it is" in words_of(first)
        assert not Answer.objects.exists()
        self.give(alices, question, seen=DIGEST, harmless=DIGEST)
        given = Answer.objects.select_related("current").get()
        assert not is_covered(given.current)
        assert Sentence.objects.get(answer=given).author_said is False

    def test_a_sentence_is_covered_and_the_whole_flagged(
        self, alices: Client, question: Question
    ) -> None:
        assert f"||{TELLS}||" in words_of(self.give(alices, question, cover=DIGEST))
        flagged = words_of(self.give(alices, question, flag="yes"))
        assert re.search(r'value="yes" [^>]*checked', flagged)
        assert not Answer.objects.exists()

    def test_an_edit_asks_only_about_what_is_new(
        self, alices: Client, alice: Person, question: Question
    ) -> None:
        given = give_answer(question, alice, AnswerText(MILD, False, "en"))
        address = reverse("edit_answer", args=[given.public_id])
        typed = {"body": BODY, "contains_spoilers": "no"}
        assert sentences_in(alices.post(address, typed)) == [TELLS]
        assert alices.post(address, typed | {"seen": DIGEST, "harmless": DIGEST}).url
        again = alices.post(address, typed | {"body": f"{MILD} {BODY}"})
        assert again.status_code == 302
        given.refresh_from_db()
        assert not is_covered(given.current)

    def test_it_can_be_kept_closed_as_a_whole(self, alices: Client, question: Question) -> None:
        self.give(alices, question, contains_spoilers="yes", fold_locked="on")
        assert Answer.objects.get().fold_locked


class TestQuestions:
    TITLE = "Why does Ray kill his brother at the end, and is he dead when his sister dies?"

    def ask(self, client: Client, film: Film, **fields: Any) -> Any:
        typed = {"title": self.TITLE, "details": MILD, "token": "one"} | fields
        return client.post(to("ask", film), typed)

    @pytest.mark.usefixtures("keen")
    def test_a_question_that_tells_is_shown_once(self, alices: Client, film: Film) -> None:
        first = self.ask(alices, film)
        assert "Your question seems to tell something that viewers don’t know yet" in words_of(
            first
        )
        assert "Ask it as it is" in words_of(first)
        assert not Question.objects.exists()
        assert self.ask(alices, film, seen=sentence_digest(self.TITLE)).status_code == 302

    def test_details_are_covered(self, alices: Client, film: Film) -> None:
        page = self.ask(alices, film, title="Why the lamp?", details=BODY, cover=DIGEST)
        assert f"||{TELLS}||" in words_of(page)

    def test_an_edit_is_looked_at_as_well(
        self, client: Client, bruno: Person, question: Question
    ) -> None:
        client.force_login(bruno)
        address = reverse("edit_question", args=[question.public_id])
        page = client.post(address, {"title": "Why the lamp?", "details": BODY})
        assert sentences_in(page) == [TELLS]
