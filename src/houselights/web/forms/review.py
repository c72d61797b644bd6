"""The form of a review: what is typed, read into a `ReviewText` and shown again."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from django import forms
from django.conf.locale import LANG_INFO
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from houselights.base.idempotency import KEY_CHARACTERS
from houselights.base.limits import BODY_CHARACTERS, HEADLINE_CHARACTERS
from houselights.reviews.actions import BeganWith
from houselights.reviews.rules import ReviewText
from houselights.text.covers import split_covers
from houselights.web.numbers import out_of_ten
from houselights.web.suggestions import said_in

# What is kept of a text that is still too long to publish: twice what a review may have.
_LONGEST_HEADLINE = HEADLINE_CHARACTERS * 2
_LONGEST_BODY = BODY_CHARACTERS * 2

NO, COVERED, YES = "no", "covered", "yes"
_FLAGS = [
    (NO, gettext_lazy("No")),
    (COVERED, gettext_lazy("Only in the words that I have covered")),
    (YES, gettext_lazy("Yes, throughout: put the whole review behind “Warning: Spoilers”")),
]
_RATINGS = tuple(range(10, 110, 10))


class ReviewForm(forms.Form):
    """Rating, headline, text, the question about spoilers, when and where it was seen, language.

    Nothing is required here: what a review needs before it may be published, its room says. The
    hidden fields say what the page began with; `token` makes a form that is sent twice act once.
    """

    use_required_attribute = False

    rating = forms.TypedChoiceField(
        label=gettext_lazy("Your rating"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    headline = forms.CharField(
        label=gettext_lazy("Headline"),
        required=False,
        max_length=_LONGEST_HEADLINE,
        widget=forms.TextInput(
            attrs={"class": "field field--title", "autocomplete": "off", "dir": "auto"}
        ),
    )
    headline_covered = forms.BooleanField(label=gettext_lazy("Cover the headline"), required=False)
    neutral_headline = forms.CharField(
        label=gettext_lazy("Shown in its place"),
        required=False,
        max_length=_LONGEST_HEADLINE,
        help_text=gettext_lazy(
            "It must give nothing away. Left empty, it says that it is covered."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Review"),
        required=False,
        strip=False,
        max_length=_LONGEST_BODY,
        help_text=gettext_lazy("You can use *italics*, **bold** and ||covered words||"),
        widget=forms.Textarea(attrs={"class": "field field--text", "rows": 14, "dir": "auto"}),
    )
    contains_spoilers = forms.ChoiceField(
        label=gettext_lazy("Does this reveal plot turns beyond the first act?"),
        required=False,
        choices=_FLAGS,
        widget=forms.RadioSelect,
    )
    fold_locked = forms.BooleanField(
        label=gettext_lazy("Keep this review closed as a whole"), required=False
    )
    seen_on = forms.DateField(
        label=gettext_lazy("Seen on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    seen_at = forms.CharField(
        label=gettext_lazy("Where"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the review"), required=False)
    # JSON of what `web.suggestions.said_in` reads; the page has a control for each sentence.
    harmless = forms.CharField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    draft = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    token = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=KEY_CHARACTERS - 33
    )

    def __init__(self, *args: Any, rated: int | None = None, **kwargs: Any) -> None:
        """`rated` is the rating so far, which may lie between the ten."""
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self._rated = rated
        self._set_choices("rating", _rating_choices(rated))
        self._set_choices("language", [("", _("As the text tells")), *_languages()])

    def _set_choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @classmethod
    def showing(cls, text: ReviewText, began_with: BeganWith) -> ReviewForm:
        """The form filled with a text, to go on with it."""
        initial = values_of(text) | {
            "revision": began_with.revision,
            "draft": began_with.draft,
            "token": secrets.token_hex(16),
        }
        return cls(initial=initial, rated=text.rating)

    @classmethod
    def typed(
        cls, given: Mapping[str, Any], rated: int | None = None, **newer: str | int
    ) -> ReviewForm:
        """The form as it was sent, with other values in its hidden fields where named."""
        return cls(_fields_in(given) | newer, rated=rated)

    @classmethod
    def unsent(
        cls, given: Mapping[str, Any], rated: int | None = None, **newer: object
    ) -> ReviewForm:
        """The form as it was typed, without a word on what is wrong with it."""
        return cls(initial=_fields_in(given) | newer, rated=rated)

    def text(self) -> ReviewText:
        """What can be read of the form; a field that can't be read counts as empty."""
        self.full_clean()
        said = self.cleaned_data
        headline, body = said.get("headline", ""), said.get("body", "").replace("\r\n", "\n")
        is_covered = bool(said.get("headline_covered"))
        return ReviewText(
            headline=headline,
            body=body,
            rating=said.get("rating"),
            contains_spoilers=_flag(
                said.get("contains_spoilers", ""), covers=is_covered or _has_covers(headline, body)
            ),
            language=said.get("language", ""),
            seen_on=said.get("seen_on"),
            seen_at=said.get("seen_at", ""),
            headline_covered=is_covered,
            neutral_headline=said.get("neutral_headline", ""),
            fold_locked=bool(said.get("fold_locked")),
            harmless=_harmless_in(said.get("harmless", "")),
        )

    def shown(self) -> ReviewText:
        """What the fields show now, whether sent or not."""
        values = {name: self[name].value() for name in FIELDS}
        filled = {name: "" if value is None else value for name, value in values.items()}
        return ReviewForm.typed(filled, self._rated).text()

    @property
    def began_with(self) -> BeganWith:
        """What the page showed when it was opened."""
        self.full_clean()
        said = self.cleaned_data
        return BeganWith(revision=said.get("revision") or 0, draft=said.get("draft") or 0)

    @property
    def key(self) -> str:
        """The same for a form that is sent twice, another one for another text."""
        token = str(self.data.get("token", ""))[: KEY_CHARACTERS - 33]
        typed = repr([str(self.data.get(name, "")) for name in FIELDS])
        return f"{token}-{hashlib.sha256(typed.encode()).hexdigest()[:32]}" if token else ""

    def take(self, problems: Mapping[str, str]) -> None:
        """Show a room's problems at their fields, unless a field has said more already."""
        for name, sentence in problems.items():
            if name not in self.errors:
                self.add_error(name, self._worded(name, sentence))

    def _worded(self, name: str, sentence: str) -> str:
        if name == "contains_spoilers" and self.data.get(name) == COVERED:
            return _(
                "Nothing is covered yet. Put || before and after the words, or choose another "
                "answer."
            )
        return sentence

    @property
    def length(self) -> int:
        """Characters of the text, as the page first says them."""
        typed = str(self["body"].value() or "")
        return len(typed.replace("\r\n", "\n").strip())

    @property
    def is_seen_open(self) -> bool:
        """Whether the part about when and where need not be unfolded first."""
        parts = ("seen_on", "seen_at")
        return any(self[name].value() or self[name].errors for name in parts)


FIELDS = tuple(ReviewForm.base_fields)


def values_of(text: ReviewText) -> dict[str, Any]:
    """A text as the form's fields show it."""
    return {
        "rating": "" if text.rating is None else text.rating,
        "headline": text.headline,
        "body": text.body,
        "contains_spoilers": _flag_shown(text),
        "seen_on": text.seen_on,
        "seen_at": text.seen_at,
        "language": text.language,
        "headline_covered": text.headline_covered,
        "neutral_headline": text.neutral_headline,
        "fold_locked": text.fold_locked,
        "harmless": json.dumps(text.harmless),
    }


def _fields_in(given: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: given.get(name, "") for name in FIELDS}
    if isinstance(given, QueryDict):
        fields["harmless"] = json.dumps(list(said_in(given).items()))
    return fields


def _harmless_in(stored: str) -> tuple[tuple[str, str], ...]:
    """The same out of the form's own field; what no form of ours wrote counts as nothing."""
    try:
        return tuple((str(digest), str(why)) for digest, why in json.loads(stored or "[]"))
    except ValueError:
        return ()


def _flag(answer: str, *, covers: bool) -> bool | None:
    """The stored flag; "only where covered" is no answer while nothing is covered."""
    if answer == COVERED and not covers:
        return None
    return {NO: False, COVERED: False, YES: True}.get(answer)


def _flag_shown(text: ReviewText) -> str:
    if text.contains_spoilers is None:
        return ""
    if text.contains_spoilers:
        return YES
    is_covered = text.headline_covered or _has_covers(text.headline, text.body)
    return COVERED if is_covered else NO


def _has_covers(*sources: str) -> bool:
    return any(split_covers(source).spans for source in sources)


def _rating_choices(rated: int | None) -> list[tuple[Any, Any]]:
    values = sorted({*_RATINGS, *([rated] if rated is not None else [])})
    return [*((value, out_of_ten(value)) for value in values), ("", _("No rating"))]


@cache
def _languages() -> list[tuple[str, str]]:
    """Languages by their own names; a review's language is a code of two or three letters."""
    named = {
        code: str(info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info
    }
    # The guesser says "zh"; Django knows only its two scripts.
    plain = {code: name for code, name in named.items() if code.isalpha()} | {"zh": "中文"}
    pairs = [(code, name[:1].upper() + name[1:]) for code, name in plain.items()]
    return sorted(pairs, key=lambda pair: pair[1].casefold())
