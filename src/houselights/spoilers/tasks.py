"""Work for later: learning films that have changed, all of them after an upgrade."""

from __future__ import annotations

import logging

from django.db.models import Q
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from houselights.base.clock import now
from houselights.spoilers import knowledge
from houselights.spoilers.knowledge import PAUSE
from houselights.spoilers.spread import count_spread
from houselights.spoilers.stamps import stale_films
from houselights.tasks.daily import again_tomorrow, run_soon

TEXTS_AT_ONCE = 2_000
FILMS_AT_ONCE = 200

log = logging.getLogger(__name__)


@task
def learn_film(film_id: int) -> None:
    """Learn one film unless another task was quicker."""
    if stale_films().filter(pk=film_id).exists():
        knowledge.learn(film_id)


@task
def learn_stale(after: int = 0) -> None:
    """Learn films that are not learnt as they would be now, by their ids, some thousand texts.

    The rest is left to a task of its own, so that others get their turn. A film that fails is told
    of in the log and does not keep the others from their turn.
    """
    texts = 0
    for film_id in stale_films().filter(pk__gt=after).values_list("pk", flat=True)[:FILMS_AT_ONCE]:
        try:
            knowledge.learn(film_id)
        except Exception:
            log.exception("The film with the id %d could not be learnt.", film_id)
        texts, after = texts + knowledge.counts_of(film_id)[0], film_id
        if texts >= TEXTS_AT_ONCE:
            break
    if stale_films().filter(pk__gt=after).exists():
        learn_stale.enqueue(after)


@task
def look_after_films() -> None:
    """Once a day: count the words of the catalogue where it has grown, and learn what is stale."""
    again_tomorrow(look_after_films)
    count_spread()
    catch_up()


def catch_up() -> None:
    """Let films be learnt soon that are not as they would be now, such as after an upgrade."""
    if stale_films().exists():
        run_soon(learn_stale)


def is_on_its_way() -> bool:
    """Whether a task that learns films waits for its turn or is running."""
    paths = [one.module_path for one in (learn_film, learn_stale, look_after_films)]
    soon = Q(run_after__lt=now() + 2 * PAUSE) | Q(run_after=get_date_max())  # which is "at once"
    rows = DBTaskResult.objects.filter(soon, task_path__in=paths)
    return rows.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).exists()
