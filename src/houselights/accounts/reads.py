"""Who somebody is and what they may do."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from houselights.accounts.models import Person, RoleGrant
from houselights.accounts.rules import Ability, abilities_of

type Viewer = Person | AnonymousUser


def abilities(viewer: Viewer) -> frozenset[Ability]:
    """What the viewer may do; nothing for somebody signed out. One query a person object."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return frozenset()
    kept: frozenset[Ability] | None = viewer.__dict__.get("_abilities")
    if kept is None:
        roles = RoleGrant.objects.filter(person=viewer).values_list("role", flat=True)
        kept = viewer.__dict__["_abilities"] = abilities_of(roles)
    return kept


def may(viewer: Viewer, ability: Ability) -> bool:
    """Whether the viewer may do that."""
    return ability in abilities(viewer)
