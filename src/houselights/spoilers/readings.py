"""What people who are signed in said about spoilers: kept in their account, read with one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.spoilers.covering import Knows
from houselights.spoilers.models import Reading
from houselights.spoilers.reader import GENERALLY, OfFilm, Said, said_then
from houselights.spoilers.redact import Mode


def said_by(person: Person, film_ids: Collection[int] = ()) -> tuple[Said, dict[int, OfFilm]]:
    """What somebody said in general, and of those films by their keys. One query."""
    rows = Reading.objects.filter(person=person).filter(Q(film=None) | Q(film__in=film_ids))
    general, films = Said(), dict[int, OfFilm]()
    for row in rows:
        if row.film_id is None:
            general = Said.read(row.mode, row.knows)
        elif said := OfFilm.read(row.knows):
            films[row.film_id] = said
    return general, films


def say_in_general(person: Person, mode: Mode | None, knows: Knows | None) -> None:
    """Keep how somebody wants to meet spoilers; None for both leaves it to the house again."""
    if knows and knows not in GENERALLY:
        raise Refusal(_("Choose nothing or the premise: nobody has seen every film."))
    _keep(person, None, mode=mode or "", knows=knows or "")


def say_of_film(person: Person, film: Film, knows: Knows | None) -> None:
    """Keep what somebody knows of a film; None takes back what they said."""
    _general, said = said_by(person, [film.pk])
    _keep(person, film, knows=said_then(said.get(film.pk), knows).word if knows else "")


def take_over(person: Person, general: Said, films: Mapping[str, OfFilm]) -> None:
    """Keep what somebody said before they signed in, where their account says nothing.

    `films` are by public identity, the newest first.
    """
    rows = Film.objects.filter(public_id__in=films)
    with write():
        if general:
            Reading.objects.get_or_create(
                person=person,
                film=None,
                defaults={"mode": general.mode or "", "knows": general.knows or ""},
            )
        Reading.objects.bulk_create(
            (Reading(person=person, film=film, knows=films[film.public_id].word) for film in rows),
            ignore_conflicts=True,
        )


def _keep(person: Person, film: Film | None, **said: str) -> None:
    with write():
        if any(said.values()):
            Reading.objects.update_or_create(
                person=person, film=film, defaults={**said, "at": now()}
            )
        else:
            Reading.objects.filter(person=person, film=film).delete()
