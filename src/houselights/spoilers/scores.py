"""The scores of texts as they stand, remembered for a while: whoever looks at them costs little."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.core.cache import caches

from houselights.spoilers.marking import score
from houselights.spoilers.models import FilmKnowledge
from houselights.spoilers.scorer.material import Scored, Writing
from houselights.spoilers.writings import Written, film_of, writing_of

KEPT_SECONDS = 3600


def scores_of(row: Written) -> list[Scored]:
    """Every sentence of a text with its probabilities, by what is known of its film.

    A text is scored anew once its words, its flag, or what is known of the film have changed; one
    that is not saved yet, or of whose film nothing was learnt, each time.
    """
    writing = writing_of(row)
    if writing is None or row.current is None or row.current.pk is None:
        return score(row)
    known = FilmKnowledge.objects.filter(film=film_of(row))
    learnt_at = known.values_list("learnt_at", flat=True).first()
    return score(row) if learnt_at is None else _remembered(row, writing, learnt_at)


def _remembered(row: Written, writing: Writing, learnt_at: datetime) -> list[Scored]:
    # By all that the scorer reads: a version's number alone says nothing of its writer's flag, nor
    # the film's stamp of how often it was learnt.
    read = sha256(repr(writing).encode()).hexdigest()
    key = f"{film_of(row)}:{learnt_at.timestamp()}:{read}"
    found: list[Scored] | None = caches["scores"].get(key)
    if found is None:
        found = score(row)
        caches["scores"].set(key, found, KEPT_SECONDS)
    return found
