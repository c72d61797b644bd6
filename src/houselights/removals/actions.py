"""Keeping a text out, lifting that, and writing both into the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from houselights.base.clock import now
from houselights.base.writing import write
from houselights.removals import ledger
from houselights.removals.ledger import removal_key
from houselights.removals.models import Cause, Tombstone
from houselights.removals.rules import Subject, digests_of


def keep_out(
    subjects: Iterable[Subject], *, cause: Cause, erase_at: datetime | None = None
) -> None:
    """Leave a tombstone for each text; they reach the ledger once the transaction has committed.

    `subjects` are the versions of one row; `erase_at` says until when their text stays sealed,
    None that it goes at once.
    """
    key = removal_key()
    with write():
        for kind, digests in dict.fromkeys((one.kind, digests_of(one, key)) for one in subjects):
            Tombstone.objects.create(
                kind=kind,
                row=digests.row,
                source=digests.source,
                text=digests.text,
                cause=cause,
                erase_at=erase_at,
            )
        transaction.on_commit(write_ledger)


def lift(row_digest: str) -> None:
    """The row of that digest was restored: its tombstones keep nothing out any more."""
    _change(row_digest, lifted_at=now())


def note_erased(row_digest: str) -> None:
    """The sealed text of that row is gone before its time."""
    _change(row_digest, erase_at=None)


def _change(row_digest: str, **fields: Any) -> None:
    with write():
        standing = Tombstone.objects.filter(row=row_digest, lifted_at=None)
        standing.update(**fields, in_ledger=False, changed_at=now())
        transaction.on_commit(write_ledger)


def write_ledger() -> int:
    """Bring the ledger up to date with the database; returns how many lines were added.

    A crash between commit and ledger leaves `in_ledger` false, so the next call makes up for it.
    """
    waiting = list(Tombstone.objects.filter(in_ledger=False).order_by("pk"))
    if waiting:
        ledger.append(map(_line, waiting))
        for stone in waiting:
            same = Tombstone.objects.filter(pk=stone.pk, changed_at=stone.changed_at)
            same.update(in_ledger=True)
    return len(waiting)


def take_over(entries: Iterable[ledger.Entry]) -> None:
    """Make the database's tombstones those of the ledger, for after a restore.

    What the backup did not know yet is added, what it knew is brought up to date.
    """
    with write():
        for entry in entries:
            _take_over(entry)


def _take_over(entry: ledger.Entry) -> None:
    fields = {name: entry[name] for name in ("kind", "row", "source", "text", "cause")}
    moments = {name: _moment(entry[name]) for name in ("erase_at", "lifted_at", "changed_at")}
    Tombstone.objects.update_or_create(
        public_id=entry["id"], defaults={**fields, **moments, "in_ledger": True}
    )


def _line(stone: Tombstone) -> dict[str, Any]:
    return {
        "id": stone.public_id,
        "kind": stone.kind,
        "row": stone.row,
        "source": stone.source,
        "text": stone.text,
        "cause": stone.cause,
        "erase_at": stone.erase_at.isoformat() if stone.erase_at else None,
        "lifted_at": stone.lifted_at.isoformat() if stone.lifted_at else None,
        "changed_at": stone.changed_at.isoformat(),
    }


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
