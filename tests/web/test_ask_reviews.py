"""Asking a film's reviews: the field, its page, and the API."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.answers.subjects import subject_of
from houselights.base.house import choose
from houselights.base.limits import ASKED_PER_READER
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.opinions.actions import correct
from houselights.questions.actions import answer, ask
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import ImportBatch, Review
from houselights.spoilers.covering import By, Level
from houselights.text.words import sentence_digest
from houselights.web import asked_reviews
from tests.web.payloads import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Make = Callable[..., Review]

SECRET = "Ray drowns in the harbour."
SLOW, FAST = "It is slow and it drags.", "It is never slow."
QUIET = "The music is wonderful, all low strings."
PEOPLE = "Ask the community"
SAYS_NOT = "The reviews don't say."


@pytest.fixture(autouse=True)
def _quiet(db: None) -> None:
    cache.clear()
    choose("program_covers", "off")


@pytest.fixture
def reviews(make_review: Make) -> list[Review]:
    """Three open reviews; every sentence of theirs may be quoted."""
    made = [
        make_review(headline="Bring a coat", body=f"{SLOW} {QUIET}", rating=40),
        make_review(headline="Once more", body=f"{FAST} Nobody minds the ferry.", rating=90),
        make_review(headline="The end", body=f"The lamp is warm. ||{SECRET}||", rating=80),
    ]
    for one in made:
        allow(one)
    return made


def allow(review: Review, *refused: str) -> None:
    """Let all sentences be quoted but those."""
    assert review.current is not None
    from houselights.spoilers.open_sentences import open_sentences
    from houselights.spoilers.redact import Audience

    open_now = open_sentences(review, Audience())
    quotable = [[str(one.place), *one.span] for one in open_now if one.text not in refused]
    with write(review.film_id):
        review.current.quotable = quotable
        review.current.save()


def address(film: Film, question: str = "", **more: str) -> str:
    pairs = {"q": question, **more}
    query = "&".join(f"{name}={value}" for name, value in pairs.items() if value)
    return f"{reverse('reviews_say', args=[film.slug])}?{query}"


def get(client: Client, film: Film, question: str = "", **more: Any) -> HttpResponse:
    headers = more.pop("headers", {})
    given = {"q": question, **more}
    path = reverse("reviews_say", args=[film.slug])
    return client.get(path, given, headers=headers)  # type: ignore[return-value]


def text_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


class TestAnswer:
    def test_both_sides_are_counted_and_cited(
        self, client: Client, film: Film, reviews: list[Review]
    ) -> None:
        page = text_of(get(client, film, "Is it slow?"))
        assert "1 review says yes, 1 review says no." in page
        for one, words in ((reviews[0], SLOW), (reviews[1], FAST)):
            assert words in page
            start = one.current.body.open_raw().index(words) if one.current else -1
            place = f"1b{start}-{start + len(words)}"
            assert f'href="/reviews/{one.public_id}/?sentence={place}#sentence"' in page
        assert 'class="sides"' in page
        assert "4/10" in page
        assert PEOPLE in page

    def test_a_sentence_comes_with_author_rating_day_and_language(
        self, client: Client, film: Film, make_review: Make, alice: Person
    ) -> None:
        review = make_review(
            alice, body="La musique est superbe.", headline="Bon", rating=85, language="fr"
        )
        allow(review)
        page = text_of(get(client, film, "How is the musique?"))
        assert f'<a href="{alice.get_absolute_url()}">Alice</a>' in page
        assert "<bdi>8.5/10</bdi>" in page
        assert 'lang="fr">Français</span>' in page
        assert f'datetime="{review.published_at:%Y-%m-%d}"' in page

    @pytest.mark.usefixtures("reviews")
    def test_reviews_that_do_not_say_it_show_nothing(self, client: Client, film: Film) -> None:
        page = text_of(get(client, film, "Which studio lent the camel?"))
        assert SAYS_NOT in page
        assert "<blockquote" not in page
        assert f"{reverse('ask', args=[film.slug])}?title=Which+studio+lent+the+camel" in page

    @pytest.mark.usefixtures("reviews")
    def test_a_covered_sentence_is_neither_cited_nor_counted(
        self, client: Client, film: Film
    ) -> None:
        for knows in ("", "nothing", "premise"):
            page = text_of(get(client, film, "Does Ray drown?", know=knows))
            assert SECRET not in page
        assert SECRET in text_of(get(client, film, "Does Ray drown?", know="seen"))

    @pytest.mark.usefixtures("reviews")
    def test_community_questions_like_it_stand_beside(
        self, client: Client, film: Film, alice: Person
    ) -> None:
        asked = ask(film, alice, QuestionText("Is this film really slow?", "", "en"))
        unanswered = ask(film, alice, QuestionText("Is it very slow?", "", "en"))
        answer(asked, alice, AnswerText("Not to me.", False, "en"))
        page = text_of(get(client, film, "Is it slow?"))
        assert "People have asked:" in page
        assert asked.get_absolute_url() in page
        assert unanswered.get_absolute_url() not in page


class TestClosed:
    def test_what_is_risky_is_a_cover_until_it_is_opened(
        self, client: Client, film: Film, reviews: list[Review]
    ) -> None:
        allow(reviews[0], SLOW)
        page = text_of(get(client, film, "Is it slow?"))
        assert SLOW not in page
        found = re.search(r'<a class="cover" href="([^"]+)"', page)
        assert found
        opened = client.get(html.unescape(found[1]))
        assert f'<span class="uncovered">{SLOW}</span>' in text_of(opened)
        assert "autofocus" in text_of(opened)

    def test_nothing_is_risky_for_who_has_seen_it(
        self, client: Client, film: Film, reviews: list[Review]
    ) -> None:
        allow(reviews[0], SLOW)
        assert SLOW in text_of(get(client, film, "Is it slow?", know="seen"))

    def test_a_key_opens_no_other_sentence(
        self, client: Client, film: Film, reviews: list[Review]
    ) -> None:
        allow(reviews[0], SLOW)
        for key in ("1", f"{reviews[0].public_id}", f"{reviews[0].public_id}.1b0-5", "x" * 400):
            assert SLOW not in text_of(get(client, film, "Is it slow?", open=key))


class TestRedactedAnew:
    def test_what_was_covered_since_the_corpus_was_made_is_not_shown(
        self,
        client: Client,
        film: Film,
        reviews: list[Review],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        kept = asked_reviews.corpus_for
        stale = kept(film, _premise())
        monkeypatch.setattr(asked_reviews, "corpus_for", lambda _film, _audience: stale)
        assert SLOW in text_of(get(client, film, "Is it slow?"))
        revision = reviews[0].current
        assert revision is not None
        revision.marks = [[0, len(SLOW), int(Level.SOURCE), str(By.EDITORS)]]
        revision.keep_marks()
        page = text_of(get(client, film, "Is it slow?"))
        assert SLOW not in page
        assert FAST in page

    @pytest.mark.usefixtures("reviews")
    def test_a_review_that_is_gone_is_not_shown(
        self,
        client: Client,
        film: Film,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        stale = asked_reviews.corpus_for(film, _premise())
        monkeypatch.setattr(asked_reviews, "corpus_for", lambda _film, _audience: stale)
        Review.objects.filter(film=film).update(state="withheld")
        assert SAYS_NOT in text_of(get(client, film, "Is it slow?"))

    def test_texts_for_members_are_for_members(
        self, client: Client, film: Film, reviews: list[Review], bruno: Person, settings: Any
    ) -> None:
        settings.IS_PUBLIC = True
        batch = ImportBatch.objects.create(film=film, kind="page-text")
        with write(film.pk):
            Review.objects.filter(pk=reviews[0].pk).update(batch=batch)
        assert SLOW not in text_of(get(client, film, "Is it slow?"))
        client.force_login(bruno)
        assert SLOW in text_of(get(client, film, "Is it slow?"))


def _premise() -> Any:
    from houselights.reviews.rights import EVERY_BASIS
    from houselights.spoilers.redact import Audience

    return Audience(bases=EVERY_BASIS)


class TestPage:
    @pytest.mark.usefixtures("reviews")
    def test_it_begins_with_questions_that_are_answered(self, client: Client, film: Film) -> None:
        page = text_of(get(client, film))
        assert "Is it slow?" in page
        assert "How is the music?" in page
        assert "How is the script?" not in page
        assert 'id="answered"></div>' in page.replace("> <", "><")

    @pytest.mark.usefixtures("reviews")
    def test_the_film_page_has_the_field(self, client: Client, film: Film) -> None:
        page = text_of(client.get(film.get_absolute_url()))  # type: ignore[arg-type]
        assert 'id="ask-reviews"' in page
        assert f'action="{reverse("reviews_say", args=[film.slug])}"' in page

    def test_a_film_without_reviews_has_none(self, client: Client, film: Film) -> None:
        page = text_of(client.get(film.get_absolute_url()))  # type: ignore[arg-type]
        assert 'id="ask-reviews"' not in page
        response = get(client, film, "Is it slow?")
        assert response.status_code == 422
        assert "there is nothing to ask" in text_of(response)

    @pytest.mark.usefixtures("reviews")
    def test_too_long_a_question_is_said_to_be(self, client: Client, film: Film) -> None:
        response = get(client, film, "so slow " * 100)
        assert response.status_code == 422
        assert "at most 300 characters" in text_of(response)

    @pytest.mark.usefixtures("reviews")
    def test_a_script_gets_the_answer_alone(self, client: Client, film: Film) -> None:
        script = {"HX-Request": "true", "HX-Target": "answered"}
        page = text_of(get(client, film, "Is it slow?", headers=script))
        assert "<html" not in page
        assert SLOW in page
        assert 'hx-swap-oob="innerHTML:#answer-said"' in page

    @pytest.mark.usefixtures("reviews")
    def test_no_robot_keeps_it_and_no_cache(self, client: Client, film: Film) -> None:
        response = get(client, film, "Is it slow?")
        assert '<meta name="robots" content="noindex">' in text_of(response)
        assert response["Cache-Control"] == "private, no-cache"

    @pytest.mark.usefixtures("reviews")
    def test_an_unknown_film_and_a_former_address(self, client: Client) -> None:
        assert client.get("/films/nowhere/reviews-say/?q=x").status_code == 404

    @pytest.mark.usefixtures("reviews")
    def test_nobody_asks_without_end(self, client: Client, film: Film) -> None:
        _use_up("127.0.0.1")
        assert get(client, film, "Is it slow?").status_code == 429

    @pytest.mark.parametrize("payload", PAYLOADS[:12])
    @pytest.mark.usefixtures("reviews")
    def test_what_is_asked_is_only_words(self, client: Client, film: Film, payload: str) -> None:
        page = get(client, film, f"slow {payload}"[:300]).content.decode()
        assert payload not in page


def _use_up(owner: str) -> None:
    from houselights.base.limits import spend

    for _ in range(ASKED_PER_READER[0]):
        spend(owner, "ask-reviews", ASKED_PER_READER)


class TestCorrections:
    @pytest.mark.usefixtures("reviews")
    def test_an_editor_takes_a_sentence_out(self, client: Client, film: Film, edda: Person) -> None:
        assert "Doesn't answer" not in text_of(get(client, film, "Is it slow?"))
        client.force_login(edda)
        page = text_of(get(client, film, "Is it slow?"))
        assert "Doesn't answer" in page
        subject, digest = subject_of("Is it slow?"), sentence_digest(SLOW)
        assert f'name="subject" value="{subject}"' in page
        assert f'name="digest" value="{digest}"' in page
        sent = {"subject": subject, "digest": digest, "next": address(film, "Is it slow?")}
        response = client.post(reverse("corrections", args=[film.slug]), sent)
        assert response.status_code == 302
        page = text_of(get(client, film, "is it SLOW"))
        assert SLOW not in page
        assert FAST in page
        assert SLOW in text_of(get(client, film, "Does it drag?"))

    @pytest.mark.usefixtures("reviews")
    def test_a_question_that_is_not_answered_at_all(
        self, client: Client, film: Film, edda: Person
    ) -> None:
        correct(film, edda, subject=subject_of("Is it slow?"))
        assert SLOW not in text_of(get(client, film, "Is it slow?"))


class TestApi:
    def ask(self, client: Client, film: Film, **given: str) -> HttpResponse:
        return client.get(reverse("api_ask", args=[film.slug]), given)  # type: ignore[return-value]

    @pytest.mark.usefixtures("reviews")
    def test_it_tells_what_the_page_shows(self, client: Client, film: Film) -> None:
        response = self.ask(client, film, q="Is it slow?")
        told = json.loads(response.content)
        assert (told["says"], told["sided"]) == (True, "property")
        assert told["reviews"] == {"yes": 1, "no": 1}
        assert {one["text"] for one in told["cited"]} == {SLOW, FAST}
        assert all(one["url"].endswith("#sentence") for one in told["cited"])
        assert [one["closed"] for one in told["cited"]] == [None, None]
        assert sorted(n for group in told["groups"] for n in group) == [0, 1]
        assert response["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in response

    def test_it_says_no_more_than_the_page(
        self, client: Client, film: Film, reviews: list[Review]
    ) -> None:
        allow(reviews[0], SLOW)
        for knows in ("", "nothing", "premise", "source"):
            given = {"q": "Is it slow?"} | ({"knows": knows} if knows else {})
            cited = json.loads(self.ask(client, film, **given).content)["cited"]
            assert {one["text"]: one["closed"] for one in cited} == {None: "spoiler", FAST: None}
        told = self.ask(client, film, q="Does Ray drown?", knows="premise")
        assert SECRET not in told.content.decode()
        told = self.ask(client, film, q="Does Ray drown?", knows="seen")
        assert SECRET in told.content.decode()

    def test_words_that_may_not_leave_stay(
        self, client: Client, film: Film, reviews: list[Review]
    ) -> None:
        Person.objects.filter(pk=reviews[0].author_id).update(is_demo=True)
        cited = json.loads(self.ask(client, film, q="Is it slow?").content)["cited"]
        assert {one["text"]: one["closed"] for one in cited} == {None: "rights", FAST: None}

    @pytest.mark.usefixtures("reviews")
    def test_where_nothing_is_said_nothing_is_cited(self, client: Client, film: Film) -> None:
        told = json.loads(self.ask(client, film, q="Which studio lent the camel?").content)
        assert (told["says"], told["cited"], told["groups"]) == (False, [], [])

    @pytest.mark.parametrize(
        ("given", "status", "code"),
        [
            ({}, 400, "empty_question"),
            ({"q": "slow " * 100}, 400, "long_question"),
            ({"q": "Is it slow?", "knows": "all"}, 400, "refused"),
        ],
    )
    @pytest.mark.usefixtures("reviews")
    def test_refusals_are_problems(
        self,
        client: Client,
        film: Film,
        given: dict[str, str],
        status: int,
        code: str,
    ) -> None:
        response = self.ask(client, film, **given)
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        told = json.loads(response.content)
        assert (told["status"], told["code"]) == (status, code)
        assert told["detail"]

    def test_an_unknown_film(self, client: Client) -> None:
        response = client.get("/api/v1/films/nowhere/ask?q=Is+it+slow")
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"

    @pytest.mark.usefixtures("reviews")
    def test_nobody_asks_without_end(self, client: Client, film: Film) -> None:
        _use_up("127.0.0.1")
        response = self.ask(client, film, q="Is it slow?")
        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0
        assert json.loads(response.content)["code"] == "too_many"
