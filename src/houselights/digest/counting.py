"""Counting a film's findings for those who may read so many of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from django.db.models import F, Q

from houselights.base.models import State
from houselights.digest.models import Finding, Kind
from houselights.digest.summary import Said, Summary, summarise
from houselights.opinions.reads import corrections_of
from houselights.reviews.models import ImportBatch, Review
from houselights.reviews.rights import Basis, basis_of

_EVERYTHING = Q()
_LONE = {Kind.SOURCE: "source", Kind.AUDIENCE: "audience"}  # subjects of corrections


class Place(NamedTuple):
    """A finding that counts: its row's id, what it says, and whether it is safe to quote."""

    finding: int
    sureness: float
    is_safe: bool
    said: Said


def subject_of(kind: str, subject: str) -> str:
    """What editors name it by in a correction."""
    return _LONE.get(Kind(kind), f"{kind}:{subject}")


def places_of(film_id: int, only: Q = _EVERYTHING) -> list[Place]:
    """The findings in present versions of published reviews that no editor took away.

    `only` chooses among them. Two queries.
    """
    hidden = corrections_of(film_id)
    rows = Finding.objects.filter(
        only, film=film_id, review__state=State.PUBLISHED, revision=F("review__current")
    )
    fields = ("review_id", "kind", "subject", "polarity", "other")
    return [
        Place(pk, sureness, is_safe, said)
        for pk, sureness, is_safe, digest, *found in rows.values_list(
            "pk", "sureness", "is_safe", "digest", *fields
        )
        if not hidden.hides(subject_of((said := Said(*found)).kind, said.subject), digest)
    ]


def bases_in(film_id: int) -> Mapping[int | None, Basis]:
    """On what basis each import stands that reviews of the film came in; one query."""
    batches = ImportBatch.objects.filter(reviews__film=film_id).distinct()
    return {batch.pk: basis_of(batch) for batch in batches}


def ratings_in(film_id: int, widest: Basis) -> Mapping[int, int | None]:
    """The ratings of all published reviews that stand on such a basis at most, by their ids."""
    batches = bases_in(film_id)
    rows = Review.objects.filter(film=film_id).published().with_text()
    return {
        pk: rating
        for pk, batch, rating in rows.values_list("pk", "batch", "rating")
        if batches.get(batch, Basis.OPEN) <= widest
    }


def counted(film_id: int, widest: Basis) -> Summary:
    """The film's findings counted for readers of texts up to that basis."""
    said = [place.said for place in places_of(film_id)]
    return summarise(said, ratings_in(film_id, widest))


def counts_to_keep(film_id: int) -> dict[str, Any]:
    """One summary for each basis, as `FilmDigest.counts` keeps them."""
    said = [place.said for place in places_of(film_id)]
    return {
        str(int(widest)): asdict(summarise(said, ratings_in(film_id, widest))) for widest in Basis
    }
