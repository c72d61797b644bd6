"""The queue of what waits for the moderators, and the log of what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from houselights.accounts.models import Person, RoleGrant
from houselights.accounts.rules import ABILITIES, Ability
from houselights.base.limits import PAGE_SIZE
from houselights.base.paging import KeysetPage, Order, page
from houselights.moderation.models import Act, LogEntry, Objection, Report
from houselights.moderation.rules import TAKES_AWAY, report_id_of
from houselights.moderation.subjects import Named, Text, kind_of, subjects

NEWEST = Order("newest", ("-id",))  # entries are only ever added
_MODERATING = [role for role, may in ABILITIES.items() if Ability.MODERATE in may]


# ── the queue ───────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Case:
    """A text with all that waits for a decision about it."""

    kind: str
    row: Text
    since: datetime  # when the oldest of it came
    reports: int = 0
    reasons: dict[str, int] = field(default_factory=dict)  # reports by reason, most first
    objections: list[Objection] = field(default_factory=list)


def queue(limit: int = PAGE_SIZE) -> list[Case]:
    """The cases that have waited longest; six queries, however many reports there are.

    Left out are texts that are gone from the house altogether (see `forgetting`).
    """
    reported = _longest_reported(limit)
    objected = _open_objections(limit)
    named = reported.keys() | objected.keys()
    reasons = _reasons(reported)
    cases = [
        Case(
            kind=name[0],
            row=row,
            since=min(_moments(name, reported, objected)),
            reports=sum(reasons[name].values()),
            reasons=reasons[name],
            objections=objected.get(name, []),
        )
        for name, row in subjects(named).items()
    ]
    return sorted(cases, key=lambda case: (case.since, case.row.public_id))[:limit]


def waiting_number() -> int:
    """How many texts have open reports or objections; one query for each."""
    reported = Report.objects.filter(decided_at=None).values_list("kind", "subject_id")
    objected = Objection.objects.filter(answered_at=None).values_list("to__kind", "to__subject_id")
    return len({*reported.distinct(), *objected.distinct()})


def _longest_reported(limit: int) -> dict[Named, datetime]:
    rows = Report.objects.filter(decided_at=None).values_list("kind", "subject_id")
    oldest = rows.annotate(since=Min("created_at")).order_by("since", "subject_id")
    return {(kind, subject_id): since for kind, subject_id, since in oldest[:limit]}


def _open_objections(limit: int) -> dict[Named, list[Objection]]:
    found: dict[Named, list[Objection]] = defaultdict(list)
    rows = Objection.objects.filter(answered_at=None).order_by("created_at", "id")
    for objection in rows.select_related("to__by", "report", "person")[:limit]:
        found[objection.to.kind, objection.to.subject_id].append(objection)
    return dict(found)


def _reasons(named: Iterable[Named]) -> dict[Named, dict[str, int]]:
    found: dict[Named, dict[str, int]] = defaultdict(dict)
    rows = Report.objects.filter(
        decided_at=None, subject_id__in=[subject_id for _kind, subject_id in named]
    )
    counted = rows.values_list("kind", "subject_id", "reason").annotate(number=Count("id"))
    for kind, subject_id, reason, number in counted.order_by("-number", "reason"):
        found[kind, subject_id][reason] = number
    return found


def _moments(
    name: Named, reported: dict[Named, datetime], objected: dict[Named, list[Objection]]
) -> list[datetime]:
    moments = [objection.created_at for objection in objected.get(name, [])]
    return [*moments, reported[name]] if name in reported else moments


# ── one text ────────────────────────────────────────────────────────────────────────────────────


def reports_of(row: Text) -> QuerySet[Report]:
    """Every report of the text that is still kept, the newest first."""
    rows = Report.objects.filter(kind=kind_of(row), subject_id=row.public_id)
    return rows.select_related("reporter", "decision__by").order_by("-id")


def objections_about(row: Text) -> QuerySet[Objection]:
    """Every objection to a decision about the text, the newest first."""
    rows = Objection.objects.filter(to__kind=kind_of(row), to__subject_id=row.public_id)
    return rows.select_related("to__by", "answer", "report", "person").order_by("-id")


def log_of(row: Text) -> QuerySet[LogEntry]:
    """What moderators did with the text, the newest first."""
    return _log_of(kind_of(row), row.public_id)


def decision_for_writer(row: Text) -> LogEntry | None:
    """The decision by which the text is hidden or removed now; None if none is in force."""
    acts = [*TAKES_AWAY, Act.RESTORE]
    last = log_of(row).filter(act__in=acts).first()
    return last if last is not None and last.act in TAKES_AWAY else None


def is_last(entry: LogEntry) -> bool:
    """Whether no later decision about the same text stands."""
    later = _log_of(entry.kind, entry.subject_id).filter(pk__gt=entry.pk)
    return not later.exclude(act__in=[Act.NOTE, Act.ERASE_VERSION]).exists()


def later_decision(entry: LogEntry) -> LogEntry | None:
    """The last decision about the same text after that one, if there is any."""
    later = _log_of(entry.kind, entry.subject_id).filter(pk__gt=entry.pk)
    return later.exclude(act__in=[Act.NOTE, Act.ERASE_VERSION]).first()


def _log_of(kind: str, subject_id: str) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(kind=kind, subject_id=subject_id)
    return rows.select_related("by").order_by("-id")


# ── the house ───────────────────────────────────────────────────────────────────────────────────


def log(
    *, after: str | None = None, before: str | None = None, size: int = PAGE_SIZE
) -> KeysetPage[LogEntry]:
    """One page of what moderators did, the newest first."""
    rows = LogEntry.objects.select_related("by")
    return page(rows, NEWEST, after=after, before=before, size=size)


def report_by_token(token: str) -> Report | None:
    """The report of that receipt, if it is one of ours and still kept."""
    report_id = report_id_of(token)
    rows = Report.objects.filter(public_id=report_id).select_related("decision")
    return rows.first() if report_id else None


def decision_by_id(public_id: str) -> LogEntry | None:
    """The entry of that address."""
    return LogEntry.objects.filter(public_id=public_id).first()


def objection_to(
    entry: LogEntry, *, report: Report | None = None, person: Person | None = None
) -> Objection | None:
    """What that reporter or that writer objected to the decision, if they did."""
    rows = Objection.objects.filter(to=entry, report=report, person=person)
    return rows.select_related("answer").first()


def has_colleagues(moderator: Person) -> bool:
    """Whether somebody else could decide in that moderator's place."""
    grants = RoleGrant.objects.filter(role__in=_MODERATING, person__is_active=True)
    return grants.exclude(person=moderator).exists()
