"""The questions of a film that may ask the same as a new one."""

from __future__ import annotations

from houselights.accounts.reads import Viewer
from houselights.answers.asked_before import WORTH_A_LOOK, asked_before
from houselights.answers.reads import names_of
from houselights.base.limits import QUESTION_CHARACTERS
from houselights.catalogue.models import Film
from houselights.questions.models import Question
from houselights.questions.reads import questions_to_compare, with_best_answers


def near_questions(
    film: Film, title: str, viewer: Viewer, *, limit: int = 5, least: float = WORTH_A_LOOK
) -> list[Question]:
    """The most alike first, with their best answers; `least` is a likeness of `asked_before`.

    Titles are opened to be compared, never to be shown.
    """
    kept = [row for row in questions_to_compare(film, viewer) if row.current]
    titles = [row.current.title.open_raw() for row in kept if row.current]
    if not titles:
        return []
    new = title[:QUESTION_CHARACTERS]  # longer ones are refused anyway
    alike = asked_before(new, titles, names_of(film), limit=limit, least=least)
    return with_best_answers(kept[found.place] for found in alike)
