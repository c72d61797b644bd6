"""The form on which a moderator erases one earlier version of somebody's text."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houselights.base.limits import EXPLANATION_CHARACTERS
from houselights.moderation.models import DECIDED_REASONS
from houselights.web.forms.people import HouseForm


class EraseVersionForm(HouseForm):
    """Why: its writer reads it."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        error_messages={"required": _("Choose the reason: the writer is told.")},
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        help_text=_("Its writer reads this."),
        max_length=EXPLANATION_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why, so that the writer understands it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Choose one")), *DECIDED_REASONS]
        cast("forms.ChoiceField", self.fields["reason"]).choices = choices
