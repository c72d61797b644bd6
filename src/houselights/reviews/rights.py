"""On what basis a text stands here, and so who may read it and where it may go: the one rule.

Three questions, asked of reviews, questions and answers alike:

- `basis_of` against `open_bases`: may this reader read the text? (`spoilers.redact` asks for every
  text that it opens.)
- `may_leave`: may it go where machines and other houses read: structured data, feeds, embeds,
  tokenless API, public archives, federation?
- `watch_page`: did the page at hand show something that must not leave? Then it carries
  `noindex` (`spoilers.redact` notes it, and a middleware sets the header, so no page can forget).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from typing import Protocol

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.house import choice, is_public
from houselights.reviews.models import ImportBatch, Rights, ShownTo

EVERYONE = "everyone"


class Bearer(Protocol):
    """A review, a question or an answer: whatever came in a batch or was written here."""

    public_id: str

    @property
    def batch(self) -> ImportBatch | None: ...

    @property
    def writer(self) -> Person | None:
        """The account that wrote it here, if one did."""
        ...


class Basis(IntEnum):
    """How far a text is open, as the search index keeps it; pure fact of the row."""

    OPEN = 0  # written here, or imported on a stated basis
    HOUSE = 1  # unstated: as the house chose for all such texts
    MEMBERS = 2  # unstated, and for members only whatever the house chose


def basis_of(batch: ImportBatch | None) -> Basis:
    """The basis of what came in that batch; None is what was written here."""
    if batch is None or batch.rights != Rights.UNSTATED or batch.shown_to == ShownTo.EVERYONE:
        return Basis.OPEN
    return Basis.MEMBERS if batch.shown_to == ShownTo.MEMBERS else Basis.HOUSE


EVERY_BASIS = frozenset(Basis)


def open_bases(*, member: bool) -> frozenset[Basis]:
    """The bases that a reader with (or without) an account may read in full now.

    A house that is only tried out on its own machine shows everything; a public one that has not
    chosen yet is cautious. Asks the database once at most, so ask once a page.
    """
    if member or not is_public():
        return EVERY_BASIS
    house_is_open = choice("unstated_texts") == EVERYONE
    return frozenset({Basis.OPEN, Basis.HOUSE} if house_is_open else {Basis.OPEN})


def bases_for(viewer: Viewer) -> frozenset[Basis]:
    """What `open_bases` says of somebody who looks at a page."""
    return open_bases(member=isinstance(viewer, Person))


def may_leave(row: Bearer) -> bool:
    """Whether the text may go to machines and other houses: no unstated and no invented one.

    What the operator shows to everyone without a stated basis stays a page for people.
    """
    unstated = row.batch is not None and row.batch.rights == Rights.UNSTATED
    invented = row.writer is not None and row.writer.is_demo
    return not (unstated or invented)


# ── what the page at hand shows ─────────────────────────────────────────────────────────────────

_kept_in: ContextVar[list[bool] | None] = ContextVar("kept_in", default=None)


@contextmanager
def watch_page() -> Iterator[list[bool]]:
    """Note what is shown inside; the list is not empty if something of it must not leave."""
    noted: list[bool] = []
    token = _kept_in.set(noted)
    try:
        yield noted
    finally:
        _kept_in.reset(token)


def note_shown(row: Bearer) -> None:
    """Remember that the page at hand shows this row."""
    noted = _kept_in.get()
    if noted is not None and not noted and not may_leave(row):
        noted.append(True)


def note_invented() -> None:
    """Remember that the page at hand shows what is invented, if only a name or a title of it."""
    noted = _kept_in.get()
    if noted is not None:
        noted.append(True)
