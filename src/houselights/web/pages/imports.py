"""The import page: paste or upload a page of reviews, see what would happen, then keep it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Refusal
from houselights.base.limits import IMPORTS_PER_PERSON, spend
from houselights.exchange.evidence import Fact, facts_said
from houselights.exchange.films import (
    FilmWanted,
    accepted,
    film_named,
    film_of_page,
    is_first_beside_demo,
)
from houselights.exchange.imported import imported_pages
from houselights.exchange.incoming import IncomingPage, read_bytes
from houselights.exchange.page_text import Report, import_page, plan_page
from houselights.exchange.steps import ReviewStep
from houselights.text.page_model import Notice
from houselights.web.demo_offer import offer_to_remove_demo
from houselights.web.forms.basis import initial_of
from houselights.web.forms.imports import ImportForm, pack
from houselights.web.query import link


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """/import/: the form; POST previews a page, and with `keep` brings it in. Editors only."""
    demand(_editor(request), Ability.IMPORT)
    if request.method != "POST":
        return render(request, "imports/page.html", {"form": ImportForm(), **_pages(request)})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form)
    spend(_editor(request).public_id, "import", IMPORTS_PER_PERSON)
    try:
        return _keep(request, form) if "keep" in request.POST else _preview(request, form)
    except Refusal as refusal:
        form.add_error(None, _(refusal.sentence))
        return _again(request, form)


def _editor(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101  # login_required has seen to it
    return request.user


def _again(request: HttpRequest, form: ImportForm) -> HttpResponse:
    return render(request, "imports/page.html", {"form": form}, status=422)


def _pages(request: HttpRequest) -> dict[str, object]:
    """What was imported so far, as `imports/pages.html` takes it."""
    given = request.GET
    pages = imported_pages(after=given.get("after", ""), before=given.get("before", ""))
    cursors = {
        "previous_url": ("before", pages.found.before),
        "next_url": ("after", pages.found.after),
    }
    links = {
        name: link(request.path, [(word, cursor)], "pages") if cursor else ""
        for name, (word, cursor) in cursors.items()
    }
    return {"pages": pages.rows, **links}


def _preview(request: HttpRequest, form: ImportForm) -> HttpResponse:
    data, file_name = form.page()
    incoming = read_bytes(data, file_name)
    wanted = _wanted(incoming, form.cleaned_data["film"])
    report = plan_page(incoming, wanted, form.stated())
    again = ImportForm(
        initial={
            "film": report.wanted.title_and_year,
            "kept": pack(data),
            "file_name": file_name,
            **initial_of(report.basis.after),
        }
    )
    return render(request, "imports/preview.html", {"form": again, "preview": preview_of(report)})


def _keep(request: HttpRequest, form: ImportForm) -> HttpResponse:
    incoming = read_bytes(*form.page())
    wanted = accepted(_wanted(incoming, form.cleaned_data["film"]))
    is_first = is_first_beside_demo(wanted)
    report = import_page(incoming, wanted, by=_editor(request), stated=form.stated())
    messages.success(request, report.sentence)
    if is_first:
        offer_to_remove_demo(request)
    film = report.film or wanted.film
    return HttpResponseRedirect(film.get_absolute_url() if film else request.path)


def _wanted(incoming: IncomingPage, named: str) -> FilmWanted:
    """The film that the editor named; an unchanged suggestion keeps all that the page says."""
    if not named.strip():
        return film_of_page(incoming.page)
    return _suggested_as(named, incoming) or film_named(named)


def _suggested_as(named: str, incoming: IncomingPage) -> FilmWanted | None:
    try:
        suggested = film_of_page(incoming.page)
    except Refusal:
        return None
    return suggested if suggested.title_and_year == named.strip() else None


# ── what the preview shows ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One review of the page, and what happens with it."""

    step: ReviewStep
    flag: str
    votes: str
    fate: str


@dataclass(frozen=True, slots=True)
class Preview:
    """An import before it is kept."""

    report: Report
    rows: tuple[PreviewRow, ...]
    notices: tuple[Notice, ...]

    @property
    def facts(self) -> list[Fact]:
        """What the page says of its film, with the sentences that say so."""
        return facts_said(self.report.wanted.evidence)

    @property
    def numbers(self) -> list[tuple[int, str]]:
        """Counts that are not nothing, each with its word."""
        plan = self.report.plan
        counts = [
            (plan.number("is_added"), _("new")),
            (plan.number("is_revised"), _("with a new text or rating")),
            (plan.number("has_new_votes"), _("with new votes")),
            (plan.number("is_unchanged"), _("unchanged")),
            (plan.number("is_kept_out"), _("kept out: removed here")),
            (len(plan.gone), _("no longer on the page, but kept")),
        ]
        return [(number, word) for number, word in counts if number]


def preview_of(report: Report) -> Preview:
    """What the template of the preview takes."""
    rows = tuple(_row(step) for step in report.plan.reviews)
    return Preview(report, rows, report.incoming.page.notices)


def _row(step: ReviewStep) -> PreviewRow:
    flags = {True: _("yes"), False: _("no"), None: _("unknown")}
    yes, total = step.item.helpful_yes, step.item.helpful_total
    votes = "" if total is None else _("%(yes)d of %(total)d") % {"yes": yes, "total": total}
    return PreviewRow(step, flags[step.item.contains_spoilers], votes, _fate(step))


def _fate(step: ReviewStep) -> str:
    if step.is_kept_out:
        return _("kept out: removed here")
    if step.is_added:
        return _("new")
    if step.is_revised:
        return _("new text") if step.new_text else _("new rating or facts")
    return _("new votes") if step.has_new_votes else _("unchanged")
