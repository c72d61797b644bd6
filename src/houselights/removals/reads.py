"""Whether a text is kept out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from django.db.models import Q

from houselights.removals.ledger import removal_key
from houselights.removals.models import Tombstone
from houselights.removals.rules import Digests, Subject, digests_of

_AT_ONCE = 300  # SQLite takes some hundred values in one question


def digests(subject: Subject) -> Digests:
    """The subject's digests under this house's key."""
    return digests_of(subject, removal_key())


def kept_out(subjects: Sequence[Subject]) -> list[Tombstone | None]:
    """For each subject the standing tombstone that keeps it out, or None; few queries."""
    if not Tombstone.objects.filter(lifted_at=None).exists():
        return [None] * len(subjects)
    wanted = [digests(subject).known for subject in subjects]
    stones = _standing({digest for known in wanted for digest in known})
    return [next((stones[d] for d in known if d in stones), None) for known in wanted]


def _standing(wanted: set[str]) -> dict[str, Tombstone]:
    found: dict[str, Tombstone] = {}
    for some in batched(sorted(wanted), _AT_ONCE):
        either = Q(row__in=some) | Q(source__in=some) | Q(text__in=some)
        for stone in Tombstone.objects.filter(either, lifted_at=None):
            found |= dict.fromkeys((stone.row, stone.source, stone.text), stone)
    found.pop("", None)
    return found
