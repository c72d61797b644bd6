"""The forms on which moderators decide. What may be done with a text its state says."""

from __future__ import annotations

import secrets
from typing import Any, cast

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from houselights.base.house import choice
from houselights.base.idempotency import KEY_CHARACTERS
from houselights.base.limits import EXPLANATION_CHARACTERS
from houselights.base.models import State
from houselights.moderation.models import DECIDED_REASONS, Act
from houselights.web.forms.people import HouseForm

_OPEN_ACTS: dict[str, tuple[Act, ...]] = {
    State.PUBLISHED: (Act.KEEP, Act.HIDE, Act.REMOVE, Act.NOTE),
    State.WITHHELD: (Act.KEEP, Act.RESTORE, Act.REMOVE, Act.NOTE),
    State.DELETED: (Act.KEEP, Act.RESTORE, Act.REMOVE, Act.NOTE),
    State.ERASED: (Act.KEEP, Act.NOTE),
}


def _words(label: Any, help_text: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=EXPLANATION_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        **more,
    )


class DecisionForm(HouseForm):
    """What a moderator does with one text.

    `seen` is the newest entry of the text's log that the page showed, `token` makes a form that is
    sent twice act once, `sure` is set by the page that asks once more before a removal.
    """

    act = forms.ChoiceField(
        label=_("What to do"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do.")},
    )
    at_once = forms.BooleanField(
        label=_("When removing: erase it at once, because nobody may keep it, sealed or not"),
        required=False,
        help_text=_("Nothing can bring it back then. Only for what is unlawful to keep."),
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    explanation = _words(
        _("Explanation"),
        _("Its writer and those who reported it read this. Needed for hiding and removing."),
        required=False,
    )
    note = _words(_("Note"), _("For the moderators alone."), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(
        widget=forms.HiddenInput,
        required=False,
        max_length=KEY_CHARACTERS,
        initial=secrets.token_hex,
    )
    sure = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        """`state` is the text's: it says what can be done with it."""
        super().__init__(*args, **kwargs)
        self._choose_from("act", [(act, act_in_words(act, state)) for act in _OPEN_ACTS[state]])
        self._choose_from("reason", [("", gettext("Choose one")), *DECIDED_REASONS])
        if state not in (State.PUBLISHED, State.WITHHELD):
            del self.fields["at_once"]

    def _choose_from(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Hiding and removing need a reason and an explanation, a note its words."""
        said = super().clean() or {}
        act = said.get("act")
        if act in (Act.HIDE, Act.REMOVE):
            self._demand("reason", gettext("Choose the reason: the writer is told."))
            self._demand("explanation", gettext("Say why, so that the writer understands it."))
        if act == Act.NOTE:
            self._demand("note", gettext("Write the note."))
        return said

    def _demand(self, name: str, sentence: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    @property
    def chosen(self) -> Act:
        """What was chosen."""
        return Act(self.cleaned_data["act"])

    @property
    def erases(self) -> bool:
        """Whether the text goes at once: as was asked, or because it is sealed already."""
        return self.chosen is Act.REMOVE and bool(self.cleaned_data.get("at_once", True))

    @property
    def needs_asking(self) -> bool:
        """Whether the page asks once more before it acts."""
        return self.chosen is Act.REMOVE and not self.cleaned_data["sure"]


def act_in_words(act: Act, state: str) -> str:
    """What a choice does, in one line."""
    if act is Act.REMOVE:
        return gettext("Erase its sealed text now") if state == State.DELETED else _removal()
    return {
        Act.KEEP: gettext("Leave it as it is, and answer the reports"),
        Act.HIDE: gettext("Hide it: only its writer and the moderators see it, for now"),
        Act.RESTORE: gettext("Show it again"),
        Act.NOTE: gettext("Only keep a note; the reports stay open"),
    }[act]


def _removal() -> str:
    days = int(choice("removed_days"))
    return ngettext(
        "Remove it: sealed for %(days)d day, then erased",
        "Remove it: sealed for %(days)d days, then erased",
        days,
    ) % {"days": days}


_ANSWERS = [
    ("uphold", _("The decision stands")),
    ("reverse", _("The decision was wrong: reverse it")),
]


class ObjectionForm(HouseForm):
    """What a moderator answers to an objection."""

    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the decision stands.")},
    )
    explanation = _words(
        _("Explanation"),
        _("Whoever objected reads this."),
        error_messages={"required": _("Say why, so that whoever objected understands it.")},
    )

    @property
    def reverses(self) -> bool:
        """Whether the decision was wrong."""
        return bool(self.cleaned_data["verdict"] == "reverse")
