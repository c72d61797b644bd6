"""Work for later: building digests that are due, all of them after an upgrade."""

from __future__ import annotations

import logging

from django.tasks import task

from houselights.catalogue.models import Film
from houselights.digest.building import build
from houselights.digest.due import reviews_of, stale_films
from houselights.tasks.daily import again_tomorrow, run_soon

REVIEWS_AT_ONCE = 1_000
FILMS_AT_ONCE = 200

log = logging.getLogger(__name__)


@task
def build_digest(film_id: int) -> None:
    """Build one film's digest unless another task was quicker."""
    film = stale_films().select_related("source_work").filter(pk=film_id).first()
    if film is not None:
        build(film)


@task
def build_stale(after: int = 0) -> None:
    """Build those that are not as they would be now, by their films' ids, some reviews' worth.

    The rest is left to a task of its own, so that others get their turn. A film that fails is told
    of in the log and does not keep the others from their turn.
    """
    reviews = 0
    stale = stale_films().select_related("source_work")
    for film in stale.filter(pk__gt=after)[:FILMS_AT_ONCE]:
        _try(film)
        reviews, after = reviews + reviews_of(film.pk), film.pk
        if reviews >= REVIEWS_AT_ONCE:
            break
    if stale.filter(pk__gt=after).exists():
        build_stale.enqueue(after)


def _try(film: Film) -> None:
    try:
        build(film)
    except Exception:
        log.exception("The digest of the film with the id %d could not be built.", film.pk)


@task
def look_after_digests() -> None:
    """Once a day: build what has changed a little, or was built by another version."""
    again_tomorrow(look_after_digests)
    catch_up()


def catch_up() -> None:
    """Let digests be built soon that are not as they would be now, such as after an upgrade."""
    if stale_films().exists():
        run_soon(build_stale)
