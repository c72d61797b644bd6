"""Writing about a film: the desk, its preview and draft; edit, take back and delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from houselights.accounts.models import Person
from houselights.base.errors import Conflict, Invalid, NotAllowed, Refusal
from houselights.base.house import choice
from houselights.base.idempotency import once
from houselights.base.limits import (
    DRAFTS_PER_PERSON,
    PREVIEWS_PER_PERSON,
    REVIEWS_PER_PERSON,
    spend,
)
from houselights.catalogue.models import Film
from houselights.reviews import actions, standing
from houselights.reviews.models import Draft
from houselights.reviews.reads_drafts import draft_of, text_of_draft
from houselights.reviews.rules import ReviewText
from houselights.spoilers.redact import Audience, redact_review
from houselights.spoilers.suggestions import CoveredByOthers, covered_by_others
from houselights.web.desk import Desk, desk_of
from houselights.web.finding import readable_review
from houselights.web.forms.review import FIELDS, ReviewForm
from houselights.web.moderated import moderators_way
from houselights.web.pages.errors import status_of
from houselights.web.pages.film import film_or_404
from houselights.web.preview import previewed, unsaved_review
from houselights.web.reading import reader_of
from houselights.web.suggestions import Pane, asked_for
from houselights.web.typed import sign_in_first, typed_before

# ── the pages ───────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """/films/<slug>/write/: a review of a film that one has not reviewed yet."""
    film = film_or_404(slug)
    desk = desk_of(request, film)
    if desk is None:
        return sign_in_first(request, FIELDS, reverse("write", args=[film.slug]))
    if request.method == "POST":
        return _publish(desk)
    if desk.address != reverse("write", args=[film.slug]):
        return HttpResponseRedirect(desk.address)
    return _open(desk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """/reviews/<id>/edit/: its writer changes a review; its address and its votes stay."""
    review = readable_review(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, FIELDS, reverse("edit_review", args=[public_id]))
    actions.demand_edit(review, request.user)
    desk = Desk(request, review.film, request.user, review)
    return _publish(desk) if request.method == "POST" else _open(desk)


@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """POST /films/<slug>/preview/: the text as readers would see it; alone for scripts."""
    film = film_or_404(slug)
    desk = desk_of(request, film)
    by_script = bool(getattr(request, "htmx", False))
    if desk is None:
        return _signed_out(request, film, by_script=by_script)
    spend(desk.person.public_id, "preview", PREVIEWS_PER_PERSON)
    if by_script:
        context = previewed(desk, desk.typed().text()) | {"by_script": True}
        return render(request, "writing/preview.html", context)
    review = unsaved_review(desk, desk.typed().text())
    return _page(desk, desk.unsent(**asked_for(request.POST, review)))


@require_POST
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """POST /films/<slug>/draft/: keep what is typed, or throw it away (`discard`)."""
    film = film_or_404(slug)
    by_script = request.headers.get("Accept") == "application/json"
    desk = desk_of(request, film)
    if desk is None:
        return _signed_out(request, film, by_script=by_script)
    if "discard" in request.POST:
        actions.discard_draft(film, desk.person)
        messages.success(request, _("The draft has been thrown away."))
        return HttpResponseRedirect(desk.address)
    return _keep_by_script(desk) if by_script else _keep(desk)


def _open(desk: Desk) -> HttpResponse:
    """The desk with what was typed before sign-in, else the draft, else what is published."""
    typed = _typed_before(desk)
    if typed:
        messages.info(desk.request, _("Here is what you had typed. It is not published yet."))
        return _page(desk, ReviewForm(initial=typed, rated=desk.rated))
    kept = draft_of(desk.film, desk.person)
    text = text_of_draft(kept) if kept else desk.published
    return _page(desk, ReviewForm.showing(text, desk.present), draft=kept)


def _typed_before(desk: Desk) -> dict[str, str]:
    write_page = reverse("write", args=[desk.film.slug])
    return typed_before(desk.request, desk.address) or typed_before(desk.request, write_page)


def _page(
    desk: Desk,
    form: ReviewForm,
    *,
    draft: Draft | None = None,
    other: ReviewText | None = None,
    preview: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "film": desk.film,
        "review": desk.review if desk.review and desk.review.current_id else None,
        "form": form,
        "draft": draft,
        "other": other,
        "address": desk.address,
        "shortest": choice("shortest_review"),
        "as_it_is": _("Publish as it is"),
    }
    context |= preview or previewed(desk, form.shown())
    context["others"] = _covered_by_others(desk, context["pane"])
    return render(desk.request, "writing/page.html", context, status=status)


def _covered_by_others(desk: Desk, pane: Pane) -> Sequence[CoveredByOthers]:
    """What others cover of the review as it stands, beside what the pane asks about anyway."""
    if desk.review is None:
        return []
    asked = {one.words for one in pane.suggestions}
    usual = Audience(knows=reader_of(desk.request).stranger.knows)
    return [one for one in covered_by_others(desk.review, usual) if one.words not in asked]


# ── keeping and publishing ──────────────────────────────────────────────────────────────────────


def _publish(desk: Desk) -> HttpResponse:
    form = desk.typed()
    text = form.text()
    if form.errors:
        form.take(actions.missing_in(text))
        return _page(desk, form, status=422)
    if not actions.missing_in(text):
        preview = previewed(desk, text, was_sent=True)
        if preview["pane"].asks:
            return _page(desk, form, preview=preview)
    return _or_again(desk, form, lambda: _publish_once(desk, form, text))


def _publish_once(desk: Desk, form: ReviewForm, text: ReviewText) -> HttpResponse:
    def run() -> dict[str, Any]:
        spend(desk.person.public_id, "review", REVIEWS_PER_PERSON)
        review = desk.hand_in(text, form.began_with)
        return {"review": review.public_id if review.current_id else ""}

    kept = once(desk.person.public_id, "publish", form.key, run)
    if not kept["review"]:
        messages.success(desk.request, _("Your rating is kept."))
        return HttpResponseRedirect(desk.film.get_absolute_url())
    said = _("Your changes are published.") if form.began_with.revision else _("Published.")
    messages.success(desk.request, said)
    return HttpResponseRedirect(reverse("review", args=[kept["review"]]))


def _keep(desk: Desk) -> HttpResponse:
    form = desk.typed()
    text = form.text()
    if form.errors:
        return _page(desk, form, status=422)

    def run() -> HttpResponse:
        spend(desk.person.public_id, "draft", DRAFTS_PER_PERSON)
        actions.save_draft(desk.film, desk.person, text, version=form.began_with.draft)
        messages.success(desk.request, _("The draft is kept. Only you can see it."))
        return HttpResponseRedirect(desk.address)

    return _or_again(desk, form, run)


def _or_again(desk: Desk, form: ReviewForm, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Run an action; if it refuses, the desk again with all that was typed and the reason."""
    try:
        return run()
    except Invalid as refused:
        form.take(refused.problems)
        return _page(desk, form, status=422)
    except Conflict as conflict:
        return _both(desk, conflict)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(desk, form, status=status_of(refusal))


def _both(desk: Desk, conflict: Conflict) -> HttpResponse:
    """Both texts: what is typed here in the form, what was kept elsewhere beside it.

    The form now names what it would replace, so publishing or keeping once more is a choice.
    """
    fresh = _fresh(desk)
    other = _elsewhere(fresh)
    present = fresh.present
    form = fresh.typed(revision=present.revision, draft=present.draft)
    form.add_error(None, conflict.sentence)
    return _page(fresh, form, other=other, status=409)


def _fresh(desk: Desk) -> Desk:
    review = actions.own_review(desk.film, desk.person)
    return Desk(desk.request, desk.film, desk.person, review)


def _elsewhere(desk: Desk) -> ReviewText:
    """The text that another page has kept since the form of this request was opened."""
    kept = draft_of(desk.film, desk.person)
    is_older_review = desk.typed().began_with.revision != desk.present.revision
    return desk.published if kept is None or is_older_review else text_of_draft(kept)


# ── drafts by script ────────────────────────────────────────────────────────────────────────────


def _keep_by_script(desk: Desk) -> JsonResponse:
    form = desk.typed()
    text = form.text()
    if form.errors:
        return JsonResponse({"said": _first_problem(form)}, status=422)
    try:
        spend(desk.person.public_id, "draft", DRAFTS_PER_PERSON)
        kept = actions.save_draft(desk.film, desk.person, text, version=form.began_with.draft)
    except Conflict as conflict:
        return _both_by_script(desk, conflict)
    except Refusal as refusal:
        return JsonResponse({"said": refusal.sentence}, status=status_of(refusal))
    return JsonResponse({"draft": kept.version})


def _first_problem(form: ReviewForm) -> str:
    return next(str(errors[0]) for errors in form.errors.values())


def _both_by_script(desk: Desk, conflict: Conflict) -> JsonResponse:
    context = {"other": _elsewhere(desk), "address": desk.address}
    answer = {
        "said": conflict.sentence,
        "other": render_to_string("writing/other.html", context, desk.request),
        "draft": desk.present.draft,
    }
    return JsonResponse(answer, status=409)


def _signed_out(request: HttpRequest, film: Film, *, by_script: bool) -> HttpResponse:
    if by_script:
        said = _("You are signed out. Press “Keep as draft” to sign in; your text comes along.")
        return JsonResponse({"said": said}, status=401)
    return sign_in_first(request, FIELDS, reverse("write", args=[film.slug]))


# ── taking away ─────────────────────────────────────────────────────────────────────────────────


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST /reviews/<id>/take-back/: undo a publication; the text is a draft again."""
    review = readable_review(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), review.get_absolute_url())
    standing.take_back(review, request.user)
    messages.success(request, _("Taken back. Your text is a draft again, and only you can see it."))
    return HttpResponseRedirect(reverse("write", args=[review.film.slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """/reviews/<id>/delete/: asks once more, then takes the review off its film."""
    review = readable_review(public_id, request.user)
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), review.get_absolute_url())
    if way := moderators_way(review, request.user):
        return HttpResponseRedirect(way)
    if request.method == "POST":
        standing.delete_review(review, request.user)
        messages.success(request, _("The review has been deleted."))
        return HttpResponseRedirect(review.film.get_absolute_url())
    standing.demand_delete(review, request.user)
    context = {
        "review": review,
        "film": review.film,
        "headline": redact_review(review, reader_of(request).audience(review)).headline,
    }
    return render(request, "writing/delete.html", context)
