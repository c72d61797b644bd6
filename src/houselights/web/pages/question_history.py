"""How a text below a film came to read as it does: /questions/<id>/history/ and the like."""

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
from houselights.questions.models import Answer, AnswerRevision, Question
from houselights.spoilers.redact import Audience, flag_of, redact_question, row_fold
from houselights.spoilers.versions import (
    ShownChange,
    redact_answer_change,
    redact_comment_change,
    redact_question_change,
)
from houselights.web.comment_cards import comment_audience
from houselights.web.pages.answers import readable_answer
from houselights.web.pages.comments import readable_comment
from houselights.web.pages.history import HistoryQuery, history_audience, may_erase_versions
from houselights.web.pages.questions import readable_question
from houselights.web.quotes import Quote, quotes_in
from houselights.web.reading import Reader, reader_of

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
    quotes: Sequence[Quote] = ()  # what an answer quoted then; none while it is folded


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
    versions = _quoting(_versions(rows, changes), rows, answer, audience, reader_of(request))
    if may_erase_versions(request.user, answer.author_id):
        versions = _with_ways(versions, "erase_answer_version", public_id)
    context = {
        "versions": versions,
        "back": answer.get_absolute_url(),
        "answer": answer,
    }
    return _page(request, answer.question, context)


@require_safe
def of_comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /comments/<id>/history/: the versions of a comment, newest first."""
    comment = readable_comment(public_id, request.user)
    rows = list(comment.revisions.order_by("-number")[: VERSIONS_SHOWN + 1])
    path = reverse("comment_history", args=[public_id])
    reader, query = reader_of(request), HistoryQuery.read(request.GET)
    asked = history_audience(reader, comment, query, path, rows)
    audience = comment_audience(comment, reader, asked)
    changes = [redact_comment_change(comment, old, new, audience) for new, old in pairwise(rows)]
    versions = _versions(rows, changes)
    if may_erase_versions(request.user, comment.author_id):
        versions = _with_ways(versions, "erase_comment_version", public_id)
    context = {"versions": versions, "back": comment.get_absolute_url(), "comment": comment}
    return _page(request, comment.question, context)


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


def _quoting(
    versions: Sequence[ShownVersion],
    rows: Sequence[AnswerRevision],
    answer: Answer,
    audience: Audience,
    reader: Reader,
) -> list[ShownVersion]:
    """Each version with what it quotes, where its text may be read."""
    is_open = {row.number: not row_fold(answer, flag_of(answer, row), audience) for row in rows}
    quotes = quotes_in([row.pk for row in rows if is_open[row.number]], reader, alone=True)
    by_number = {row.number: quotes.get(row.pk, ()) for row in rows}
    return [replace(version, quotes=by_number[version.number]) for version in versions]


def _with_ways(versions: Sequence[ShownVersion], route: str, public_id: str) -> list[ShownVersion]:
    """Each version but the present one, which stands first, with the way to erase it."""
    return [
        version
        if at == 0 or version.is_erased
        else replace(version, erase_address=reverse(route, args=[public_id, version.number]))
        for at, version in enumerate(versions)
    ]
