"""A text sentence by sentence: marking, answering, deciding, and by whom what is covered."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from houselights.accounts.models import Person
from houselights.base import limits
from houselights.base.clock import now
from houselights.base.house import choose
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.moderation.actions import report
from houselights.moderation.rules import Reported
from houselights.questions.actions import answer, ask
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import ImportBatch, Review, Rights, ShownTo
from houselights.spoilers.marking import apply_marks
from houselights.spoilers.marks import author_says, decide, mark_sentences
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.sentences import key_of
from houselights.spoilers.settling import Spot, Stand
from houselights.web.receipts_of_sentences import Line
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

BODY = (
    "The coat is lovely. ||The keeper is the thief.|| The door stays shut, ||he never "
    "comes back||, and *that* is that. Read [||her letter||](https://example.org/she-lives) twice."
)
COAT = "The coat is lovely."


@pytest.fixture(autouse=True)
def _people_only(db: None) -> None:
    """Nothing is spent yet, and the program covers nothing, whatever it has learnt by now."""
    cache.clear()
    choose("program_covers", "off")


@pytest.fixture
def review(make_review: Make, alice: Person) -> Review:
    return make_review(alice, headline="Coats and doors", body=BODY)


def page_of(review: Review) -> str:
    return reverse("review_sentences", args=[review.public_id])


def key(review: Review, words: str = COAT) -> str:
    return key_of(spot(review, words))


def spot(review: Review, words: str = COAT) -> Spot:
    stand = Stand(Review.objects.select_related("current").get(pk=review.pk))
    return next(spot for spot in stand.spots if stand.words_of(spot) == words)


def settle_by_readers(review: Review, *, side: bool) -> None:
    """As if these readers had been right often enough before."""
    Sentence.objects.update(
        gives_away=side, settled_by=Sentence.By.READERS, settled_at=now(), author_asked_at=None
    )
    with write(review.film_id):
        apply_marks(Review.objects.select_related("current").get(pk=review.pk))


def read(client: Client, review: Review, **query: str) -> str:
    return client.get(page_of(review), query).content.decode()


def lines(client: Client, review: Review) -> dict[str, Line]:
    """The lines of the page by their words as they are shown."""
    found = client.get(page_of(review)).context["page"].lines
    return {re.sub(r"<[^>]*>", "", str(line.shown.html)).strip(): line for line in found}


class TestReading:
    def test_covered_runs_are_closed_and_open_one_by_one(
        self, client: Client, review: Review
    ) -> None:
        page = read(client, review)
        for secret in ("thief", "never comes", "her letter", "she-lives"):
            assert secret not in page
        assert "The door stays shut," in page
        page = read(client, review, open=f"{review.public_id}-1")
        assert "thief" in page
        assert "never comes" not in page

    def test_where_a_link_leads_is_not_told(self, client: Client, review: Review) -> None:
        opened = ",".join(f"{review.public_id}-{n}" for n in (1, 2, 3))
        page = read(client, review, open=opened)
        assert "her letter" in page
        assert "she-lives" not in page

    def test_of_a_folded_review_there_is_a_curtain(self, client: Client, make_review: Make) -> None:
        folded = make_review(body="He never came back.", contains_spoilers=True)
        assert "never came" not in read(client, folded)
        assert "never came" in read(client, folded, open=folded.public_id)

    def test_receipts_say_by_whom(
        self, client: Client, review: Review, edda: Person, bruno: Person
    ) -> None:
        mark_sentences(bruno, review, [spot(review)], gives_away=True)
        line = lines(client, review)[COAT]
        assert line.said == ["1 reader: it gives something away", "The author has been asked"]
        assert not line.decided
        decide(edda, Sentence.objects.get(), gives_away=True)
        page = read(client, review)
        assert "Covered by the editors" in page
        assert COAT not in page
        assert "Covered by the author" in page
        assert "Covered in part by the author" in page

    @pytest.mark.parametrize(
        ("side", "words"),
        [(True, "Covered by readers, 2 of 3"), (False, "Harmless, say readers, 2 of 3")],
    )
    def test_what_readers_settled_says_how_many_and_when(
        self, client: Client, review: Review, edda: Person, side: bool, words: str
    ) -> None:
        readers = [make_person(f"reader{number}") for number in range(3)]
        for reader, said in zip(readers, (side, side, not side), strict=True):
            mark_sentences(reader, review, [spot(review)], gives_away=said)
        settle_by_readers(review, side=side)
        client.force_login(edda)
        line = next(one for one in lines(client, review).values() if one.at)
        assert (line.decided, line.said) == (words, [])
        page = " ".join(read(client, review).split())
        assert f"{words}, <time" in page
        assert not any(reader.shown_name in page for reader in readers)

    def test_the_authors_reason_stands_beside_an_open_sentence_only(
        self, client: Client, review: Review, alice: Person, edda: Person
    ) -> None:
        spot = Stand(Review.objects.get(pk=review.pk)).spots[1]
        author_says(alice, review, spot, gives_away=False, reason="Said in the trailer.")
        assert "Said in the trailer." in read(client, review)
        decide(edda, Sentence.objects.get(), gives_away=True)
        assert "Said in the trailer." not in read(client, review)

    def test_what_its_writer_covered_is_not_to_be_marked(
        self, client: Client, review: Review
    ) -> None:
        shown = lines(client, review)
        closed = [line.may_say for words, line in shown.items() if words.startswith("Spoiler")]
        assert closed == [False]
        assert shown[COAT].may_say

    def test_the_number_of_queries_does_not_grow_with_the_text(
        self,
        client: Client,
        make_review: Make,
        bruno: Person,
        django_assert_max_num_queries: Callable[..., object],
    ) -> None:
        long = make_review(body=" ".join(f"Sentence number {n} is fine." for n in range(30)))
        mark_sentences(bruno, long, Stand(long).spots[1:5], gives_away=True)
        client.get(page_of(long))
        with django_assert_max_num_queries(12):
            client.get(page_of(long))


class TestMarking:
    def test_a_reader_marks_and_takes_it_back(
        self, client: Client, review: Review, bruno: Person
    ) -> None:
        client.force_login(bruno)
        given = {"of": key(review), "mark": "gives"}
        response = client.post(page_of(review), given)
        assert response["Location"] == f"{page_of(review)}#s-{key(review)}"
        assert lines(client, review)[COAT].gives
        client.post(page_of(review), given | {"mark": "undo"})
        assert not SentenceMark.objects.exists()

    def test_selected_words_are_widened_to_their_sentences(
        self, client: Client, review: Review, bruno: Person
    ) -> None:
        client.force_login(bruno)
        here = review.film.get_absolute_url()
        given = {"quote": "coat is\n lovely.", "mark": "gives", "next": here}
        response = client.post(page_of(review), given)
        assert response["Location"] == f"{here}#r{review.public_id}"
        assert Sentence.objects.get().end == len(COAT)

    @pytest.mark.parametrize("quote", ["", "words that are not there", "“”", "coat lovely"])
    def test_words_that_are_not_in_the_text_lead_to_the_page(
        self, client: Client, review: Review, bruno: Person, quote: str
    ) -> None:
        client.force_login(bruno)
        response = client.post(page_of(review), {"quote": quote, "mark": "gives"}, follow=True)
        assert "These words were not found" in response.content.decode()
        assert not Sentence.objects.exists()

    @pytest.mark.parametrize("mark", ["", "GIVES", "yes"])
    def test_no_other_word_is_taken(
        self, client: Client, review: Review, bruno: Person, mark: str
    ) -> None:
        client.force_login(bruno)
        response = client.post(page_of(review), {"of": key(review), "mark": mark})
        assert response.status_code == 400

    def test_so_many_a_day(
        self, client: Client, review: Review, bruno: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("houselights.web.mark_wishes.SENTENCES_PER_PERSON", (1, 86_400))
        assert limits.SENTENCES_PER_PERSON == (60, 86_400)
        client.force_login(bruno)
        given = {"of": key(review), "mark": "gives"}
        statuses = [client.post(page_of(review), given).status_code for _ in range(2)]
        assert statuses == [302, 429]

    def test_looking_never_marks(self, client: Client, review: Review, bruno: Person) -> None:
        client.force_login(bruno)
        client.get(page_of(review), {"of": key(review), "mark": "gives"})
        assert not SentenceMark.objects.exists()

    def test_an_editor_settles_at_once(self, client: Client, review: Review, edda: Person) -> None:
        client.force_login(edda)
        client.post(page_of(review), {"of": key(review), "mark": "gives"})
        assert Sentence.objects.get().settled_by == Sentence.By.EDITORS
        client.post(page_of(review), {"of": key(review), "mark": "harmless"})
        assert Sentence.objects.get().gives_away is False

    def test_questions_and_answers_too(self, client: Client, film: Film, alice: Person) -> None:
        question = ask(film, alice, QuestionText("Whose coat is it?", COAT))
        given = answer(question, alice, AnswerText(COAT, contains_spoilers=False))
        client.force_login(make_person("cleo"))
        for row, name in ((question, "question_sentences"), (given, "answer_sentences")):
            address = reverse(name, args=[row.public_id])
            assert COAT in client.get(address).content.decode()
            assert address in client.get(question.get_absolute_url()).content.decode()
            client.post(address, {"quote": COAT, "mark": "gives"})
        assert Sentence.objects.filter(question=question).exists()
        assert Sentence.objects.filter(answer=given).exists()


class TestSigningIn:
    def test_a_mark_is_remembered_on_the_way_in(
        self, client: Client, review: Review, bruno: Person
    ) -> None:
        response = client.get(page_of(review), {"of": key(review), "mark": "gives"})
        assert "/accounts/login/" in response["Location"]
        client.post(response["Location"], {"login": bruno.email, "password": PASSWORD})
        assert SentenceMark.objects.get().person == bruno

    def test_the_session_holds_no_word_of_the_text(self, client: Client, review: Review) -> None:
        client.get(page_of(review), {"quote": COAT, "mark": "gives"})
        assert "coat" not in str(dict(client.session.items()))
        assert "wished_mark" in client.session

    @pytest.mark.parametrize("quote", [COAT, "words that are not there"])
    def test_a_text_for_members_does_not_say_which_words_are_in_it(
        self, client: Client, review: Review, settings: LazySettings, quote: str
    ) -> None:
        settings.IS_PUBLIC = True
        batch = ImportBatch.objects.create(
            film=review.film, rights=Rights.UNSTATED, shown_to=ShownTo.MEMBERS
        )
        Review.objects.filter(pk=review.pk).update(batch=batch)
        response = client.get(page_of(review), {"quote": quote, "mark": "gives"})
        assert "/accounts/login/" in response["Location"]
        assert "wished_mark" not in client.session
        assert "your mark is kept" not in client.get("/accounts/login/").content.decode()

    def test_no_other_site_puts_a_wish_there(self, client: Client, review: Review) -> None:
        given = {"of": key(review), "mark": "gives"}
        client.get(page_of(review), given, headers={"Sec-Fetch-Site": "cross-site"})
        assert "wished_mark" not in client.session


class TestAuthors:
    def test_the_author_is_told_and_answers_with_one_press(
        self, client: Client, review: Review, alice: Person, bruno: Person
    ) -> None:
        mark_sentences(bruno, review, [spot(review)], gives_away=True)
        client.force_login(alice)
        for address in (reverse("my_account"), review.get_absolute_url()):
            page = client.get(address).content.decode()
            assert "Readers think that 1 sentence gives something away." in page
            assert page_of(review) in page
        assert "Please answer by" in read(client, review)
        given = {"of": key(review), "mark": "harmless", "reason": "It is on the poster."}
        client.post(page_of(review), given)
        said = Sentence.objects.get()
        assert (said.author_said, said.author_reason) == (False, "It is on the poster.")
        assert "Readers think" not in client.get(reverse("my_account")).content.decode()

    def test_a_reason_is_kept_when_the_button_is_pressed_again(
        self, client: Client, review: Review, alice: Person
    ) -> None:
        author_says(alice, review, spot(review), gives_away=False, reason="It is on the poster.")
        client.force_login(alice)
        page = client.get(page_of(review)).content.decode()
        assert "Say why it is harmless" in page
        form = next(part for part in page.split("<form") if f'value="{key(review)}"' in part)
        assert '<input type="hidden" name="reason" value="It is on the poster.">' in form

    def test_others_are_told_nothing(self, client: Client, review: Review, bruno: Person) -> None:
        mark_sentences(bruno, review, [spot(review)], gives_away=True)
        client.force_login(bruno)
        for address in (reverse("my_account"), review.get_absolute_url()):
            assert "Readers think" not in client.get(address).content.decode()


class TestLinks:
    def test_a_card_says_who_covers_it(self, client: Client, review: Review, edda: Person) -> None:
        film = review.film.get_absolute_url()
        assert "passages are covered:" not in client.get(film).content.decode()
        mark_sentences(edda, review, [spot(review)], gives_away=True)
        for address in (film, review.get_absolute_url()):
            page = client.get(address).content.decode()
            assert "4 passages are covered: 3 by the author, 1 by the editors" in page
            assert page_of(review) in page

    def test_a_folded_card_says_nothing_of_it(
        self, client: Client, make_review: Make, edda: Person
    ) -> None:
        folded = make_review(body=BODY, contains_spoilers=True)
        mark_sentences(edda, folded, [spot(folded)], gives_away=True)
        said = "1 by the editors"
        assert said not in client.get(folded.get_absolute_url()).content.decode()
        opened = client.get(folded.get_absolute_url(), {"open": folded.public_id})
        assert said in opened.content.decode()

    def test_a_permalink_leads_there(self, client: Client, review: Review) -> None:
        page = client.get(review.get_absolute_url()).content.decode()
        assert "Mark what spoils" in page

    def test_a_report_of_a_spoiler_leads_there(
        self, client: Client, review: Review, bruno: Person, mira: Person
    ) -> None:
        report(review, Reported("spoiler"), bruno)
        client.force_login(mira)
        desk = client.get(reverse("moderate", args=["review", review.public_id]))
        assert "Cover the sentences that spoil" in desk.content.decode()
        assert page_of(review) in desk.content.decode()
