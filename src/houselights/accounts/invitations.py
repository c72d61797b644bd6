"""Links by which people sign up: making them, ending them, and being let in by one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.accounts.actions import demand, give_role, hash_of
from houselights.accounts.models import Invitation, Person, Role
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Gone, Invalid
from houselights.base.house import choice
from houselights.base.writing import write

MOST_USES = 1000
MOST_DAYS = 365
# Who runs the house is chosen by name, never by a link that may be passed on.
ROLES = (Role.READER, Role.REVIEWER, Role.EDITOR, Role.MODERATOR)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an invitation is to allow: so many sign-ups, for so many days, with this role."""

    uses: int = 1
    days: int = 14
    role: str = Role.REVIEWER
    note: str = ""


def invite(wanted: Wanted, by: Person | None = None) -> tuple[Invitation, str]:
    """Make an invitation; the token that comes with it is kept nowhere.

    `by` is None at the command line. Raises `Invalid` for "uses", "days" and "role".
    """
    if by is not None:
        demand(by, Ability.RUN_HOUSE)
    if problems := _problems(wanted):
        raise Invalid(problems)
    token = secrets.token_urlsafe(24)
    with write():
        invitation = Invitation.objects.create(
            token_hash=hash_of(token),
            note=wanted.note,
            role=wanted.role,
            most_uses=wanted.uses,
            expires_at=now() + timedelta(days=wanted.days),
            made_by=by,
        )
    return invitation, token


def _problems(wanted: Wanted) -> dict[str, str]:
    problems = {}
    if not 1 <= wanted.uses <= MOST_USES:
        problems["uses"] = _("Say a number from 1 to %d.") % MOST_USES
    if not 1 <= wanted.days <= MOST_DAYS:
        problems["days"] = _("Say a number from 1 to %d.") % MOST_DAYS
    if wanted.role not in ROLES:
        problems["role"] = _("An invitation can’t give this role. Give it to the person by name.")
    return problems


def end_invitation(invitation: Invitation, by: Person) -> None:
    """Let nobody more in by it; ending it twice changes nothing."""
    demand(by, Ability.RUN_HOUSE)
    with write():
        Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=now())


def invitations() -> QuerySet[Invitation]:
    """All of them, the newest first, with who made them."""
    return Invitation.objects.select_related("made_by").order_by("-created_at", "-pk")


def uses_left(invitation: Invitation) -> int:
    """How many may still sign up by it; 0 once it has ended or is out of date."""
    if invitation.ended_at or invitation.expires_at <= now():
        return 0
    return invitation.most_uses - invitation.uses


def invitation_of(token: str) -> Invitation | None:
    """The invitation of a link; None for a token that was never given out."""
    found = Invitation.objects.select_related("made_by").filter(token_hash=hash_of(token))
    return found.first()


def demand_good(invitation: Invitation) -> None:
    """Go on only while somebody may sign up by it; raises `Gone` with the reason."""
    if invitation.ended_at:
        raise Gone(_("This invitation has been taken back. Ask for another one."))
    if invitation.expires_at <= now():
        raise Gone(_("This invitation is out of date. Ask for another one."))
    if invitation.uses >= invitation.most_uses:
        raise Gone(_used_up(invitation))


def _used_up(invitation: Invitation) -> str:
    return ngettext(
        "This invitation was for one person and has been used. Ask for another one.",
        "This invitation was for %(count)d people and all have come. Ask for another one.",
        invitation.most_uses,
    ) % {"count": invitation.most_uses}


def may_sign_up(public_id: str) -> bool:
    """Whether somebody who holds that invitation, or "" for none, may sign up."""
    registration = choice("registration")
    if registration != "invited":
        return bool(registration == "open")
    return bool(public_id) and _good().filter(public_id=public_id).exists()


def welcome(person: Person, public_id: str) -> None:
    """Give a newcomer their roles, and use the invitation once; call it inside a `write`.

    Of several who come by the last use the database lets one in. Raises `Gone` where the house
    asks for an invitation and this one is good no more.
    """
    with write():
        used = _good().filter(public_id=public_id).update(uses=F("uses") + 1)
        if not used and choice("registration") != "open":
            raise Gone(_("This invitation is good no more. Ask for another one."))
        invitation = Invitation.objects.get(public_id=public_id) if used else None
        for role in _roles(invitation):
            give_role(person, role, by=invitation.made_by if invitation else None)


def _good() -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        Q(uses__lt=F("most_uses")), ended_at=None, expires_at__gt=now()
    )


def _roles(invitation: Invitation | None) -> tuple[str, ...]:
    """Everybody who signs up may write, unless they were invited to read; a role comes on top."""
    if invitation is None or invitation.role == Role.REVIEWER:
        return (Role.REVIEWER,)
    return (Role.READER,) if invitation.role == Role.READER else (Role.REVIEWER, invitation.role)
