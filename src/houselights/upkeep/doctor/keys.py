"""The secret key."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from houselights.base.environment import is_given
from houselights.upkeep import places
from houselights.upkeep.doctor.findings import Finding, fine, wrong

ABOUT = "secret key"
SHORTEST = 50
DIFFERENT = 5


def examine() -> Iterator[Finding]:
    """Whether there is one, and whether it can be guessed."""
    key = settings.SECRET_KEY
    given = is_given("HOUSELIGHTS_SECRET_KEY")
    if not given and not (places.data() / places.SECRET_KEY).exists():
        yield wrong(ABOUT, "There is none.", "Open the house once; it makes one.")
    elif len(key) < SHORTEST or len(set(key)) < DIFFERENT:
        where = "HOUSELIGHTS_SECRET_KEY" if given else str(places.data() / places.SECRET_KEY)
        yield wrong(
            ABOUT,
            "It is short enough to be guessed.",
            f"Put 50 random characters or more into {where}; everybody is signed out by that.",
        )
    else:
        yield fine(ABOUT, "It is there, and long.")
