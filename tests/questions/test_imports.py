"""Questions out of a page: once, again, and newer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.imports import (
    ImportedAnswer,
    ImportedQuestion,
    Outcome,
    import_question,
    outcome_of_import,
)
from houselights.questions.models import Question
from houselights.questions.reads import top_questions
from houselights.questions.standing import delete_answer
from houselights.reviews.models import ImportBatch

ITEM = ImportedQuestion(
    source_key="key-1",
    source_position=1,
    question="Who is *he*, the man with the ||lamp||?",
    answers=(ImportedAnswer("A keeper.\n\nHe is ***1/2 of a man*** <b>."),),
)


@pytest.fixture
def batch(film: Film) -> ImportBatch:
    return ImportBatch.objects.create(
        kind="page-text", source="the long lamp", file_sha256="0" * 64, film=film
    )


def test_a_page_is_kept_verbatim_and_unknown_stays_unknown(film: Film, batch: ImportBatch) -> None:
    question, outcome = import_question(film, batch, ITEM)
    given = question.answers.get()
    assert outcome is Outcome.ADDED
    assert question.asker is None
    assert question.is_imported
    assert question.answers_count == 1
    assert question.current is not None
    assert question.current.title.open_raw() == ITEM.question
    assert given.current is not None
    assert given.current.body.open_raw() == ITEM.answers[0].body
    assert (given.current.format, given.current.covers) == ("plain", [])
    assert (given.author, given.contains_spoilers) == (None, None)


def test_the_same_page_again_changes_nothing(film: Film, batch: ImportBatch) -> None:
    question, _added = import_question(film, batch, ITEM)
    assert outcome_of_import(film, ITEM) is Outcome.UNCHANGED
    again, outcome = import_question(film, batch, ITEM)
    assert (again.pk, outcome) == (question.pk, Outcome.UNCHANGED)
    assert question.revisions.count() == 1
    assert question.answers.get().revisions.count() == 1


def test_a_newer_page_revises_adds_and_takes_nothing_away(film: Film, batch: ImportBatch) -> None:
    question, _added = import_question(film, batch, ITEM)
    newer = replace(ITEM, answers=(ImportedAnswer("A keeper?"), ImportedAnswer("A thief.")))
    assert outcome_of_import(film, newer) is Outcome.REVISED
    import_question(film, batch, newer)
    question.refresh_from_db()
    first, second = question.answers.order_by("source_position")
    assert question.answers_count == 2
    assert first.revisions.count() == 2
    assert first.edited_at is not None
    assert second.edited_at is None
    import_question(film, batch, ITEM)
    assert question.answers.count() == 2


def test_near_twins_stay_two_and_stand_in_the_order_of_the_page(
    film: Film, batch: ImportBatch, alice: Person
) -> None:
    for position in (1, 2, 3):
        item = replace(ITEM, source_key=f"key-{position}", source_position=position)
        import_question(film, batch, item)
    found = top_questions(film, alice)
    assert [question.source_position for question in found] == [1, 2, 3]


def test_what_was_deleted_here_stays_deleted(film: Film, batch: ImportBatch, mira: Person) -> None:
    question, _added = import_question(film, batch, ITEM)
    delete_answer(question.answers.get(), mira)
    newer = replace(ITEM, answers=(ImportedAnswer("Another text."),))
    _same, outcome = import_question(film, batch, newer)
    assert outcome is Outcome.UNCHANGED
    assert Question.objects.get().answers_count == 0


def test_known_people_and_accepted_answers_are_kept(
    film: Film, alice: Person, bruno: Person
) -> None:
    item = replace(
        ITEM,
        asker=alice,
        answers=(
            ImportedAnswer("Perhaps.", author=alice, contains_spoilers=False),
            ImportedAnswer("A keeper.", author=bruno, contains_spoilers=False, accepted=True),
        ),
    )
    question, _added = import_question(film, None, item)
    assert question.asker == alice
    assert not question.is_imported
    [shown] = top_questions(film, alice)
    assert shown.best_answer is not None
    assert shown.best_answer.author == bruno
