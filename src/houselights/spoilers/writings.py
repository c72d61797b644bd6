"""Reviews, questions, answers and comments as the scorer reads them; opens what no reader gets.

Readers and editors have a say on the sentences of a `Text`. A comment is too short for that: what
its writer does not cover the program does.
"""

from __future__ import annotations

from houselights.base.events import announce
from houselights.base.models import TextRevision
from houselights.questions.events import CommentChanged, QuestionChanged
from houselights.questions.models import Answer, Comment, Question, QuestionRevision
from houselights.reviews.events import ReviewChanged
from houselights.reviews.models import Review, Revision
from houselights.spoilers.scorer.material import Writing
from houselights.text.spans import Place

type Text = Review | Question | Answer
type Written = Text | Comment


def film_of(row: Written) -> int:
    """The id of the film that a text is about."""
    return row.question.film_id if isinstance(row, Answer | Comment) else row.film_id


def column_of(row: Text) -> str:
    """The column of `Sentence` that names such a text."""
    if isinstance(row, Review):
        return "review"
    return "question" if isinstance(row, Question) else "answer"


def words_in(revision: TextRevision) -> dict[Place, str]:
    """The text of a version by its places; a question's title counts as its headline."""
    headline = None
    if isinstance(revision, Revision):
        headline = revision.headline
    elif isinstance(revision, QuestionRevision):
        headline = revision.title
    opened = headline.open_raw() if headline else ""
    return {Place.HEADLINE: opened, Place.BODY: revision.body.open_raw()}


def writing_of(row: Written) -> Writing | None:
    """A text as the scorer takes it; None where there is none."""
    if row.current is None:
        return None
    words = words_in(row.current)
    return Writing(
        key=row.public_id,
        headline=words[Place.HEADLINE] or None,
        body=words[Place.BODY],
        language=row.current.language or None,
        flagged=None if isinstance(row, Question | Comment) else row.contains_spoilers,
    )


def tell(row: Written) -> None:
    """Announce that what readers see of a text has changed; inside `base.write`."""
    if isinstance(row, Review):
        announce(ReviewChanged(row.pk, row.film_id))
    elif isinstance(row, Question):
        announce(QuestionChanged(row.pk, row.film_id))
    elif isinstance(row, Answer):
        announce(QuestionChanged(row.question_id, film_of(row), row.pk))
    else:
        announce(CommentChanged(row.pk, film_of(row)))


def as_stored(row: Text) -> Text:
    """The text anew, with all that listeners kept since it was read."""
    if isinstance(row, Review):
        return Review.objects.select_related("current", "author").get(pk=row.pk)
    if isinstance(row, Question):
        return Question.objects.select_related("current", "asker").get(pk=row.pk)
    return Answer.objects.select_related("current", "author", "question").get(pk=row.pk)
