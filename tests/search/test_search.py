"""What is found, in what order, and that covers keep their secrets; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houselights.accounts.models import Person
from houselights.catalogue.actions import CreditFact, FilmFacts, add_film, change_film, remove_film
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.events import QuestionChanged
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import edit_review, source_of
from houselights.reviews.batches import Stated, state
from houselights.reviews.events import ReviewChanged
from houselights.reviews.imports import Facts, revise_imported_review
from houselights.reviews.models import ImportBatch, Review, Rights, ShownTo
from houselights.reviews.rights import EVERY_BASIS, Basis
from houselights.reviews.standing import delete_review
from houselights.search.actions import index_question, index_review, reindex
from houselights.search.models import Entry
from houselights.search.reads import (
    Found,
    find_films,
    find_people,
    find_questions,
    find_reviews,
    review_ids,
)
from houselights.spoilers.covering import Knows
from houselights.spoilers.reader import Reads, Since
from houselights.spoilers.redact import Audience, Mode
from tests.cast import make_person
from tests.exchange.pages import Written, bring_in, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Make = Callable[..., Review]


@dataclass(frozen=True)
class Anybody:
    """Somebody who searches; what they know is the same of every film."""

    bases: frozenset[Basis] = EVERY_BASIS
    mode: Mode = Mode.COVER
    knows: Knows = Knows.PREMISE

    def meet(self, films: Iterable[Film]) -> None:
        """They say nothing of any film."""

    def reads(self, _film_id: int) -> Reads:
        return Reads(self.mode, self.knows, Since.HOUSE, mode_is_chosen=False)

    def audience(self, _row: object) -> Audience:
        return Audience(mode=self.mode, knows=self.knows, bases=self.bases)


ANYBODY, EVERYTHING = Anybody(), Anybody(mode=Mode.SHOW)


def titles(q: str) -> list[str]:
    return [film.title for film in find_films(q).hits]


def reviews(q: str, *, covered: bool = False) -> list[Review]:
    return [hit.review for hit in find_reviews(q, EVERYTHING if covered else ANYBODY).hits]


@pytest.mark.usefixtures("film")
class TestFilms:
    @pytest.mark.parametrize("q", ["long lamp", "LAMP", "lam", "varga", "1999", "lamp 1999 ode"])
    def test_by_title_people_and_year(self, q: str) -> None:
        assert titles(q) == ["The Long Lamp"]

    @pytest.mark.parametrize("q", ["", "lamp 2001", "lampshade", "long-lamp-short"])
    def test_what_does_not_fit_is_not_found(self, q: str) -> None:
        assert titles(q) == []

    @pytest.mark.parametrize(
        "q",
        [
            'lamp"',
            "lamp*",
            "-lamp",
            "NEAR(lamp long)",
            "title:lamp",
            "lamp OR",
            "(",
            "lamp' --",
            "%",
            "lamp \0",
            "\U000323b0",
            "\\",
            "1e5 0x1f -3.2 a@b.c",
        ],
    )
    def test_nothing_typed_is_an_operator_or_an_error(self, q: str) -> None:
        assert len(titles(q)) <= 1

    def test_accents_are_folded_both_ways(self) -> None:
        add_film(FilmFacts(title="Đêm trắng ở quê", original_title="Белые ночи"))
        for q in ("dem trang", "Đêm", "белые", "БЕЛ"):
            assert titles(q) == ["Đêm trắng ở quê"]

    def test_han_letters_are_found_as_they_stand(self) -> None:
        add_film(FilmFacts(title="花样年华"))
        assert titles("年华") == ["花样年华"]
        assert titles("华年") == []

    def test_a_title_counts_more_than_a_name(self) -> None:
        add_film(FilmFacts(title="Harbour", credits=(CreditFact("director", "Lamp Long"),)))
        assert titles("lamp") == ["The Long Lamp", "Harbour"]

    def test_new_facts_replace_the_old_ones(self, film: Film) -> None:
        change_film(film, FilmFacts(title="The Short Candle"))
        assert titles("lamp") == []
        assert titles("candle") == ["The Short Candle"]

    def test_a_film_takes_all_that_is_found_about_it_away(
        self, film: Film, make_review: Make
    ) -> None:
        review = make_review()
        Review.objects.filter(pk=review.pk).update(current=None)
        remove_film(film)
        assert set(Entry.objects.values_list("kind", flat=True)) == {"person"}


class TestReviews:
    def test_by_headline_and_text_with_a_snippet(self, make_review: Make) -> None:
        make_review(headline="Bright", body="Nobody blinks while the wick is trimmed.")
        hit = find_reviews("wick", ANYBODY).hits[0]
        assert [piece.text for piece in hit.snippet if piece.hit] == ["wick"]
        assert reviews("bright") == [hit.review]

    def test_a_folded_review_is_found_by_its_headline_only(self, make_review: Make) -> None:
        review = make_review(headline="Beacon", body="The keeper drowned.", contains_spoilers=True)
        assert reviews("drowned") == []
        hit = find_reviews("beacon", ANYBODY).hits[0]
        assert (hit.review, hit.snippet) == (review, [])
        assert reviews("drowned", covered=True) == [review]

    def test_a_cover_hides_its_words_and_no_phrase_reaches_into_it(self, make_review: Make) -> None:
        review = make_review(body="In the end ||the keeper drowned|| and it rains.")
        assert reviews("rains") == [review]
        for q in ("keeper", '"end the keeper"', "drown"):
            assert reviews(q) == []
            assert reviews(q, covered=True) == [review]
        shown = "".join(piece.text for piece in find_reviews("rains", ANYBODY).hits[0].snippet)
        assert "keeper" not in shown

    def test_a_covered_headline_is_hidden_too(self, make_review: Make) -> None:
        review = make_review(headline="||The keeper did it||")
        assert reviews("keeper") == []
        assert reviews("spoil") == []
        assert reviews("keeper", covered=True) == [review]

    def test_edits_and_deletions_are_heard(self, make_review: Make, alice: Person) -> None:
        review = make_review(alice, body="A wick.")
        edit_review(review, alice, replace(source_of(review), body="A moth."))
        assert reviews("wick") == []
        assert reviews("moth") == [review]
        delete_review(Review.objects.get(pk=review.pk), alice)
        assert reviews("moth") == []

    def test_within_one_film(self, film: Film, make_review: Make) -> None:
        review = make_review(body="A moth.")
        other = add_film(FilmFacts(title="Another"))
        assert review_ids(film, "moth", ANYBODY) == [review.pk]
        assert review_ids(other, "moth", ANYBODY) == []
        assert find_reviews("moth", ANYBODY, film=other).number == 0


def test_people_by_handle_and_name(alice: Person) -> None:
    alice.name = "Élise Moth"
    alice.save()
    assert find_people("alice").hits == [alice]
    assert find_people("elise mo").hits == [alice]
    alice.is_active = False
    alice.save()
    assert find_people("elise").hits == []
    make_person("elise").delete()
    assert find_people("elise").hits == []


def test_questions_by_title_and_answers(film: Film, alice: Person, bruno: Person) -> None:
    question = ask(film, alice, QuestionText("Who trims the wick?", "", "en"))
    answer(question, bruno, AnswerText("Ray does, ||until he drowns||.", False, "en"))
    for q in ("wick", "ray"):
        assert [hit.question for hit in find_questions(q, ANYBODY).hits] == [question]
    assert find_questions("drowns", ANYBODY).number == 0
    assert find_questions("drowns", EVERYTHING).number == 1


def test_the_index_made_anew_is_the_same(
    film: Film, make_review: Make, alice: Person, bruno: Person
) -> None:
    make_review(body="In the end ||the keeper drowned||.")
    make_review(contains_spoilers=True)
    question = ask(film, alice, QuestionText("Who trims the wick?", "", "en"))
    answer(question, bruno, AnswerText("Ray does.", False, "en"))
    columns = ("kind", "row_id", "film_id", "title", "open_text", "covered_text", "basis")
    before = sorted(map(str, Entry.objects.values_list(*columns)))
    steps: list[tuple[int, int]] = []
    assert reindex(lambda done, total: steps.append((done, total))) == len(before)
    assert sorted(map(str, Entry.objects.values_list(*columns))) == before
    assert steps[-1] == (len(before), len(before))
    assert titles("lamp") == ["The Long Lamp"]


def test_a_search_costs_two_queries_a_kind(make_review: Make) -> None:
    for _ in range(3):
        make_review()
    with CaptureQueriesContext(connection) as queries:
        found = find_reviews("lamp", ANYBODY)
        assert found.number == 3
        assert [hit.review.film.title for hit in found.hits] == ["The Long Lamp"] * 3
    assert len(queries) == 2


# ── texts that came without a stated right ──────────────────────────────────────────────────────

MOTH = Written("A beacon", "Nobody blinks at the moth in the lamp house.")
OPEN_ONLY = frozenset({Basis.OPEN})


class TestRights:
    @pytest.fixture(autouse=True)
    def page(self, film: Film) -> Review:
        bring_in(film, page_text((MOTH,), ("Who sings?\n\nThe keeper hums at dusk.",)))
        review = Review.objects.get()
        revise_imported_review(review, headline=None, body="", facts=Facts(contains_spoilers=False))
        return review

    def found(self, q: str, bases: frozenset[Basis]) -> list[int]:
        return [find_reviews(q, Anybody(bases, mode)).number for mode in (Mode.COVER, Mode.SHOW)]

    def test_its_words_find_nothing_for_whom_may_not_read_it(self, film: Film) -> None:
        for q in ("moth", "beacon moth", '"lamp house"', "mot"):
            assert self.found(q, EVERY_BASIS) == [1, 1], q
            assert self.found(q, OPEN_ONLY) == [0, 0], q
            assert review_ids(film, q, ANYBODY)
            assert not review_ids(film, q, Anybody(OPEN_ONLY))

    def test_its_headline_finds_it_without_a_word_of_the_text(self, film: Film) -> None:
        hit = find_reviews("beac", Anybody(OPEN_ONLY, Mode.SHOW)).hits[0]
        assert (hit.snippet, hit.shown.fold) == ([], "members")
        assert review_ids(film, "beacon", Anybody(OPEN_ONLY)) == [hit.review.pk]

    def test_questions_are_found_by_their_titles(self) -> None:
        assert find_questions("hums", EVERYTHING).number == 1
        assert find_questions("hums", Anybody(OPEN_ONLY, Mode.SHOW)).number == 0
        assert find_questions("sings", Anybody(OPEN_ONLY)).number == 1

    def test_another_basis_is_heard(self) -> None:
        batches = ImportBatch.objects.all()
        state(batches, Stated(rights=Rights.PERMISSION))
        assert self.found("moth", OPEN_ONLY) == [1, 1]
        assert find_questions("hums", Anybody(OPEN_ONLY, Mode.SHOW)).number == 1
        state(batches, Stated(rights=Rights.UNSTATED, shown_to=ShownTo.MEMBERS))
        assert self.found("moth", frozenset({Basis.OPEN, Basis.HOUSE})) == [0, 0]
        assert set(Entry.objects.exclude(kind="film").values_list("basis", flat=True)) == {2}

    def test_the_index_made_anew_knows_it(self) -> None:
        reindex(lambda _done, _total: None)
        assert self.found("moth", OPEN_ONLY) == [0, 0]


# ── readers who know less, or more, than the index takes for granted ────────────────────────────

NOVICE = Anybody(knows=Knows.NOTHING)


class TestReaders:
    @pytest.fixture
    def hinting(self, film: Film, make_review: Make) -> Review:
        """Its second sentence hints at something, and its headline, too; others have no marks."""
        make_review(headline="Plain", body="A moth beside the wick.")
        review = make_review(headline="Beacon", body="Warm light. The moth waits.")
        current = review.current
        assert current
        current.marks, current.title_mark = [[12, 27, 1, "program"]], [1, "program"]
        current.keep_marks()
        index_review(ReviewChanged(review.pk, film.pk))
        return review

    def test_who_knows_nothing_finds_nothing_by_a_hint(self, film: Film, hinting: Review) -> None:
        for q in ("moth waits", "beacon", "wai", '"moth waits"', "warm beacon"):
            assert find_reviews(q, ANYBODY).number == 1, q
            assert find_reviews(q, NOVICE) == Found([], 0), q
            assert review_ids(film, q, ANYBODY) == [hinting.pk]
            assert review_ids(film, q, NOVICE) == []
        assert find_reviews("moth", ANYBODY).number == 2
        assert find_reviews("moth", NOVICE).number == len(review_ids(film, "moth", NOVICE)) == 1
        assert find_reviews("warm light", NOVICE).number == 1

    def test_a_question_by_its_title_and_its_answers(self, film: Film, alice: Person) -> None:
        question = ask(film, alice, QuestionText("Why does the moth wait?", "", "en"))
        given = answer(question, make_person("answers"), AnswerText("For the wick.", False, "en"))
        for revision in (question.current, given.current):
            assert revision
            revision.marks, revision.title_mark = [[0, 13, 1, "program"]], [1, "program"]
            revision.keep_marks()
        index_question(QuestionChanged(question.pk, film.pk))
        for q in ("moth", "wick"):
            assert find_questions(q, ANYBODY).number == 1, q
            assert find_questions(q, NOVICE).number == 0, q

    @pytest.mark.parametrize("level", [2, 3])
    def test_what_is_covered_for_most_is_not_in_the_open_index(
        self, film: Film, hinting: Review, level: int
    ) -> None:
        current = hinting.current
        assert current
        current.marks, current.title_mark = [[12, 27, level, "readers"]], [level, "editors"]
        current.keep_marks()
        index_review(ReviewChanged(hinting.pk, film.pk))
        for q in ("waits", "beacon"):
            assert find_reviews(q, ANYBODY).number == 0
            assert find_reviews(q, EVERYTHING).number == 1
            assert find_reviews(q, Anybody(knows=Knows.SEEN)).number == 0
            assert review_ids(film, q, Anybody(knows=Knows.SEEN)) == [hinting.pk]
