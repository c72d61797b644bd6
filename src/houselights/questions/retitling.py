"""Another title for somebody's question, so that it gives nothing away: moderators do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.base.errors import Conflict, Invalid
from houselights.base.events import announce
from houselights.questions.closing import standing
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Question
from houselights.questions.revisions import Version, revise_question
from houselights.questions.rules import QuestionText, problems_of_question, tidy_title
from houselights.questions.tombstones import refuse_removed


def retitle(question: Question, by: Person, title: str) -> None:
    """Ask in other words; the earlier version stays in the history, and the details stay.

    Raises Invalid with the problem of `title`. What a page is imported again with changes nothing
    of it (see `imports`).
    """
    problems = problems_of_question(QuestionText(title))
    if problems:
        raise Invalid(problems)
    with standing(question, by) as fresh:
        version = _with_title(fresh, tidy_title(title))
        refuse_removed(question.film, version.title, version.body)
        if not revise_question(fresh, version, by):
            raise Invalid({"title": _("This is its title already. Write another one.")})
        fresh.save(update_fields=["current"])
        announce(QuestionChanged(fresh.pk, fresh.film_id))


def _with_title(question: Question, title: str) -> Version:
    current = question.current
    if current is None:
        raise Conflict(_("This has been deleted."))
    return Version(
        body=current.body.open_raw(),
        language=current.language,
        format=current.format,
        title=title,
        covers=current.covers,
    )
