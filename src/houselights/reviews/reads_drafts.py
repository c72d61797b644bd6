"""What people are writing and have not published."""

from __future__ import annotations

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.reviews.models import Draft
from houselights.reviews.rules import ReviewText


def drafts_of(person: Person) -> list[Draft]:
    """The person's drafts with their films, the latest first; one query."""
    return list(Draft.objects.filter(person=person).select_related("film").order_by("-saved_at"))


def draft_of(film: Film, person: Person) -> Draft | None:
    """The person's draft about a film, if there is one."""
    return Draft.objects.filter(film=film, person=person).first()


def text_of_draft(draft: Draft) -> ReviewText:
    """The draft as its writer typed it."""
    return ReviewText(
        headline=draft.headline,
        body=draft.body,
        rating=draft.rating,
        contains_spoilers=draft.contains_spoilers,
        language=draft.language,
        seen_on=draft.seen_on,
        seen_at=draft.seen_at,
        headline_covered=draft.headline_covered,
        neutral_headline=draft.neutral_headline,
        fold_locked=draft.fold_locked,
        harmless=tuple((digest, reason) for digest, reason in draft.harmless),
    )
