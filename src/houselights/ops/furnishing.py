"""The demo house, loaded into a house that is opened for the first time."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from houselights.ops.house import set_up_django
from houselights.ops.processes import START_METHOD

FURNISHED = "furnished"


def furnish_first_time(data: Path) -> None:
    """Load the demo house unless this house was furnished before or already has a film."""
    stamp = data.absolute() / "run" / FURNISHED
    if stamp.exists():
        return
    if not _has_films():
        _load_demo_aside()
    stamp.touch()


def _has_films() -> bool:
    from houselights.catalogue.models import Film

    return Film.objects.exists()


def _load_demo_aside() -> None:
    """Load it in a process of its own, whose memory (language tables above all) ends with it."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context(START_METHOD)
    with ProcessPoolExecutor(1, context, initializer=set_up_django) as aside:
        aside.submit(load_demo).result()


def load_demo() -> None:
    """Load the demo house whole or not at all, with a progress bar on standard error."""
    from houselights.base.writing import write
    from houselights.exchange import demo
    from houselights.ops.progress import progress

    with progress("Furnishing the house") as advance, write():
        demo.load(advance)
