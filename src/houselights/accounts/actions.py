"""Making people, giving and taking roles, ending sessions, the first administrator's way in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext as _

from houselights.accounts.models import Person, Role, RoleGrant, SetupLink
from houselights.accounts.reads import Viewer, administrators, may
from houselights.accounts.rules import Ability, handle_problem
from houselights.base.clock import now
from houselights.base.errors import Gone, Invalid, NotAllowed, Refusal
from houselights.base.writing import EVERY_FILM, write

# ── people ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What an account begins with."""

    handle: str
    email: str
    password: str


def make_person(new: NewPerson, roles: Iterable[str] = (Role.REVIEWER,)) -> Person:
    """Make an account with these roles; its address counts as not confirmed yet.

    Raises `Invalid` with a sentence for each of "handle", "email" and "password" that won't do.
    """
    with write():
        if problems := _problems(new):
            raise Invalid(problems)
        person = _create(new)
        EmailAddress.objects.create(user=person, email=person.email.lower(), primary=True)
        for role in roles:
            give_role(person, role)
    return person


def _create(new: NewPerson) -> Person:
    """The row; of two who take the same handle in the same moment the database knows one."""
    try:
        with write():
            return Person.objects.create_user(new.handle, new.email, new.password)
    except IntegrityError as error:
        raise Invalid({"handle": handle_is_taken()}) from error


def handle_is_taken() -> str:
    """What is said to who comes second."""
    return _("This handle is taken.")


def _problems(new: NewPerson) -> dict[str, str]:
    found = {
        "handle": handle_problem(new.handle) or _handle_taken(new.handle),
        "email": _email_problem(new.email),
        "password": _password_problem(new),
    }
    return {field: problem for field, problem in found.items() if problem}


def _handle_taken(handle: str) -> str | None:
    taken = Person.objects.filter(username__iexact=handle).exists()
    return handle_is_taken() if taken else None


def _email_problem(email: str) -> str | None:
    try:
        validate_email(email)
    except ValidationError:
        return _("Give an e-mail address such as name@example.org.")
    taken = EmailAddress.objects.filter(email__iexact=email).exists()
    return _("Somebody has an account with this e-mail address.") if taken else None


def _password_problem(new: NewPerson) -> str | None:
    try:
        validate_password(new.password, Person(username=new.handle, email=new.email))
    except ValidationError as error:
        return " ".join(error.messages)
    return None


def change_profile(person: Person, *, name: str, about: str, language: str) -> None:
    """Change what a person's page says, and the language in which they read the house."""
    # The name stands under every text of theirs, so no page of a film is as fresh as it was.
    changed = [EVERY_FILM] if name != person.name else []
    with write(*changed):
        person.name, person.about, person.language = name, about, language
        person.save(update_fields=["name", "about", "language"])


def choose_language(person: Person, language: str) -> None:
    """Let a person read the house in that language, on every device."""
    with write():
        person.language = language
        person.save(update_fields=["language"])


def sign_out_everywhere(person: Person) -> None:
    """End every session of the person at once, wherever it is."""
    with write():
        Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])


def forget_ended_sessions() -> None:
    """Delete the rows of sessions that are out of date: what a visitor typed goes with them."""
    with write():
        Session.objects.filter(expire_date__lt=now()).delete()


# ── roles ───────────────────────────────────────────────────────────────────────────────────────


def give_role(person: Person, role: str, *, by: Person | None = None) -> None:
    """Give a role; giving it twice changes nothing."""
    with write():
        RoleGrant.objects.get_or_create(person=person, role=role, defaults={"granted_by": by})
        _fit_keys(person)


def take_role(person: Person, role: str) -> None:
    """Take a role away; taking it twice changes nothing. The last administrator stays one."""
    with write():
        if role == Role.ADMINISTRATOR and _is_last_administrator(person):
            raise Refusal(
                _("This is the only administrator. Make somebody else one first."),
                code="last_administrator",
            )
        RoleGrant.objects.filter(person=person, role=role).delete()
        _fit_keys(person)


def _is_last_administrator(person: Person) -> bool:
    # The lock lets two administrators who take each other's role act one after the other.
    return {grant.person_id for grant in administrators().select_for_update()} == {person.pk}


def _fit_keys(person: Person) -> None:
    """Django's admin is open to administrators and nobody else."""
    runs = RoleGrant.objects.filter(person=person, role=Role.ADMINISTRATOR).exists()
    Person.objects.filter(pk=person.pk).update(is_staff=runs, is_superuser=runs)
    person.is_staff = person.is_superuser = runs
    person.__dict__.pop("_abilities", None)


def demand(viewer: Viewer, ability: Ability) -> None:
    """Go on only if the viewer may do that."""
    if not may(viewer, ability):
        raise NotAllowed(_("Your account may not do this. Ask an administrator of this house."))


# ── the first administrator ─────────────────────────────────────────────────────────────────────


def issue_setup_link() -> str | None:
    """A fresh one-time token for the first administrator; None once there is one.

    Earlier unused tokens stop working.
    """
    with write():
        if administrators().exists():
            return None
        SetupLink.objects.filter(used_at=None).delete()
        token = secrets.token_urlsafe(24)
        SetupLink.objects.create(token_hash=hash_of(token))
    return token


def open_setup_link(token: str) -> SetupLink | None:
    """The link of that token, or None if none was ever issued or a newer one took its place.

    Raises `Gone` if it has done its work, or if an administrator was made in another way.
    """
    link = SetupLink.objects.filter(token_hash=hash_of(token)).first()
    if link is not None and (link.used_at or administrators().exists()):
        raise Gone(_("This set-up link has done its work: the house has its administrator."))
    return link


def use_setup_link(token: str, new: NewPerson) -> Person:
    """Make the first administrator; the link works once."""
    with write():
        link = open_setup_link(token)
        if link is None or not SetupLink.objects.filter(pk=link.pk, used_at=None).update(
            used_at=now()
        ):
            raise Gone(_("This set-up link does not work any more."))
        return make_person(new, (Role.REVIEWER, Role.ADMINISTRATOR))


def hash_of(token: str) -> str:
    """What the database keeps of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()
