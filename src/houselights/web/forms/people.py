"""The forms of an account: the first administrator's, and everybody's own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from houselights.accounts.actions import NewPerson
from houselights.accounts.forms import PASSWORD_HINT
from houselights.accounts.models import Person
from houselights.base.errors import Invalid
from houselights.base.limits import ABOUT_CHARACTERS
from houselights.web.languages import own_name


class HouseForm(forms.Form):
    """A form whose problems are said by the house and not by the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def take(self, refused: Invalid) -> None:
        """Show the room's problems at their fields."""
        for name, sentence in refused.problems.items():
            self.add_error(name, sentence)


def _house_languages() -> list[tuple[str, str]]:
    """Each language by its own name, as its readers look for it."""
    return [(code, own_name(code)) for code, _name in settings.LANGUAGES]


def _text(label: Any, autocomplete: str, required: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": required},
        **more,
    )


class SetUpForm(HouseForm):
    """The house's name and its first administrator."""

    house_name = _text(
        _("Name of this house"),
        "off",
        _("Give the house a name; it can be changed later."),
        max_length=60,
        help_text=_("It stands on the masthead and in mails. It can be changed later."),
    )
    language = forms.ChoiceField(
        label=_("Language of this house"),
        choices=_house_languages,
        help_text=_("For people whose browser asks for no language that it speaks, and in mails."),
    )
    registration = forms.ChoiceField(
        label=_("Who may sign up"),
        choices=[
            ("open", _("Anybody")),
            ("invited", _("Only people with a link from you")),
            ("closed", _("Nobody")),
        ],
        help_text=_("Reading needs no account. It can be changed later."),
    )
    handle = _text(
        _("Handle"),
        "username",
        _("Choose a handle."),
        max_length=30,
        help_text=_("Your name in addresses: letters, digits, dots, dashes and underscores."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give your e-mail address.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
        help_text=PASSWORD_HINT,
    )

    def person(self) -> NewPerson:
        """The account that was asked for."""
        said = self.cleaned_data
        return NewPerson(said["handle"], said["email"], said["password"])


def _languages() -> list[tuple[str, str]]:
    """The languages of the house, and none."""
    return [("", str(_("As my browser asks"))), *_house_languages()]


class ProfileForm(HouseForm):
    """What somebody's page says of them, and the language they read in."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        help_text=_("Stands under what you write; your handle where you give none."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    about = forms.CharField(
        label=_("About you"),
        required=False,
        max_length=ABOUT_CHARACTERS,
        help_text=_("Everybody can read it on your page."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language of this house"), required=False, choices=_languages
    )

    @classmethod
    def showing(cls, person: Person) -> ProfileForm:
        """The form as things stand."""
        return cls(
            initial={"name": person.name, "about": person.about, "language": person.language}
        )
