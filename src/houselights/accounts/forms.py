"""The forms of the way in, in the house's own words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]
    """By e-mail address or by handle."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        _say(self, "login", _("E-mail or handle"), autocomplete="username")
        _say(self, "password", _("Password"))
        self.fields["remember"].label = _("Stay signed in on this device")


class SignUpForm(SignupForm):  # type: ignore[misc]
    """An e-mail address, a handle, a password; nothing else is asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        _say(self, "email", _("E-mail"))
        _say(self, "username", _("Handle"), autocomplete="username")
        _say(self, "password1", _("Password"))
        self.fields["email"].help_text = _("Never shown; for a new password when you need one.")
        self.fields["username"].help_text = _(
            "Your name in addresses. You can add the name that is shown later."
        )


def _say(form: Any, name: str, label: Any, **attributes: str) -> None:
    """Name a field by its label alone: a placeholder vanishes just when it would help."""
    field = form.fields[name]
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attributes
