"""Reports don't stay for ever, and with them goes who sent them."""

from __future__ import annotations

from datetime import timedelta

from houselights.base.clock import now
from houselights.base.house import choice
from houselights.base.writing import write
from houselights.moderation.models import Report
from houselights.moderation.subjects import subjects


def forget_old_reports() -> int:
    """Delete reports that were decided more than `report_days` ago; returns how many.

    Their objections go with them, the moderators' log stays. An objection that waits for its
    answer keeps its report.
    """
    limit = now() - timedelta(days=choice("report_days"))
    with write():
        waiting = Report.objects.filter(objections__answered_at=None, objections__isnull=False)
        old = Report.objects.filter(decided_at__lt=limit).exclude(pk__in=waiting.values("pk"))
        number = old.count()
        old.delete()
    return number


def close_reports_of_nothing() -> int:
    """Close open reports of texts that left the house altogether; returns how many."""
    with write():
        waiting = list(Report.objects.filter(decided_at=None))
        there = subjects({(row.kind, row.subject_id) for row in waiting})
        gone = [row.pk for row in waiting if (row.kind, row.subject_id) not in there]
        return Report.objects.filter(pk__in=gone).update(decided_at=now())
