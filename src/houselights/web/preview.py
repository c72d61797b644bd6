"""A review that is not published, as readers would see it: the same card, through the same door."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from houselights.base.clock import now
from houselights.reviews.actions import next_revision
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.spoilers.redact import Audience, Mode, Shown, redact_review
from houselights.web.cards import ReviewCard, VoteLine, language_name
from houselights.web.clamp import Clamped
from houselights.web.desk import Desk
from houselights.web.reading import reader_of
from houselights.web.settings_seen import settings_of
from houselights.web.suggestions import Pane, pane_of, shown_in

BEHIND = "#preview-behind"  # where the preview shows what a curtain would hide


def previewed(desk: Desk, text: ReviewText, *, was_sent: bool = False) -> dict[str, Any]:
    """What writing/preview.html takes, with the pane of what the text seems to give away."""
    if not text.has_text:
        return {"card": None, "pane": Pane([], shown_in(desk.request.POST)), "film": desk.film}
    review = unsaved_review(desk, text)
    pane = pane_of(review, dict(text.harmless), desk.request.POST, desk.review, was_sent=was_sent)
    card = _card(desk, review)
    code = card.review.language
    return {
        "card": card,
        "behind": None if card.shown.is_open else _behind(card),
        "language": language_name(code) if code else "",
        "pane": pane,
        "film": desk.film,
    }


def _card(desk: Desk, review: Review) -> ReviewCard:
    """The card of a text that nobody has kept yet, for a reader who has opened nothing."""
    audience = Audience(
        knows=reader_of(desk.request).stranger.knows,
        link=lambda _key: BEHIND,
        opens_parts=bool(settings_of(desk.request)["opens_parts"]),
    )
    shown = redact_review(review, audience)
    # Who covers what is said beside the text; there is no page to look at yet.
    shown = replace(shown, covered_by=Counter())
    return ReviewCard(
        review=review,
        shown=shown,
        text=Clamped(shown.body),
        votes=VoteLine(review.public_id, yes=0, total=0, headline="", here=""),
        written=review.published_at,
        fragment="",
        is_own=True,
    )


def _behind(card: ReviewCard) -> Shown:
    """The same for somebody who has opened everything."""
    return redact_review(card.review, Audience(mode=Mode.SHOW))


def unsaved_review(desk: Desk, text: ReviewText) -> Review:
    """The review as it would be published, with its next version; not saved."""
    review = Review(
        film=desk.film,
        author=desk.person,
        rating=text.rating,
        # The question comes after the text; until it is answered the covers show what they do.
        contains_spoilers=bool(text.contains_spoilers),
        fold_locked=text.fold_locked,
        published_at=now(),
    )
    review.current = next_revision(review, text, desk.person)
    review.language = review.current.language
    return review
