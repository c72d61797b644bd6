"""The label of the demonstration, which every page of `base.html` gets by itself."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.rights import note_invented
from houselights.web.context import House

register = template.Library()

type Subject = Film | Person


@register.inclusion_tag("parts/demonstration.html", takes_context=True)
def demonstration(context: Context) -> dict[str, bool]:
    """The label, where the page may show something invented.

    A page about one film or one person (`film`, `person`, `question` or `answer` of the context or
    of its `page`) is labelled where they are of the demo house; any other page while it is loaded.
    What is labelled is not for robots.
    """
    house: House = context["house"]
    subject = _subject_of(context)
    is_shown = subject.is_demo if subject else bool(house.choices["demonstration"])
    if is_shown:
        note_invented()
    return {"is_shown": is_shown, "may_remove": house.is_run_by_visitor}


def _subject_of(context: Context) -> Subject | None:
    page = context.get("page")
    for name in ("film", "person", "question", "answer"):
        subject = _film_or_person(context.get(name) or getattr(page, name, None))
        if subject is not None:
            return subject
    return None


def _film_or_person(found: Any) -> Subject | None:
    if isinstance(found, (Answer, Comment)):
        found = found.question
    if isinstance(found, Question):
        return found.film
    return found if isinstance(found, (Film, Person)) else None
