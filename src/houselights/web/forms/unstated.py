"""The operator's choice for all texts that came without a stated right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MEMBERS = "members"  # the cautious choice
CHOICES = [
    (
        MEMBERS,
        _(
            "Only members read them in full. Everybody else sees the ratings, the headlines and "
            "the counts of votes, and a sentence that says why. The house passes no text of "
            "others on to strangers."
        ),
    ),
    (
        "everyone",
        _(
            "Everybody reads them in full. The house then publishes texts of others without their "
            "consent, and answers for it: whoever wrote them may ask for their removal, and the "
            "law of many countries gives them more than that."
        ),
    ),
]


class UnstatedForm(forms.Form):
    """Who reads them."""

    use_required_attribute = False

    shown_to = forms.ChoiceField(
        label=_("What do readers without an account see of such texts?"),
        choices=CHOICES,
        error_messages={"required": _("Choose one of the two.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
