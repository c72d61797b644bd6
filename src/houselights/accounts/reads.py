"""Who somebody is and what they may do."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from houselights.accounts.models import Person, Role, RoleGrant
from houselights.accounts.rules import Ability, abilities_of
from houselights.base.house import house_language

type Viewer = Person | AnonymousUser


def abilities(viewer: Viewer) -> frozenset[Ability]:
    """What the viewer may do; nothing for somebody signed out. One query a person object."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return frozenset()
    kept: frozenset[Ability] | None = viewer.__dict__.get("_abilities")
    if kept is None:
        kept = viewer.__dict__["_abilities"] = abilities_of(roles_of(viewer))
    return kept


def may(viewer: Viewer, ability: Ability) -> bool:
    """Whether the viewer may do that."""
    return ability in abilities(viewer)


def roles_of(person: Person) -> list[str]:
    """The person's roles, in the order of `Role`."""
    held = set(RoleGrant.objects.filter(person=person).values_list("role", flat=True))
    return [role for role in Role.values if role in held]


def administrators() -> QuerySet[RoleGrant]:
    """The grants of those who run the house now."""
    return RoleGrant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)


def person_by_handle(handle: str) -> Person | None:
    """The person of that handle, however it is written."""
    return Person.objects.filter(username__iexact=handle).first()


def language_of(person: Person) -> str:
    """The language in which the house writes to a person: as they chose, else the house's own."""
    return person.language or house_language()
