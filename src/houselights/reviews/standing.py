"""How a review stands: hidden, shown again, deleted, removed, erased.

A writer's deletion takes the text at once; what moderators remove is sealed for some days, so that
an objection can be heard, and erased by a task. Both leave a tombstone (`removals`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import Conflict, Gone, NotAllowed, Refusal
from houselights.base.events import announce
from houselights.base.house import choice
from houselights.base.models import State
from houselights.base.writing import write
from houselights.removals.actions import keep_out, lift
from houselights.removals.models import Cause
from houselights.reviews import counters
from houselights.reviews.actions import (
    locked_review,
    own_review,
    save_draft,
    source_of,
    wait_for_persons_turn,
)
from houselights.reviews.erasure import erase
from houselights.reviews.events import ReviewChanged, ReviewHidden, ReviewVersionErased
from houselights.reviews.models import Draft, Review, ReviewStateChange, Revision
from houselights.reviews.rules import take_back_until
from houselights.reviews.tasks import erase_review
from houselights.reviews.tombstones import row_of, text_of_version, texts_of

_TAKEN_AWAY = (State.DELETED, State.ERASED)


# ── what moderators do ──────────────────────────────────────────────────────────────────────────


def hide(review: Review, by: Person, *, reason: str) -> None:
    """Withhold a published review; `restore` shows it again. Its writer reads the reason."""
    demand(by, Ability.MODERATE)
    with write(review.film_id):
        fresh = locked_review(review)
        if fresh.state != State.PUBLISHED:
            raise Conflict(_("This review is not published any more. Look at it again."))
        _stand(fresh, State.WITHHELD, by, reason)


def restore(review: Review, by: Person, *, reason: str = "") -> None:
    """Publish a hidden review again, or a removed one whose text is not erased yet."""
    demand(by, Ability.MODERATE)
    with write(review.film_id):
        if review.author is not None:
            wait_for_persons_turn(review.author)
        fresh = locked_review(review)
        _demand_restorable(fresh)
        if fresh.state == State.DELETED:
            lift(row_of(fresh))
        _stand(fresh, State.PUBLISHED, by, reason)


def _demand_restorable(review: Review) -> None:
    if review.state == State.ERASED:
        raise Refusal(_("The text of this review has been erased, so it can't be restored."))
    if review.state == State.PUBLISHED:
        raise Conflict(_("This review is published already. Look at it again."))
    if review.author is None:
        return
    other = own_review(review.film, review.author)
    if other is not None and other.pk != review.pk:
        raise Refusal(_("Its writer has another review of this film by now; there can be one."))


def remove(review: Review, by: Person, *, reason: str, at_once: bool = False) -> None:
    """Take a review away and keep its text out.

    The text stays sealed for as many days as the house chose and is then erased; `at_once` erases
    it now, also when it was sealed before.
    """
    demand(by, Ability.MODERATE)
    with write(review.film_id):
        fresh = locked_review(review)
        if fresh.state in _TAKEN_AWAY and not (at_once and fresh.state == State.DELETED):
            raise Conflict(_("This review has been removed already."))
        if fresh.state != State.DELETED:
            _seal(fresh, by, reason)
        if at_once:
            erase(fresh)


def _seal(review: Review, by: Person, reason: str) -> None:
    erase_at = now() + timedelta(days=choice("removed_days"))
    keep_out(texts_of(review), cause=Cause.REMOVED, erase_at=erase_at)
    _stand_sealed(review, erase_at, by, reason)


def _stand_sealed(review: Review, erase_at: datetime, by: Person | None, reason: str) -> None:
    _stand(review, State.DELETED, by, reason)
    erase_review.using(run_after=erase_at).enqueue(review.public_id)


def _stand(review: Review, state: State, by: Person | None, reason: str) -> None:
    before = counters.counted(review)
    review.state = state
    review.save(update_fields=["state"])
    ReviewStateChange.objects.create(review=review, state=state, by=by, reason=reason)
    after = counters.counted(review)
    counters.move(review.film_id, before, after)
    announce((ReviewChanged if after else ReviewHidden)(review.pk, review.film_id))


# ── what the writer does ────────────────────────────────────────────────────────────────────────


def demand_delete(review: Review, by: Person) -> None:
    """Go on only if that person may delete the review."""
    if review.author_id != by.pk and not may(by, Ability.MODERATE):
        raise NotAllowed(_("Only its writer or a moderator may delete a review."))


def delete_review(review: Review, by: Person, *, reason: str = "") -> None:
    """Take a review off the page; its address says so from now on (410).

    A writer's own text is erased at once and for good; a moderator removes it.
    """
    demand_delete(review, by)
    with write(review.film_id):
        fresh = locked_review(review)
        if fresh.state in _TAKEN_AWAY:
            return
        if fresh.author_id == by.pk:
            _delete_own(fresh)
        else:
            remove(fresh, by, reason=reason)


def _delete_own(review: Review) -> None:
    # What moderators had withheld can't be published anew by deleting it first.
    withheld = review.state == State.WITHHELD
    keep_out(texts_of(review), cause=Cause.REMOVED if withheld else Cause.DELETED)
    erase(review)
    _forget_writer(review)


def _forget_writer(review: Review) -> None:
    ReviewStateChange.objects.filter(review=review, by=review.author_id).update(by=None)
    Review.objects.filter(pk=review.pk).update(author=None)


def take_back(review: Review, by: Person) -> Draft:
    """Undo a publication: the review is gone and its text is a draft again.

    Works for as long as `rules.take_back_until` says; later there is delete_review.
    """
    if review.author_id != by.pk:
        raise NotAllowed(_("Only the writer of a review may take it back."))
    with write(review.film_id):
        wait_for_persons_turn(by)
        fresh = locked_review(review)
        if not can_take_back(fresh):
            raise Refusal(_("It is too late to take this review back. You can edit or delete it."))
        text = source_of(fresh)
        delete_review(fresh, by)
        return save_draft(review.film, by, text, version=None)


def can_take_back(review: Review) -> bool:
    """Whether the review was published a moment ago and not edited since."""
    if review.current is None or review.current.number > 1 or review.state != State.PUBLISHED:
        return False
    return now() < take_back_until(review.published_at)


# ── one earlier version ─────────────────────────────────────────────────────────────────────────


def demand_erase_version(revision: Revision, by: Person) -> None:
    """Go on only if that person may erase this version: not the present one, which is edited."""
    review = revision.review
    if review.author_id != by.pk and not may(by, Ability.MODERATE):
        raise NotAllowed(_("Only its writer or a moderator may erase an earlier version."))
    if review.current_id == revision.pk:
        raise Refusal(_("This is the present version. Edit it, or delete the review."))


def erase_version(revision: Revision, by: Person, *, reason: str = "") -> None:
    """Take the text of one earlier version away for good; its place in the history stays."""
    review = revision.review
    with write(review.film_id):
        locked = locked_review(review)
        fresh = Revision.objects.filter(pk=revision.pk).first()
        if fresh is None:
            raise Gone(_("This review has been deleted."))
        fresh.review = locked
        demand_erase_version(fresh, by)
        if fresh.erased_at is not None:
            return
        is_own = locked.author_id == by.pk
        keep_out([text_of_version(fresh)], cause=Cause.DELETED if is_own else Cause.REMOVED)
        _empty_version(fresh)
        ReviewStateChange.objects.create(review=locked, state=locked.state, by=by, reason=reason)
        announce(ReviewChanged(review.pk, review.film_id))


def _empty_version(revision: Revision) -> None:
    revision.headline, revision.body, revision.neutral_headline = None, "", ""
    revision.covers, revision.language, revision.erased_at = [], "", now()
    revision.save()
    review = revision.review
    announce(ReviewVersionErased(review.pk, review.film_id, revision.pk))


# ── after a restore ─────────────────────────────────────────────────────────────────────────────


def take_again(review: Review, cause: Cause, erase_at: datetime | None) -> bool:
    """Take away what a restored backup brought back, as it was before; whether it had to be done.

    `erase_at` is until when the text stays sealed, None or a moment gone by that it is erased.
    """
    with write(review.film_id):
        fresh = locked_review(review)
        if fresh.state == State.ERASED:
            return False
        if erase_at is not None and erase_at > now():
            return _seal_again(fresh, erase_at)
        erase(fresh)
        if cause == Cause.DELETED:
            _forget_writer(fresh)
    return True


def _seal_again(review: Review, erase_at: datetime) -> bool:
    if review.state == State.DELETED:
        return False
    _stand_sealed(review, erase_at, None, "")
    return True


def empty_again(revision: Revision) -> bool:
    """Empty an earlier version that a restored backup brought back; whether it had to be done."""
    with write(revision.review.film_id):
        locked_review(revision.review)
        fresh = Revision.objects.filter(pk=revision.pk, erased_at=None).first()
        if fresh is not None:
            _empty_version(fresh)
            announce(ReviewChanged(fresh.review_id, revision.review.film_id))
    return fresh is not None
