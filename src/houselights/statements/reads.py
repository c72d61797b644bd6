"""What the house says of itself now, and what it said before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from houselights.statements.models import Name, Statement
from houselights.statements.rules import FALLBACK, own_text

# Only the operator can write these, so the program's own text is no more than an apology.
FOR_OPERATORS = (Name.CONTACT, Name.IMPRINT)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is to be read: `version` is None for the program's own text."""

    body: str
    language: str
    version: Statement | None = None


def statement(name: str, languages: Iterable[str]) -> Said:
    """The statement for a reader who prefers these languages, the first one most.

    What the house wrote in any language goes before the program's own text, which would say what
    this house does not.
    """
    wanted = list(languages)
    written = {row.language: row for row in _newest(name) if row.body}
    for language in [*wanted, *written]:
        if row := written.get(language):
            return Said(row.body, language, row)
    return next(said for language in [*wanted, FALLBACK] if (said := own(name, language)))


def own(name: str, language: str) -> Said | None:
    """The program's own text in that language, if it has one."""
    body = own_text(name, language)
    return None if body is None else Said(body, language)


def _newest(name: str) -> QuerySet[Statement]:
    """The newest version in each language, the language that was written last first."""
    numbers = Statement.objects.filter(name=name).values("language").annotate(newest=Max("pk"))
    return Statement.objects.filter(pk__in=numbers.values("newest")).order_by("-written_at", "-pk")


def versions(name: str, language: str) -> QuerySet[Statement]:
    """All versions of the house's own in one language, the newest first, with their writers."""
    rows = Statement.objects.filter(name=name, language=language)
    return rows.select_related("written_by").order_by("-number")


def unwritten() -> list[Name]:
    """Which statements that only the operator can write nobody has written yet, in one query."""
    newest = Statement.objects.filter(name__in=FOR_OPERATORS).values("name", "language")
    last = newest.annotate(newest=Max("pk")).values("newest")
    written = set(Statement.objects.filter(pk__in=last).exclude(body="").values_list("name"))
    return [name for name in FOR_OPERATORS if (name.value,) not in written]
