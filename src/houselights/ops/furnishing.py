"""The demo house, loaded into a house that is opened for the first time."""

from __future__ import annotations

from pathlib import Path

FURNISHED = "furnished"


def furnish_first_time(data: Path) -> None:
    """Load the demo house unless this house was furnished before or already has a film."""
    stamp = data.absolute() / "run" / FURNISHED
    if stamp.exists():
        return
    if not _has_films():
        load_demo()
    stamp.touch()


def _has_films() -> bool:
    from houselights.catalogue.models import Film

    return Film.objects.exists()


def load_demo() -> None:
    """Load the demo house whole or not at all, with a progress bar on standard error."""
    from houselights.base.writing import write
    from houselights.exchange import demo
    from houselights.ops.progress import progress

    with progress("Furnishing the house") as advance, write():
        demo.load(advance)
