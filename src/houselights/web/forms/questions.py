"""The forms of questions and answers. What is wrong with them the room's rules say."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houselights.base.errors import Invalid
from houselights.base.idempotency import KEY_CHARACTERS
from houselights.base.limits import ANSWER_CHARACTERS, QUESTION_CHARACTERS
from houselights.questions.rules import AnswerText, Picked, QuestionText
from houselights.web.quote_picks import Picking
from houselights.web.suggestions import Pane

_FLAGS = [
    ("no", _("No, or only in words that I have covered")),
    ("yes", _("Yes: put the whole answer behind “Warning: Spoilers”")),
]


class WordedForm(forms.Form):
    """A form whose problems are said by the house and not by the browser.

    `token` makes a form that is sent twice act once.
    """

    use_required_attribute = False
    pane: Pane | None = None  # what the text seems to give away, once it was sent
    token = forms.CharField(
        widget=forms.HiddenInput,
        required=False,
        max_length=KEY_CHARACTERS,
        initial=secrets.token_hex,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def take(self, refused: Invalid) -> None:
        """Show the room's problems at their fields."""
        for name, sentence in refused.problems.items():
            self.add_error(name, sentence)


class QuestionForm(WordedForm):
    """A question with optional details."""

    title = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "In one line, ending with a question mark. It is shown to everybody, so it must not "
            "give anything away."
        ),
        error_messages={"required": _("Write your question.")},
        widget=forms.TextInput(
            attrs={
                "class": "field field--title",
                "maxlength": QUESTION_CHARACTERS,
                "autocomplete": "off",
                "dir": "auto",
            }
        ),
    )
    details = forms.CharField(
        label=_("Details"),
        required=False,
        strip=False,
        help_text=_("What you know already, or why you ask. ||Words between bars|| are covered."),
        widget=forms.Textarea(
            attrs={
                "class": "field field--details",
                "rows": 4,
                "maxlength": ANSWER_CHARACTERS,
                "dir": "auto",
            }
        ),
    )

    @classmethod
    def showing(cls, text: QuestionText) -> QuestionForm:
        """The form filled with a question, to edit it."""
        return cls(initial={"title": text.title, "details": text.details})

    def typed(self) -> QuestionText:
        """What is typed so far, whatever is wrong with it."""
        return QuestionText(str(self["title"].value() or ""), str(self["details"].value() or ""))

    def text(self) -> QuestionText:
        """What the asker hands in."""
        return QuestionText(self.cleaned_data["title"], self.cleaned_data["details"])


class AnswerForm(WordedForm):
    """An answer, and whether it reveals plot turns."""

    body = forms.CharField(
        label=_("Your answer"),
        strip=False,
        help_text=_("*italics*, **bold**, ||covered words||, > a quotation"),
        error_messages={"required": _("Write your answer.")},
        widget=forms.Textarea(
            attrs={
                "class": "field field--answer",
                "rows": 6,
                "maxlength": ANSWER_CHARACTERS,
                "dir": "auto",
            }
        ),
    )
    contains_spoilers = forms.ChoiceField(
        label=_("Does this reveal plot turns beyond the first act?"),
        choices=_FLAGS,
        error_messages={"required": _("Say whether your answer reveals plot turns.")},
        widget=forms.RadioSelect,
    )
    fold_locked = forms.BooleanField(label=_("Keep this answer closed as a whole"), required=False)
    # Names of sentences, which `picking` reads.
    cites = forms.CharField(label=_("Quote reviews"), required=False, widget=forms.HiddenInput)
    picking: Picking | None = None

    @classmethod
    def showing(cls, text: AnswerText) -> AnswerForm:
        """The form filled with an answer, to edit it."""
        flag = {True: "yes", False: "no", None: ""}[text.contains_spoilers]
        return cls(
            initial={
                "body": text.body,
                "contains_spoilers": flag,
                "fold_locked": text.fold_locked,
            }
        )

    def clean_cites(self) -> list[Picked]:
        """The sentences that are picked; all of them must be there for the writer."""
        if self.picking and self.picking.has_lost:
            raise forms.ValidationError(
                _("A sentence that you picked can't be quoted. It has been left out.")
            )
        return self.picking.picked if self.picking else []

    def text(self) -> AnswerText:
        """What the writer hands in."""
        flag = self.cleaned_data["contains_spoilers"] == "yes"
        return AnswerText(
            self.cleaned_data["body"],
            contains_spoilers=flag,
            fold_locked=self.cleaned_data["fold_locked"],
            cites=self.cleaned_data["cites"],
        )

    def typed(self) -> AnswerText:
        """What is typed so far, whatever is wrong with it."""
        flag = {"yes": True, "no": False}.get(str(self["contains_spoilers"].value()))
        return AnswerText(str(self["body"].value() or ""), flag)
