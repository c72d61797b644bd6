"""The form of one secret term of a film."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from houselights.spoilers.knowledge import LONGEST_TERM


class TermForm(forms.Form):
    """A word or name; what it must be is said by `spoilers.terms`."""

    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("Another word or name"),
        max_length=LONGEST_TERM,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "class": "field"}),
        error_messages={"required": gettext_lazy("Write a word or a name.")},
    )
