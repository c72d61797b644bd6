"""What was said and decided about a text, and the log of what moderators did."""

from __future__ import annotations

from django.db.models import QuerySet

from houselights.accounts.models import Person, RoleGrant
from houselights.accounts.rules import ABILITIES, Ability
from houselights.base.limits import PAGE_SIZE
from houselights.base.paging import KeysetPage, Order, page
from houselights.moderation.models import Act, LogEntry, Objection, Report
from houselights.moderation.rules import ABOUT_ANSWERING, ABOUT_QUESTION, TAKES_AWAY, report_id_of
from houselights.moderation.subjects import Text, kind_of

NEWEST = Order("newest", ("-id",))  # entries are only ever added
_MODERATING = [role for role, may in ABILITIES.items() if Ability.MODERATE in may]


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
    """Whether nothing has been decided about the same text since then."""
    return later_decision(entry) is None


def later_decision(entry: LogEntry) -> LogEntry | None:
    """The last decision about the same text after that one, if there is any.

    Whether a question takes answers is one matter, whether it stands here another.
    """
    later = _log_of(entry.kind, entry.subject_id).filter(pk__gt=entry.pk)
    if entry.act in ABOUT_ANSWERING:
        return later.filter(act__in=ABOUT_ANSWERING).first()
    return later.exclude(act__in=[Act.NOTE, Act.ERASE_VERSION, *ABOUT_QUESTION]).first()


def _log_of(kind: str, subject_id: str) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(kind=kind, subject_id=subject_id)
    return rows.select_related("by").order_by("-id")


# ── the house ───────────────────────────────────────────────────────────────────────────────────


def log(
    *,
    act: str = "",
    moderator: str = "",
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
) -> KeysetPage[LogEntry]:
    """One page of what moderators did, the newest first: of one act or by one handle if named."""
    rows = LogEntry.objects.select_related("by")
    if act:
        rows = rows.filter(act=act)
    if moderator:
        rows = rows.filter(by__username=moderator)
    return page(rows, NEWEST, after=after, before=before, size=size)


def moderators_in_log() -> QuerySet[Person]:
    """Everybody who stands in the log, by handle."""
    return Person.objects.filter(pk__in=LogEntry.objects.values("by")).order_by("username")


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
