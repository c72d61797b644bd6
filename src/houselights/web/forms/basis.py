"""By what right imported texts stand here and where they come from, as an editor says it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houselights.reviews.batches import Stated
from houselights.reviews.models import Rights, ShownTo

# Each names what the house takes upon itself; `rights`, or `rights:shown_to`.
CHOICES = [
    (
        "unstated",
        _(
            "Nobody has said so. They are shown as this house chose for all such texts; search "
            "engines and other houses get none of them."
        ),
    ),
    (
        "unstated:members",
        _(
            "Nobody has said so, and only members read them in full. Everybody else sees "
            "ratings, headlines and votes."
        ),
    ),
    (
        "unstated:everyone",
        _(
            "Nobody has said so, and everybody reads them all the same. The house answers for "
            "showing texts of others without their consent."
        ),
    ),
    ("own", _("They are ours: we wrote them, or hold the rights in them.")),
    (
        "permission",
        _("We have the writers’ permission to show them here, and can show that we have it."),
    ),
    (
        "licence",
        _("Their licence allows it, and we keep its terms, such as naming the writers."),
    ),
]


class BasisForm(forms.Form):
    """What an editor says of an import."""

    use_required_attribute = False

    basis = forms.ChoiceField(
        label=_("By what right may the house show these texts?"),
        choices=CHOICES,
        required=False,
        widget=forms.RadioSelect,
    )
    source_name = forms.CharField(
        label=_("Where they come from"),
        required=False,
        max_length=200,
        help_text=_(
            "As readers see it beside ratings, votes and texts: the name of a site or a zine."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def stated(self) -> Stated:
        """What is said; a form that did not ask says nothing."""
        if not self.cleaned_data["basis"]:
            return Stated()
        rights, _colon, shown_to = self.cleaned_data["basis"].partition(":")
        return Stated(
            rights=rights, shown_to=shown_to, source_name=self.cleaned_data["source_name"]
        )


def initial_of(stated: Stated) -> dict[str, str]:
    """The form's fields for what is said already."""
    rights, shown_to = stated.rights or Rights.UNSTATED, stated.shown_to or ShownTo.HOUSE
    with_readers = rights == Rights.UNSTATED and shown_to != ShownTo.HOUSE
    basis = f"{rights}:{shown_to}" if with_readers else str(rights)
    return {"basis": basis, "source_name": stated.source_name or ""}
