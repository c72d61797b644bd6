"""A film's published reviews and questions in the order of the page they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.exchange.models import PageLayout
from houselights.exchange.opened import opened
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review
from houselights.reviews.rights import Bearer, may_leave
from houselights.text.page_model import PageQuestion, PageReview


@dataclass(frozen=True, slots=True)
class Placed[R: (Review, Question)]:
    """A row and its place: the page's own where it stands there, else behind all of those."""

    position: int
    row: R


def placed_reviews(
    film: Film, layout: PageLayout | None, *, public: bool = False
) -> list[Placed[Review]]:
    """Every published review with a text: those of the page first, then as they arrived.

    With `public` only those that may leave the house.
    """
    rows = Review.objects.filter(film=film).published().with_text().with_all_parts()
    entries = layout.tokens["reviews"] if layout else []
    on_page = [public_id for public_id, _rating, _flag in entries]
    in_order = rows.order_by("arrived", "source_position", "id")
    return list(_placed(on_page, _leaving(in_order) if public else in_order))


def placed_questions(
    film: Film, layout: PageLayout | None, *, public: bool = False
) -> list[Placed[Question]]:
    """Every published question with its answers: those of the page first; `public` as above.

    One that was merged into another is among them, with the answers that were given to it, so that
    the page stays what it was.
    """
    answers = Answer.objects.filter(state=State.PUBLISHED, current__isnull=False)
    in_order = answers.order_by("source_position", "id")
    in_order = in_order.select_related("current", "author", "batch")
    rows = Question.objects.filter(film=film, state=State.PUBLISHED, current__isnull=False)
    parts = rows.select_related("current", "asker", "batch")
    moved = Prefetch("answers_moved_away", in_order)
    found = parts.prefetch_related(Prefetch("answers", in_order.filter(moved_from=None)), moved)
    found = found.order_by("arrived", "source_position", "id")
    on_page = layout.tokens["questions"] if layout else []
    return list(_placed(on_page, _leaving(found) if public else found))


def _leaving[B: Bearer](rows: Iterable[B]) -> list[B]:
    return [row for row in rows if may_leave(row)]


def _placed[R: (Review, Question)](
    on_page: Sequence[str], rows: Iterable[R]
) -> Iterator[Placed[R]]:
    place_of = {public_id: place for place, public_id in enumerate(on_page, start=1)}
    found = list(rows)
    known = [Placed(place_of[row.public_id], row) for row in found if row.public_id in place_of]
    yield from sorted(known, key=lambda placed: placed.position)
    others = [row for row in found if row.public_id not in place_of]
    for place, row in enumerate(others, start=len(on_page) + 1):
        yield Placed(place, row)


def page_review(placed: Placed[Review]) -> PageReview:
    """A review as a page holds it. A covered run, which a page can't mark, flags the whole."""
    row = placed.row
    yes, total = votes_of(row)
    revision = row.current
    has_covers = bool(row.headline_covered or (revision and revision.covers))
    return PageReview(
        position=placed.position,
        rating=row.rating,
        headline=opened(revision.headline) if revision else None,
        contains_spoilers=True if has_covers else row.contains_spoilers,
        body=(opened(revision.body) if revision else None) or "",
        helpful_yes=yes,
        helpful_total=total,
        author=author_of(row),
        written_on=row.written_on if row.author is None else row.published_at.date(),
    )


def page_question(
    placed: Placed[Question], *, public: bool = False, leave_out: Collection[Answer] = ()
) -> PageQuestion:
    """A question as a page holds it; details that the asker added have no place there."""
    revision = placed.row.current
    given = [answer for answer in answers_given(placed.row) if answer not in leave_out]
    kept = _leaving(given) if public else given
    answers = [opened(answer.current.body) for answer in kept if answer.current]
    return PageQuestion(
        position=placed.position,
        question=(opened(revision.title) if revision else None) or "",
        answers=tuple(answer for answer in answers if answer is not None),
    )


def answers_given(question: Question) -> list[Answer]:
    """The answers of a question that `placed_questions` found, as its page had them."""
    return [*question.answers.all(), *question.answers_moved_away.all()]


def votes_of(review: Review) -> tuple[int | None, int | None]:
    """Yes and total, imported and native together; None where nothing is known of any votes."""
    tally = getattr(review, "tally", None)
    if tally is None or (tally.baseline_total is None and not tally.native_total):
        return None, None
    return tally.yes, tally.total


def author_of(review: Review) -> str | None:
    """The writer's name: an account's, or as the imported page gave it."""
    return review.author.shown_name if review.author else review.author_name or None
