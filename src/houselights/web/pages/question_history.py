"""How a question or an answer came to read as it does: /questions/<id>/history/ and answers'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houselights.base.models import TextRevision
from houselights.questions.models import Question
from houselights.spoilers.redact import redact_question
from houselights.spoilers.versions import (
    ShownChange,
    redact_answer_change,
    redact_question_change,
)
from houselights.web.pages.answers import readable_answer
from houselights.web.pages.history import HistoryQuery, history_audience, may_erase_versions
from houselights.web.pages.questions import readable_question
from houselights.web.reading import reader_of

VERSIONS_SHOWN = 50  # the newest


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version: what it changed, or nothing for the first."""

    number: int
    at: datetime
    change: ShownChange | None
    is_erased: bool = False
    follows_erased: bool = False
    erase_address: str = ""  # where its writer, or a moderator, erases it


@require_safe
def of_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /questions/<id>/history/: the versions of a question, newest first."""
    question = readable_question(public_id, request.user)
    rows = list(question.revisions.order_by("-number")[: VERSIONS_SHOWN + 1])
    path = reverse("question_history", args=[public_id])
    query = HistoryQuery.read(request.GET)
    audience = history_audience(reader_of(request), question, query, path, rows)
    changes = [redact_question_change(question, old, new, audience) for new, old in pairwise(rows)]
    versions = _versions(rows, changes)
    if may_erase_versions(request.user, question.asker_id):
        versions = _with_ways(versions, "erase_question_version", public_id)
    context = {"versions": versions, "back": question.get_absolute_url()}
    return _page(request, question, context)


@require_safe
def of_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /answers/<id>/history/: the versions of an answer, newest first."""
    answer = readable_answer(public_id, request.user)
    rows = list(answer.revisions.order_by("-number")[: VERSIONS_SHOWN + 1])
    path = reverse("answer_history", args=[public_id])
    query = HistoryQuery.read(request.GET)
    audience = history_audience(reader_of(request), answer, query, path, rows)
    changes = [redact_answer_change(answer, old, new, audience) for new, old in pairwise(rows)]
    versions = _versions(rows, changes)
    if may_erase_versions(request.user, answer.author_id):
        versions = _with_ways(versions, "erase_answer_version", public_id)
    context = {
        "versions": versions,
        "back": answer.get_absolute_url(),
        "answer": answer,
    }
    return _page(request, answer.question, context)


def _page(request: HttpRequest, question: Question, context: Mapping[str, object]) -> HttpResponse:
    title = redact_question(question, reader_of(request).stranger_of(question))
    shared = {"question": question, "film": question.film, "title": title}
    return render(request, "questions/history.html", {**shared, **context})


def _versions(rows: Sequence[TextRevision], changes: Sequence[ShownChange]) -> list[ShownVersion]:
    """The newest versions, without a change where one of the two that it is between is erased."""
    earlier: list[TextRevision | None] = [*rows[1:], None]
    told: list[ShownChange | None] = [*changes, None]
    versions = [
        ShownVersion(
            row.number,
            row.created_at,
            None if row.erased_at or (before and before.erased_at) else change,
            is_erased=row.erased_at is not None,
            follows_erased=before is not None and before.erased_at is not None,
        )
        for row, before, change in zip(rows, earlier, told, strict=True)
    ]
    return versions[:VERSIONS_SHOWN]


def _with_ways(versions: Sequence[ShownVersion], route: str, public_id: str) -> list[ShownVersion]:
    """Each version but the present one, which stands first, with the way to erase it."""
    return [
        version
        if at == 0 or version.is_erased
        else replace(version, erase_address=reverse(route, args=[public_id, version.number]))
        for at, version in enumerate(versions)
    ]
