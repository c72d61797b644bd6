"""The sentences behind a proposed film, gathered by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN = 1  # sentences a fact that are read at once

LABELS: dict[str, str | Promise] = {
    "title": _("Title"),
    "year": _("Year"),
    "directors": _("Directed by"),
    "writers": _("Written by"),
    "cast": _("With"),
    "based_on": _("Based on a work by"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the place of its review on the page (0: in the questions)."""

    sentence: str
    review_position: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field with all the sentences that say so."""

    label: str | Promise
    value: str
    said: tuple[Said, ...]

    @property
    def first(self) -> tuple[Said, ...]:
        """The sentences that are shown at once."""
        return self.said[:SHOWN]

    @property
    def more(self) -> tuple[Said, ...]:
        """The others."""
        return self.said[SHOWN:]


def facts_said(evidence: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """The facts in the order of the fields, each with its sentences in page order."""
    found: dict[tuple[str, str], dict[Said, None]] = {}
    for one in evidence:
        said = Said(one["sentence"], one["review_position"])
        found.setdefault((one["field"], str(one["value"])), {})[said] = None
    order = list(LABELS)
    facts = sorted(found.items(), key=lambda item: order.index(item[0][0]))
    return [Fact(LABELS[field], value, tuple(said)) for (field, value), said in facts]
