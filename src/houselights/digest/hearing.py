"""Hearing of reviews that come, change or go; in the transaction that writes them."""

from __future__ import annotations

from houselights.base.house import Chosen
from houselights.catalogue.actions import wait_for_turn
from houselights.catalogue.events import FilmChanged
from houselights.digest.due import forget_counts, forget_findings, make_due, note_change
from houselights.digest.models import FilmDigest
from houselights.opinions.events import Corrected
from houselights.reviews.events import ReviewChanged, ReviewErased, ReviewHidden, RightsChanged


def look_at(event: ReviewChanged) -> None:
    """A review is new, or its text, its covers or its rating are others now."""
    note_change(event.film_id, event.review_id)


def miss_review(event: ReviewHidden) -> None:
    """A review that nobody reads any more counts no more, from now on."""
    note_change(event.film_id)


def forget_review(event: ReviewErased) -> None:
    """Nothing is kept of an erased text."""
    if forget_findings(event.review_id):
        forget_counts(event.film_id)
        make_due(event.film_id)


def take_rights(event: RightsChanged) -> None:
    """Others may read a page's texts now."""
    _count_anew(event.film_id)


def take_correction(event: Corrected) -> None:
    """What editors took away, or gave back, shows at once."""
    _count_anew(event.film_id)


def _count_anew(film_id: int) -> None:
    # A digest that is being kept just now was counted without what changed here.
    wait_for_turn(film_id)
    forget_counts(film_id)
    make_due(film_id)


def look_at_film(event: FilmChanged) -> None:
    """Other people and another source work are looked for in the film's reviews."""
    if FilmDigest.objects.filter(film=event.film_id).exists():
        make_due(event.film_id)


def take_choice(event: Chosen) -> None:
    """Other texts are open now: all films are looked through anew."""
    from houselights.digest.tasks import build_stale  # which calls this module's neighbour

    if event.name in ("program_covers", "opens_parts"):
        FilmDigest.objects.update(engine=0)
        build_stale.enqueue()
