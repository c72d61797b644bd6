"""How a question or an answer came to read as it does: /questions/<id>/history/ and answers'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houselights.base.models import TextRevision
from houselights.questions.models import Question
from houselights.reviews.rights import bases_for
from houselights.spoilers.redact import Audience, redact_question
from houselights.spoilers.versions import (
    ShownChange,
    redact_answer_change,
    redact_question_change,
)
from houselights.web.pages.answers import readable_answer
from houselights.web.pages.history import HistoryQuery
from houselights.web.pages.questions import readable_question

VERSIONS_SHOWN = 50  # the newest


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version: what it changed, or nothing for the first."""

    number: int
    at: datetime
    change: ShownChange | None


@require_safe
def of_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /questions/<id>/history/: the versions of a question, newest first."""
    question = readable_question(public_id, request.user)
    rows = list(question.revisions.order_by("-number")[: VERSIONS_SHOWN + 1])
    path = reverse("question_history", args=[public_id])
    own = question.asker_id is not None and question.asker_id == request.user.pk
    audience = _audience(request, path, public_id, rows if own else [])
    changes = [redact_question_change(question, old, new, audience) for new, old in pairwise(rows)]
    context = {"versions": list(_versions(rows, changes)), "back": question.get_absolute_url()}
    return _page(request, question, context)


@require_safe
def of_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /answers/<id>/history/: the versions of an answer, newest first."""
    answer = readable_answer(public_id, request.user)
    rows = list(answer.revisions.order_by("-number")[: VERSIONS_SHOWN + 1])
    path = reverse("answer_history", args=[public_id])
    own = answer.author_id is not None and answer.author_id == request.user.pk
    audience = _audience(request, path, public_id, rows if own else [])
    changes = [redact_answer_change(answer, old, new, audience) for new, old in pairwise(rows)]
    context = {
        "versions": list(_versions(rows, changes)),
        "back": answer.get_absolute_url(),
        "answer": answer,
    }
    return _page(request, answer.question, context)


def _page(request: HttpRequest, question: Question, context: Mapping[str, object]) -> HttpResponse:
    shared = {"question": question, "film": question.film, "title": redact_question(question)}
    return render(request, "questions/history.html", {**shared, **context})


def _audience(
    request: HttpRequest, path: str, public_id: str, own: Sequence[TextRevision]
) -> Audience:
    query = HistoryQuery.read(request.GET)
    keys = {public_id, *(str(row.number) for row in own)} if own else set()
    return Audience(
        opened=query.opened,
        own=frozenset(keys),
        bases=bases_for(request.user),
        link=lambda key: replace(query, opened=query.opened | {key}).link(path, "main"),
    )


def _versions(
    rows: Sequence[TextRevision], changes: Sequence[ShownChange]
) -> Iterator[ShownVersion]:
    """The newest versions; only the very first has no change to show."""
    for row, change in zip(rows, changes, strict=False):
        yield ShownVersion(row.number, row.created_at, change)
    if len(rows) <= VERSIONS_SHOWN:
        yield ShownVersion(rows[-1].number, rows[-1].created_at, None)
