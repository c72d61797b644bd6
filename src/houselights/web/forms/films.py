"""The form of a film's facts; credits are written one a line."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from houselights.catalogue.actions import CreditFact, FilmFacts, SourceFact
from houselights.catalogue.models import NAME_CHARACTERS, Job

_CREDIT = re.compile(r"(?P<job>\w+)\s*:\s*(?P<name>.+?)(?:\s+as\s+(?P<character>.+))?")
_COUNTRY = re.compile(r"[A-Z]{2}")


class FilmForm(forms.Form):
    """Everything that an editor may say of a film."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=300,
        error_messages={"required": gettext_lazy("A film needs a title.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=1870, max_value=2200
    )
    runtime_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=10_000
    )
    countries = forms.CharField(
        label=gettext_lazy("Countries"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Codes of two letters: GB, US"),
    )
    original_title = forms.CharField(
        label=gettext_lazy("Original title"), required=False, max_length=300
    )
    credit_lines = forms.CharField(
        label=gettext_lazy("Credits"),
        required=False,
        help_text=gettext_lazy(
            "One a line: “director: Name”, “cast: Name as Character”; also writer, photography, "
            "editing, sound, music."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    source_title = forms.CharField(label=gettext_lazy("Based on"), required=False, max_length=300)
    source_kind = forms.CharField(
        label=gettext_lazy("which is a"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("novel, play, film …"),
    )
    source_author = forms.CharField(label=gettext_lazy("by"), required=False, max_length=200)
    source_year = forms.IntegerField(
        label=gettext_lazy("of the year"), required=False, min_value=-3000, max_value=2200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    @classmethod
    def showing(cls, facts: FilmFacts) -> FilmForm:
        """The form filled with what is known."""
        source = facts.source
        return cls(
            initial={
                "title": facts.title,
                "year": facts.year,
                "runtime_minutes": facts.runtime_minutes,
                "countries": ", ".join(facts.countries),
                "original_title": facts.original_title,
                "credit_lines": "\n".join(_line(credit) for credit in facts.credits),
                "source_title": source.title if source else "",
                "source_kind": source.kind if source else "novel",
                "source_author": source.author if source else "",
                "source_year": source.year if source else None,
            }
        )

    def clean_countries(self) -> tuple[str, ...]:
        """Codes, in capitals."""
        codes = re.split(r"[\s,;]+", self.cleaned_data["countries"].upper().strip())
        found = tuple(code for code in codes if code)
        wrong = [code for code in found if not _COUNTRY.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(
                _("Use codes of two letters, such as GB: %(code)s is none.") % {"code": wrong[0]}
            )
        return found

    def clean_credit_lines(self) -> tuple[CreditFact, ...]:
        """The credits that the lines say."""
        lines = self.cleaned_data["credit_lines"].splitlines()
        return tuple(_credit(line.strip()) for line in lines if line.strip())

    def facts(self, known: FilmFacts) -> FilmFacts:
        """The facts as the editor wants them; outside ids stay as they are known."""
        said = self.cleaned_data
        return FilmFacts(
            title=said["title"],
            year=said["year"],
            original_title=said["original_title"],
            runtime_minutes=said["runtime_minutes"],
            countries=said["countries"],
            credits=said["credit_lines"],
            source=self._source(),
            outside_ids=known.outside_ids,
        )

    def _source(self) -> SourceFact | None:
        said = self.cleaned_data
        if not said["source_title"]:
            return None
        kind = said["source_kind"] or "novel"
        return SourceFact(said["source_title"], kind, said["source_author"], said["source_year"])


def _line(credit: CreditFact) -> str:
    character = f" as {credit.character}" if credit.character else ""
    return f"{credit.job}: {credit.name}{character}"


def _credit(line: str) -> CreditFact:
    found = _CREDIT.fullmatch(line)
    if found is None or found["job"].lower() not in Job.values:
        raise forms.ValidationError(
            _("Begin each line with one of %(jobs)s and a colon; this one does not: %(line)s")
            % {"jobs": ", ".join(Job.values), "line": line[:80]}
        )
    fact = CreditFact(found["job"].lower(), found["name"], found["character"] or "")
    if max(len(fact.name), len(fact.character)) > NAME_CHARACTERS:
        raise forms.ValidationError(
            _("Names have at most %(most)d characters: %(line)s")
            % {"most": NAME_CHARACTERS, "line": line[:80]}
        )
    return fact
