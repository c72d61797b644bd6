"""The form of a comment. What is wrong with it the room's rules say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from houselights.base.limits import COMMENT_CHARACTERS
from houselights.questions.rules import tidy_title
from houselights.web.forms.questions import WordedForm


class CommentForm(WordedForm):
    """A comment in a line or two."""

    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("In a line or two: *italics*, **bold**, ||covered words||"),
        error_messages={"required": _("Write your comment.")},
        widget=forms.Textarea(
            attrs={
                "class": "field field--details",
                "rows": 3,
                "maxlength": COMMENT_CHARACTERS,
                "dir": "auto",
            }
        ),
    )

    def typed(self) -> str:
        """What is typed so far, on one line, whatever is wrong with it."""
        return tidy_title(str(self["body"].value() or ""))
