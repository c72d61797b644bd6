"""Whether a text is kept out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from django.db.models import Q

from houselights.base.clock import now
from houselights.removals.ledger import removal_key
from houselights.removals.models import Cause, Tombstone
from houselights.removals.rules import Subject, digests_of, row_digest_of

_AT_ONCE = 300  # SQLite takes some hundred values in one question


def row_digest(kind: str, public_id: str) -> str:
    """What the tombstones of a row are found by."""
    return row_digest_of(kind, public_id, removal_key())


def kept_out(subjects: Sequence[Subject]) -> list[Tombstone | None]:
    """For each subject a standing tombstone that keeps it out, or None; few queries."""
    if not Tombstone.objects.filter(lifted_at=None).exists():
        return [None] * len(subjects)
    key = removal_key()
    wanted = [digests_of(subject, key).known for subject in subjects]
    stones = _standing({digest for known in wanted for digest in known})
    return [next((stones[d] for d in known if d in stones), None) for known in wanted]


def is_removed_text(subject: Subject) -> bool:
    """Whether the moderators have removed just these words, wherever they stood."""
    removed = Tombstone.objects.filter(lifted_at=None, cause=Cause.REMOVED)
    if not removed.exists():
        return False
    digests = digests_of(subject, removal_key())
    words = Q(text=digests.text) & ~Q(text="") | Q(source=digests.source) & ~Q(source="")
    return removed.filter(words).exists()


def standing_stones() -> list[Tombstone]:
    """Every tombstone that keeps something out, oldest first."""
    return list(Tombstone.objects.filter(lifted_at=None).order_by("created_at", "pk"))


def is_due(row: str) -> bool:
    """Whether the sealed text of the row of that digest is to go by now."""
    return Tombstone.objects.filter(row=row, lifted_at=None, erase_at__lte=now()).exists()


def _standing(wanted: set[str]) -> dict[str, Tombstone]:
    found: dict[str, Tombstone] = {}
    for some in batched(sorted(wanted), _AT_ONCE):
        either = Q(row__in=some) | Q(source__in=some) | Q(text__in=some)
        for stone in Tombstone.objects.filter(either, lifted_at=None):
            found |= dict.fromkeys((stone.row, stone.source, stone.text), stone)
    found.pop("", None)
    return found
