"""What an editor says of an import: on what basis its texts stand here, and where they come from.

The rule that follows from it is `reviews.rights`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Q

from houselights.base.events import announce
from houselights.base.house import choice, is_public
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.reviews.events import RightsChanged
from houselights.reviews.models import ImportBatch, Rights, ShownTo


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is said of an import, by the names of its columns; None leaves what was said before."""

    rights: str | None = None
    shown_to: str | None = None
    source_name: str | None = None

    @classmethod
    def of(cls, batch: ImportBatch) -> Stated:
        """What was said of that import."""
        return cls(**{field.name: getattr(batch, field.name) for field in fields(cls)})

    def changes(self, batch: ImportBatch) -> bool:
        """Whether it says something else of the import than was said before."""
        return any(getattr(batch, name) != value for name, value in self.said().items())

    def said(self) -> dict[str, str]:
        """The columns that something is said of, with their values."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.rights is not None and self.rights != Rights.UNSTATED:
            given["shown_to"] = ShownTo.HOUSE  # a stated right answers that question
        return {name: value for name, value in given.items() if value is not None}


NOTHING_SAID = Stated()


def state(batches: Iterable[ImportBatch], stated: Stated) -> bool:
    """Say it of these imports; returns whether that changes anything. Announces `RightsChanged`."""
    changed = [batch for batch in batches if stated.changes(batch)]
    if not changed:
        return False
    with write(*{batch.film_id for batch in changed}):
        for batch in changed:
            for name, value in stated.said().items():
                setattr(batch, name, value)
            batch.save(update_fields=list(stated.said()))
            announce(RightsChanged(batch.pk, batch.film_id))
    return True


def sources_of(film: Film) -> list[str]:
    """The names of the pages that the film's imported reviews come from; "" is one unnamed."""
    found = ImportBatch.objects.filter(film=film, reviews__isnull=False)
    return list(found.values_list("source_name", flat=True).distinct().order_by("source_name"))


def has_unstated() -> bool:
    """Whether texts stand here that are shown as the house chose."""
    unstated = ImportBatch.objects.filter(rights=Rights.UNSTATED, shown_to=ShownTo.HOUSE)
    return unstated.filter(Q(reviews__isnull=False) | Q(questions__isnull=False)).exists()


def must_ask() -> bool:
    """Whether the operator has yet to say what readers without an account see of such texts."""
    return is_public() and not choice("unstated_texts") and has_unstated()
