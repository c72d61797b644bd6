"""What the house says of itself: contact, rules, imprint, privacy, how reviews are checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.errors import Conflict
from houselights.base.house import choice
from houselights.statements.actions import write_statement
from houselights.statements.models import Name, Statement
from houselights.statements.reads import Said, own, statement, versions
from houselights.statements.rules import OWN_TEXTS_OF, fill
from houselights.text.document import render_document
from houselights.web.about_facts import PLACEHOLDERS, facts
from houselights.web.forms.about import StatementForm

VERSIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as HTML in its language; `number` is None for the program's own text."""

    html: SafeString
    language: str
    number: int | None
    day: date | datetime


@require_safe
def show(request: HttpRequest, statement_name: str) -> HttpResponse:
    """/about/<name>/: the statement in the reader's language, or else as the house wrote it."""
    name = _name_or_404(statement_name)
    said = statement(name, (_reading(), choice("language") or settings.LANGUAGE_CODE))
    context = {
        "name": name,
        "names": list(Name),
        "shown": _shown(said),
        "may_edit": may(request.user, Ability.RUN_HOUSE),
    }
    return render(request, "about/page.html", context)


def _name_or_404(name: str) -> Name:
    if name not in Name.values:
        raise Http404
    return Name(name)


def _reading() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def _shown(said: Said) -> Shown:
    version = said.version
    return Shown(
        html=_html(said.body, said.language),
        language=said.language,
        number=version.number if version else None,
        day=version.written_at if version else OWN_TEXTS_OF,
    )


def _html(body: str, language: str) -> SafeString:
    """The text with its facts, in its own language whatever the reader's is."""
    with translation.override(language):
        filled = fill(body, facts())
    return mark_safe(render_document(filled))  # noqa: S308  # sanitised there


# ── writing one ─────────────────────────────────────────────────────────────────────────────────


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, statement_name: str) -> HttpResponse:
    """/about/<name>/edit/?language=<code>: the text as a form, with all its versions.

    POST keeps the text; with `look` it is shown first, with `own` the program's own text comes
    back. Administrators only.
    """
    demand(request.user, Ability.RUN_HOUSE)
    desk = Desk(request, _name_or_404(statement_name), _language_or_404(request))
    if request.method != "POST":
        return desk.page(desk.form())
    form = StatementForm(_with_own_text(request, desk))
    if not form.is_valid():
        return desk.page(form, status=422)
    if "look" in request.POST:
        return desk.page(form, look=form.cleaned_data["body"])
    return _keep(desk, form)


def _language_or_404(request: HttpRequest) -> str:
    language = request.GET.get("language") or _reading()
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _with_own_text(request: HttpRequest, desk: Desk) -> dict[str, str]:
    """What was sent; the way back to the program's own text needs no text."""
    sent = {name: str(request.POST.get(name, "")) for name in ("began_with", "body")}
    return sent | ({"body": desk.own_text} if "own" in request.POST else {})


def _keep(desk: Desk, form: StatementForm) -> HttpResponse:
    body = form.cleaned_data["body"].replace("\r\n", "\n")
    try:
        write_statement(
            desk.name,
            desk.language,
            "" if body.strip() == desk.own_text.strip() else body,
            cast("Person", desk.request.user),
            began_with=form.cleaned_data["began_with"],
        )
    except Conflict as refused:
        return desk.page(desk.form(body, refused.sentence), status=409)
    messages.success(desk.request, _("The page is kept."))
    return redirect("statement", desk.name)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one statement is written in one language."""

    request: HttpRequest
    name: Name
    language: str

    @property
    def own_text(self) -> str:
        """The program's own text, in English where it does not speak the language."""
        said = own(self.name, self.language) or own(self.name, "en")
        return said.body if said else ""

    def form(self, typed: str = "", problem: str = "") -> StatementForm:
        """The form on the newest version, with what was typed if something was."""
        newest = versions(self.name, self.language).first()
        number, kept = (newest.number, newest.body) if newest else (0, "")
        body = typed or kept or self.own_text
        if not problem:
            return StatementForm(initial={"began_with": number, "body": body})
        form = StatementForm({"began_with": number, "body": body})
        form.add_error(None, problem)
        return form

    def page(self, form: StatementForm, *, look: str = "", status: int = 200) -> HttpResponse:
        """The page around the form; `look` is a text to be shown as readers would see it."""
        rows = list(versions(self.name, self.language)[:VERSIONS_SHOWN])
        context = {
            "name": self.name,
            "form": form,
            "tabs": self._tabs(),
            "look": _html(look, self.language) if look else "",
            "language": self.language,
            "is_own": not (rows and rows[0].body),
            "versions": [_version(row) for row in rows],
            "placeholders": PLACEHOLDERS,
        }
        return render(self.request, "about/edit.html", context, status=status)

    def _tabs(self) -> list[dict[str, object]]:
        address = reverse("edit_statement", args=[self.name])
        return [
            {
                "name": get_language_info(code)["name_local"],
                "code": code,
                "address": f"{address}?language={code}",
                "is_here": code == self.language,
            }
            for code, _label in settings.LANGUAGES
        ]


def _version(row: Statement) -> dict[str, object]:
    return {"row": row, "html": _html(row.body, row.language) if row.body else ""}
