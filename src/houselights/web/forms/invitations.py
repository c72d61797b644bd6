"""The form of an invitation. What is wrong with it the room's rules say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from houselights.accounts.invitations import MOST_DAYS, MOST_USES, ROLES, Wanted
from houselights.accounts.models import Role
from houselights.web.forms.people import HouseForm


class InvitationForm(HouseForm):
    """How many people, for how long, as what."""

    uses = forms.IntegerField(
        label=_("For how many people"), initial=1, min_value=1, max_value=MOST_USES
    )
    days = forms.IntegerField(
        label=_("Good for how many days"), initial=14, min_value=1, max_value=MOST_DAYS
    )
    role = forms.ChoiceField(
        label=_("They join as"),
        initial=Role.REVIEWER,
        choices=[(role.value, role.label) for role in ROLES],
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For whom it is. Only administrators see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def wanted(self) -> Wanted:
        """The invitation that was asked for."""
        return Wanted(**self.cleaned_data)
