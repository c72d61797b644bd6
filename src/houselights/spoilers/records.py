"""How often readers were right with their marks."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, F, Q

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.spoilers.models import Sentence
from houselights.spoilers.rules import Track

_DAY = 24 * 60 * 60


def tracks_of(person_ids: Collection[int]) -> dict[int, Track]:
    """The records of these people, by id; one query.

    A mark counts if an editor settled its sentence, and only after the mark: who says what has been
    decided already shows nothing of their own judgment. An author who agrees speaks for a reader;
    one who does not says nothing against them, or authors could ruin records at will.
    """
    of = "sentence_marks__sentence"
    settled = Q(**{f"{of}__settled_at__gt": F("sentence_marks__at")})
    agrees = settled & Q(**{f"{of}__gives_away": F("sentence_marks__gives_away")})
    editors = Q(**{f"{of}__settled_by": Sentence.By.EDITORS})
    authors = Q(**{f"{of}__settled_by": Sentence.By.AUTHOR})
    rows = Person.objects.filter(pk__in=person_ids).annotate(
        by_editors=Count("sentence_marks", filter=agrees & editors),
        by_authors=Count("sentence_marks", filter=agrees & authors),
        counted=Count("sentence_marks", filter=settled & editors),
    )
    values = rows.values_list("pk", "by_editors", "by_authors", "counted", "date_joined")
    return {
        pk: Track(
            by_editors=by_editors,
            by_authors=by_authors,
            wrong=counted - by_editors,
            days=(now() - joined).total_seconds() / _DAY,
        )
        for pk, by_editors, by_authors, counted, joined in values
    }
