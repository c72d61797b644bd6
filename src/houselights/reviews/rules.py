"""What a review must be, and who may change it; no database, no request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from houselights.base.limits import BODY_CHARACTERS, HEADLINE_CHARACTERS, TAKE_BACK_SECONDS


@dataclass(frozen=True, slots=True)
class ReviewText:
    """What a writer hands in. `body` and `headline` are sources as typed (`||` covers a run).

    `rating` is 10 to 100 or None; `contains_spoilers` None means the question is not answered.
    `neutral_headline` stands in place of a headline that is covered. `fold_locked` keeps a flagged
    review closed as a whole. `harmless` are sentences that the writer says give nothing away, as
    (digest, reason); the room `spoilers` knows them by their digests.
    """

    headline: str = ""
    body: str = ""
    rating: int | None = None
    contains_spoilers: bool | None = None
    language: str = ""
    seen_on: date | None = None
    seen_at: str = ""
    headline_covered: bool = False
    neutral_headline: str = ""
    fold_locked: bool = False
    harmless: tuple[tuple[str, str], ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether there is more than a rating."""
        return bool(self.headline.strip() or self.body.strip())


def bar_of(rating: int) -> int:
    """The histogram's bar, 1 to 10, of a rating from 10 to 100; halves go up."""
    return min(10, max(1, (rating + 5) // 10))


def take_back_until(published_at: datetime) -> datetime:
    """Until when a writer may take a publication back as if it had not been."""
    return published_at + timedelta(seconds=TAKE_BACK_SECONDS)


def problems_of(text: ReviewText, *, shortest: int, today: date) -> dict[str, str]:
    """Why the review can't be published yet, field by field; empty when it can."""
    found: dict[str, str] = {}
    if text.rating is not None and not 10 <= text.rating <= 100:
        found["rating"] = _("Choose a rating from 1 to 10, or none.")
    if not text.has_text:
        if text.rating is None:
            found["body"] = _("Write something, or choose a rating.")
        return found
    found |= _headline_problems(text) | _body_problems(text.body, shortest)
    if text.contains_spoilers is None:
        found["contains_spoilers"] = _("Say whether your review reveals plot turns.")
    if text.seen_on and text.seen_on > today:
        found["seen_on"] = _("You can't have seen it on a day that has not come yet.")
    return found


def _headline_problems(text: ReviewText) -> dict[str, str]:
    if not text.headline.strip():
        return {"headline": _("Give your review a headline.")}
    lines = {"headline": text.headline}
    if text.headline_covered:
        lines["neutral_headline"] = text.neutral_headline
    said = _("Make the headline shorter: at most %(most)d characters, it has %(has)d.")
    return {
        name: said % {"most": HEADLINE_CHARACTERS, "has": len(line)}
        for name, line in lines.items()
        if len(line) > HEADLINE_CHARACTERS
    }


def _body_problems(body: str, shortest: int) -> dict[str, str]:
    length = len(body.strip())
    if not length:
        return {"body": _("Write what you thought of the film, or leave the headline empty too.")}
    if length < shortest:
        return {
            "body": _("This house asks for %(least)d characters; there are %(has)d so far.")
            % {"least": shortest, "has": length}
        }
    if length > BODY_CHARACTERS:
        return {
            "body": _("Make the review shorter: at most %(most)d characters, it has %(has)d.")
            % {"most": BODY_CHARACTERS, "has": length}
        }
    return {}


@dataclass(frozen=True, slots=True)
class Ratings:
    """A film's ratings: counts by bar, number and mean (on the scale of ten)."""

    by_bar: tuple[int, ...] = field(default=(0,) * 10)
    total: int = 0  # the sum of the 10-to-100 values

    @property
    def number(self) -> int:
        """How many ratings there are."""
        return sum(self.by_bar)

    @property
    def mean(self) -> float | None:
        """The mean on the scale of ten; None without ratings."""
        return self.total / self.number / 10 if self.number else None

    def __add__(self, other: Ratings) -> Ratings:
        pairs = zip(self.by_bar, other.by_bar, strict=True)
        return Ratings(tuple(a + b for a, b in pairs), self.total + other.total)


def ratings_from(rows: Iterable[tuple[int, int, int]]) -> Ratings:
    """Ratings from (bar, ratings, total) rows."""
    by_bar, total = [0] * 10, 0
    for bar, number, part in rows:
        by_bar[bar - 1] += number
        total += part
    return Ratings(tuple(by_bar), total)
