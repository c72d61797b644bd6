"""Answers and questions that are sent: what they seem to give away is shown once before."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.actions import answer_version, question_version
from houselights.questions.models import Answer, Question
from houselights.questions.revisions import next_of_answer, next_of_question
from houselights.spoilers.suggestions import keep_word, said_harmless
from houselights.spoilers.writings import Text
from houselights.web.forms.questions import AnswerForm, QuestionForm, WordedForm
from houselights.web.suggestions import asked_for, pane_of, said_in, shown_in


def look_at_answer(
    given: QueryDict, form: AnswerForm, question: Question, writer: Person, stored: Answer | None
) -> AnswerForm | None:
    """The form to show again before the answer is kept; None to go on (see `_look`)."""

    if "find" in given:
        return _typed_so_far(given, form, question, writer, stored)
    again = _look(given, form, lambda typed: _row_of(typed, question, writer), stored, "body")
    if again:
        again.picking = form.picking
    return again


def _row_of(typed: AnswerForm, question: Question, writer: Person) -> Answer:
    """The answer that is typed, not kept."""
    text = typed.typed()
    row = Answer(question=question, author=writer, contains_spoilers=bool(text.contains_spoilers))
    row.current = next_of_answer(row, answer_version(text), writer)
    return row


def look_at_question(
    given: QueryDict, form: QuestionForm, film: Film, asker: Person, stored: Question | None
) -> QuestionForm | None:
    """The form to show again before the question is kept; None to go on (see `_look`)."""

    def row_of(typed: QuestionForm) -> Question:
        row = Question(film=film, asker=asker)
        row.current = next_of_question(row, question_version(typed.typed()), asker)
        return row

    return _look(given, form, row_of, stored, "details")


def _typed_so_far(
    given: QueryDict, form: AnswerForm, question: Question, writer: Person, stored: Answer | None
) -> AnswerForm:
    """The form as it was sent, not looked through for mistakes, with what it asks of sentences."""
    again = AnswerForm(initial=given.dict())
    again.picking = form.picking
    if shown_in(given):
        again.pane = pane_of(_row_of(again, question, writer), _said(given, stored), given, stored)
    return again


def _look[F: WordedForm](
    given: QueryDict, form: F, row_of: Callable[[F], Text], stored: Text | None, field: str
) -> F | None:
    """A button beside a sentence was pressed, or there are sentences its writer has not seen."""
    said = _said(given, stored)
    changes = asked_for(given, row_of(form), field)
    if changes:
        again = type(form)(initial=given.dict() | changes)
        again.pane = pane_of(row_of(again), said, given, stored)
        return again
    if not form.is_valid():
        return None
    form.pane = pane_of(row_of(form), said, given, stored, was_sent=True)
    return form if form.pane.asks else None


def _said(given: QueryDict, stored: Text | None) -> dict[str, str]:
    """What is called harmless: in this form, and before of what this form did not ask."""
    before = said_harmless(stored) if stored else {}
    shown = shown_in(given)
    kept = {digest: reason for digest, reason in before.items() if digest not in shown}
    return kept | said_in(given)


def keep_said(row: Text, given: QueryDict) -> None:
    """Keep what the writer of a text that is now published says of its sentences."""
    said, shown = said_in(given), shown_in(given)
    if said or shown:
        keep_word(row, said, shown)
