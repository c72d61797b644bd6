"""Digests of films without the program's judgement: whatever a review says is counted and cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from houselights.catalogue.models import Film
from houselights.digest.building import ENGINE
from houselights.digest.counting import counts_to_keep
from houselights.digest.models import FilmDigest, Finding, Kind
from houselights.questions.citing import standing
from houselights.reviews.models import Review
from houselights.text.spans import Place, Span

type Found = tuple[str, str, int]  # kind, subject, polarity

TOPIC = "lamp"


def put_digest(film: Film, findings: Iterable[Finding]) -> None:
    """Keep these findings as the film's digest."""
    Finding.objects.filter(film=film).delete()
    Finding.objects.bulk_create(findings)
    counts = {"counts": counts_to_keep(film.pk), "engine": ENGINE}
    FilmDigest.objects.update_or_create(film=film, defaults=counts)


def finding(review: Review, found: Found, at: tuple[Place, Span], digest: str = "") -> Finding:
    """That a place in a review's present version says that."""
    (kind, subject, polarity), (place, span) = found, at
    return Finding(
        film=review.film,
        review=review,
        revision=review.current,
        place=place,
        start=span.start,
        end=span.end,
        kind=kind,
        subject=subject,
        polarity=polarity,
        digest=digest,
    )


def digest_everything(film: Film) -> None:
    """Count and cite every sentence of every review, covered ones as well, of either side."""
    put_digest(film, _everything(film))


def _everything(film: Film) -> Iterator[Finding]:
    reviews = Review.objects.filter(film=film, current__isnull=False).select_related("current")
    for number, review in enumerate(reviews.order_by("pk")):
        side = 1 if number % 2 else -1
        kinds: list[Found] = [
            (Kind.ASPECT, "music", side),
            (Kind.TOPIC, TOPIC, 0),
            (Kind.AUDIENCE, "for" if number % 2 else "not for", 0),
            (Kind.SOURCE, "first" if number % 2 else "not", 0),
        ]
        assert review.current is not None
        for digest, place, span in standing(review.current):
            yield from (finding(review, one, (place, span), digest) for one in kinds)
