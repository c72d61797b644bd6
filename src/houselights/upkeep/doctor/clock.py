"""The clock: what is dated, and what is due, depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from houselights.base.clock import now
from houselights.upkeep.doctor.findings import Finding, fine, wrong

ABOUT = "clock"
APART = timedelta(seconds=5)
MEND = "Let the machine keep time by the network: timedatectl set-ntp true"


def examine() -> Iterator[Finding]:
    """Whether it runs behind what was written already, or apart from the database server's."""
    last = MigrationRecorder.Migration.objects.order_by("-applied").values("applied").first()
    if last and last["applied"] > now() + APART:
        yield wrong(
            ABOUT,
            f"It says {now():%Y-%m-%d %H:%M} UTC, but the tables were made later than that.",
            MEND,
        )
    elif connection.vendor == "postgresql" and abs(_of_database() - now()) > APART:
        yield wrong(ABOUT, "It and the clock of the database server are apart.", MEND)
    else:
        yield fine(ABOUT, f"It is {now():%Y-%m-%d %H:%M} UTC; zone {settings.TIME_ZONE}.")


def _of_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        ((moment,),) = cursor.fetchall()
    found: datetime = moment
    return found
