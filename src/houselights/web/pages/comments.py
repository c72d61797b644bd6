"""Comments: writing, editing, deleting, and one alone for the script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.accounts.rules import Ability
from houselights.base.errors import Invalid, NotAllowed, Refusal
from houselights.base.idempotency import once
from houselights.base.limits import COMMENTS_PER_PERSON, spend
from houselights.base.models import State
from houselights.questions.comments import (
    Below,
    comment_by_id,
    comment_on,
    comment_version,
    edit_comment,
    source_of_comment,
)
from houselights.questions.models import Answer, Comment
from houselights.questions.revisions import next_of_comment
from houselights.questions.rules import tidy_title
from houselights.questions.standing import delete_comment, demand_delete_comment
from houselights.questions.tombstones import question_of
from houselights.spoilers.redact import redact_question
from houselights.web.cards import Setting
from houselights.web.comment_cards import make_comment_card
from houselights.web.decided import GoneByDecision, decision_about
from houselights.web.finding import may_read_withheld
from houselights.web.forms.comments import CommentForm
from houselights.web.moderated import moderators_way
from houselights.web.pages.answers import readable_answer
from houselights.web.pages.questions import readable_question
from houselights.web.query import local, opened_keys
from houselights.web.reading import reader_of
from houselights.web.suggestions import asked_for, pane_of
from houselights.web.typed import sign_in_first, typed_before


def readable_comment(public_id: str, viewer: Viewer) -> Comment:
    """The comment, if this viewer may read it: 404 unknown, 410 deleted, 451 withheld."""
    comment = comment_by_id(public_id)
    if comment is None:
        raise Http404
    if comment.answer is not None:
        comment.answer = readable_answer(comment.answer.public_id, viewer)
    else:
        comment.question = readable_question(comment.question.public_id, viewer)
    if comment.state in (State.DELETED, State.ERASED):
        said = _("This comment has been deleted.")
        raise GoneByDecision(said, decision_about(comment, viewer))
    if comment.state == State.WITHHELD and not may_read_withheld(comment, viewer):
        sentence = _("This comment is withheld while the moderators look at it.")
        raise Refusal(sentence, code="withheld")
    return comment


@require_safe
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET /comments/<id>/card/: the comment alone, for the script to put in its place."""
    comment, given = readable_comment(public_id, request.user), request.GET
    setting = Setting(
        reader_of(request),
        here=local(given.get("here", ""), comment.get_absolute_url()),
        opened=opened_keys(given.get("open", "")),
        alone=True,
    )
    return render(request, "comments/card.html", {"card": make_comment_card(comment, setting)})


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
def on_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """/questions/<id>/comment/: publishes a comment on a question."""
    return _write(request, readable_question(public_id, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def on_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """/answers/<id>/comment/: publishes a comment on an answer."""
    return _write(request, readable_answer(public_id, request.user))


def _write(request: HttpRequest, below: Below) -> HttpResponse:
    if not isinstance(request.user, Person):
        return sign_in_first(request, ("body",) if request.method == "POST" else (), request.path)
    demand(request.user, Ability.WRITE)
    if request.method != "POST":
        return _page(request, below, CommentForm(initial=typed_before(request, request.path)))
    form = CommentForm(request.POST)
    again = _look(request.POST, form, below, request.user)
    if again:
        return _page(request, below, again)
    try:
        if form.is_valid():
            return HttpResponseRedirect(_write_once(request.user, below, form))
    except Invalid as refused:
        form.take(refused)
    return _page(request, below, form, status=422)


def _write_once(author: Person, below: Below, form: CommentForm) -> str:
    def run() -> dict[str, Any]:
        spend(author.public_id, "comment", COMMENTS_PER_PERSON)
        comment = comment_on(below, author, form.cleaned_data["body"])
        return {"address": comment.get_absolute_url()}

    return str(once(author.public_id, "comment", form.cleaned_data["token"], run)["address"])


def _look(given: QueryDict, form: CommentForm, below: Below, writer: Person) -> CommentForm | None:
    """The form to show again before the comment is kept; None to go on.

    A button beside a sentence was pressed, or there are sentences its writer has not seen. What
    they leave as it is goes as it is, and the program covers it.
    """
    tidied = given.copy()
    tidied["body"] = tidy_title(given.get("body", ""))
    changes = asked_for(tidied, _typed(form, below, writer))
    if changes:
        again = CommentForm(initial=given.dict() | changes)
        again.pane = pane_of(_typed(again, below, writer), {}, given)
        return again
    if not form.is_valid():
        return None
    form.pane = pane_of(_typed(form, below, writer), {}, given, was_sent=True)
    return form if form.pane.asks else None


def _typed(form: CommentForm, below: Below, writer: Person) -> Comment:
    """The comment that is typed, not kept."""
    answer = below if isinstance(below, Answer) else None
    row = Comment(question=question_of(below), answer=answer, author=writer)
    row.current = next_of_comment(row, comment_version(form.typed()), writer)
    return row


def _page(
    request: HttpRequest,
    below: Below,
    form: CommentForm,
    *,
    comment: Comment | None = None,
    status: int = 200,
) -> HttpResponse:
    question = question_of(below)
    context = {
        "below": below,
        "film": question.film,
        "title": redact_question(question, reader_of(request).audience(question)),
        "form": form,
        "comment": comment,
        "is_answer": isinstance(below, Answer),
        "back": (comment or below).get_absolute_url(),
    }
    return render(request, "comments/write.html", context, status=status)


# ── editing and deleting ────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """/comments/<id>/edit/: its writer changes a comment; the earlier version is kept."""
    comment = readable_comment(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, ("body",), request.path)
    if request.user.pk != comment.author_id:
        raise NotAllowed(_("Only its writer may edit it."))
    if request.method != "POST":
        typed = typed_before(request, request.path) or {"body": source_of_comment(comment)}
        return _page(request, comment.below, CommentForm(initial=typed), comment=comment)
    form = CommentForm(request.POST)
    again = _look(request.POST, form, comment.below, request.user)
    if again:
        return _page(request, comment.below, again, comment=comment)
    try:
        if form.is_valid():
            spend(request.user.public_id, "comment", COMMENTS_PER_PERSON)
            edit_comment(comment, request.user, form.cleaned_data["body"])
            return HttpResponseRedirect(comment.get_absolute_url())
    except Invalid as refused:
        form.take(refused)
    return _page(request, comment.below, form, comment=comment, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """/comments/<id>/delete/: asks once more, then takes the comment away."""
    comment = readable_comment(public_id, request.user)
    back = comment.below.get_absolute_url()
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), back)
    if way := moderators_way(comment, request.user):
        return HttpResponseRedirect(way)
    if request.method == "POST":
        delete_comment(comment, request.user)
        messages.success(request, _("The comment has been deleted."))
        return HttpResponseRedirect(back)
    demand_delete_comment(comment, request.user)
    title = redact_question(comment.question, reader_of(request).audience(comment.question))
    context = {
        "asks": _("Delete this comment?"),
        "act": _("Delete the comment"),
        "title": title,
        "keep": comment.get_absolute_url(),
    }
    return render(request, "parts/delete.html", context)
