"""What is done with questions, answers and comments later."""

from __future__ import annotations

from django.tasks import task

from houselights.questions import erasure


@task
def erase_question(public_id: str) -> None:
    """Erase a removed question once the days in which it can be restored are over."""
    erasure.erase_question_due(public_id)


@task
def erase_answer(public_id: str) -> None:
    """Erase a removed answer once the days in which it can be restored are over."""
    erasure.erase_answer_due(public_id)


@task
def erase_comment(public_id: str) -> None:
    """Erase a removed comment once the days in which it can be restored are over."""
    erasure.erase_comment_due(public_id)
