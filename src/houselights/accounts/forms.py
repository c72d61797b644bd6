"""The forms of the way in, in the house's own words."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import forms
from django.db import IntegrityError
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from houselights.accounts.actions import handle_is_taken
from houselights.accounts.models import Person
from houselights.base.errors import Invalid
from houselights.base.writing import write

PASSWORD_HINT = _("At least eight characters; a few words in a row are easy to keep.")
FORGOTTEN = format_lazy(
    '<a href="{}">{}</a>', reverse_lazy("account_reset_password"), _("Forgot your password?")
)


class _Worded:
    """Names fields by labels alone: a placeholder vanishes just when it would help.

    `labels` are names of fields and what stands above them, `hints` what stands below.
    """

    use_required_attribute = False  # what is missing the house says, and not the browser
    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, label in self.labels.items():
            fields[name].label = label
            fields[name].widget.attrs.pop("placeholder", None)
        for name, hint in self.hints.items():
            fields[name].help_text = hint


class SignInForm(_Worded, forms.LoginForm):  # type: ignore[misc]
    """By e-mail address or by handle."""

    labels = {
        "login": _("E-mail or handle"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device"),
    }
    hints = {"password": FORGOTTEN}


class SignUpForm(_Worded, forms.SignupForm):  # type: ignore[misc]
    """An e-mail address, a handle, a password; nothing else is asked."""

    labels = {"email": _("E-mail"), "username": _("Handle"), "password1": _("Password")}
    hints = {
        "email": _("Never shown; for a new password when you need one."),
        "username": _("Your name in addresses. You can add the name that is shown later."),
        "password1": PASSWORD_HINT,
    }

    def save(self, request: HttpRequest) -> Person:
        """The new person with roles and address: all of it or nothing.

        Raises `Invalid` if somebody took the same handle in the same moment.
        """
        try:
            with write():
                return cast("Person", super().save(request))
        except IntegrityError as error:
            raise Invalid({"username": handle_is_taken()}) from error


class AddressForm(_Worded, forms.AddEmailForm):  # type: ignore[misc]
    """One more address."""

    labels = {"email": _("E-mail")}


class OtherPasswordForm(_Worded, forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password in place of the present one."""

    labels = {
        "oldpassword": _("Your present password"),
        "password1": _("The new one"),
        "password2": _("The new one again"),
    }
    hints = {"oldpassword": FORGOTTEN, "password1": PASSWORD_HINT}


class ForgottenPasswordForm(_Worded, forms.ResetPasswordForm):  # type: ignore[misc]
    """Where the link for a new password goes."""

    labels = {"email": _("E-mail")}


class NewPasswordForm(_Worded, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link that came by mail."""

    labels = {"password1": _("The new one"), "password2": _("The new one again")}
    hints = {"password1": PASSWORD_HINT}


class OnceMoreForm(_Worded, forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    labels = {"password": _("Password")}
    hints = {"password": FORGOTTEN}
