"""The texts that can be reported: what a kind and a public id name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from houselights.accounts.reads import Viewer
from houselights.catalogue.models import Film
from houselights.moderation.models import Kind, Subject
from houselights.questions.comments import comment_by_id, comments_by_ids
from houselights.questions.models import Answer, Comment, Question
from houselights.questions.reads import answer_by_id, question_by_id
from houselights.reviews.models import Review
from houselights.reviews.reads import review_by_public_id

type Text = Review | Question | Answer | Comment
type Named = tuple[str, str]  # kind and public id

# The kinds as they stand within a sentence: "your report of an answer about …".
IN_WORDS = {
    Kind.REVIEW.value: _("a review"),
    Kind.QUESTION.value: _("a question"),
    Kind.ANSWER.value: _("an answer"),
    Kind.COMMENT.value: _("a comment"),
}

_FINDERS = {
    Kind.REVIEW: review_by_public_id,
    Kind.QUESTION: question_by_id,
    Kind.ANSWER: answer_by_id,
    Kind.COMMENT: comment_by_id,
}


def subject(kind: str, public_id: str) -> Text | None:
    """The text of that name, whatever its state; None where there is none."""
    finder = _FINDERS.get(Kind(kind)) if kind in Kind.values else None
    return finder(public_id) if finder else None


def subject_of(row: Subject) -> Text | None:
    """The text that a report or a log entry is about; None once it is gone from the house."""
    return subject(row.kind, row.subject_id)


def kind_of(row: Text) -> str:
    """What the text is: one of `Kind`."""
    if isinstance(row, Review):
        return Kind.REVIEW.value
    if isinstance(row, Question):
        return Kind.QUESTION.value
    return Kind.ANSWER.value if isinstance(row, Answer) else Kind.COMMENT.value


def film_of(row: Text) -> Film:
    """The film that the text is about."""
    return row.question.film if isinstance(row, Answer | Comment) else row.film


def is_shown_to(row: Text, viewer: Viewer) -> bool:
    """Whether the viewer meets the text on its page; it stands and falls with what it is below.

    What is folded for members only counts as shown: its headline and its writer are.
    """
    if isinstance(row, Review):
        return Review.objects.filter(pk=row.pk).visible_to(viewer).exists()
    if isinstance(row, Question):
        return Question.objects.filter(pk=row.pk).visible_to(viewer).exists()
    if isinstance(row, Answer):
        answers = Answer.objects.filter(pk=row.pk).visible_to(viewer)
        return answers.exists() and is_shown_to(row.question, viewer)
    comments = Comment.objects.filter(pk=row.pk).visible_to(viewer)
    return comments.exists() and is_shown_to(row.below, viewer)


def subjects(named: set[Named]) -> dict[Named, Text]:
    """Those of the named texts that are in the house, whatever their state; four queries."""
    ids: dict[str, set[str]] = {kind: set() for kind in Kind.values}
    for kind, public_id in named:
        ids[kind].add(public_id)
    reviews = Review.objects.with_all_parts().select_related("film")
    questions = Question.objects.select_related("film", "current", "asker", "batch")
    answers = Answer.objects.select_related(
        "question__film", "question__current", "current", "author", "batch"
    )
    rows: list[Text] = [
        *reviews.filter(public_id__in=ids[Kind.REVIEW]),
        *questions.filter(public_id__in=ids[Kind.QUESTION]),
        *answers.filter(public_id__in=ids[Kind.ANSWER]),
        *comments_by_ids(ids[Kind.COMMENT]),
    ]
    return {(kind_of(row), row.public_id): row for row in rows}
