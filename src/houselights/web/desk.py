"""One person writing about one film: what stands published, what is kept, what is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.reviews import actions
from houselights.reviews.models import Review
from houselights.reviews.reads_drafts import draft_of
from houselights.reviews.rules import ReviewText
from houselights.spoilers.suggestions import keep_word, said_harmless
from houselights.web.forms.review import ReviewForm
from houselights.web.suggestions import shown_in


@dataclass(frozen=True, slots=True)
class Desk:
    """One person writing about one film; `review` is what stands published so far."""

    request: HttpRequest
    film: Film
    person: Person
    review: Review | None

    @property
    def address(self) -> str:
        """Where this desk stands: the writing page, or the editing page of a review."""
        if self.review is not None and self.review.current_id is not None:
            return reverse("edit_review", args=[self.review.public_id])
        return reverse("write", args=[self.film.slug])

    @property
    def published(self) -> ReviewText:
        """The review as it stands; an empty text where there is none."""
        if self.review is None:
            return ReviewText()
        said = tuple(said_harmless(self.review).items())
        return replace(actions.source_of(self.review), harmless=said)

    @property
    def rated(self) -> int | None:
        """The rating that stands."""
        return self.review.rating if self.review else None

    @property
    def present(self) -> actions.BeganWith:
        """What a page that is opened now begins with."""
        current = self.review.current if self.review else None
        draft = draft_of(self.film, self.person)
        return actions.BeganWith(
            revision=current.number if current else 0, draft=draft.version if draft else 0
        )

    def hand_in(self, text: ReviewText, began_with: actions.BeganWith) -> Review:
        """Publish the text, or change what is published, with what its writer says of sentences."""
        shown = shown_in(self.request.POST)
        with write(self.film.pk):
            if self.review is None:
                review = actions.publish_review(self.film, self.person, text, began_with)
            else:
                review = actions.edit_review(self.review, self.person, text, began_with)
            if text.harmless or shown:
                keep_word(review, dict(text.harmless), shown)
        return review

    def typed(self, **newer: str | int) -> ReviewForm:
        """The form as it was sent."""
        return ReviewForm.typed(self.request.POST, self.rated, **newer)

    def unsent(self, **newer: object) -> ReviewForm:
        """The form as it was typed, without a word on what is wrong with it."""
        return ReviewForm.unsent(self.request.POST, self.rated, **newer)


def desk_of(request: HttpRequest, film: Film) -> Desk | None:
    """The desk of whoever asks; None for a visitor. Refuses those who may not write."""
    if not isinstance(request.user, Person):
        return None
    demand(request.user, Ability.WRITE)
    review = actions.own_review(film, request.user)
    if review is not None:
        actions.demand_edit(review, request.user)
    return Desk(request, film, request.user, review)
