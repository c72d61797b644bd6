"""What a text that is being written seems to give away, as a part of its form.

Each sentence has a button `cover`, a checkbox `harmless` and a line `why-<digest>`; the hidden
`seen` name those that the page has shown. Nothing of it is ever required: a text that is sent with
sentences that its page did not show is shown once more with them, and then goes as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from houselights.spoilers.marks import REASON_CHARACTERS
from houselights.spoilers.suggestions import Said, Suggestion, look_over
from houselights.spoilers.writings import Text, Written
from houselights.text.covers import cover_more

_DIGEST = re.compile("[0-9a-f]{64}")
_AT_MOST = 200  # of a form that claims more the rest is not read


@dataclass(frozen=True, slots=True)
class Pane:
    """The sentences, and what the page knew of them; `parts/suggestions.html` gets it as `pane`."""

    suggestions: list[Suggestion]
    seen: frozenset[str]
    was_sent: bool = False  # to be published, and not only to be looked at

    @property
    def digests(self) -> frozenset[str]:
        """What the sentences are known by."""
        return frozenset(one.digest for one in self.suggestions)

    @property
    def is_new(self) -> bool:
        """Whether the page shows others."""
        return self.digests != self.seen

    @property
    def asks(self) -> bool:
        """Whether the text waits for one more press."""
        return self.was_sent and self.has_unseen

    @property
    def has_unseen(self) -> bool:
        """Whether there is one that the writer has neither seen nor called harmless."""
        return any(one.digest not in self.seen and not one.kept_open for one in self.suggestions)


def pane_of(
    row: Written,
    said: Said,
    given: QueryDict,
    stored: Text | None = None,
    *,
    was_sent: bool = False,
) -> Pane:
    """The pane of a text that is not kept yet; also marks it (see `look_over`)."""
    return Pane(look_over(row, said, stored), shown_in(given), was_sent)


def said_in(given: Mapping[str, Any]) -> dict[str, str]:
    """What a form says of sentences that give nothing away: their digests, and why."""
    digests = given.getlist("harmless") if isinstance(given, QueryDict) else []
    return {
        digest: str(given.get(f"why-{digest}", "")).strip()[:REASON_CHARACTERS]
        for digest in digests[:_AT_MOST]
        if _DIGEST.fullmatch(digest)
    }


def shown_in(given: QueryDict) -> frozenset[str]:
    """The sentences on which a form asked its writer."""
    return frozenset(given.getlist("seen")[:_AT_MOST])


def asked_for(given: QueryDict, row: Written, field: str = "body") -> dict[str, str | bool]:
    """What a button beside a sentence changes in the form: it is covered, or the whole is flagged.

    `row` is the text that is typed in that field. Empty where no such button was pressed.
    """
    digest = given.get("cover", "")
    if "flag" in given or not digest:
        return {"contains_spoilers": "yes"} if "flag" in given else {}
    found = [one for one in look_over(row, {}) if one.digest == digest]
    if any(one.is_title for one in found):
        return {"headline_covered": True}
    text = given.get(field, "").replace("\r\n", "\n").strip()
    for one in found:
        text = cover_more(text, one.span)
    return {field: text}
