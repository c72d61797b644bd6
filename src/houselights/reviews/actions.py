"""The writes: rate, publish and edit a review; keep and drop a draft. More: `reviews.standing`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.rules import Ability
from houselights.base.clock import now, today
from houselights.base.errors import Conflict, Invalid, NotAllowed, Refusal
from houselights.base.events import announce
from houselights.base.house import choice
from houselights.base.models import Format, State
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.catalogue.models import Film
from houselights.reviews import counters
from houselights.reviews.events import ReviewChanged, ReviewHidden
from houselights.reviews.models import Draft, Review, Revision
from houselights.reviews.rules import ReviewText, problems_of
from houselights.reviews.tombstones import refuse_removed
from houselights.text.covers import join_covers, split_covers
from houselights.text.language import guess_language


@dataclass(frozen=True, slots=True)
class BeganWith:
    """What a writer's page showed when it was opened, so that it overwrites nothing newer.

    `revision` is the number of the review's version, `draft` that of the draft; 0 is "none".
    """

    revision: int = 0
    draft: int = 0


def publish_review(
    film: Film, author: Person, text: ReviewText, began_with: BeganWith | None = None
) -> Review:
    """Publish or edit somebody's one review of a film; the draft is used up.

    Raises Invalid with the problems of each field, and Conflict if review or draft are newer than
    what the writer's page began with (None does not ask); nothing is lost, the draft stays.
    """
    demand(author, Ability.WRITE)
    problems = missing_in(text)
    if problems:
        raise Invalid(problems)
    with write(film.pk):
        review, before = _own_or_new(film, author)
        demand_edit(review, author)
        if began_with is not None:
            _refuse_older(review, author, text, began_with)
        _take_text(review, text, author)
        _save(review, before)
        Draft.objects.filter(film=film, person=author).delete()
    return review


def missing_in(text: ReviewText) -> dict[str, str]:
    """Why this house would not publish the text today, field by field; empty when it would."""
    return problems_of(text, shortest=choice("shortest_review"), today=today())


def edit_review(
    review: Review, by: Person, text: ReviewText, began_with: BeganWith | None = None
) -> Review:
    """Change a review; only its writer may."""
    demand_edit(review, by)
    return publish_review(review.film, by, text, began_with)


def demand_edit(review: Review, by: Person) -> None:
    """Go on only if that person may change the review now."""
    if review.author_id != by.pk:
        raise NotAllowed(_("Only the writer of a review may edit it."))
    if review.state == State.WITHHELD:
        raise Refusal(_("This review is withheld. Ask the moderators before you change it."))


def rate_film(film: Film, person: Person, rating: int | None) -> Review | None:
    """Give, change or take back a rating alone; a text that is there stays."""
    demand(person, Ability.WRITE)
    if rating is not None and not 10 <= rating <= 100:
        raise Invalid({"rating": _("Choose a rating from 1 to 10, or none.")})
    with write(film.pk):
        if rating is None and own_review(film, person, lock=True) is None:
            return None
        review, before = _own_or_new(film, person)
        review.rating = rating
        if rating is None and review.current_id is None:
            review.state = State.DELETED
        _save(review, before)
    return review


def own_review(film: Film, person: Person, *, lock: bool = False) -> Review | None:
    """Somebody's present review of a film, if there is one."""
    found = Review.objects.filter(
        film=film, author=person, state__in=[State.PUBLISHED, State.WITHHELD]
    ).select_related("current", "film")
    return (found.select_for_update(of=("self",)) if lock else found).first()


def source_of(review: Review) -> ReviewText:
    """The review as its writer typed it, for the writer's own form."""
    current = review.current
    text = ReviewText(
        rating=review.rating,
        contains_spoilers=review.contains_spoilers,
        language=review.language,
        seen_on=review.seen_on,
        seen_at=review.seen_at,
        fold_locked=review.fold_locked,
    )
    if current is None:
        return text
    return replace(
        text,
        headline=join_covers(current.headline.open_raw(), ()) if current.headline else "",
        body=join_covers(current.body.open_raw(), current.covers),
        headline_covered=review.headline_covered,
        neutral_headline=current.neutral_headline.open_raw(),
    )


def save_draft(film: Film, person: Person, text: ReviewText, *, version: int | None) -> Draft:
    """Keep what is being written. `version` is the one that the writer's page began with.

    0 is "there was none", None overwrites. Raises Conflict when another page has saved in between:
    nothing is lost, the caller shows both.
    """
    demand(person, Ability.WRITE)
    fields = _draft_fields(text)
    with write():
        wait_for_persons_turn(person)
        draft = Draft.objects.filter(film=film, person=person).first()
        if draft is None:
            return Draft.objects.create(film=film, person=person, **fields)
        if version not in (None, draft.version) and not _says(draft, text):
            raise Conflict(_("Another page has saved this draft in the meantime."))
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.version += 1
        draft.saved_at = now()
        draft.save()
        return draft


def discard_draft(film: Film, person: Person) -> None:
    """Throw a draft away."""
    with write():
        Draft.objects.filter(film=film, person=person).delete()


def set_sort_columns(review_id: int, *, place: int, divisive: int) -> None:
    """Where the rankings put a review; called by the room that knows them."""
    Review.objects.filter(pk=review_id).update(place=place, divisive=divisive)


def _draft_fields(text: ReviewText) -> dict[str, Any]:
    return {
        "rating": text.rating,
        "headline": text.headline,
        "body": text.body,
        "contains_spoilers": text.contains_spoilers,
        "language": text.language,
        "seen_on": text.seen_on,
        "seen_at": text.seen_at,
        "headline_covered": text.headline_covered,
        "neutral_headline": text.neutral_headline,
        "fold_locked": text.fold_locked,
        "harmless": [list(one) for one in text.harmless],
    }


def _says(draft: Draft, text: ReviewText) -> bool:
    """Whether the draft holds just that text: the same form may have come twice."""
    return all(getattr(draft, name) == value for name, value in _draft_fields(text).items())


def _own_or_new(film: Film, author: Person) -> tuple[Review, counters.Counted | None]:
    """The person's review, locked, and how it is counted so far."""
    wait_for_persons_turn(author)
    wait_for_turn(film.pk)
    review = own_review(film, author, lock=True)
    if review is None:
        return Review.objects.create(film=film, author=author), None
    return review, counters.counted(review)


def locked_review(review: Review) -> Review:
    """The review as it is now, whatever has happened since it was read."""
    wait_for_turn(review.film_id)
    rows = Review.objects.select_for_update(of=("self",)).select_related("current", "film")
    return rows.get(pk=review.pk)


def wait_for_persons_turn(person: Person) -> None:
    """Let one person's writes come one after another, so that two at once make one row.

    On SQLite there is one writer anyway.
    """
    Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values("pk").first()


def _refuse_older(review: Review, author: Person, text: ReviewText, began_with: BeganWith) -> None:
    revision = review.current.number if review.current else 0
    if revision != began_with.revision:
        raise Conflict(_("This review has changed since this page was opened."))
    draft = Draft.objects.filter(film_id=review.film_id, person=author).first()
    if draft is not None and draft.version != began_with.draft and not _says(draft, text):
        raise Conflict(_("Another page has saved this draft in the meantime."))


def _take_text(review: Review, text: ReviewText, author: Person) -> None:
    had_text = review.current_id is not None
    keep_flags(review)
    if had_text and not text.has_text:
        raise Invalid({"body": _("Write something. To take your review away, delete it.")})
    if text.has_text and not had_text:
        review.published_at = now()  # a rating that came alone before was no review yet
    review.rating = text.rating
    review.contains_spoilers = text.contains_spoilers if text.has_text else None
    review.fold_locked = text.fold_locked and bool(review.contains_spoilers)
    review.seen_on, review.seen_at = text.seen_on, text.seen_at.strip()
    if text.has_text and add_revision(review, text, author) and had_text:
        review.edited_at = now()


def add_revision(review: Review, text: ReviewText, author: Person | None) -> bool:
    """Write a new version of the text unless nothing in it changed; whether one was written.

    Raises Refusal for words that the moderators have removed.
    """
    current, new = review.current, next_revision(review, text, author)
    if current is not None and _reads_alike(current, new):
        return False
    refuse_removed(review, new)
    replace_current(review, new)
    return True


def keep_flags(review: Review) -> None:
    """Say on the present version (not saved here) what the review says of its spoilers."""
    if review.current is not None:
        review.current.contained_spoilers = review.contains_spoilers
        review.current.headline_was_covered = review.headline_covered


def replace_current(review: Review, new: Revision) -> None:
    """Save a new version as the review's present one; the flags of the one before stay with it."""
    if review.current is not None:
        review.current.save(update_fields=["contained_spoilers", "headline_was_covered"])
    new.save()
    review.current = new


def next_revision(review: Review, text: ReviewText, author: Person | None) -> Revision:
    """The text as the review's next version, not saved; also says whether its headline is covered.

    What has no language is given the one that its words tell.
    """
    headline = split_covers(text.headline.strip())
    body = split_covers(text.body.replace("\r\n", "\n").strip())
    review.headline_covered = bool(headline.spans) or text.headline_covered
    neutral = text.neutral_headline.strip() if review.headline_covered else ""
    return Revision(
        review=review,
        number=review.current.number + 1 if review.current else 1,
        headline=headline.text,
        neutral_headline=neutral,
        body=body.text,
        covers=[[span.start, span.end] for span in body.spans],
        language=text.language or guess_language(body.text).code or "",
        format=Format.MARKDOWN,
        by=author,
    )


def _reads_alike(one: Revision, other: Revision) -> bool:
    fields = ("headline", "neutral_headline", "body", "covers", "language")
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def _save(review: Review, before: counters.Counted | None) -> None:
    if review.current is not None:
        review.language = review.current.language
        review.length = len(review.current.body)
    refresh_sort_columns(review)
    review.save()
    after = counters.counted(review)
    counters.move(review.film_id, before, after)
    announce((ReviewChanged if after else ReviewHidden)(review.pk, review.film_id))


def refresh_sort_columns(review: Review) -> None:
    """Set the stored orders that follow from the review alone."""
    review.high = -1 if review.rating is None else review.rating
    review.low = -1 if review.rating is None else 1000 - review.rating
    review.arrived = int(review.published_at.timestamp() * 1_000_000)
