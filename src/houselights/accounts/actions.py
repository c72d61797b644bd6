"""Making people, giving roles, and the first administrator's way in."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.translation import gettext as _

from houselights.accounts.models import Person, Role, RoleGrant, SetupLink
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import NotAllowed, Refusal
from houselights.base.writing import write


def give_role(person: Person, role: str, *, by: Person | None = None) -> None:
    """Give a role; giving it twice changes nothing."""
    with write():
        RoleGrant.objects.get_or_create(person=person, role=role, defaults={"granted_by": by})
    person.__dict__.pop("_abilities", None)


def demand(viewer: Viewer, ability: Ability) -> None:
    """Go on only if the viewer may do that."""
    if not may(viewer, ability):
        raise NotAllowed(_("Your account may not do this. Ask an administrator of this house."))


def issue_setup_link() -> str | None:
    """A fresh one-time token for the first administrator; None once there is one.

    Earlier unused tokens stop working.
    """
    with write():
        if RoleGrant.objects.filter(role=Role.ADMINISTRATOR).exists():
            return None
        SetupLink.objects.filter(used_at=None).delete()
        token = secrets.token_urlsafe(24)
        SetupLink.objects.create(token_hash=_hash(token))
    return token


def setup_link_works(token: str) -> bool:
    """Whether the token would make an administrator now."""
    return SetupLink.objects.filter(token_hash=_hash(token), used_at=None).exists()


def use_setup_link(token: str, person: Person) -> None:
    """Make the person the first administrator; the link works once."""
    with write():
        used = SetupLink.objects.filter(token_hash=_hash(token), used_at=None)
        if not used.update(used_at=now()):
            raise Refusal(_("This set-up link has been used. Start the program to get a new one."))
        for role in (Role.REVIEWER, Role.ADMINISTRATOR):
            give_role(person, role)
        Person.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
        person.is_staff = person.is_superuser = True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
