"""The only door for writes: one transaction, with a lease on each film that it changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from houselights.base.generations import Generations

# In place of a film's id: what may stand on the page of any film, such as a person's name.
EVERY_FILM = 0


@cache
def generations() -> Generations:
    """The freshness of this house's films."""
    return Generations(Path(settings.DATA_DIR) / "run" / "generations")


class Write:
    """A write under way: which films it holds."""

    def __init__(self) -> None:
        self._leases: list[tuple[int, ...]] = []

    def hold(self, *film_ids: int) -> None:
        """Take a lease on further films; given back when the outermost write has committed."""
        self._leases.append(generations().take(film_ids))

    def give_back(self) -> None:
        """Raise the versions of all films held."""
        while self._leases:
            generations().release(self._leases.pop())


_current = threading.local()


@contextmanager
def write(*film_ids: int) -> Iterator[Write]:
    """Run a block as one transaction that changes these films.

    Inside another `write` it is a savepoint, and its leases live until the outer one commits.
    """
    outer: Write | None = getattr(_current, "write", None)
    if outer is not None:
        outer.hold(*film_ids)
        with transaction.atomic():
            yield outer
        return
    own = _current.write = Write()
    try:
        own.hold(*film_ids)
        with transaction.atomic():
            yield own
    finally:
        _current.write = None
        own.give_back()
