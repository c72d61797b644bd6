"""/spoilers/waiting/: editors decide about sentences, one form each, and turn it round."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.actions import ask
from houselights.questions.rules import QuestionText
from houselights.reviews.models import Review
from houselights.spoilers.covering import Knows
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.readings import say_of_film
from houselights.text.words import sentence_digest
from tests.cast import make_person
from tests.web.payloads import PAYLOADS
from tests.web.test_xss import suspects_in

pytestmark = pytest.mark.django_db

type MakeReview = Callable[..., Review]
HERE = reverse("sentences_waiting")
SECRET = "The lamp keeper did it."
BODY = f"It is slow. {SECRET} Go and see it."


@pytest.fixture
def review(make_review: MakeReview) -> Review:
    return make_review(headline="Slow", body=BODY)


@pytest.fixture
def editor(client: Client, edda: Person) -> Client:
    """Edda's browser."""
    client.force_login(edda)
    return client


def waits(row: Review, text: str = SECRET, **fields: object) -> Sentence:
    assert row.current is not None
    start = row.current.body.open_raw().index(text)
    given: dict[str, object] = {"suspicion": 400, "waits": True} | fields
    return Sentence.objects.create(
        film=row.film,
        review=row,
        start=start,
        end=start + len(text),
        digest=sentence_digest(text),
        **given,
    )


def decide(browser: Client, sentence: Sentence, say: str, **fields: str) -> str:
    """Send a decision; the address that it leads to."""
    sent = {"of": sentence.public_id, "say": say} | fields
    answer = browser.post(HERE, sent)
    assert answer.status_code == 302
    return answer["Location"]


class TestWhoGetsIn:
    """Editors and moderators."""

    def test_a_visitor_is_led_to_sign_in(self, client: Client) -> None:
        assert "/accounts/login/" in client.get(HERE)["Location"]

    def test_members_are_refused(self, client: Client, alice: Person, review: Review) -> None:
        sentence = waits(review, author_said=True)
        client.force_login(alice)
        assert client.get(HERE).status_code == 403
        assert client.post(HERE, {"of": sentence.public_id, "say": "cover"}).status_code == 403

    def test_moderators_find_the_number_on_their_page(
        self, client: Client, mira: Person, review: Review
    ) -> None:
        waits(review, author_said=True)
        client.force_login(mira)
        assert client.get(HERE).status_code == 200
        assert "Sentences · 1" in " ".join(client.get(reverse("moderation")).text.split())


class TestTheList:
    """What stands on it."""

    def test_the_most_suspicious_stands_first(self, editor: Client, review: Review) -> None:
        waits(review, "It is slow.", author_said=False, suspicion=100)
        waits(review, author_said=False, suspicion=900)
        items = editor.get(HERE).context["page"].items
        assert [item.sentence.suspicion for item in items] == [900, 100]
        assert items[0].suspicion == "The program: it gives something away"

    def test_a_film_that_the_editor_has_not_seen_comes_closed(
        self, editor: Client, edda: Person, review: Review
    ) -> None:
        sentence = waits(review, author_said=False, author_reason="He is the keeper, so what?")
        page = editor.get(HERE)
        assert "keeper" not in page.text
        assert 'value="cover"' not in page.text
        opened = editor.get(page.context["page"].items[0].open_link)
        assert f"<mark>{SECRET}</mark>" in opened.text
        assert "so what?" in opened.text
        say_of_film(edda, review.film, Knows.SEEN)
        assert f"<mark>{SECRET}</mark>" in editor.get(HERE).text
        say_of_film(edda, review.film, Knows.SOURCE)
        assert sentence.public_id in editor.get(HERE).text
        assert "keeper" not in editor.get(HERE).text

    def test_it_says_what_readers_and_the_author_say(self, editor: Client, review: Review) -> None:
        sentence = waits(review, author_said=False)
        for number, gives in enumerate((True, True, False)):
            SentenceMark.objects.create(
                sentence=sentence, person=make_person(f"marks{number}"), gives_away=gives
            )
        [item] = editor.get(HERE).context["page"].items
        assert item.readers == "2 of 3 readers: it gives something away"
        assert item.author == "Its author: it is harmless"

    def test_texts_that_readers_do_not_see_are_left_out(
        self, editor: Client, review: Review
    ) -> None:
        waits(review, author_said=False)
        Review.objects.filter(pk=review.pk).update(state=State.WITHHELD)
        page = editor.get(HERE)
        assert page.context["page"].items == []
        assert "Nothing waits." in page.text

    def test_a_question_and_its_title(self, editor: Client, film: Film, edda: Person) -> None:
        title = "Why did the lamp keeper do it?"
        question = ask(film, make_person("ida"), QuestionText(title))
        say_of_film(edda, film, Knows.SEEN)
        Sentence.objects.create(
            film=film,
            question=question,
            place="headline",
            start=0,
            end=len(title),
            digest=sentence_digest(title),
            author_said=False,
            waits=True,
        )
        page = editor.get(HERE)
        assert f"<mark>{title}</mark>" in page.text

    def test_few_queries_however_many_wait(
        self,
        editor: Client,
        make_review: MakeReview,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _number in range(30):
            waits(make_review(body=BODY), author_said=False)
        with django_assert_max_num_queries(14):
            page = editor.get(HERE)
        assert len(page.context["page"].items) == 25
        with django_assert_max_num_queries(14):
            rest = editor.get(page.context["page"].next_url)
        assert len(rest.context["page"].items) == 5

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_no_text_becomes_markup(
        self, editor: Client, edda: Person, make_review: MakeReview, payload: str
    ) -> None:
        review = make_review(headline="A mild one", body=f"Before. {payload} {SECRET}")
        say_of_film(edda, review.film, Knows.SEEN)
        waits(review, author_said=False, author_reason=payload[:200])
        assert suspects_in(editor.get(HERE).text) == []


class TestDeciding:
    """One press, and the next one."""

    def test_it_is_covered_and_the_next_is_at_hand(
        self, editor: Client, review: Review, make_review: MakeReview
    ) -> None:
        sentence = waits(review, author_said=False, suspicion=900)
        following = waits(make_review(body=BODY), author_said=False)
        where = editor.get(f"{HERE}?open={sentence.public_id}").context["page"].items[0].next
        assert where.endswith(f"#r{following.public_id}")
        led = decide(editor, sentence, "cover", next=where)
        assert led.endswith(f"decided={sentence.public_id}#r{following.public_id}")
        sentence.refresh_from_db()
        assert (sentence.gives_away, sentence.settled_by) == (True, "editors")
        current = Review.objects.select_related("current").get(pk=review.pk).current
        assert current is not None
        assert [3, "editors"] in [mark[2:] for mark in current.marks]
        page = editor.get(led)
        assert [item.sentence.pk for item in page.context["page"].items] == [following.pk]
        assert "Covered." in page.text

    def test_it_can_be_turned_round(self, editor: Client, review: Review) -> None:
        sentence = waits(review, author_said=False)
        led = decide(editor, sentence, "cover")
        assert "No, it is harmless" in editor.get(led).text
        assert "No, cover it" in editor.get(decide(editor, sentence, "harmless")).text
        sentence.refresh_from_db()
        assert sentence.gives_away is False
        current = Review.objects.select_related("current").get(pk=review.pk).current
        assert current is not None
        assert not any(mark[0] == sentence.start for mark in current.marks)

    def test_ones_own_text_is_somebody_elses_to_decide(
        self, editor: Client, edda: Person, make_review: MakeReview
    ) -> None:
        sentence = waits(make_review(edda, body=BODY), author_said=False)
        page = editor.get(f"{HERE}?open={sentence.public_id}")
        assert "Somebody else has to decide" in page.text
        assert 'value="cover"' not in page.text
        answer = editor.post(HERE, {"of": sentence.public_id, "say": "cover"})
        assert answer.status_code == 403

    def test_what_is_no_decision_is_refused(self, editor: Client, review: Review) -> None:
        sentence = waits(review, author_said=False)
        assert editor.post(HERE, {"of": "nothing", "say": "cover"}).status_code == 404
        assert editor.post(HERE, {"of": sentence.public_id}).status_code == 400
        assert editor.post(HERE, {"of": sentence.public_id, "say": "x"}).status_code == 400

    def test_it_leads_nowhere_else(self, editor: Client, review: Review) -> None:
        sentence = waits(review, author_said=False)
        led = decide(editor, sentence, "cover", next="https://elsewhere.example/")
        assert led.startswith(HERE)
