"""Which films are learnt as they should be: what a stamp says, and which have another one.

A stamp "<scorer>/<choice>/<size>" names the scorer with its weights and the house's choice of what
the program covers, by both of which all texts of the film are scored, and how large the catalogue
was. "due " stands before that of a film that is to be learnt anew; a stamp that says neither stands
on a film of which some texts may be scored otherwise, or not at all.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

from django.db.models import Exists, OuterRef, Q, QuerySet

from houselights.base.house import choice
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.models import Question
from houselights.reviews.models import ReviewCount
from houselights.spoilers.models import FilmKnowledge, Spread
from houselights.spoilers.scorer.film import VERSION
from houselights.spoilers.scorer.score import SHIPPED

DUE = "due "


def stamp_now() -> str:
    """The stamp of a film that is learnt now."""
    films = Spread.objects.values_list("films", flat=True).first() or 0
    # Learnt anew each time that the catalogue has doubled: then rare words are rarer.
    return f"{_scorer()}/{choice('program_covers')}/{films.bit_length()}"


def scores_alike(one: str, other: str) -> bool:
    """Whether texts under these two stamps are scored by the same scorer and choice."""
    return one.removeprefix(DUE).rpartition("/")[0] == other.removeprefix(DUE).rpartition("/")[0]


def films_with_texts() -> QuerySet[Film]:
    """Films of which there is anything to learn."""
    counts = ReviewCount.objects.filter(film=OuterRef("pk"), reviews__gt=0)
    asked = Question.objects.filter(film=OuterRef("pk"), state=State.PUBLISHED)
    return Film.objects.filter(Q(Exists(counts)) | Q(Exists(asked))).order_by("pk")


def stale_films() -> QuerySet[Film]:
    """Films with texts that are not learnt, or not as they would be now.

    Also those that are due although their last text has gone: its words are still known.
    """
    known = FilmKnowledge.objects.filter(film=OuterRef("pk"))
    fresh, due = known.filter(stamp=stamp_now()), known.filter(stamp__startswith=DUE)
    emptied = Film.objects.filter(Exists(due)).order_by("pk")
    return (films_with_texts() | emptied).filter(~Exists(fresh))


@cache
def _scorer() -> str:
    return f"{VERSION}.{crc32(SHIPPED.to_json().encode()):08x}"
