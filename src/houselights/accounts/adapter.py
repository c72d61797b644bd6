"""Where sign-up, sign-in and their mails meet the house's rules."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from houselights.accounts.invitations import may_sign_up, welcome
from houselights.accounts.models import Invitation, Person
from houselights.accounts.rules import handle_problem
from houselights.base.house import choice, public_url

_WRONG_SIGN_IN = _("There is no account with this name and this password. Try again.")

_INVITATION = "invitation"  # in the visitor's session: the public id, from which no link is made


def hold_invitation(request: HttpRequest, invitation: Invitation) -> None:
    """Keep in the visitor's session by which invitation they came."""
    request.session[_INVITATION] = invitation.public_id


def forget_invitation(request: HttpRequest) -> None:
    """Let go of it: it has been used, or is good no more."""
    request.session.pop(_INVITATION, None)


def invitation_held(request: HttpRequest) -> str:
    """The public id of the invitation by which the visitor came; "" for none."""
    return str(request.session.get(_INVITATION, ""))


class HouseAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of this house, in its own words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _WRONG_SIGN_IN,
        "username_password_mismatch": _WRONG_SIGN_IN,
        "username_taken": _("This handle is taken."),
        "too_many_login_attempts": _("Too many attempts to sign in. Wait a few minutes."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This address is already in your account."),
        "cannot_remove_primary_email": _("Choose another address for mail before removing it."),
        "rate_limited": _("That was too much at once. Wait a moment, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether the operator lets this visitor sign up."""
        return may_sign_up(invitation_held(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; what came by fewer proxies than are trusted is its sender's."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            return str(request.META["REMOTE_ADDR"])

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led there: to a page of this house, named by its path alone."""
        is_path = url.startswith("/")
        return is_path and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The handle, if somebody may have it."""
        if problem := handle_problem(username):
            raise ValidationError(problem)
        return str(super().clean_username(username, shallow))

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Any:
        """Keep a newcomer with their roles, by the invitation that they hold if they hold one."""
        person = super().save_user(request, user, form, commit)
        if commit:
            welcome(person, invitation_held(request))
        return person

    def format_email_subject(self, subject: str) -> str:
        """The subject, behind the house's name."""
        return f"[{choice('house_name')}] {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that names the house by its settings, whatever host the request asked for.

        It speaks the language that its receiver chose, else that of the page that asks for it.
        """
        house = SimpleNamespace(name=choice("house_name"), domain=urlsplit(public_url()).netloc)
        addresses = {
            name: public_url(urlsplit(value).path)
            for name, value in context.items()
            if name.endswith("_url")
        }
        receiver = context.get("user")
        chosen = receiver.language if isinstance(receiver, Person) else ""
        with translation.override(chosen or translation.get_language()):
            super().send_mail(template_prefix, email, context | addresses | {"current_site": house})
