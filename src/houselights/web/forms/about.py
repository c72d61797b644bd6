"""The form in which an administrator writes what the house says of itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from houselights.statements.rules import LONGEST
from houselights.web.forms.people import HouseForm


class StatementForm(HouseForm):
    """The text in one language, and the version on which it was begun."""

    began_with = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        error_messages={"required": _("Write the text, or go back to the program’s own.")},
        help_text=_(
            "## before a line makes a heading, - a list, [words](address) a link, an empty line "
            "a new paragraph."
        ),
        widget=forms.Textarea(attrs={"rows": 24, "dir": "auto"}),
    )
