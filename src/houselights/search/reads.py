"""What a search finds: rows in the order of how well they fit, with words to show around a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import models
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review
from houselights.reviews.rights import EVERY_BASIS, Basis
from houselights.search.engine import find
from houselights.search.lookup import Lookup
from houselights.search.models import Kind
from houselights.search.rules import Piece, Wanted, highlight, holds, read_query, snippet
from houselights.spoilers.covering import Knows
from houselights.spoilers.reader import Reads
from houselights.spoilers.redact import (
    Audience,
    Mode,
    Shown,
    redact_answer,
    redact_details,
    redact_question,
    redact_review,
    title_shut,
)

FOUND_AT_MOST = 100  # of a kind; a longer list helps nobody
REVIEWS_OF_A_FILM = 5_000


class ForWhom(Protocol):
    """Who searches: what they may read, and what is covered for them."""

    @property
    def bases(self) -> frozenset[Basis]:
        """The bases of imports that they may read."""
        ...

    @property
    def mode(self) -> Mode:
        """How they meet spoilers of films of which they said nothing."""
        ...

    def meet(self, films: Iterable[Film]) -> None:
        """Look up at once what they said of these films."""
        ...

    def reads(self, film_id: int) -> Reads:
        """How they meet the texts of a film."""
        ...

    def audience(self, row: Review | Question | Answer) -> Audience:
        """For whom a text is redacted that they read."""
        ...


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
    for_whom: ForWhom,
    *,
    limit: int = FOUND_AT_MOST,
    film: Film | None = None,
) -> Found[ReviewHit]:
    """Published reviews by headline and text. Two queries, and one for what the reader said.

    Unless the reader is shown all, only what a stranger may read is searched, so that no hit tells
    what a cover hides; for whom more is covered, they find less. What stands on none of the
    reader's bases is found by its headline.
    """
    wanted, covered = read_query(q), for_whom.mode is Mode.SHOW
    ids = _ids(Kind.REVIEW, wanted, bases=for_whom.bases, covered=covered, film=film)
    rows = _in_order(Review.objects.published().with_all_parts().select_related("film"), ids)
    gone = _told_by_covers(_doubtful(rows, for_whom, covered=covered), wanted, for_whom)
    fitting = [row for row in rows if row.pk not in gone]
    hits = [_review_hit(row, wanted, for_whom.audience(row)) for row in fitting[:limit]]
    return Found(hits, len(fitting))


def find_questions(q: str, for_whom: ForWhom, *, limit: int = FOUND_AT_MOST) -> Found[QuestionHit]:
    """Published questions by title, details and answers. Queries as for reviews.

    If any part of one stands on none of the reader's bases, it is found by its title.
    """
    wanted, covered = read_query(q), for_whom.mode is Mode.SHOW
    ids = _ids(Kind.QUESTION, wanted, bases=for_whom.bases, covered=covered)
    published = Question.objects.filter(state=State.PUBLISHED, merged_at=None)
    rows = _in_order(published.select_related("current", "film", "asker", "batch"), ids)
    doubtful = _doubtful(rows, for_whom, covered=covered)
    prefetch_related_objects(doubtful, _answers())
    gone = _told_by_covers(doubtful, wanted, for_whom)
    fitting = [row for row in rows if row.pk not in gone]
    hits = [_question_hit(row, wanted, for_whom.audience(row)) for row in fitting[:limit]]
    return Found(hits, len(fitting))


def review_ids(film: Film, q: str, for_whom: ForWhom) -> list[int]:
    """The keys of a film's reviews that fit, for a list in another order. Two queries at most."""
    wanted, reads = read_query(q), for_whom.reads(film.pk)
    lookup = Lookup(
        kind=Kind.REVIEW,
        wanted=wanted,
        limit=REVIEWS_OF_A_FILM,
        covered=reads.shows_all,
        film_id=film.pk,
        bases=for_whom.bases,
    )
    ids = find(lookup)
    if not ids or not _covers_more(reads, covered=reads.shows_all):
        return ids
    marked = Review.objects.filter(pk__in=ids).exclude(current__marks=[], current__title_mark=[])
    gone = _told_by_covers(list(marked.with_all_parts()), wanted, for_whom)
    return [row_id for row_id in ids if row_id not in gone]


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


# ── what is covered for this reader, and not in the index ───────────────────────────────────────


def _covers_more(reads: Reads, *, covered: bool) -> bool:
    """Whether something is covered for them that was searched: the index knows the premise."""
    return not reads.shows_all and (covered or reads.knows is Knows.NOTHING)


def _doubtful[T: (Review, Question)](rows: list[T], for_whom: ForWhom, *, covered: bool) -> list[T]:
    """The rows that may have been found by what is covered for this reader."""
    for_whom.meet(row.film for row in rows)
    return [row for row in rows if _covers_more(for_whom.reads(row.film_id), covered=covered)]


def _told_by_covers(
    rows: Sequence[Review] | Sequence[Question], wanted: Wanted, for_whom: ForWhom
) -> set[int]:
    """The keys of those rows that don't hold the words any more once they are redacted."""
    return {row.pk for row in rows if not holds(_texts(row, for_whom), wanted)}


def _answers() -> Prefetch[str, QuerySet[Answer]]:
    """The answers of questions that may be found, with what redacting them takes."""
    answers = Answer.objects.filter(state=State.PUBLISHED)
    return Prefetch("answers", answers.select_related("current", "author", "batch"))


def _texts(row: Review | Question, for_whom: ForWhom) -> list[str]:
    """The texts of a row as the reader may see them."""
    if isinstance(row, Review):
        shown = redact_review(row, for_whom.audience(row))
        return [shown.text, "" if shown.headline_covered else shown.headline or ""]
    audience = for_whom.audience(row)
    is_shut = row.current is None or title_shut(row.public_id, row.current, audience)
    title = "" if is_shut else redact_question(row, audience)
    answers = [redact_answer(one, for_whom.audience(one)).text for one in row.answers.all()]
    return [title, redact_details(row, audience).text, *answers]


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
        title=highlight(redact_question(question, audience), wanted),
        snippet=snippet(redact_details(question, audience).text, wanted),
    )
