"""The writes: editors correct what the program found, and take it back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.errors import Invalid
from houselights.base.events import announce
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.opinions.events import Corrected
from houselights.opinions.models import SUBJECT_CHARACTERS, Correction


def correct(film: Film, by: Person, *, subject: str, digest: str = "") -> Correction:
    """Hide a sentence from what it was cited for; without a digest the whole subject.

    Saying it again changes nothing. For editors only; raises Invalid where nothing is named.
    """
    demand(by, Ability.EDIT_FILMS)
    if not 0 < len(subject) <= SUBJECT_CHARACTERS:
        raise Invalid({"subject": _("Say what is wrong.")})
    with write(film.pk):
        kept, _is_new = Correction.objects.get_or_create(
            film=film, subject=subject, digest=digest, defaults={"by": by}
        )
        announce(Corrected(film.pk))
    return kept


def take_back(correction: Correction, by: Person) -> None:
    """Show again what a correction hid. For editors only; once is enough."""
    demand(by, Ability.EDIT_FILMS)
    with write(correction.film_id):
        Correction.objects.filter(pk=correction.pk).delete()
        announce(Corrected(correction.film_id))
