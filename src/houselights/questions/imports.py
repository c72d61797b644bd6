"""Questions and answers out of an imported page; the same page again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.events import announce
from houselights.base.models import State
from houselights.base.rawtext import RawText
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.questions import counters
from houselights.questions.actions import save_counted
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, Question, QuestionRevision
from houselights.questions.moved import given_to, stands_at
from houselights.questions.revisions import imported_version, revise_answer, revise_question
from houselights.reviews.models import ImportBatch


class Outcome(StrEnum):
    """What an import does with a question."""

    ADDED = "added"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    KEPT_OUT = "kept out"  # removed here


@dataclass(frozen=True, slots=True)
class ImportedAnswer:
    """An answer as the page gives it; without an author it is "from an imported page"."""

    body: str
    author: Person | None = None
    contains_spoilers: bool | None = None  # not known, and never read as harmless
    accepted: bool = False
    language: str = ""  # guessed where it is not given
    is_kept_out: bool = False  # removed here: it keeps its place on the page and does not come in


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """A question as the page gives it.

    `source_key` is its identity on its page (at most 64 characters, unique in the film), so near
    twins stay two; `source_position` is its place there, from 1; an answer's is its place in
    `answers`, from 1. `asker` and `asked_at` are given where they are known.
    """

    source_key: str
    source_position: int
    question: str
    answers: tuple[ImportedAnswer, ...] = ()
    asker: Person | None = None
    asked_at: datetime | None = None
    language: str = ""  # guessed where it is not given
    is_kept_out: bool = False  # removed here; a row that is known keeps the text that it has


def outcome_of_import(film: Film, item: ImportedQuestion) -> Outcome:
    """What `import_question` would do; reads only."""
    found = _found(film, item)
    if found is None:
        return Outcome.ADDED
    changed = _title_differs(found, item) or _answers_differ(found, item)
    return Outcome.REVISED if changed else Outcome.UNCHANGED


def import_question(
    film: Film, batch: ImportBatch | None, item: ImportedQuestion
) -> tuple[Question, Outcome]:
    """Add a question with its answers, or bring the row of that source key up to date.

    A changed text becomes a revision; answers that the page no longer has stay; what was deleted
    or withheld here is left as it is, and so is a title that a moderator changed. The answers of a
    question that was merged into another one stand there.
    """
    with write(film.pk):
        outcome = outcome_of_import(film, item)
        if outcome is Outcome.UNCHANGED:
            return Question.objects.get(film=film, source_key=item.source_key), outcome
        question = _found(film, item) or _new_question(film, batch, item)
        if _title_differs(question, item):
            version = imported_version("", title=item.question, language=item.language)
            revise_question(question, version, item.asker)
        _take_answers(question, batch, item)
        _save_all(question)
    return question, outcome


def _found(film: Film, item: ImportedQuestion) -> Question | None:
    kept = Question.objects.exclude(state=State.ERASED).select_related("current")
    return kept.filter(film=film, source_key=item.source_key).first()


def _title_differs(question: Question, item: ImportedQuestion) -> bool:
    if question.state != State.PUBLISHED or item.is_kept_out:
        return False
    current = question.current
    return current is None or (
        _is_of_page(current, item) and current.title != RawText(item.question)
    )


def _is_of_page(revision: QuestionRevision, item: ImportedQuestion) -> bool:
    """Whether it came with the page: what a moderator wrote instead stays."""
    return revision.by_id == (item.asker.pk if item.asker else None)


def _answers_differ(question: Question, item: ImportedQuestion) -> bool:
    if question.state != State.PUBLISHED:
        return False
    kept = _answers_by_position(question)
    numbered = enumerate(item.answers, start=1)
    return any(_answer_differs(kept.get(position), given) for position, given in numbered)


def _answer_differs(kept: Answer | None, given: ImportedAnswer) -> bool:
    if given.is_kept_out or (kept is not None and kept.state != State.PUBLISHED):
        return False
    return kept is None or kept.current is None or kept.current.body != RawText(given.body)


def _save_all(question: Question) -> None:
    """Save the question, and what the one below which its answers stand keeps of them."""
    counters.recount(question)
    question.save()
    announce(QuestionChanged(question.pk, question.film_id))
    below = stands_at(question)
    if below != question:
        save_counted(below)


def _answers_by_position(question: Question) -> dict[int | None, Answer]:
    rows = given_to(question).filter(source_position__isnull=False)
    return {answer.source_position: answer for answer in rows.select_related("current")}


def _new_question(film: Film, batch: ImportBatch | None, item: ImportedQuestion) -> Question:
    asked_at = item.asked_at or (batch.created_at if batch else now())
    return Question.objects.create(
        film=film,
        asker=item.asker,
        batch=batch,
        asked_at=asked_at,
        # The newest stand first, so the first of a page has to be the newest of that page.
        arrived=counters.microseconds(asked_at) - item.source_position,
        source_key=item.source_key,
        source_position=item.source_position,
    )


def _take_answers(question: Question, batch: ImportBatch | None, item: ImportedQuestion) -> None:
    kept = _answers_by_position(question)
    for position, given in enumerate(item.answers, start=1):
        if _answer_differs(kept.get(position), given):
            answer = kept.get(position) or _new_answer(question, batch, position, given)
            _revise(answer, given)
            if given.accepted and answer.question_id == question.pk:
                question.accepted = answer


def _new_answer(
    question: Question, batch: ImportBatch | None, position: int, given: ImportedAnswer
) -> Answer:
    below = stands_at(question)
    return Answer.objects.create(
        question=below,
        moved_from=None if below == question else question,
        author=given.author,
        batch=batch,
        answered_at=question.asked_at,
        contains_spoilers=given.contains_spoilers,
        source_position=position,
    )


def _revise(answer: Answer, given: ImportedAnswer) -> None:
    had_text = answer.current_id is not None
    revise_answer(answer, imported_version(given.body, language=given.language), given.author)
    if had_text:
        answer.edited_at = now()
    answer.save(update_fields=["current", "edited_at"])
