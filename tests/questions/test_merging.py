"""Merging questions and taking it back, and what an import makes of it."""

from __future__ import annotations

import pytest

from houselights.accounts.models import Person
from houselights.base.errors import Conflict, Gone, Invalid, Refusal
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.actions import accept_answer, answer, ask, vote_on_answer
from houselights.questions.closing import close
from houselights.questions.comments import comment_on
from houselights.questions.followed import followed_by
from houselights.questions.imports import (
    ImportedAnswer,
    ImportedQuestion,
    Outcome,
    import_question,
)
from houselights.questions.merging import merge, unmerge
from houselights.questions.models import Answer, Closing, Question
from houselights.questions.moved import merged_into, stands_at
from houselights.questions.reads import answers_of, questions_of
from houselights.questions.retitling import retitle
from houselights.questions.rules import AnswerText, QuestionText
from houselights.questions.standing import delete_answer, delete_question, remove
from houselights.reviews.models import ImportBatch
from houselights.search.models import Entry, Kind
from tests.cast import make_person

pytestmark = pytest.mark.engine


def said(words: str) -> AnswerText:
    return AnswerText(words, contains_spoilers=False)


@pytest.fixture
def one(film: Film, alice: Person) -> Question:
    return ask(film, alice, QuestionText("Who lights the lamp?"))


@pytest.fixture
def two(film: Film, mira: Person) -> Question:
    return ask(film, mira, QuestionText("Who keeps the lamp lit?"))


@pytest.fixture
def three(film: Film, mira: Person) -> Question:
    return ask(film, mira, QuestionText("By whom is the lamp lit?"))


def _fresh(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


def _below(question: Question, viewer: Person) -> set[Answer]:
    return set(answers_of(_fresh(question), viewer).rows)


def test_answers_move_with_their_votes_and_come_back(
    one: Question, two: Question, alice: Person, bruno: Person, mira: Person
) -> None:
    given, there = answer(one, bruno, said("The keeper.")), answer(two, bruno, said("He."))
    vote_on_answer(alice, given, helpful=True)
    accept_answer(given, alice)
    merge(one, two, mira)
    assert _below(two, bruno) == {given, there}
    assert (_fresh(one).answers_count, _fresh(two).answers_count) == (0, 2)
    given.refresh_from_db()
    assert (given.votes_yes, given.moved_from) == (1, one)
    assert _fresh(one).accepted is None
    assert questions_of(one.film, mira).rows == [_fresh(two)]
    assert merged_into(two) == [one]
    accept_answer(given, mira)
    unmerge(one, mira)
    assert _below(one, bruno) == {given}
    assert _below(two, bruno) == {there}
    assert _fresh(two).accepted is None, "the accepted answer has gone home"
    assert (_fresh(one).answers_count, _fresh(two).answers_count) == (1, 1)
    assert merged_into(two) == []
    with pytest.raises(Conflict):
        unmerge(one, mira)


def test_followers_are_told_of_the_other_question(
    one: Question, two: Question, alice: Person, mira: Person
) -> None:
    merge(one, two, mira)
    assert [found.question for found in followed_by(alice)] == [two]
    unmerge(one, mira)
    assert {found.question for found in followed_by(alice)} == {one, two}


def test_a_chain_is_taken_apart_from_either_end(
    one: Question, two: Question, three: Question, bruno: Person, mira: Person
) -> None:
    first, second = answer(one, bruno, said("The keeper.")), answer(two, bruno, said("He."))
    merge(one, two, mira)
    merge(two, three, mira)
    assert stands_at(_fresh(one)) == three
    assert _below(three, bruno) == {first, second}
    unmerge(two, mira)
    assert _below(two, bruno) == {first, second}
    assert _below(three, bruno) == set()
    merge(two, three, mira)
    unmerge(one, mira)
    assert _below(one, bruno) == {first}
    assert _below(three, bruno) == {second}


def test_what_can_not_take_the_answers(one: Question, two: Question, mira: Person) -> None:
    for wrong in (None, one):
        with pytest.raises(Invalid):
            merge(one, wrong, mira)
    merge(one, two, mira)
    with pytest.raises(Invalid):
        merge(two, _fresh(one), mira)
    with pytest.raises(Conflict):
        close(one, mira, Closing.SETTLED)


def test_two_that_are_merged_crosswise_do_not_go_in_a_circle(
    one: Question, two: Question, mira: Person
) -> None:
    """Both pages of forms were open when the first was sent."""
    before = _fresh(one)
    merge(one, two, mira)
    with pytest.raises(Invalid):
        merge(two, before, mira)
    with pytest.raises(Invalid):
        close(two, mira, Closing.DUPLICATE, before)
    assert stands_at(_fresh(one)) == two
    assert _fresh(two).merged_at is None


def test_a_merged_question_takes_no_comments_and_its_answers_do(
    one: Question, two: Question, bruno: Person, mira: Person
) -> None:
    given = answer(one, bruno, said("The keeper."))
    merge(one, two, mira)
    with pytest.raises(Gone):
        comment_on(one, bruno, "Which lamp do you mean?")
    assert comment_on(given, bruno, "As I read it elsewhere.").question == two


def test_an_answer_that_has_moved_is_accepted_where_it_stands(
    one: Question, two: Question, alice: Person, bruno: Person, mira: Person
) -> None:
    given = answer(one, bruno, said("The keeper."))
    merge(one, two, mira)
    with pytest.raises(Refusal):
        accept_answer(given, alice)
    assert _fresh(one).accepted is None
    given.refresh_from_db()
    accept_answer(given, mira)
    assert _fresh(two).accepted == given


def test_search_finds_the_question_that_is_left(
    one: Question, two: Question, bruno: Person, mira: Person
) -> None:
    answer(one, bruno, said("Marmalade does."))
    merge(one, two, mira)
    entries = Entry.objects.filter(kind=Kind.QUESTION)
    assert entries.get().row_id == two.pk
    assert "marmalade" in entries.get().open_text.lower()


class TestImported:
    """A merged question keeps its key: its page brings nothing back and doubles nothing."""

    def page(self, *answers: str, title: str = "Who lights the lamp, please?") -> ImportedQuestion:
        return ImportedQuestion("key", 1, title, tuple(map(ImportedAnswer, answers)))

    @pytest.fixture
    def batch(self, film: Film) -> ImportBatch:
        return ImportBatch.objects.create(film=film, kind="page-text")

    @pytest.fixture
    def imported(self, film: Film, batch: ImportBatch) -> Question:
        return import_question(film, batch, self.page("The keeper."))[0]

    def test_the_same_page_changes_nothing(
        self, film: Film, batch: ImportBatch, imported: Question, two: Question, mira: Person
    ) -> None:
        merge(imported, two, mira)
        assert import_question(film, batch, self.page("The keeper."))[1] is Outcome.UNCHANGED
        assert Answer.objects.count() == 1
        assert _fresh(imported).merged_at is not None

    def test_a_new_answer_of_the_page_goes_where_the_others_are(
        self, film: Film, batch: ImportBatch, imported: Question, two: Question, mira: Person
    ) -> None:
        merge(imported, two, mira)
        import_question(film, batch, self.page("The keeper.", "His wife."))
        assert len(_below(two, mira)) == 2
        assert _fresh(two).answers_count == 2
        unmerge(imported, mira)
        assert len(_below(imported, mira)) == 2

    def test_what_was_erased_stays_so(
        self, film: Film, batch: ImportBatch, imported: Question, two: Question, mira: Person
    ) -> None:
        merge(imported, two, mira)
        [given] = _below(two, mira)
        remove(given, mira, reason="rights", at_once=True)
        assert _fresh(two).answers_count == 0
        import_question(film, batch, self.page("The keeper."))
        unmerge(imported, mira)
        assert Answer.objects.get().state == State.ERASED
        assert _fresh(imported).answers_count == 0

    def test_its_answers_are_erased_with_it_wherever_they_stand(
        self, imported: Question, two: Question, bruno: Person, mira: Person
    ) -> None:
        here = answer(two, bruno, said("He."))
        merge(imported, two, mira)
        remove(_fresh(imported), mira, reason="rights", at_once=True)
        assert _below(two, mira) == {here}
        assert _fresh(two).answers_count == 1

    def test_a_moderators_title_stays(
        self, film: Film, batch: ImportBatch, imported: Question, mira: Person
    ) -> None:
        retitle(imported, mira, "Who lights it?")
        found = import_question(film, batch, self.page("The keeper.", "His wife."))
        assert found[1] is Outcome.REVISED
        current = Question.objects.select_related("current").get(pk=imported.pk).current
        assert current is not None
        assert current.title.open_raw() == "Who lights it?"


def test_the_asker_takes_back_a_merged_question_only_while_nobody_else_answered(
    one: Question, two: Question, alice: Person, mira: Person
) -> None:
    own = answer(one, alice, said("The keeper, I found out."))
    merge(one, two, mira)
    delete_question(_fresh(one), alice)
    own.refresh_from_db()
    assert own.state == State.ERASED
    assert _fresh(two).answers_count == 0


def test_a_moved_answer_is_deleted_where_it_stands(
    one: Question, two: Question, mira: Person
) -> None:
    carol = make_person("carol")
    given = answer(one, carol, said("The keeper."))
    merge(one, two, mira)
    delete_answer(Answer.objects.get(pk=given.pk), carol)
    assert _fresh(two).answers_count == 0
