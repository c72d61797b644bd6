"""What a reader says of spoilers counts on every page: by account, by cookie, by address."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from houselights.accounts.models import Person
from houselights.base.house import choose
from houselights.base.models import TextRevision
from houselights.base.writing import write
from houselights.catalogue.models import Film, SourceWork
from houselights.questions.actions import answer, ask
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import publish_review
from houselights.reviews.events import ReviewChanged
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.search.actions import index_question, index_review
from houselights.spoilers.covering import Knows
from houselights.spoilers.models import Reading
from houselights.spoilers.readings import say_in_general, say_of_film
from houselights.spoilers.redact import Mode
from tests.cast import PASSWORD, make_person

pytestmark = pytest.mark.django_db
Make = Callable[..., Review]

# A word for each level: the reader who knows so much, and no more, does not see it or what follows.
WORDS = {"zqhint": 1, "zqsecret": 2, "zqeditors": 3, "zqwriter": 3}
BODY = "Warm light. There zqhint waits. Then zqsecret dies. And zqeditors leaves. ||zqwriter|| too."
SEEN_BY = {"nothing": 0, "premise": 1, "source": 2, "seen": 4}  # how many of these words are open
EVERY_LEVEL = list(SEEN_BY.items())


def mark(revision: TextRevision, *, title: int = 0) -> None:
    """Cover each sentence that holds one of the words for its level, and a title."""
    text, start, marks = revision.body.open_raw(), 0, []
    for sentence in text.split(". "):
        for word, level in WORDS.items():
            if word in sentence and word != "zqwriter":
                marks.append([start, start + len(sentence) + 1, level, "program"])
        start += len(sentence) + 2
    revision.marks, revision.harmless = marks, []
    revision.title_mark = [title, "program"] if title else []
    revision.keep_marks()


@pytest.fixture
def review(film: Film, make_review: Make) -> Review:
    """A review with a sentence of each level, and its headline told outright."""
    return marked_review(film, make_review(headline="zqheadline falls", body=BODY))


def marked_review(film: Film, review: Review, *, title: int = 2) -> Review:
    assert review.current
    with write(film.pk):
        mark(review.current, title=title)
        index_review(ReviewChanged(review.pk, film.pk))
    return review


@pytest.fixture
def question(film: Film) -> Question:
    """A question that tells a secret, with an answer that has a sentence of each level."""
    asker = make_person("asker")
    asked = ask(film, asker, QuestionText("Why does zqtitle die?", "", "en"))
    given = answer(asked, make_person("answerer"), AnswerText(BODY, False, "en"))
    assert asked.current
    assert given.current
    with write(film.pk):
        mark(asked.current, title=2)
        mark(given.current)
        index_question(QuestionChanged(asked.pk, film.pk))
    return asked


@pytest.fixture
def source(film: Film) -> SourceWork:
    """The novel that the film is based on."""
    film.source_work = SourceWork.objects.create(title="The Wick", author="Ines Oda")
    film.save()
    return film.source_work


def open_in(client: Client, address: str) -> list[str]:
    """Which of the words of the levels a page shows."""
    response = client.get(address)
    assert response.status_code == 200
    return [word for word in WORDS if word in response.text]


def words_open(knows: str) -> list[str]:
    """Those that whoever knows so much sees."""
    return list(WORDS)[: SEEN_BY[knows]]


def pages(review: Review, question: Question) -> Iterator[str]:
    """Every page on which these texts stand."""
    given = Answer.objects.get(question=question)
    yield review.film.get_absolute_url()
    yield review.get_absolute_url()
    yield reverse("review_card", args=[review.public_id])
    yield reverse("history", args=[review.public_id]) + "?version=1"
    yield question.get_absolute_url()
    yield reverse("answer_card", args=[given.public_id])
    assert review.author
    yield review.author.get_absolute_url()


def say(client: Client, film: Film, knows: str) -> None:
    """Press what the form of the film's page offers."""
    client.post(reverse("film_spoilers", args=[film.slug]), {"know": knows})


# ── what counts ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(("knows", "number"), EVERY_LEVEL)
class TestLevels:
    def test_by_cookie(
        self, client: Client, review: Review, question: Question, knows: str, number: int
    ) -> None:
        say(client, review.film, knows)
        for address in pages(review, question):
            assert open_in(client, address) == list(WORDS)[:number], address

    def test_in_the_account(
        self,
        client: Client,
        bruno: Person,
        review: Review,
        question: Question,
        knows: str,
        number: int,
    ) -> None:
        client.force_login(bruno)
        say(client, review.film, knows)
        assert Reading.objects.get().knows == knows
        for address in pages(review, question):
            assert open_in(client, address) == list(WORDS)[:number], address

    def test_in_the_address_which_goes_first(
        self, client: Client, review: Review, question: Question, knows: str, number: int
    ) -> None:
        for remembered in ("seen", "nothing"):
            say(client, review.film, remembered)
            for address in (review.film, review, question):
                page = f"{address.get_absolute_url()}?know={knows}"
                assert open_in(client, page) == list(WORDS)[:number], page

    def test_a_search_tells_no_more(
        self, client: Client, review: Review, question: Question, knows: str, number: int
    ) -> None:
        say(client, review.film, knows)
        assert len(open_in(client, review.get_absolute_url())) == number
        for word in ("zqhint", "zqsecret", "zqeditors"):
            found = client.get(f"/search/?q={word}").text
            is_found = knows != "nothing" and word == "zqhint"
            assert (review.get_absolute_url() in found) is is_found, word
            assert (question.get_absolute_url() in found) is is_found, word
            assert ("Nothing fits" in found) is not is_found, word
            in_film = client.get(f"{review.film.get_absolute_url()}?q={word}").text
            assert (f'id="r{review.public_id}"' in in_film) is (is_found or knows == "seen"), word

    def test_a_search_of_all_tells_no_more_of_this_film(
        self, client: Client, review: Review, question: Question, knows: str, number: int
    ) -> None:
        """Whoever is shown all in general, and said something of one film."""
        client.post(reverse("spoilers"), {"spoilers": "show"})
        say(client, review.film, knows)
        for at, word in enumerate(WORDS):
            found = client.get(f"/search/?q={word}").text
            assert (review.get_absolute_url() in found) is (at < number), word
            assert (question.get_absolute_url() in found) is (at < number), word


class TestGeneral:
    def test_one_choice_for_all_films(
        self, client: Client, review: Review, question: Question
    ) -> None:
        for sent, word in (({"know": "nothing"}, "nothing"), ({"spoilers": "show"}, "seen")):
            client.post(reverse("spoilers"), sent)
            for address in pages(review, question):
                assert open_in(client, address) == words_open(word), (address, sent)
        client.post(reverse("spoilers"), {"forget": "yes"})
        assert open_in(client, review.get_absolute_url()) == words_open("premise")

    def test_what_is_said_of_a_film_goes_before_it(self, client: Client, review: Review) -> None:
        client.post(reverse("spoilers"), {"spoilers": "show", "know": "premise"})
        say(client, review.film, "nothing")
        assert open_in(client, review.film.get_absolute_url()) == []
        say(client, review.film, "")
        assert open_in(client, review.film.get_absolute_url()) == words_open("seen")

    def test_hiding_leaves_out_what_may_spoil_as_a_whole(
        self, client: Client, film: Film, make_review: Make
    ) -> None:
        folded = make_review(headline="zqfolded", contains_spoilers=True)
        assert folded.author
        lists = ("/", film.get_absolute_url(), folded.author.get_absolute_url())
        assert all("zqfolded" in client.get(address).text for address in lists)
        client.post(reverse("spoilers"), {"spoilers": "hide"})
        assert not any("zqfolded" in client.get(address).text for address in lists)
        say(client, film, "seen")
        assert "zqfolded" in client.get(film.get_absolute_url()).text

    def test_it_is_kept_in_the_account(self, client: Client, bruno: Person) -> None:
        client.force_login(bruno)
        sent = {"spoilers": "hide", "know": "nothing", "next": "/me/#spoilers"}
        assert client.post(reverse("spoilers"), sent)["Location"] == "/me/#spoilers"
        kept = Reading.objects.get()
        assert (kept.film, kept.mode, kept.knows) == (None, "hide", "nothing")
        page = client.get("/me/").text
        assert page.count("checked") >= 2
        assert "Kept in your account." in page
        client.post(reverse("spoilers"), {"forget": "yes"})
        assert not Reading.objects.exists()

    @pytest.mark.parametrize("sent", [{"spoilers": "never"}, {"know": "seen"}, {"know": "x"}])
    def test_what_there_is_not_is_refused(self, client: Client, sent: dict[str, str]) -> None:
        assert client.post(reverse("spoilers"), sent).status_code == 400
        assert "spoilers" not in client.cookies


class TestHouse:
    def test_its_defaults_count_where_nothing_was_said(
        self, client: Client, review: Review, question: Question
    ) -> None:
        choose("readers_know", "nothing")
        for address in pages(review, question):
            assert open_in(client, address) == [], address
        assert "Nothing fits" in client.get("/search/?q=zqhint").text

    def test_a_house_that_shows_all_covers_for_who_comes_from_elsewhere(
        self, client: Client, review: Review, question: Question
    ) -> None:
        choose("spoilers", "show")
        assert open_in(client, review.film.get_absolute_url()) == words_open("seen")
        for address in (review.get_absolute_url(), question.get_absolute_url()):
            page = client.get(address).text
            assert [word for word in WORDS if word in page] == words_open("premise")
            head = page.partition("<body")[0]
            assert "zqheadline" not in head
            assert "zqtitle" not in head
        client.post(reverse("spoilers"), {"spoilers": "show"})
        assert open_in(client, review.get_absolute_url()) == words_open("seen")

    def test_parts_of_flagged_reviews(self, client: Client, film: Film, make_review: Make) -> None:
        review = make_review(headline="H", body="Warm light. He zqsecret.", contains_spoilers=True)
        assert review.current
        review.current.marks, review.current.harmless = [], [[0, 11]]
        review.current.keep_marks()
        assert "Warm light" not in client.get(review.get_absolute_url()).text
        choose("opens_parts", True)
        for address in (film.get_absolute_url(), review.get_absolute_url()):
            page = client.get(address).text
            assert "Warm light." in page
            assert "zqsecret" not in page
            words = " ".join(strip_tags(page).split())
            assert "Open in part: what is harmless follows. Show the whole review" in words
            assert "Spoiler, about 5 words (the whole text is closed)" in words
        opened = client.get(f"{review.get_absolute_url()}?open={review.public_id}").text
        assert "zqsecret" in opened


# ── titles ──────────────────────────────────────────────────────────────────────────────────────


def test_a_covered_question_is_named_nowhere_until_it_is_opened(
    client: Client, question: Question, bruno: Person
) -> None:
    film = question.film.get_absolute_url()
    asked = question.asker
    assert asked
    lists = ["/", film, f"{film}questions/", "/questions/", asked.get_absolute_url()]
    history = reverse("question_history", args=[question.public_id])
    for address in (*lists, question.get_absolute_url(), history, "/search/?q=die"):
        assert "zqtitle" not in client.get(address).text, address
    page = client.get(question.get_absolute_url()).text
    way = f"{question.get_absolute_url()}?open={question.public_id}-h"
    assert f'href="{way}#r{question.public_id}"' in page
    opened = client.get(way).text
    assert "<h1" in opened
    assert "zqtitle" in opened
    assert "zqtitle" not in opened.partition("</title>")[0]


def test_its_asker_reads_it(client: Client, question: Question) -> None:
    assert question.asker
    client.force_login(question.asker)
    assert "zqtitle" in client.get(question.get_absolute_url()).text


def test_a_covered_headline_is_in_no_address_and_no_title(client: Client, review: Review) -> None:
    page = client.get(review.get_absolute_url()).text
    assert "zqheadline" not in page
    opened = client.get(f"{review.get_absolute_url()}?open={review.public_id}-h").text
    assert "zqheadline" in opened
    assert "zqheadline" not in opened.partition("</head>")[0]


def test_who_knows_nothing_meets_no_hint_in_a_title(
    client: Client, film: Film, make_review: Make
) -> None:
    hinting = marked_review(film, make_review(headline="zqhint of it"), title=1)
    other = make_review(headline="Another")
    page = client.get(hinting.get_absolute_url()).text
    assert "zqhint" in page.partition("</title>")[0]
    assert "zqhint" in client.get(other.get_absolute_url()).text
    say(client, film, "nothing")
    history = reverse("history", args=[hinting.public_id])
    for address in (hinting.get_absolute_url(), other.get_absolute_url(), history):
        assert "zqhint" not in client.get(address).text, address


# ── remembering ─────────────────────────────────────────────────────────────────────────────────


class TestCookies:
    def test_two_for_all_films(self, client: Client, film: Film) -> None:
        other = Film.objects.create(title="Other", slug="other", sort_title="other")
        say(client, film, "seen")
        say(client, other, "nothing")
        say(client, film, "premise")
        kept = client.cookies["films"]
        assert kept.value == f"{film.public_id}p{other.public_id}n"
        assert (kept["max-age"], kept["httponly"], kept["samesite"]) == (31_536_000, True, "Lax")
        say(client, film, "")
        assert client.cookies["films"].value == f"{other.public_id}n"

    def test_the_newest_hundred(self, client: Client, film: Film) -> None:
        client.cookies["films"] = "".join(f"{number:012d}s" for number in range(100))
        say(client, film, "seen")
        kept = client.cookies["films"].value
        assert kept.startswith(f"{film.public_id}s000000000000s")
        assert len(kept) == 100 * 13

    @pytest.mark.parametrize("value", ["", "s", "x" * 5000, "\"'<>", "seen.seen", "hide.source"])
    def test_a_broken_one_counts_as_none(self, client: Client, review: Review, value: str) -> None:
        client.cookies["films"] = value
        client.cookies["spoilers"] = value
        assert open_in(client, review.get_absolute_url()) == words_open("premise")

    def test_only_what_counts_for_a_film_is_in_the_tag_of_its_page(
        self, client: Client, film: Film
    ) -> None:
        other = Film.objects.create(title="Other", slug="other", sort_title="other")
        address = film.get_absolute_url()
        first = client.get(address)["ETag"]
        say(client, other, "seen")
        assert client.get(address, headers={"If-None-Match": first}).status_code == 304
        tags = [first]
        for knows in ("nothing", "premise", "seen"):
            say(client, film, knows)
            tags.append(client.get(address)["ETag"])
        client.post(reverse("spoilers"), {"spoilers": "hide"})
        client.get("/spoilers/")  # reads the message of what was kept, and its cookie goes
        del client.cookies["messages"]
        tags.append(client.get(address)["ETag"])
        assert len(set(tags)) == len(tags)


class TestSigningIn:
    def sign_in(self, client: Client, name: str = "bruno") -> None:
        client.post("/accounts/login/", {"login": name, "password": PASSWORD})

    def test_the_account_takes_over_what_it_does_not_say(
        self, client: Client, bruno: Person, film: Film
    ) -> None:
        other = Film.objects.create(title="Other", slug="other", sort_title="other")
        say_of_film(bruno, other, Knows.NOTHING)
        say(client, film, "seen")
        say(client, other, "seen")
        client.post(reverse("spoilers"), {"spoilers": "hide", "know": "nothing"})
        self.sign_in(client)
        said = {row.film_id: (row.mode, row.knows) for row in Reading.objects.all()}
        assert said == {
            None: ("hide", "nothing"),
            film.pk: ("", "seen"),
            other.pk: ("", "nothing"),
        }

    def test_its_own_general_choice_stays(self, client: Client, bruno: Person) -> None:
        say_in_general(bruno, Mode.SHOW, None)
        client.post(reverse("spoilers"), {"spoilers": "hide"})
        self.sign_in(client)
        assert Reading.objects.get().mode == "show"

    @pytest.mark.usefixtures("bruno", "alice")
    def test_whoever_signs_in_next_finds_nothing(self, client: Client, film: Film) -> None:
        say(client, film, "seen")
        self.sign_in(client)
        assert client.cookies["films"].value == ""
        client.post("/accounts/logout/")
        self.sign_in(client, "alice")
        assert not Reading.objects.filter(person__username="alice").exists()

    def test_signed_in_no_cookie_counts(
        self, client: Client, bruno: Person, review: Review
    ) -> None:
        client.force_login(bruno)
        client.cookies["films"] = f"{review.film.public_id}s"
        assert open_in(client, review.get_absolute_url()) == words_open("premise")


# ── the controls ────────────────────────────────────────────────────────────────────────────────


class TestControls:
    def test_one_line_says_what_is_covered_and_why(self, client: Client, review: Review) -> None:
        for address in (review.film.get_absolute_url(), review.get_absolute_url()):
            page = client.get(address).text
            assert "You are taken to know the premise: 2 passages are covered" in page
            say(client, review.film, "nothing")
            page = client.get(address).text
            assert "You know nothing of it: 2 passages are covered" in page
            say(client, review.film, "seen")
            page = client.get(address).text
            assert "You have seen it: nothing is covered" in page
            assert "I have not seen it" in page
            say(client, review.film, "")

    def test_the_source_is_offered_by_name_where_there_is_one(
        self, client: Client, review: Review, source: SourceWork
    ) -> None:
        page = client.get(review.get_absolute_url()).text
        assert f"“{source.title}” by {source.author}, which it is based on" in page
        say(client, review.film, "source")
        page = client.get(review.get_absolute_url()).text
        assert "You know “The Wick” by Ines Oda: 2 passages are covered" in page

    def test_nobody_knows_a_source_that_there_is_not(self, client: Client, review: Review) -> None:
        assert 'value="source"' not in client.get(review.get_absolute_url()).text
        assert open_in(client, f"{review.get_absolute_url()}?know=source") == words_open("premise")

    def test_seen_and_back_lead_to_where_the_button_stood(
        self, client: Client, review: Review
    ) -> None:
        address = reverse("film_spoilers", args=[review.film.slug])
        here = f"{review.get_absolute_url()}#known"
        for knows in ("seen", ""):
            assert client.post(address, {"know": knows, "next": here})["Location"] == here

    def test_the_filter_and_the_address_stay_in_the_links(
        self, client: Client, review: Review
    ) -> None:
        page = client.get(f"{review.film.get_absolute_url()}?know=nothing&spoilers=cover").text
        assert '<input type="hidden" name="know" value="nothing">' in page
        assert "know=nothing" in page.partition('rel="nofollow"')[0]
        fragment = reverse("review_card", args=[review.public_id])
        assert f"{fragment}?spoilers=cover&amp;know=nothing" in page
        assert 'name="robots" content="noindex"' in page

    def test_the_page_that_explains_it(self, client: Client) -> None:
        page = client.get(reverse("spoilers")).text
        assert "What is covered for you" in page
        assert page.count("<svg") >= 4
        assert "As this house does" not in page
        client.post(reverse("spoilers"), {"spoilers": "hide"})
        assert "As this house does" in client.get(reverse("spoilers")).text


def test_what_somebody_said_goes_with_their_account(film: Film, bruno: Person) -> None:
    say_of_film(bruno, film, Knows.SEEN)
    say_in_general(bruno, Mode.HIDE, Knows.NOTHING)
    bruno.delete()
    assert not Reading.objects.exists()


def test_the_writer_s_own_card_is_open_whatever_they_said(
    client: Client, film: Film, alice: Person
) -> None:
    own = publish_review(film, alice, ReviewText("H", BODY, 80, contains_spoilers=False))
    marked_review(film, own)
    client.force_login(alice)
    say(client, film, "nothing")
    assert open_in(client, own.get_absolute_url()) == words_open("seen")
