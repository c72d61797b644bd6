"""The moderators' desk: the queue, one text, the log; and what the writer is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houselights.accounts.models import Person, Role
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.moderation.actions import act, object_to, report
from houselights.moderation.models import Act, LogEntry, Objection, Report
from houselights.moderation.rules import Reported
from houselights.moderation.subjects import Text, kind_of
from houselights.questions.actions import answer, ask
from houselights.questions.models import Answer, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.models import Review
from tests.cast import make_person
from tests.web.payloads import PAYLOADS
from tests.web.test_xss import suspects_in

pytestmark = pytest.mark.django_db

type MakeReview = Callable[..., Review]
WHY = "The second sentence names the keeper."


@pytest.fixture
def review(make_review: MakeReview, alice: Person) -> Review:
    return make_review(alice, headline="What the lamp was for")


@pytest.fixture
def question(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lit the lamp?"))


@pytest.fixture
def given(question: Question, alice: Person) -> Answer:
    return answer(question, alice, AnswerText("The keeper did.", contains_spoilers=False))


@pytest.fixture
def desk(client: Client, mira: Person) -> Client:
    """Mira's browser."""
    client.force_login(mira)
    return client


@pytest.fixture
def milo(db: None) -> Person:
    """Moderates, too."""
    return make_person("milo", Role.MODERATOR)


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def address(row: Text) -> str:
    return reverse("moderate", args=[kind_of(row), row.public_id])


def reported(row: Text, **said: str) -> Report:
    return report(row, Reported(**({"reason": "spam"} | said)), AnonymousUser())


def decide(browser: Client, row: Text, what: Act, **fields: str) -> HttpResponse:
    """Send the form as its page shows it."""
    page = browser.get(address(row))
    form = page.context["page"].form
    sent = {name: form[name].value() or "" for name in ("seen", "token")}
    return browser.post(address(row), sent | {"act": what.value} | fields)


def state_of(row: Text) -> str:
    row.refresh_from_db()
    return row.state


# ── the queue ───────────────────────────────────────────────────────────────────────────────────


class TestQueue:
    def test_it_says_when_nothing_waits(self, desk: Client) -> None:
        page = desk.get("/moderation/").text
        assert "Nothing waits." in page
        assert "Moderation ·" not in page.partition("<body>")[2]

    def test_it_shows_what_waits(self, desk: Client, review: Review) -> None:
        reported(review)
        reported(review, reason="abuse")
        reported(review, reason="abuse")
        page = desk.get("/moderation/").text
        assert "What the lamp was for" in page
        assert "It attacks or threatens people\xa0· 2" in page
        assert "3 reports" in page
        assert address(review) in page
        assert review.film.title in page

    def test_a_covered_headline_stays_covered(self, desk: Client, make_review: MakeReview) -> None:
        review = make_review(headline="||The keeper did it||")
        reported(review)
        for page in ("/moderation/", address(review)):
            assert "The keeper did it" not in desk.get(page).text
        opened = desk.get(f"{address(review)}?open={review.public_id}-h").text
        assert "The keeper did it" in opened

    def test_filters(self, desk: Client, review: Review, question: Question) -> None:
        reported(review)
        reported(question, reason="abuse")
        for query, shown in (("kind=question", question), ("reason=spam", review)):
            page = desk.get(f"/moderation/?{query}").text
            assert [address(row) in page for row in (review, question)] == [
                row is shown for row in (review, question)
            ]
        assert "Clear the filters" in desk.get("/moderation/?kind=answer").text
        assert desk.get("/moderation/?kind=film").status_code == 400
        assert desk.get("/moderation/?after=nowhere").status_code == 400

    def test_the_masthead_counts_for_moderators_only(
        self, desk: Client, review: Review, bruno: Person
    ) -> None:
        reported(review)
        assert "Moderation · 1" in " ".join(desk.get("/films/").text.split())
        for browser in (Client(), browser_of(bruno)):
            assert "/moderation/" not in browser.get("/films/").text

    @pytest.mark.parametrize("number", [2, 20])
    def test_queries_do_not_grow(
        self,
        desk: Client,
        make_review: MakeReview,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(number):
            reported(make_review())
        desk.get("/moderation/")
        with django_assert_num_queries(14):
            desk.get("/moderation/")


# ── one text ────────────────────────────────────────────────────────────────────────────────────


class TestItem:
    def test_it_tells_all_that_was_said(self, desk: Client, review: Review) -> None:
        reported(review, details="Look at the end.", contact="reader@example.org")
        page = desk.get(address(review)).text
        for word in ("Look at the end.", "reader@example.org", "It burns slowly.", "Alice"):
            assert word in page
        assert reverse("history", args=[review.public_id]) in page

    def test_the_commonest_reason_is_proposed(self, desk: Client, review: Review) -> None:
        for reason in ("abuse", "spam", "spam"):
            reported(review, reason=reason)
        assert desk.get(address(review)).context["page"].form["reason"].value() == "spam"

    def test_questions_and_answers_have_their_page(
        self, desk: Client, question: Question, given: Answer
    ) -> None:
        assert "Who lit the lamp?" in desk.get(address(question)).text
        assert "The keeper did." in desk.get(address(given)).text

    def test_there_is_no_page_for_what_is_not_there(self, desk: Client, review: Review) -> None:
        for there in ("review/0000000000zz", f"film/{review.public_id}", "review/%00"):
            assert desk.get(f"/moderation/{there}/").status_code in (400, 404)

    def test_queries_do_not_grow_with_reports(
        self, desk: Client, review: Review, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(2):
            reported(review)
        with django_assert_num_queries(21):
            desk.get(address(review))
        for _ in range(20):
            reported(review)
        with django_assert_num_queries(21):
            desk.get(address(review))


# ── deciding ────────────────────────────────────────────────────────────────────────────────────


class TestDeciding:
    @pytest.mark.parametrize("kind", ["review", "question", "given"])
    def test_hide_and_show_again(
        self, desk: Client, kind: str, request: pytest.FixtureRequest
    ) -> None:
        row: Text = request.getfixturevalue(kind)
        made = reported(row)
        done = decide(desk, row, Act.HIDE, reason="spam", explanation=WHY)
        assert done.status_code == 302
        assert done["Location"] == "/moderation/"
        assert state_of(row) == State.WITHHELD
        made.refresh_from_db()
        assert made.decision == LogEntry.objects.get()
        assert decide(desk, row, Act.RESTORE).status_code == 302
        assert state_of(row) == State.PUBLISHED

    @pytest.mark.parametrize("kind", ["review", "question", "given"])
    def test_removal_is_asked_once_more(
        self, desk: Client, kind: str, request: pytest.FixtureRequest
    ) -> None:
        row: Text = request.getfixturevalue(kind)
        asked = decide(desk, row, Act.REMOVE, reason="abuse", explanation=WHY)
        assert asked.status_code == 200
        assert "sealed for 30 days" in asked.text
        assert state_of(row) == State.PUBLISHED
        sent = dict(asked.context["page"].sent) | {"sure": "yes"}
        assert desk.post(address(row), sent).status_code == 302
        assert state_of(row) == State.DELETED
        assert "its text is sealed" in desk.get(address(row)).text

    def test_at_once(self, desk: Client, review: Review) -> None:
        said = {"reason": "unlawful", "explanation": WHY, "at_once": "on"}
        asked = decide(desk, review, Act.REMOVE, **said)
        assert "Erase it now" in asked.text
        desk.post(address(review), dict(asked.context["page"].sent) | {"sure": "yes"})
        assert state_of(review) == State.ERASED
        page = desk.get(address(review)).text
        assert "Its text is gone" in page
        assert "It burns slowly." not in page

    def test_what_is_sealed_can_be_shown_again_or_erased(
        self, desk: Client, review: Review, mira: Person
    ) -> None:
        act(review, mira, Act.REMOVE, reason="spam", explanation=WHY)
        decide(desk, review, Act.RESTORE)
        assert state_of(review) == State.PUBLISHED
        act(review, mira, Act.REMOVE, reason="spam", explanation=WHY)
        decide(desk, review, Act.REMOVE, reason="unlawful", explanation=WHY, sure="yes")
        assert state_of(review) == State.ERASED

    def test_leaving_it_answers_the_reports(self, desk: Client, review: Review) -> None:
        made = reported(review)
        decide(desk, review, Act.KEEP, explanation="The lamp is fair game.")
        made.refresh_from_db()
        assert made.decided_at is not None
        assert state_of(review) == State.PUBLISHED

    def test_a_note_answers_nothing(self, desk: Client, review: Review, alice: Person) -> None:
        reported(review)
        done = decide(desk, review, Act.NOTE, note="Ask Edda about the page.")
        assert done["Location"] == address(review)
        assert Report.objects.filter(decided_at=None).exists()
        assert "Ask Edda about the page." in desk.get(address(review)).text
        writer = browser_of(alice)
        for page in (review.get_absolute_url(), "/me/"):
            assert "Ask Edda" not in writer.get(page).text

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({}, "act"),
            ({"act": "hide", "explanation": WHY}, "reason"),
            ({"act": "hide", "reason": "spam"}, "explanation"),
            ({"act": "remove", "reason": "spam", "explanation": "  "}, "explanation"),
            ({"act": "restore"}, "act"),  # it is not hidden
            ({"act": "note"}, "note"),
            ({"act": "keep", "reason": "whim"}, "reason"),
            ({"act": "keep", "note": "a" * 3_001}, "note"),
        ],
    )
    def test_what_is_missing_is_said(
        self, desk: Client, review: Review, sent: dict[str, str], field: str
    ) -> None:
        page = desk.post(address(review), sent)
        assert page.status_code == 422
        assert list(page.context["page"].form.errors) == [field]
        assert not LogEntry.objects.exists()

    def test_sent_twice_it_acts_once(self, desk: Client, review: Review) -> None:
        form = desk.get(address(review)).context["page"].form
        sent = {"act": "keep", "seen": "", "token": form["token"].value()}
        assert [desk.post(address(review), sent).status_code for _ in range(3)] == [302] * 3
        assert LogEntry.objects.count() == 1

    def test_who_comes_second_looks_again(self, desk: Client, review: Review, milo: Person) -> None:
        stale = desk.get(address(review)).context["page"].form["token"].value()
        decide(browser_of(milo), review, Act.KEEP)
        sent = {"act": "hide", "reason": "spam", "explanation": WHY, "token": stale, "seen": ""}
        late = desk.post(address(review), sent)
        assert late.status_code == 409
        assert "Somebody has decided about this text in the meantime." in late.text
        assert WHY in late.text
        assert state_of(review) == State.PUBLISHED
        assert decide(desk, review, Act.HIDE, reason="spam", explanation=WHY).status_code == 302

    def test_a_note_of_another_is_no_decision(
        self, desk: Client, review: Review, milo: Person
    ) -> None:
        seen = {"act": "keep", "seen": "", "token": ""}
        decide(browser_of(milo), review, Act.NOTE, note="Not mine to judge.")
        assert desk.post(address(review), seen).status_code == 302

    def test_who_wrote_it_does_not_learn_who_reported_it(
        self, desk: Client, make_review: MakeReview, mira: Person, bruno: Person
    ) -> None:
        own = make_review(mira)
        said = Reported("abuse", "It names my street.", "someone@example.org")
        report(own, said, bruno)
        told = ("someone@example.org", "It names my street.", bruno.get_absolute_url())
        page = desk.get(address(own)).text
        assert all(words in page for words in told)  # nobody else could decide
        other = make_person("milo", Role.MODERATOR)
        page = desk.get(address(own)).text
        assert "It attacks or threatens people" in page
        assert not any(words in page for words in told)
        assert all(words in browser_of(other).get(address(own)).text for words in told)

    @pytest.mark.usefixtures("milo")
    def test_nobody_is_judge_of_their_own_text(
        self, desk: Client, make_review: MakeReview, mira: Person
    ) -> None:
        own = make_review(mira)
        page = decide(desk, own, Act.KEEP)
        assert page.status_code == 400
        assert "Leave the decision to another moderator." in page.text
        assert not LogEntry.objects.exists()


# ── objections ──────────────────────────────────────────────────────────────────────────────────


class TestObjections:
    @pytest.fixture
    def objection(self, review: Review, mira: Person, alice: Person) -> Objection:
        entry = act(review, mira, Act.HIDE, reason="spoiler", explanation=WHY)
        return object_to(entry, "I had covered it.", person=alice)

    def answered(self, browser: Client, objection: Objection, **sent: str) -> HttpResponse:
        return browser.post(reverse("answer_objection", args=[objection.public_id]), sent)

    @pytest.mark.usefixtures("objection")
    def test_it_waits_and_is_marked(self, desk: Client, review: Review) -> None:
        assert "1 objection" in desk.get("/moderation/").text
        assert address(review) in desk.get("/moderation/?reason=objected").text
        assert "I had covered it." in desk.get(address(review)).text

    def test_another_moderator_reverses_it(
        self, review: Review, objection: Objection, milo: Person
    ) -> None:
        browser = browser_of(milo)
        done = self.answered(browser, objection, verdict="reverse", explanation="So it was.")
        assert done.status_code == 302
        assert state_of(review) == State.PUBLISHED
        assert "Answered: reversed" in browser.get(address(review)).text

    def test_the_decision_stands(self, review: Review, objection: Objection, milo: Person) -> None:
        browser = browser_of(milo)
        self.answered(browser, objection, verdict="uphold", explanation="Look at it again.")
        assert state_of(review) == State.WITHHELD
        assert "Answered: the decision stands" in browser.get(address(review)).text

    @pytest.mark.usefixtures("milo")
    def test_who_decided_leaves_it_to_another(
        self, desk: Client, review: Review, objection: Objection
    ) -> None:
        page = desk.get(address(review)).text
        assert "Leave the answer to another moderator." in page
        assert "Answer the objection" not in page
        self.answered(desk, objection, verdict="reverse", explanation="No.")
        assert state_of(review) == State.WITHHELD

    def test_the_only_moderator_answers(
        self, desk: Client, review: Review, objection: Objection
    ) -> None:
        self.answered(desk, objection, verdict="reverse", explanation="I was wrong.")
        assert state_of(review) == State.PUBLISHED

    def test_twice_is_told(self, desk: Client, objection: Objection) -> None:
        sent = {"verdict": "uphold", "explanation": "It stays."}
        self.answered(desk, objection, **sent)
        again = self.answered(desk, objection, **sent)
        assert "answered already" in desk.get(again["Location"]).text
        assert LogEntry.objects.count() == 2

    def test_what_is_missing_is_said(self, desk: Client, objection: Objection) -> None:
        page = self.answered(desk, objection, verdict="uphold")
        assert page.status_code == 422
        assert "Say why" in page.text

    def test_there_is_none_of_that_name(self, desk: Client) -> None:
        assert desk.post("/moderation/objections/0000000000zz/").status_code == 404


# ── the log ─────────────────────────────────────────────────────────────────────────────────────


class TestLog:
    @pytest.fixture
    def acts(self, review: Review, question: Question, mira: Person, milo: Person) -> None:
        act(review, mira, Act.HIDE, reason="mine", explanation=WHY, note="Between us.")
        act(question, milo, Act.KEEP)

    @pytest.mark.usefixtures("acts")
    def test_it_tells_who_did_what_and_why(self, desk: Client) -> None:
        page = desk.get("/moderation/log/").text
        without = "It stood here without the consent of whoever wrote it"
        for words in ("Hidden", "Mira", WHY, "Between us.", "Left as it is", "Milo", without):
            assert words in page

    @pytest.mark.usefixtures("acts")
    def test_filters(self, desk: Client, review: Review, question: Question) -> None:
        for query, shown in (("act=hide", review), ("by=milo", question)):
            page = desk.get(f"/moderation/log/?{query}").text
            assert [address(row) in page for row in (review, question)] == [
                row is shown for row in (review, question)
            ]
        assert "There is no entry here." in desk.get("/moderation/log/?by=nobody").text
        assert desk.get("/moderation/log/?act=shout").status_code == 400
        assert desk.get("/moderation/log/?after=nowhere").status_code == 400

    def test_pages(self, desk: Client, review: Review, mira: Person) -> None:
        for number in range(26):
            act(review, mira, Act.NOTE, note=f"Note {number}.")
        first = desk.get("/moderation/log/")
        assert "Note 25." in first.text
        assert "Note 0." not in first.text
        second = desk.get(first.context["page"].next_url)
        assert "Note 0." in second.text
        assert second.context["page"].previous_url

    @pytest.mark.parametrize("number", [2, 20])
    def test_queries_do_not_grow(
        self,
        desk: Client,
        make_review: MakeReview,
        mira: Person,
        number: int,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(number):
            act(make_review(), mira, Act.KEEP)
        desk.get("/moderation/log/")
        with django_assert_num_queries(12):
            desk.get("/moderation/log/")


# ── what the writer is told ─────────────────────────────────────────────────────────────────────


class TestWriter:
    @pytest.mark.parametrize("kind", ["review", "question", "given"])
    def test_of_what_is_hidden(
        self, kind: str, alice: Person, mira: Person, request: pytest.FixtureRequest
    ) -> None:
        row: Text = request.getfixturevalue(kind)
        entry = act(row, mira, Act.HIDE, reason="spoiler", explanation=WHY)
        page = browser_of(alice).get(row.get_absolute_url())
        assert page.status_code == 200
        assert "Hidden by the moderators on" in page.text
        assert WHY in page.text
        assert reverse("object_to_decision", args=[entry.public_id]) in page.text
        assert "Mira" not in page.text

    @pytest.mark.parametrize("kind", ["review", "question", "given"])
    def test_others_are_told_nothing(
        self,
        kind: str,
        bruno: Person,
        mira: Person,
        request: pytest.FixtureRequest,
    ) -> None:
        row: Text = request.getfixturevalue(kind)
        act(row, mira, Act.HIDE, reason="spoiler", explanation=WHY)
        for browser in (Client(), browser_of(bruno)):
            assert WHY not in browser.get(row.get_absolute_url()).text
            assert WHY not in browser.get("/people/alice/").text

    @pytest.mark.parametrize("at_once", [False, True])
    def test_of_what_is_removed(
        self, review: Review, alice: Person, bruno: Person, mira: Person, *, at_once: bool
    ) -> None:
        act(review, mira, Act.REMOVE, reason="spam", explanation=WHY, at_once=at_once)
        page = browser_of(alice).get(review.get_absolute_url())
        assert page.status_code == 410
        assert "Removed by the moderators on" in page.text
        assert WHY in page.text
        other = browser_of(bruno).get(review.get_absolute_url())
        assert other.status_code == 410
        assert WHY not in other.text

    def test_of_all_decisions_on_the_account(
        self, review: Review, given: Answer, alice: Person, bruno: Person, mira: Person
    ) -> None:
        act(review, mira, Act.HIDE, reason="spoiler", explanation=WHY)
        act(review, mira, Act.RESTORE, explanation="It was covered.")
        act(given, mira, Act.REMOVE, reason="abuse", explanation="Be kind.", at_once=True)
        act(given.question, mira, Act.KEEP, explanation="A fair question.")
        page = browser_of(alice).get("/me/").text
        for words in ("Hidden by", "Shown again by", "Removed by", WHY, "Be kind."):
            assert words in page
        assert "A fair question." not in page
        assert page.count("Object to this decision") == 1  # the removal alone is in force
        assert "Decisions about your texts" not in browser_of(bruno).get("/me/").text

    def test_the_objection_shows(self, review: Review, alice: Person, mira: Person) -> None:
        entry = act(review, mira, Act.HIDE, reason="spoiler", explanation=WHY)
        object_to(entry, "I had covered it.", person=alice)
        for page in (review.get_absolute_url(), "/me/"):
            text = browser_of(alice).get(page).text
            assert "You have objected." in text
            assert "Object to this decision" not in text

    @pytest.mark.parametrize("kind", ["review", "given"])
    def test_what_is_hidden_can_be_deleted_but_not_edited(
        self, kind: str, alice: Person, mira: Person, request: pytest.FixtureRequest
    ) -> None:
        row: Text = request.getfixturevalue(kind)
        name = "answer" if kind == "given" else kind
        act(row, mira, Act.HIDE, reason="spoiler", explanation=WHY)
        browser = browser_of(alice)
        page = browser.get(row.get_absolute_url()).text
        assert reverse(f"edit_{name}", args=[row.public_id]) not in page
        delete = reverse(f"delete_{name}", args=[row.public_id])
        assert delete in page
        assert browser.post(delete).status_code == 302
        assert state_of(row) == State.ERASED


# ── ways to the desk ────────────────────────────────────────────────────────────────────────────


def test_cards_lead_moderators_there(
    desk: Client, review: Review, given: Answer, bruno: Person
) -> None:
    question = given.question
    for page, rows in (
        (review.film.get_absolute_url(), [review]),
        (review.get_absolute_url(), [review]),
        (question.get_absolute_url(), [question, given]),
    ):
        for row in rows:
            assert address(row) in desk.get(page).text
            assert address(row) not in browser_of(bruno).get(page).text


def test_a_moderator_gives_a_reason_where_a_writer_deletes(
    desk: Client, review: Review, given: Answer
) -> None:
    for name, row in (("review", review), ("answer", given), ("question", given.question)):
        for send in (desk.get, desk.post):
            done = send(reverse(f"delete_{name}", args=[row.public_id]))
            assert done["Location"] == address(row)
        assert state_of(row) == State.PUBLISHED


@pytest.mark.long
def test_what_is_written_there_is_harmless(
    desk: Client, review: Review, mira: Person, milo: Person, alice: Person
) -> None:
    """Details, explanations, notes, objections: on every page that shows them."""
    writer = browser_of(alice)
    for payload in PAYLOADS[::4]:
        LogEntry.objects.all().delete()
        Report.objects.all().delete()
        reported(review, details=payload)
        entry = act(review, mira, Act.HIDE, reason="spam", explanation=payload, note=payload)
        objection = object_to(entry, payload, person=alice)
        for browser, page in (
            (desk, address(review)),
            (desk, "/moderation/"),
            (desk, "/moderation/log/"),
            (writer, review.get_absolute_url()),
            (writer, "/me/"),
        ):
            assert suspects_in(browser.get(page).text) == [], payload
        asked = {"act": "remove", "reason": "spam", "explanation": payload, "note": payload}
        assert suspects_in(desk.post(address(review), asked).text) == [], payload
        sent = {"verdict": "reverse", "explanation": payload}
        browser_of(milo).post(reverse("answer_objection", args=[objection.public_id]), sent)
        assert suspects_in(desk.get(address(review)).text) == [], payload
