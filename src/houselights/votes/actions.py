"""Casting and taking back helpful votes; the tally moves in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.base.events import announce
from houselights.base.writing import write
from houselights.reviews.events import ReviewErased
from houselights.reviews.models import Review, Revision
from houselights.votes.events import TallyChanged
from houselights.votes.models import HelpfulVote, Tally
from houselights.votes.rules import why_not_vote

TALLIES_AT_ONCE = 200


def cast_helpful_vote(voter: Person, review: Review, *, helpful: bool | None) -> Tally:
    """Say that a review was helpful (True), was not (False), or take the vote back (None).

    Saying the same again changes nothing, so a repeated form counts once.
    """
    demand(voter, Ability.VOTE)
    with write(review.film_id):
        # The lock on the review's row makes voters on PostgreSQL take turns; SQLite has one writer.
        rows = Review.objects.select_related("current").select_for_update(of=("self",))
        fresh = rows.filter(pk=review.pk).first()
        if fresh is None or fresh.current is None:
            raise Refusal(_("This review can't be voted on."))
        refused = why_not_vote(
            author_id=fresh.author_id, state=fresh.state, has_text=True, voter_id=voter.pk
        )
        if refused:
            raise Refusal(refused, code="may_not_vote")
        yes, total = _replace_vote(voter, fresh.current, helpful)
        return _move_tally(fresh, yes, total)


def set_imported_tallies(said: Mapping[Review, tuple[int, int]]) -> None:
    """Set or replace what an imported page says of reviews, as (yes, total).

    Native votes stay as they are.
    """
    rows = [
        Tally(review=review, baseline_yes=yes, baseline_total=total)
        for review, (yes, total) in said.items()
    ]
    with write(*{review.film_id for review in said}):
        Tally.objects.bulk_create(
            rows,
            batch_size=TALLIES_AT_ONCE,
            update_conflicts=True,
            unique_fields=["review"],
            update_fields=["baseline_yes", "baseline_total"],
        )
        for tally in Tally.objects.filter(review__in=said).select_related("review"):
            review = tally.review
            announce(TallyChanged(review.pk, review.film_id, tally.yes, tally.total))


def forget_votes(event: ReviewErased) -> None:
    """The votes on a review go with its text, those of an imported page as well."""
    HelpfulVote.objects.filter(review=event.review_id).delete()
    Tally.objects.filter(review=event.review_id).delete()


def _replace_vote(voter: Person, read: Revision, helpful: bool | None) -> tuple[int, int]:
    """Store the vote on what was read; how the tally's (yes, total) move by it."""
    mine = HelpfulVote.objects.filter(review=read.review_id, voter=voter)
    old = mine.first()
    if helpful is None:
        mine.delete()
    else:
        HelpfulVote.objects.update_or_create(
            review_id=read.review_id,
            voter=voter,
            defaults={"helpful": helpful, "revision": read, "cast_at": now()},
        )
    yes = int(bool(helpful)) - int(bool(old and old.helpful))
    total = int(helpful is not None) - int(old is not None)
    return yes, total


def _move_tally(review: Review, yes: int, total: int) -> Tally:
    Tally.objects.get_or_create(review=review)
    Tally.objects.filter(review=review).update(
        native_yes=F("native_yes") + yes, native_total=F("native_total") + total
    )
    tally = Tally.objects.get(review=review)
    announce(TallyChanged(review.pk, review.film_id, tally.yes, tally.total))
    return tally
