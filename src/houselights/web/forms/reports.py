"""The forms of those who report a text or object to a decision.

What is wrong with them the room's rules say.
"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from houselights.base.limits import REPORT_CHARACTERS
from houselights.moderation.models import Reason
from houselights.moderation.rules import Reported
from houselights.web.forms.questions import WordedForm


class ReportForm(WordedForm):
    """What is wrong with a text, and where an answer reaches who says so."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong with it?"),
        choices=Reason.choices,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
        widget=forms.RadioSelect,
    )
    details = forms.CharField(
        label=gettext_lazy("Details"),
        required=False,
        help_text=gettext_lazy(
            "Which passage, and why. If it is yours, or infringes a right, say how we can see "
            "that: where you published it first, or whose right it is."
        ),
        widget=forms.Textarea(
            attrs={
                "class": "field",
                "rows": 5,
                "maxlength": REPORT_CHARACTERS,
                "dir": "auto",
            }
        ),
    )
    contact = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Needed if you wrote it, or if it is about rights or private matters: we may have to "
            "ask you back. Otherwise we only send you the link and our decision. Moderators alone "
            "see it, and it is deleted with your report."
        ),
        widget=forms.EmailInput(
            attrs={"class": "field", "maxlength": 254, "autocomplete": "email"}
        ),
    )
    # Nobody sees this field, and the page never fills it in again; programs that fill in whatever
    # they find give themselves away.
    nickname = forms.CharField(required=False)

    def clean(self) -> dict[str, object]:
        """Refuse what a program filled in, so that a person whose browser did it may try again."""
        if self.cleaned_data.get("nickname"):
            raise ValidationError(
                _("A field that people don’t see was filled in. It is empty now: send it again.")
            )
        return self.cleaned_data

    def said(self) -> Reported:
        """What is reported."""
        given = self.cleaned_data
        return Reported(given["reason"], given["details"], given["contact"])


class ObjectingForm(WordedForm):
    """Why a decision was wrong."""

    words = forms.CharField(
        label=gettext_lazy("Why do you think the decision is wrong?"),
        help_text=gettext_lazy("You can object once, so say all that matters."),
        error_messages={"required": gettext_lazy("Say why the decision was wrong.")},
        widget=forms.Textarea(
            attrs={"class": "field", "rows": 6, "maxlength": REPORT_CHARACTERS, "dir": "auto"}
        ),
    )
