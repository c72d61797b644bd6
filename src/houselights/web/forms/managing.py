"""The forms with which a question is closed, merged, linked or given another title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from houselights.base.ids import ALPHABET, LENGTH
from houselights.base.limits import EXPLANATION_CHARACTERS, QUESTION_CHARACTERS
from houselights.questions.models import Closing
from houselights.web.forms.questions import WordedForm

_ID = re.compile(rf"(?:^|/questions/)([{ALPHABET}]{{{LENGTH}}})(?:[/?#]|$)")


def _explanation() -> forms.CharField:
    return forms.CharField(
        label=_("Explanation"),
        required=False,
        help_text=_("The asker and the moderators read this."),
        max_length=EXPLANATION_CHARACTERS,
        widget=forms.Textarea(attrs={"class": "field", "rows": 2, "dir": "auto"}),
    )


class OtherForm(WordedForm):
    """Which other question is meant: one of those that are offered, or another by its address."""

    other = forms.ChoiceField(label=_("The other question"), required=False)
    address = forms.CharField(
        label=_("Or its address"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(
        self, *args: Any, offered: Iterable[tuple[str, str]] = (), radios: bool = False, **more: Any
    ) -> None:
        """`offered` are public ids with titles, as the reader may see them."""
        super().__init__(*args, **more)
        field = cast("forms.ChoiceField", self.fields["other"])
        if radios:
            field.widget = forms.RadioSelect()
        else:
            field.widget = forms.Select(attrs={"class": "field", "dir": "auto"})
        field.choices = [*offered] if radios else [("", _("Choose one")), *offered]

    @property
    def chosen(self) -> str:
        """The public id of the other question; empty where none can be read out of it."""
        found = _ID.search(self.cleaned_data["address"].strip())
        return found[1] if found else str(self.cleaned_data["other"])


class MergeForm(OtherForm):
    """Into which question, and why."""

    explanation = _explanation()


class CloseForm(OtherForm):
    """Why a question is closed; of a duplicate also which question was asked before."""

    because = forms.ChoiceField(
        label=_("Why is it closed?"),
        choices=Closing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it is closed: everybody reads it.")},
    )
    explanation = _explanation()
    field_order = ("because", "other", "address", "explanation")


class TitleForm(WordedForm):
    """The question in other words."""

    title = forms.CharField(
        label=_("The question"),
        help_text=_("In one line, ending with a question mark. It must not give anything away."),
        error_messages={"required": _("Write the question.")},
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "maxlength": QUESTION_CHARACTERS,
                "autocomplete": "off",
                "dir": "auto",
            }
        ),
    )
    explanation = _explanation()
