"""What waits for the moderators, the longest waiting first: the cases of the queue.

A case is a text with all its open reports and objections, since one decision answers them all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from houselights.base.errors import Refusal
from houselights.base.limits import PAGE_SIZE
from houselights.moderation.models import Objection, Reason, Report
from houselights.moderation.subjects import Named, Text, subjects
from houselights.moderation.suspicion import suspicions, suspicions_of_first

OBJECTED = "objected"  # stands among the reasons: somebody objected to a decision


@dataclass(slots=True)
class Case:
    """A text with all that waits for a decision about it."""

    row: Text
    since: datetime  # when the oldest of it came
    reasons: dict[str, int] = field(default_factory=dict)  # reports by reason, most first
    objections: int = 0
    suspicion: int | None = None  # 0 to 1000, the program's, of what was reported as a spoiler

    @property
    def reports(self) -> int:
        """How many open reports there are."""
        return sum(self.reasons.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are wanted, and in which order; the default wants all, the oldest first.

    `reason` is a `Reason` or OBJECTED. `suspicious` puts those first of which the program thinks
    most likely that they give something away; it is only for what was reported as a spoiler.
    """

    kind: str = ""
    reason: str = ""
    suspicious: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, with the cursors of its neighbours and how many fit in all."""

    cases: list[Case]
    number: int = 0
    before: str | None = None
    after: str | None = None


class Place(NamedTuple):
    """Where a case stands: `rank` goes first (0 in the usual order), then since when it waits."""

    rank: int
    since: datetime
    name: Named


def queue(
    wanted: Wanted = Wanted(), *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> Queue:
    """One page of what waits; nine queries at most, however many reports there are.

    The page begins after a case, not after a number of cases: what is decided meanwhile shifts
    nothing. Left out are texts that are gone from the house altogether (see `forgetting`).
    """
    places = _places(wanted)
    first, last = _cut(places, after, before, size)
    page = places[first:last]
    return Queue(
        cases=_cases(page),
        number=len(places),
        before=_written(page[0]) if first and page else None,
        after=_written(page[-1]) if last < len(places) and page else None,
    )


def next_case(name: Named) -> Named | None:
    """What waits longest but for that text."""
    return next((place.name for place in _places(Wanted()) if place.name != name), None)


def waiting_number() -> int:
    """How many texts have open reports or objections; one query for each."""
    reported = Report.objects.filter(decided_at=None).values_list("kind", "subject_id")
    objected = Objection.objects.filter(answered_at=None).values_list("to__kind", "to__subject_id")
    return len({*reported.distinct(), *objected.distinct()})


# ── where each stands ───────────────────────────────────────────────────────────────────────────


def _places(wanted: Wanted) -> list[Place]:
    """Every case that is wanted, in order; two queries, and no more of a case than its name.

    In the order of suspicion the texts are read, too.
    """
    since: dict[Named, datetime] = {}
    fits = set()
    for name, moment, fitting in (*_reported(wanted), *_objected(wanted)):
        since[name] = min(moment, since.get(name, moment))
        if fitting and wanted.kind in ("", name[0]):
            fits.add(name)
    places = sorted(Place(0, since[name], name) for name in fits)
    return _suspicious_first(places) if wanted.suspicious else places


def _suspicious_first(places: list[Place]) -> list[Place]:
    found = suspicions_of_first(place.name for place in places)
    return sorted(place._replace(rank=1000 - found[place.name]) for place in places)


def _reported(wanted: Wanted) -> Iterator[tuple[Named, datetime, bool]]:
    rows = Report.objects.filter(decided_at=None).values_list("kind", "subject_id", "reason")
    for kind, public_id, reason, moment in rows.annotate(since=Min("created_at")):
        yield (kind, public_id), moment, wanted.reason in ("", reason)


def _objected(wanted: Wanted) -> Iterator[tuple[Named, datetime, bool]]:
    rows = Objection.objects.filter(answered_at=None).values_list("to__kind", "to__subject_id")
    for kind, public_id, moment in rows.annotate(since=Min("created_at")):
        yield (kind, public_id), moment, wanted.reason in ("", OBJECTED)


def _cut(places: list[Place], after: str, before: str, size: int) -> tuple[int, int]:
    """Where the page begins and ends."""
    if before:
        end = bisect_left(places, _read(before))
        return max(end - size, 0), end
    begin = bisect_right(places, _read(after)) if after else 0
    return begin, min(begin + size, len(places))


def _written(place: Place) -> str:
    kind, public_id = place.name
    return f"{place.rank}-{place.since.timestamp():.6f}-{kind}-{public_id}"


def _read(cursor: str) -> Place:
    try:
        rank, since, kind, public_id = cursor.split("-")
        return Place(int(rank), datetime.fromtimestamp(float(since), UTC), (kind, public_id))
    except (ValueError, OverflowError, OSError):
        raise Refusal(
            _("This page address is broken. Go back to the first page."), code="bad_cursor"
        ) from None


# ── the cases of one page ───────────────────────────────────────────────────────────────────────


def _cases(places: list[Place]) -> list[Case]:
    names = {place.name for place in places}
    rows, reasons, objections = subjects(names), _reasons(names), _objections(names)
    spoilers = {name: row for name, row in rows.items() if Reason.SPOILER in reasons[name]}
    suspicion = suspicions(spoilers)
    return [
        Case(
            rows[name],
            since,
            reasons[name],
            objections[name],
            suspicion.get(name),
        )
        for _rank, since, name in places
        if name in rows
    ]


def _reasons(names: Iterable[Named]) -> dict[Named, dict[str, int]]:
    found: dict[Named, dict[str, int]] = defaultdict(dict)
    rows = Report.objects.filter(decided_at=None, subject_id__in=[name[1] for name in names])
    counted = rows.values_list("kind", "subject_id", "reason").annotate(number=Count("id"))
    for kind, public_id, reason, number in counted.order_by("-number", "reason"):
        found[kind, public_id][reason] = number
    return found


def _objections(names: Iterable[Named]) -> dict[Named, int]:
    found: dict[Named, int] = defaultdict(int)
    rows = Objection.objects.filter(
        answered_at=None, to__subject_id__in=[name[1] for name in names]
    )
    for kind, public_id in rows.values_list("to__kind", "to__subject_id"):
        found[kind, public_id] += 1
    return found
