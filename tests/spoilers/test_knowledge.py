"""Learning films, scoring what comes, and what makes a film due."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from houselights.accounts.models import Person
from houselights.base.events import announce, listen
from houselights.base.house import choose
from houselights.base.writing import write
from houselights.catalogue import actions as catalogue
from houselights.catalogue.actions import add_film, change_film, facts_of
from houselights.catalogue.models import Film
from houselights.exchange.films import film_named
from houselights.exchange.page_text import import_page
from houselights.questions.actions import answer, ask
from houselights.questions.erasure import erase as erase_asked
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import hide as hide_asked
from houselights.reviews.actions import publish_review
from houselights.reviews.erasure import erase
from houselights.reviews.events import ReviewChanged
from houselights.reviews.models import Review, Revision
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import delete_review, hide, remove
from houselights.spoilers import knowledge, rescoring, tasks
from houselights.spoilers.knowledge import enough_more, learn, make_due, see_whether_due
from houselights.spoilers.models import FilmKnowledge, SecretTerm, Sentence, Spread
from houselights.spoilers.scorer.film import learn_film
from houselights.spoilers.scorer.material import FilmFacts, Writing
from houselights.spoilers.scorer.score import remembering, score_writing
from houselights.spoilers.spread import count_spread
from houselights.spoilers.stamps import stale_films, stamp_now
from houselights.spoilers.tasks import catch_up, learn_stale, look_after_films
from houselights.spoilers.terms import remove_term, set_term, terms_of
from tests.cast import make_person
from tests.exchange.pages import incoming

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

SPOILING = (
    "In the end Ray kills his brother and drowns himself in the lake.",
    "It turns out that the lamp keeper has been dead all along, murdered by Ray.",
    "At the end she dies in his arms, shot by her own father.",
)
HARMLESS = "I liked the photography and the score, and I recommend it warmly."


def body(number: int) -> str:
    return f"{HARMLESS} {SPOILING[number % 3]} That was evening number {number} for me."


def is_told(review: Review) -> bool:
    """Whether the program covers anything of the review's present version."""
    current = Revision.objects.get(pk=review.current_id or 0)
    return any(mark[3] == "program" for mark in current.marks)


def waiting() -> list[int]:
    """The films that tasks wait to learn."""
    rows = DBTaskResult.objects.filter(task_path=tasks.learn_film.module_path, status="READY")
    return [row.args_kwargs["args"][0] for row in rows]


def forget_tasks() -> None:
    DBTaskResult.objects.all().delete()


@pytest.fixture
def reviews(make_review: Callable[..., Review]) -> list[Review]:
    """Six reviews, each of which tells something, in a film that is learnt."""
    made = [make_review(body=body(number)) for number in range(6)]
    learn(made[0].film_id)
    forget_tasks()
    return made


class TestAText:
    """That comes or changes."""

    def test_it_is_scored_in_the_transaction_that_writes_it(
        self, make_review: Callable[..., Review]
    ) -> None:
        assert is_told(make_review(body=body(0)))

    def test_a_question_with_its_answers_is_scored(self, film: Film) -> None:
        asker = make_person("ida")
        text = QuestionText("Why does he do it?", details=SPOILING[1], language="en")
        question = ask(film, asker, text)
        given = answer(question, make_person("otto"), AnswerText(body(0), False, language="en"))
        asked = Question.objects.select_related("current").get(pk=question.pk).current
        answered = Answer.objects.select_related("current").get(pk=given.pk).current
        assert asked is not None
        assert answered is not None
        assert asked.marks
        assert answered.marks

    def test_it_is_scored_before_others_hear_of_it(
        self, make_review: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        heard: list[bool] = []

        def hear(event: ReviewChanged) -> None:
            heard.append(is_told(Review.objects.get(pk=event.review_id)))

        monkeypatch.setattr("houselights.search.actions.index_review", hear)
        listen(ReviewChanged, hear)
        try:
            make_review(body=body(0))
        finally:
            from houselights.base import events

            events._listeners[ReviewChanged].remove(hear)
        assert heard == [True]


class TestDue:
    """One task, however much happens."""

    def test_a_new_film_waits_once(self, make_review: Callable[..., Review], film: Film) -> None:
        for number in range(3):
            make_review(body=body(number))
        assert waiting() == [film.pk]
        assert list(stale_films()) == [film]

    @pytest.mark.usefixtures("reviews")
    def test_a_learnt_film_waits_again_once_it_has_grown(
        self, make_review: Callable[..., Review], film: Film
    ) -> None:
        make_review(body=body(7))
        assert waiting() == []
        make_review(body=body(8))
        make_review(body=body(9))
        assert waiting() == [film.pk]

    @pytest.mark.parametrize(
        ("texts", "more"), [(0, 1), (4, 1), (10, 2), (25, 5), (200, 5), (2000, 40)]
    )
    def test_how_many_more_texts_are_worth_it(self, texts: int, more: int) -> None:
        assert enough_more(texts) == more

    @pytest.mark.usefixtures("reviews")
    def test_the_task_learns_and_a_second_one_does_nothing(self, film: Film) -> None:
        with write():
            make_due(film.pk)
            make_due(film.pk)
        assert waiting() == [film.pk]
        tasks.learn_film.func(film.pk)
        known = FilmKnowledge.objects.get(film=film)
        assert known.stamp == stamp_now()
        tasks.learn_film.func(film.pk)
        assert FilmKnowledge.objects.get(film=film).learnt_at == known.learnt_at

    @pytest.mark.usefixtures("reviews")
    def test_other_facts_make_it_due(self, film: Film) -> None:
        change_film(film, facts_of(film))
        assert waiting() == [film.pk]

    def test_what_is_settled_makes_it_due(self, reviews: list[Review], film: Film) -> None:
        Sentence.objects.create(
            film=film, review=reviews[0], start=0, end=5, digest="x", gives_away=False
        )
        with write(film.pk):
            announce(ReviewChanged(reviews[0].pk, film.pk))
        assert waiting() == [film.pk]

    @pytest.mark.usefixtures("reviews")
    def test_what_comes_while_it_learns_makes_it_due_again(
        self, film: Film, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def meanwhile(film_id: int, *rest: object) -> None:
            with write():
                make_due(film_id)

        monkeypatch.setattr(knowledge, "rescore", meanwhile)
        learn(film.pk, anew=True)
        assert FilmKnowledge.objects.get(film=film).stamp.startswith("due ")
        assert waiting() == [film.pk]

    def test_an_erased_review_leaves_no_sentences(self, reviews: list[Review], film: Film) -> None:
        Sentence.objects.create(
            film=film, review=reviews[0], start=0, end=5, digest="x", gives_away=True
        )
        assert reviews[0].author is not None
        delete_review(reviews[0], reviews[0].author)
        erase(reviews[0])
        assert not Sentence.objects.exists()
        assert waiting() == [film.pk]

    def test_the_last_text_takes_its_words_along(self, reviews: list[Review], film: Film) -> None:
        assert "photography" in str(FilmKnowledge.objects.get(film=film).model)
        for review in reviews:
            erase(review)
        assert list(stale_films()) == [film]
        tasks.learn_film.func(film.pk)
        assert "photography" not in str(FilmKnowledge.objects.get(film=film).model)
        assert not stale_films().exists()

    def test_an_erased_question_or_answer_makes_it_due(self, film: Film) -> None:
        question = ask(film, make_person("ida"), QuestionText("Why does he do it?", language="en"))
        given = answer(question, make_person("otto"), AnswerText(body(0), False, language="en"))
        answer(question, make_person("uwe"), AnswerText(body(1), False, language="en"))
        for row in (given, question):
            learn(film.pk)
            forget_tasks()
            erase_asked(row)
            assert waiting() == [film.pk]
        learn(film.pk)
        forget_tasks()
        with write(film.pk):
            announce(QuestionChanged(question.pk, film.pk))
        assert waiting() == []

    def test_a_review_that_is_hidden_makes_it_due(
        self, reviews: list[Review], film: Film, make_review: Callable[..., Review], mira: Person
    ) -> None:
        make_review(body=body(7))  # so that there are as many as it was learnt from
        assert waiting() == []
        hide(reviews[0], mira, reason="Somebody objects.")
        assert waiting() == [film.pk]
        learn(film.pk)
        forget_tasks()
        remove(reviews[1], mira, reason="It is copied.")
        assert waiting() == [film.pk]

    def test_a_hidden_question_or_answer_makes_it_due(self, film: Film, mira: Person) -> None:
        question = ask(film, make_person("ida"), QuestionText("Why does he do it?", language="en"))
        given = answer(question, make_person("otto"), AnswerText(body(0), False, language="en"))
        for row in (given, question):
            learn(film.pk)
            forget_tasks()
            with write(film.pk):
                announce(QuestionChanged(question.pk, film.pk))
            assert waiting() == []
            hide_asked(row, mira, reason="Somebody objects.")
            assert waiting() == [film.pk]

    def test_one_answer_is_scored_alone(self, film: Film) -> None:
        """Else each answer would cost as much as all that were given before it."""
        question = ask(film, make_person("ida"), QuestionText("Why does he do it?", language="en"))
        first = answer(question, make_person("otto"), AnswerText(body(0), False, language="en"))
        assert first.current is not None
        kept = [[0, 1, 1, "program"]]
        first.current.marks = kept
        first.current.save()
        answer(question, make_person("uwe"), AnswerText(body(1), False, language="en"))
        first.current.refresh_from_db()
        assert first.current.marks == kept, "left as it was"
        with write(film.pk):
            announce(QuestionChanged(question.pk, film.pk))
        first.current.refresh_from_db()
        assert first.current.marks != kept

    @pytest.mark.usefixtures("reviews")
    def test_rows_that_are_gone_make_it_due(self, film: Film) -> None:
        question = ask(film, make_person("ida"), QuestionText("Why does he do it?", language="en"))
        learn(film.pk)
        forget_tasks()
        with write(film.pk):
            Question.objects.filter(pk=question.pk).update(current=None)
            question.delete()
            announce(QuestionChanged(question.pk, film.pk))
        assert waiting() == [film.pk]

    @pytest.mark.usefixtures("reviews")
    def test_it_costs_one_query(
        self, film: Film, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            see_whether_due(film.pk)
        assert waiting() == []

    @pytest.mark.usefixtures("reviews")
    def test_what_happens_while_texts_are_read_makes_it_due_again(
        self, film: Film, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        counts_of = knowledge.counts_of

        def meanwhile(film_id: int) -> tuple[int, int]:
            make_due(film_id)
            return counts_of(film_id)

        monkeypatch.setattr(knowledge, "counts_of", meanwhile)
        learn(film.pk)
        assert FilmKnowledge.objects.get(film=film).stamp.startswith("due ")
        assert waiting() == [film.pk]


class TestLearning:
    """A film as a whole."""

    def test_marks_follow_and_only_what_changed_is_announced(
        self, reviews: list[Review], film: Film, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Revision.objects.filter(pk=reviews[0].current_id).update(marks=[])
        told: list[int] = []
        monkeypatch.setattr(rescoring, "tell", lambda row: told.append(row.pk))
        learn(film.pk, anew=True)
        assert told == [reviews[0].pk]
        assert is_told(reviews[0])

    @pytest.mark.usefixtures("reviews")
    def test_texts_are_scored_anew_only_where_it_makes_a_difference(
        self, film: Film, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done: list[int] = []
        monkeypatch.setattr(knowledge, "rescore", lambda film_id, *_rest: done.append(film_id))
        make_due(film.pk)
        learn(film.pk)
        assert done == []
        assert not stale_films().exists()
        set_term(film, "evening number", SecretTerm.State.KEPT, None)
        learn(film.pk)
        assert done == [film.pk]
        FilmKnowledge.objects.update(stamp="due 0.another/cover/0")
        learn(film.pk)
        assert done == [film.pk] * 2

    @pytest.mark.usefixtures("reviews")
    def test_it_proposes_terms_and_leaves_what_editors_decided(self, film: Film) -> None:
        editor = make_person("edda", "editor")
        kept = set_term(film, "the  lamp keeper", SecretTerm.State.KEPT, editor)
        assert kept.words == "the lamp keeper"
        assert set_term(film, "The Lamp Keeper", SecretTerm.State.DECLINED, editor) == kept
        learn(film.pk)
        assert [term.words for term in terms_of(film) if term.state == "declined"] == [kept.words]
        forget_tasks()
        remove_term(kept, editor)
        assert waiting() == [film.pk]

    @pytest.mark.usefixtures("reviews")
    def test_learning_takes_few_queries_however_many_texts(
        self, make_review: Callable[..., Review], film: Film
    ) -> None:
        def queries() -> int:
            Revision.objects.update(marks=[])
            with CaptureQueriesContext(connection) as seen:
                learn(film.pk, anew=True)
            return len(seen)

        few = queries()
        for number in range(10):
            make_review(body=body(number))
        # What changed is announced, and the search looks at each of these once.
        assert queries() - few <= 10 * 6

    def test_another_choice_acts_on_all_films(self, reviews: list[Review], film: Film) -> None:
        choose("program_covers", "off")
        assert DBTaskResult.objects.filter(task_path=learn_stale.module_path).count() == 1
        assert list(stale_films()) == [film]
        learn_stale.func()
        assert not any(map(is_told, reviews))
        assert not stale_films().exists()
        choose("program_covers", "cover")
        learn_stale.func()
        assert all(map(is_told, reviews))

    @pytest.mark.usefixtures("reviews")
    def test_a_film_that_fails_is_told_of_and_the_others_are_learnt(
        self,
        film: Film,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def fail(film_id: int) -> None:
            raise ValueError(film_id)

        FilmKnowledge.objects.update(stamp="old")
        monkeypatch.setattr(knowledge, "learn", fail)
        learn_stale.func()
        assert f"id {film.pk} could not be learnt" in caplog.text
        assert not DBTaskResult.objects.filter(task_path=learn_stale.module_path).exists()

    def test_texts_of_an_older_house_are_learnt_by_the_daily_task(
        self, reviews: list[Review]
    ) -> None:
        FilmKnowledge.objects.all().delete()
        Revision.objects.update(marks=[])
        look_after_films.func()
        catch_up()
        assert DBTaskResult.objects.filter(task_path=learn_stale.module_path).count() == 1
        learn_stale.func()
        assert all(map(is_told, reviews))


PAGE = "\n\n".join(
    ["The Long Lamp (1999)"]
    + [
        f"{1 + number}/10\n\nEvening {number}\n\n{body(number)}\n\n"
        f"{number} out of 9 found this helpful. Was this review helpful? Sign in to vote."
        for number in range(8)
    ]
)


class TestImport:
    """A page of reviews."""

    def test_it_is_learnt_at_once_in_the_same_transaction(self, film: Film) -> None:
        import_page(incoming(PAGE), film_named("The Long Lamp (1999)"))
        rows = list(Review.objects.filter(film=film))
        assert len(rows) == 8
        assert all(map(is_told, rows))
        assert not stale_films().exists()
        assert waiting() == []

    def test_the_same_page_again_learns_nothing(self, film: Film) -> None:
        import_page(incoming(PAGE), film_named("The Long Lamp (1999)"))
        before = FilmKnowledge.objects.get(film=film).learnt_at
        import_page(incoming(PAGE), film_named("The Long Lamp (1999)"))
        assert FilmKnowledge.objects.get(film=film).learnt_at == before

    def test_a_film_that_has_texts_is_learnt_by_a_task_afterwards(
        self, make_review: Callable[..., Review], film: Film
    ) -> None:
        old = make_review(body=body(1))
        import_page(incoming(PAGE), film_named("The Long Lamp (1999)"))
        assert list(stale_films()) == [film]
        assert set(waiting()) == {film.pk}
        Revision.objects.filter(pk=old.current_id).update(marks=[])
        tasks.learn_film.func(film.pk)
        assert is_told(old)
        assert not stale_films().exists()

    def test_a_newer_copy_has_what_is_new_and_what_changed_scored(self, film: Film) -> None:
        import_page(incoming(PAGE), film_named("The Long Lamp (1999)"))
        more = f"{PAGE}\n\n9/10\n\nOne more\n\n{body(20)}\n\n1 out of 9 found this helpful."
        more = more.replace(f"{HARMLESS} {SPOILING[1]}", f"{SPOILING[2]} {HARMLESS}")
        import_page(incoming(more), film_named("The Long Lamp (1999)"))
        assert all(map(is_told, Review.objects.filter(film=film)))


def test_words_are_counted_over_the_catalogue_once_it_has_doubled() -> None:
    writer = make_person("ida")
    for number in range(5):
        other = add_film(catalogue.FilmFacts(title=f"Lamp {number}", year=1990 + number))
        words = f"{HARMLESS} Zebra{number}."
        text = ReviewText(headline="One", body=words, contains_spoilers=False, language="en")
        publish_review(other, writer, text)
    stamp = stamp_now()
    assert count_spread()
    spread = Spread.objects.get()
    assert spread.words["recommend"] == 5
    assert "zebra1" not in spread.words
    assert stamp_now() != stamp
    assert not count_spread()


def test_texts_that_are_remembered_are_scored_alike() -> None:
    facts = FilmFacts("The Long Lamp", characters=("Ray",))
    texts = [Writing(str(n), "One evening", body(n), "en", None) for n in range(8)]
    model = learn_film(facts, texts)
    scored = [score_writing(text, model) for text in texts]
    with remembering():
        assert learn_film(facts, texts) == model
        assert [score_writing(text, model) for text in texts] == scored
        assert [score_writing(text, model) for text in texts] == scored
