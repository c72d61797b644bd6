"""How the demo house goes away: all that is invented goes, what people of the house wrote stays.

Rows are deleted and not marked as removed: nobody wrote them, so nobody's removal has to be
remembered, and loading the demo house again brings them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from houselights.accounts.models import Person
from houselights.base.events import announce
from houselights.base.house import choose
from houselights.base.writing import write
from houselights.catalogue.actions import remove_film
from houselights.catalogue.models import Film
from houselights.moderation.models import LogEntry, Report
from houselights.questions import counters as question_counters
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews import counters
from houselights.reviews.events import ReviewHidden
from houselights.reviews.models import Draft, ImportBatch, Review
from houselights.spoilers.knowledge import make_due

type Progress = Callable[[int, int], None]


def _nobody_watches(_done: int, _total: int) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes with the demo house, and what stays."""

    gone: list[Film]
    kept: list[Film]  # since people of this house wrote about them
    reviews: int
    people: int


def leaving() -> Leaving:
    """What `remove` would do now; writes nothing."""
    films = list(Film.objects.filter(is_demo=True).order_by("sort_title", "pk"))
    kept = [film for film in films if _others_wrote_about(film)]
    return Leaving(
        gone=[film for film in films if film not in kept],
        kept=kept,
        reviews=Review.objects.filter(author__is_demo=True).count(),
        people=Person.objects.filter(is_demo=True).count(),
    )


def remove(progress: Progress = _nobody_watches) -> list[Film]:
    """Take the demo house away, whole or not at all; `progress` hears (done, total).

    Returns the films that stay, with what people of this house wrote about them. An invented
    question or answer below which one of them wrote stays above that, and its writer with it.
    """
    with write():
        plan = leaving()
        films = [*plan.gone, *plan.kept]
        for done, film in enumerate(films, start=1):
            _empty(film) if film in plan.kept else _remove_film(film)
            progress(done, len(films))
        wrote_nothing = {"reviews": None, "questions": None, "answers": None, "comments": None}
        Person.objects.filter(is_demo=True, **wrote_nothing).delete()
        choose("demonstration", Film.objects.filter(is_demo=True).exists())
    return plan.kept


def _others_wrote_about(film: Film) -> bool:
    """Whether anybody but the invented people did: here, in a draft, or on an imported page."""
    written = (
        Review.objects.filter(film=film).exclude(author__is_demo=True),
        Question.objects.filter(film=film).exclude(asker__is_demo=True),
        Answer.objects.filter(question__film=film).exclude(author__is_demo=True),
        Comment.objects.filter(question__film=film).exclude(author__is_demo=True),
        Draft.objects.filter(film=film, person__is_demo=False),
    )
    return any(rows.exists() for rows in written)


def _remove_film(film: Film) -> None:
    _remove_texts(
        film,
        Review.objects.filter(film=film),
        Question.objects.filter(film=film),
        Answer.objects.filter(question__film=film),
        Comment.objects.filter(question__film=film),
    )
    remove_film(film)


def _empty(film: Film) -> None:
    """Take what is invented off a film that stays; with nothing invented left it is like any."""
    with write(film.pk):
        answers = Answer.objects.filter(question__film=film)
        comments = Comment.objects.filter(question__film=film)
        answered = answers.exclude(author__is_demo=True).values("question")
        others = comments.exclude(author__is_demo=True)
        above = others.filter(answer__isnull=False).values("answer")
        asked = Question.objects.filter(film=film, asker__is_demo=True)
        _remove_texts(
            film,
            Review.objects.filter(film=film, author__is_demo=True),
            asked.exclude(pk__in=answered).exclude(pk__in=others.values("question")),
            answers.filter(author__is_demo=True).exclude(pk__in=above),
            comments.filter(author__is_demo=True),
        )
        make_due(film.pk)
        ImportBatch.objects.filter(film=film, reviews=None, questions=None, answers=None).delete()
        film.is_demo = asked.exists()
        film.save(update_fields=["is_demo"])


def _remove_texts(
    film: Film,
    reviews: Iterable[Review],
    questions: Iterable[Question],
    answers: Iterable[Answer],
    comments: Iterable[Comment],
) -> None:
    """From below: a question that stays is counted without the answers that go."""
    for comment in list(comments):
        _remove_comment(comment)
    for given in list(answers):
        _remove_answer(given)
    for question in list(questions):
        _remove_question(question)
    for review in list(reviews):
        _remove_review(film, review)


# Present revisions are protected from being deleted alone, so each text lets go of its own first.


def _remove_comment(comment: Comment) -> None:
    _forget_reports(comment.public_id)
    Comment.objects.filter(pk=comment.pk).update(current=None)
    comment.delete()


def _remove_answer(given: Answer) -> None:
    question = given.question
    _forget_reports(given.public_id)
    Answer.objects.filter(pk=given.pk).update(current=None)
    given.delete()
    question.refresh_from_db()  # the accepted answer may be the one that went
    question_counters.recount(question)
    question.save(update_fields=["answers_count"])
    announce(QuestionChanged(question.pk, question.film_id))


def _remove_question(question: Question) -> None:
    _forget_reports(question.public_id)
    number = question.pk
    Question.objects.filter(pk=number).update(current=None)
    question.delete()
    announce(QuestionChanged(number, question.film_id))


def _remove_review(film: Film, review: Review) -> None:
    _forget_reports(review.public_id)
    counters.move(film.pk, counters.counted(review), None)
    announce(ReviewHidden(review.pk, film.pk))
    Review.objects.filter(pk=review.pk).update(current=None)
    review.delete()


def _forget_reports(public_id: str) -> None:
    Report.objects.filter(subject_id=public_id).delete()
    LogEntry.objects.filter(subject_id=public_id).delete()
