"""On what basis a page's texts stand here: as an editor says, else as was said of its earlier copy.

What is said of a page holds for every import that brought one of its texts. A page of which the
house knows nothing yet begins unstated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houselights.exchange.plans import Plan
from houselights.reviews.batches import Stated, state
from houselights.reviews.models import ImportBatch, Rights, ShownTo

UNSTATED = Stated(rights=Rights.UNSTATED, shown_to=ShownTo.HOUSE, source_name="")


@dataclass(frozen=True, slots=True)
class BasisStep:
    """What an import does with the basis of its page."""

    known: tuple[ImportBatch, ...]  # the imports that brought texts of this page, newest last
    stated: Stated  # what the editor says now
    after: Stated  # what holds for all of the page afterwards
    changes: bool  # whether texts that are here already get another basis or source

    def carry_out(self) -> None:
        """Say it of the texts that are here already."""
        state(self.known, self.stated)


def plan_basis(plan: Plan, stated: Stated) -> BasisStep:
    """Compare what the editor says with what is known of the page; reads only."""
    known = tuple(_batches_of(plan))
    before = Stated.of(known[-1]) if known else UNSTATED
    after = replace(before, **stated.said())
    return BasisStep(known, stated, after, any(stated.changes(batch) for batch in known))


def _batches_of(plan: Plan) -> list[ImportBatch]:
    reviews = [step.row.pk for step in plan.reviews if step.row]
    questions = [step.row.pk for step in plan.questions if step.row]
    asked = Q(questions__in=questions) | Q(answers__question__in=questions)
    of_page = [
        ImportBatch.objects.filter(found).values("pk") for found in (Q(reviews__in=reviews), asked)
    ]
    rows = ImportBatch.objects.filter(Q(pk__in=of_page[0]) | Q(pk__in=of_page[1]))
    return list(rows.order_by("pk"))


_STATED = {
    Rights.OWN: _("They are the house’s own."),
    Rights.PERMISSION: _("Their writers have permitted it."),
    Rights.LICENCE: _("Their licence allows it."),
}
_UNSTATED = {
    ShownTo.HOUSE: _("Nobody has stated a right; they are shown as this house chose."),
    ShownTo.MEMBERS: _("Nobody has stated a right; only members read them in full."),
    ShownTo.EVERYONE: _("Nobody has stated a right; everybody reads them all the same."),
}


def basis_in_words(rights: str, shown_to: str) -> str:
    """By what right texts stand here, in one sentence."""
    if rights == Rights.UNSTATED:
        return str(_UNSTATED[ShownTo(shown_to)])
    return str(_STATED[Rights(rights)])
