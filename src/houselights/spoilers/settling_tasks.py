"""Work for later: settling sentences once their author's time is over, or records have changed."""

from __future__ import annotations

import logging
from itertools import batched

from django.db.models import Exists, OuterRef
from django.tasks import task

from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.settling import Stand
from houselights.spoilers.writings import Text, film_of
from houselights.tasks.daily import again_tomorrow, run_soon

TEXTS_AT_ONCE = 100

log = logging.getLogger(__name__)


@task
def settle_due() -> None:
    """Once a day: settle anew each text that readers marked, as far as they decide about it."""
    again_tomorrow(settle_due)
    settle_again()


@task
def settle_soon() -> None:
    """Settle anew where marks have gone with an account."""
    settle_again()


def settle_again() -> None:
    """Settle anew each text with sentences that readers marked or settled.

    A text that fails is told of in the log and does not keep the others from their turn.
    """
    marked = Exists(SentenceMark.objects.filter(sentence=OuterRef("pk")))
    by_readers = Sentence.objects.filter(settled_by=Sentence.By.READERS)
    rows = Sentence.objects.filter(marked, settled_by="") | by_readers
    for column in ("review", "question", "answer"):
        keys = rows.order_by(column).values_list(column, flat=True).distinct()
        for some in batched(keys.exclude(**{column: None}), TEXTS_AT_ONCE):
            for row in _texts(column, some):
                _settle_text(row)


def _settle_text(row: Text) -> None:
    try:
        with write(film_of(row)):
            wait_for_turn(film_of(row))
            Stand(row).settle()
    except Exception:
        log.exception("The sentences of %s could not be settled.", row.public_id)


def _texts(column: str, keys: tuple[int, ...]) -> list[Text]:
    if column == "review":
        return list(Review.objects.filter(pk__in=keys).select_related("current", "author"))
    if column == "question":
        return list(Question.objects.filter(pk__in=keys).select_related("current", "asker"))
    answers = Answer.objects.filter(pk__in=keys)
    return list(answers.select_related("current", "author", "question"))


def settle_without(sender: type, **_rest: object) -> None:  # noqa: ARG001
    """An account has gone with its marks; what they settled is looked at again."""
    run_soon(settle_soon)
