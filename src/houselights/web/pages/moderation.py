"""What waits for the moderators: /moderation/, and what they did: /moderation/log/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_safe

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.paging import KeysetPage
from houselights.moderation.models import Act, Kind, LogEntry, Reason
from houselights.moderation.reads import log as read_log
from houselights.moderation.reads import moderators_in_log
from houselights.moderation.subjects import subjects
from houselights.moderation.waiting import OBJECTED, Case, Queue, Wanted, queue
from houselights.spoilers.redact import Audience
from houselights.web.film_view import Choice
from houselights.web.moderated import NamedText
from houselights.web.numbers import grouped
from houselights.web.opinions import program_thinks
from houselights.web.query import link, one_of
from houselights.web.reading import reader_of
from houselights.web.typed import sign_in_first

SUSPICIOUS = "suspicious"

# ── the queue ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """What of the queue is shown."""

    kind: str = ""
    reason: str = ""
    order: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> QueueQuery:
        """The parameters of a request; refuses kinds, reasons and orders that there are not."""
        return cls(
            kind=one_of(given, "kind", Kind.values),
            reason=one_of(given, "reason", [*Reason.values, OBJECTED]),
            order=one_of(given, "order", [SUSPICIOUS]),
            after=given.get("after", ""),
            before=given.get("before", ""),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the page is chosen."""
        return bool(self.kind or self.reason)

    @property
    def wanted(self) -> Wanted:
        """What is asked of the queue; only what was reported as a spoiler is ordered by it."""
        is_suspicious = self.order == SUSPICIOUS and self.reason == Reason.SPOILER
        return Wanted(self.kind, self.reason, suspicious=is_suspicious)

    def page(self, name: str, cursor: str | None) -> str:
        """The address of a neighbouring page; empty where there is none."""
        kept = [("kind", self.kind), ("reason", self.reason), ("order", self.order)]
        return link(reverse("moderation"), [*kept, (name, cursor or "")]) if cursor else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One text in the queue."""

    text: NamedText
    case: Case

    @property
    def reasons(self) -> list[str]:
        """Why it was reported, each with the number of reports."""
        labels = dict(Reason.choices)
        return [f"{labels[reason]}\u00a0· {grouped(n)}" for reason, n in self.case.reasons.items()]

    @property
    def objected(self) -> str:
        """How many objections wait, in words."""
        number = self.case.objections
        return ngettext("%(number)d objection", "%(number)d objections", number) % {
            "number": number
        }

    @property
    def suspicion(self) -> str:
        """What the program thinks of what was reported as a spoiler, in words."""
        if self.case.suspicion is None:
            return ""
        return program_thinks(self.case.suspicion)

    @property
    def said(self) -> str:
        """How long it waits, and how many reported it."""
        waits = _waits(self.case.since)
        return f"{waits} · {reports_in_words(self.case.reports)}" if self.case.reports else waits


# Django lacks some languages' words for these; its types know no lazy forms.
_SPANS: dict[str, Any] = {
    "year": ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    "month": ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    "week": ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    "day": ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    "hour": ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    "minute": ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
}


def _waits(since: datetime) -> str:
    if now() - since < timedelta(minutes=1):
        return _("Came just now")
    return _("Waits for %(time)s") % {"time": timesince(since, time_strings=_SPANS, depth=1)}


def reports_in_words(number: int) -> str:
    """ "1 report", "6 reports"."""
    words = ngettext("%(number)s report", "%(number)s reports", number)
    return words % {"number": grouped(number)}


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue; the template `moderation/queue.html` gets it as `page`."""

    path: str
    query: QueueQuery
    found: Queue
    items: list[Waiting]

    @property
    def said(self) -> str:
        """How much waits."""
        number = self.found.number
        if not number:
            return ""
        if self.query.wanted.suspicious:
            words = ngettext("%(number)s text waits", "%(number)s texts wait", number)
        else:
            words = ngettext("%(number)s text waits", "%(number)s texts wait, oldest first", number)
        return words % {"number": grouped(number)}

    @property
    def kinds(self) -> list[Choice]:
        """The kinds to choose from."""
        return _choices(_("All kinds"), Kind.choices, self.query.kind)

    @property
    def reasons(self) -> list[Choice]:
        """The reasons to choose from, and objections."""
        known = [*Reason.choices, (OBJECTED, _("Objections to decisions"))]
        return _choices(_("All reasons"), known, self.query.reason)

    @property
    def orders(self) -> list[Choice]:
        """The orders to choose from; none but for what was reported as a spoiler."""
        if self.query.reason != Reason.SPOILER:
            return []
        return _choices(
            _("Oldest first"), [(SUSPICIOUS, _("Most suspicious first"))], self.query.order
        )

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        return self.query.page("before", self.found.before)

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        return self.query.page("after", self.found.after)


def _choices(every: str, known: Iterable[tuple[str, Any]], chosen: str) -> list[Choice]:
    named = [("", every), *known]
    return [Choice(value, str(label), value == chosen) for value, label in named]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """GET /moderation/: reported texts and objections, the longest waiting first."""
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.get_full_path())
    demand(request.user, Ability.MODERATE)
    query = QueueQuery.read(request.GET)
    found = queue(query.wanted, after=query.after, before=query.before)
    stranger = reader_of(request).stranger
    items = [Waiting(NamedText.of(case.row, stranger), case) for case in found.cases]
    view = QueueView(reverse("moderation"), query, found, items)
    return render(request, "moderation/queue.html", {"page": view})


# ── the log ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which entries of the log are shown."""

    act: str = ""
    by: str = ""  # a handle
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> LogQuery:
        """The parameters of a request; refuses acts that there are not."""
        return cls(
            act=one_of(given, "act", Act.values),
            by=given.get("by", ""),
            after=given.get("after", ""),
            before=given.get("before", ""),
        )

    def page(self, name: str, cursor: str | None) -> str:
        """The address of a neighbouring page; empty where there is none."""
        pairs = [("act", self.act), ("by", self.by), (name, cursor or "")]
        return link(reverse("moderation_log"), pairs) if cursor else ""


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry, and the text that it is about."""

    entry: LogEntry
    text: NamedText


@dataclass(frozen=True, slots=True)
class LogView:
    """The log; the template `moderation/log.html` gets it as `page`."""

    path: str
    query: LogQuery
    found: KeysetPage[LogEntry]
    items: list[Logged]

    @property
    def acts(self) -> list[Choice]:
        """The acts to choose from."""
        return _choices(_("All decisions"), Act.choices, self.query.act)

    @property
    def moderators(self) -> list[Choice]:
        """The moderators to choose from."""
        known = [(person.handle, person.shown_name) for person in moderators_in_log()]
        return _choices(_("All moderators"), known, self.query.by)

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        return self.query.page("before", self.found.before)

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        return self.query.page("after", self.found.after)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """GET /moderation/log/: who did what, when and why, the newest first."""
    if not isinstance(request.user, Person):
        return sign_in_first(request, (), request.get_full_path())
    demand(request.user, Ability.MODERATE)
    query = LogQuery.read(request.GET)
    found = read_log(act=query.act, moderator=query.by, after=query.after, before=query.before)
    logged = _logged(found.rows, reader_of(request).stranger)
    view = LogView(reverse("moderation_log"), query, found, logged)
    return render(request, "moderation/log.html", {"page": view})


def _logged(entries: Iterable[LogEntry], stranger: Audience) -> list[Logged]:
    rows = subjects({(entry.kind, entry.subject_id) for entry in entries})
    return [
        Logged(entry, NamedText(*name, rows.get(name), stranger))
        for entry in entries
        for name in [(entry.kind, entry.subject_id)]
    ]
