"""Where sign-up meets the house's rules."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from houselights.accounts.actions import give_role
from houselights.accounts.models import Person, Role
from houselights.base.house import choice


class HouseAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up for readers of this house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether the operator lets anybody sign up."""
        return bool(choice("registration_open"))

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Any:
        """Everybody who signs up may write."""
        person = super().save_user(request, user, form, commit)
        if commit:
            give_role(person, Role.REVIEWER)
        return person
