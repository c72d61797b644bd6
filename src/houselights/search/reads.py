"""What a search finds: rows in the order of how well they fit, with words to show around a hit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.models import Question
from houselights.reviews.models import Review
from houselights.reviews.rights import EVERY_BASIS, Basis
from houselights.search.engine import find
from houselights.search.lookup import Lookup
from houselights.search.models import Kind
from houselights.search.rules import Piece, Wanted, highlight, read_query, snippet
from houselights.spoilers.redact import (
    Audience,
    Mode,
    Shown,
    redact_details,
    redact_question,
    redact_review,
)

FOUND_AT_MOST = 100  # of a kind; a longer list helps nobody
REVIEWS_OF_A_FILM = 5_000


@dataclass(frozen=True, slots=True)
class Found[T]:
    """The best hits, and the number of all; beyond FOUND_AT_MOST nobody counts on."""

    hits: list[T]
    number: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than FOUND_AT_MOST."""
        return self.number > FOUND_AT_MOST


@dataclass(frozen=True, slots=True)
class ReviewHit:
    """A review that fits; `headline` and `snippet` hold nothing that the reader may not see."""

    review: Review
    shown: Shown
    headline: list[Piece]
    snippet: list[Piece]


@dataclass(frozen=True, slots=True)
class QuestionHit:
    """A question that fits, by its title, its details or its answers."""

    question: Question
    title: list[Piece]
    snippet: list[Piece]  # of the details; answers are read on the question's own page


def find_films(q: str, limit: int = FOUND_AT_MOST) -> Found[Film]:
    """Films by title, original title, year, people or source. Two queries."""
    ids = _ids(Kind.FILM, read_query(q))
    return Found(_in_order(Film.objects.all(), ids[:limit]), len(ids))


def find_people(q: str, limit: int = FOUND_AT_MOST) -> Found[Person]:
    """Accounts by handle or name. Two queries."""
    ids = _ids(Kind.PERSON, read_query(q))
    return Found(_in_order(Person.objects.filter(is_active=True), ids[:limit]), len(ids))


def find_reviews(
    q: str,
    *,
    bases: frozenset[Basis],
    covered: bool = False,
    limit: int = FOUND_AT_MOST,
    film: Film | None = None,
) -> Found[ReviewHit]:
    """Published reviews by headline and text. Two queries.

    Without `covered` only what a stranger may read is searched and shown, so that neither a hit
    nor a snippet tells what a cover hides. What stands on none of `bases` is found by its headline.
    """
    wanted = read_query(q)
    ids = _ids(Kind.REVIEW, wanted, bases=bases, covered=covered, film=film)
    rows = Review.objects.published().with_all_parts().select_related("film")
    audience = _audience(bases, covered=covered)
    hits = [_review_hit(row, wanted, audience) for row in _in_order(rows, ids[:limit])]
    return Found(hits, len(ids))


def find_questions(
    q: str, *, bases: frozenset[Basis], covered: bool = False, limit: int = FOUND_AT_MOST
) -> Found[QuestionHit]:
    """Published questions by title, details and answers. Two queries.

    If any part of one stands on none of `bases`, it is found by its title.
    """
    wanted = read_query(q)
    ids = _ids(Kind.QUESTION, wanted, bases=bases, covered=covered)
    rows = Question.objects.filter(state=State.PUBLISHED)
    rows = rows.select_related("current", "film", "asker", "batch")
    audience = _audience(bases, covered=covered)
    hits = [_question_hit(row, wanted, audience) for row in _in_order(rows, ids[:limit])]
    return Found(hits, len(ids))


def review_ids(film: Film, q: str, *, bases: frozenset[Basis], covered: bool = False) -> list[int]:
    """The keys of a film's reviews that fit, for a list in another order. One query."""
    lookup = Lookup(
        kind=Kind.REVIEW,
        wanted=read_query(q),
        limit=REVIEWS_OF_A_FILM,
        covered=covered,
        film_id=film.pk,
        bases=bases,
    )
    return find(lookup)


def film_ids(q: str) -> list[int]:
    """The keys of the films that fit, for a list in another order. One query."""
    return _ids(Kind.FILM, read_query(q))


def person_ids(q: str) -> list[int]:
    """The keys of the people that fit, for a list in another order. One query."""
    return _ids(Kind.PERSON, read_query(q))


def _ids(
    kind: Kind,
    wanted: Wanted,
    *,
    bases: frozenset[Basis] = EVERY_BASIS,
    covered: bool = False,
    film: Film | None = None,
) -> list[int]:
    return find(
        Lookup(
            kind=kind,
            wanted=wanted,
            limit=FOUND_AT_MOST + 1,
            covered=covered,
            film_id=film.pk if film else None,
            bases=bases,
        )
    )


def _audience(bases: frozenset[Basis], *, covered: bool) -> Audience:
    return Audience(mode=Mode.SHOW if covered else Mode.COVER, bases=bases)


def _in_order[M: models.Model](rows: models.QuerySet[M], ids: list[int]) -> list[M]:
    found = rows.in_bulk(ids)
    return [found[row_id] for row_id in ids if row_id in found]


def _review_hit(review: Review, wanted: Wanted, audience: Audience) -> ReviewHit:
    shown = redact_review(review, audience)
    return ReviewHit(
        review=review,
        shown=shown,
        headline=highlight(shown.headline or "", wanted),
        snippet=snippet(shown.text, wanted),
    )


def _question_hit(question: Question, wanted: Wanted, audience: Audience) -> QuestionHit:
    return QuestionHit(
        question=question,
        title=highlight(redact_question(question), wanted),
        snippet=snippet(redact_details(question, audience).text, wanted),
    )
