"""Hearing of texts that come or change: each is scored before anybody can read it.

The listeners run in the transaction that writes a text, before those of the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Exists, OuterRef, Q

from houselights.base.house import Chosen
from houselights.base.models import State
from houselights.catalogue.events import FilmChanged
from houselights.questions.events import CommentChanged, QuestionChanged
from houselights.questions.models import (
    Answer,
    AnswerStateChange,
    Comment,
    Question,
    QuestionStateChange,
)
from houselights.reviews.events import ReviewChanged, ReviewErased, ReviewHidden
from houselights.reviews.models import Review
from houselights.spoilers.gathering import ROWS_AT_ONCE, model_of
from houselights.spoilers.knowledge import (
    counts_of,
    learn_before,
    make_due,
    note_counts,
    see_whether_due,
)
from houselights.spoilers.marking import apply_marks, score
from houselights.spoilers.models import FilmKnowledge, Sentence
from houselights.spoilers.rescoring import is_telling, mark_all, score_all
from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.scorer.material import Writing
from houselights.spoilers.scorer.score import remembering
from houselights.spoilers.stamps import DUE
from houselights.spoilers.writings import Text


def look_at(event: ReviewChanged | QuestionChanged) -> None:
    """Score a text that is new or changed; its film is learnt anew where that is due."""
    if is_telling():
        return
    import_ = _import.get()
    if import_ is not None and import_.film_id == event.film_id:
        import_.look_at(event)
        return
    model = model_of(event.film_id)
    for row in _texts_in(event):
        apply_marks(row, score(row, model))
    if isinstance(event, QuestionChanged):
        _forget_erased(event)
        _miss_hidden(event)
    see_whether_due(event.film_id)


def look_at_comment(event: CommentChanged) -> None:
    """Score a comment that is new or changed."""
    if is_telling():
        return
    rows = Comment.objects.filter(pk=event.comment_id, state=State.PUBLISHED)
    for row in rows.select_related("current", "question"):
        apply_marks(row)


def look_at_film(event: FilmChanged) -> None:
    """Other facts say other things about the film's texts."""
    make_due(event.film_id)


def forget_review(event: ReviewErased) -> None:
    """Nothing is kept of an erased text, and the film is learnt without it."""
    Sentence.objects.filter(review=event.review_id).delete()
    make_due(event.film_id)


def miss_review(event: ReviewHidden) -> None:
    """What nobody may read any more teaches nothing either."""
    make_due(event.film_id)


def take_choice(event: Chosen) -> None:
    """What the program covers has been chosen: it goes over all films."""
    from houselights.spoilers.tasks import learn_stale  # which calls this module's neighbour

    if event.name == "program_covers":
        learn_stale.enqueue()


def _texts_in(event: ReviewChanged | QuestionChanged) -> Iterator[Text]:
    if isinstance(event, ReviewChanged):
        yield from Review.objects.filter(pk=event.review_id).select_related("current")
        return
    answers = Answer.objects.filter(question=event.question_id, state=State.PUBLISHED)
    if event.answer_id is None:
        yield from Question.objects.filter(pk=event.question_id).select_related("current")
    else:
        answers = answers.filter(pk=event.answer_id)
    yield from answers.select_related("current", "question")


def _forget_erased(event: QuestionChanged) -> None:
    """Nothing is kept of erased texts."""
    question = Q(question=event.question_id, question__state=State.ERASED)
    answer = Q(answer__question=event.question_id, answer__state=State.ERASED)
    Sentence.objects.filter(question | answer).delete()


def _miss_hidden(event: QuestionChanged) -> None:
    """A film that was learnt with texts that are hidden now is learnt without them."""
    since = Q(at__gte=OuterRef("learnt_at")) & ~Q(state=State.PUBLISHED)
    questions = QuestionStateChange.objects.filter(since, question=event.question_id)
    answers = AnswerStateChange.objects.filter(since, answer__question=event.question_id)
    known = FilmKnowledge.objects.filter(film=event.film_id).exclude(stamp__startswith=DUE)
    if known.filter(Exists(questions) | Exists(answers)).exists():
        make_due(event.film_id)


# ── many at once ────────────────────────────────────────────────────────────────────────────────


class _Import:
    """Texts of one film that come in one transaction: new reviews are scored in large parts."""

    def __init__(self, film_id: int) -> None:
        self.film_id = film_id
        self._model: FilmModel | None = None
        self._newest = Review.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        self._seen: set[int] = set()  # new reviews that are scored before they were heard of

    @property
    def model(self) -> FilmModel:
        """What is known of the film; asked for once."""
        if self._model is None:
            self._model = model_of(self.film_id)
        return self._model

    def look_at(self, event: ReviewChanged | QuestionChanged) -> None:
        """Score the text; with a new review also those that were made with it."""
        if isinstance(event, QuestionChanged) or event.review_id <= self._newest:
            for row in _texts_in(event):
                apply_marks(row, score(row, self.model))
        elif event.review_id in self._seen:
            self._seen.remove(event.review_id)
        else:
            self._look_at_new(event.review_id)

    def _look_at_new(self, review_id: int) -> None:
        rows = Review.objects.filter(film=self.film_id, pk__gte=review_id).published().with_text()
        some: list[Text] = list(rows.select_related("current").order_by("pk")[:ROWS_AT_ONCE])
        mark_all(some, score_all(some, self.model))
        self._seen.update(row.pk for row in some if row.pk != review_id)


_import: ContextVar[_Import | None] = ContextVar("import_under_way", default=None)


@contextmanager
def all_at_once(film_id: int, coming: Sequence[Writing]) -> Iterator[None]:
    """Let many texts of a film come together: `coming` are what it will be learnt from.

    A film of which they are the greater part is learnt before they come, any other one is due
    afterwards. Inside the transaction that writes them.
    """
    texts, _settled = counts_of(film_id)
    with remembering():
        if len(coming) > texts:
            learn_before(film_id, coming)
        token = _import.set(_Import(film_id))
        try:
            yield
        finally:
            _import.reset(token)
    if len(coming) > texts:
        note_counts(film_id)
    else:
        see_whether_due(film_id)
