"""Whether the program knows of each film what gives it away, so that all its texts are scored."""

from __future__ import annotations

from collections.abc import Iterator

from houselights.spoilers.stamps import stale_films
from houselights.spoilers.tasks import is_on_its_way
from houselights.upkeep.doctor.findings import Finding, fine, heed

ABOUT = "spoilers"


def examine() -> Iterator[Finding]:
    """How many films wait to be learnt, such as after an upgrade or a restore."""
    number = stale_films().count()
    waiting = "1 film waits" if number == 1 else f"{number} films wait"
    if not number:
        yield fine(ABOUT, "All films are learnt.")
    elif is_on_its_way():
        yield fine(ABOUT, f"{waiting} to be learnt, and a task is on its way to them.")
    else:
        yield heed(
            ABOUT,
            f"{waiting} to be learnt; until then less of their texts is covered.",
            "Open the house, it does it by itself; or: ./houselights spoilers learn",
        )
