"""Hearing of texts that come or change: each is scored before anybody can read it.

The listeners run in the transaction that writes a text, before those of the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q

from houselights.base.house import Chosen
from houselights.base.models import State
from houselights.catalogue.events import FilmChanged
from houselights.questions.events import QuestionChanged
from houselights.questions.models import (
    Answer,
    AnswerStateChange,
    Question,
    QuestionStateChange,
)
from houselights.reviews.events import ReviewChanged, ReviewErased
from houselights.reviews.models import Review
from houselights.spoilers.gathering import ROWS_AT_ONCE, model_of
from houselights.spoilers.knowledge import (
    counts_of,
    know_by_facts,
    learn,
    make_due,
    see_whether_due,
)
from houselights.spoilers.marking import apply_marks, score
from houselights.spoilers.models import FilmKnowledge, Sentence
from houselights.spoilers.rescoring import is_telling, mark_all, score_all
from houselights.spoilers.scorer.film import FilmModel
from houselights.spoilers.writings import Text


def look_at(event: ReviewChanged | QuestionChanged) -> None:
    """Score a text that is new or changed; its film is learnt anew where that is due."""
    if is_telling():
        return
    import_ = _import.get()
    if import_ is not None and import_.film_id == event.film_id:
        import_.look_at(event)
        return
    for row in _texts_in(event):
        apply_marks(row)
    if isinstance(event, QuestionChanged):
        _forget_erased(event)
    see_whether_due(event.film_id)


def look_at_film(event: FilmChanged) -> None:
    """Other facts say other things about the film's texts."""
    make_due(event.film_id)


def forget_review(event: ReviewErased) -> None:
    """Nothing is kept of an erased text, and the film is learnt without it."""
    Sentence.objects.filter(review=event.review_id).delete()
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
    yield from Question.objects.filter(pk=event.question_id).select_related("current")
    answers = Answer.objects.filter(question=event.question_id, state=State.PUBLISHED)
    yield from answers.select_related("current", "question")


def _forget_erased(event: QuestionChanged) -> None:
    """Nothing is kept of erased texts; a film that was learnt with them is learnt without them."""
    question = Q(question=event.question_id, question__state=State.ERASED)
    answer = Q(answer__question=event.question_id, answer__state=State.ERASED)
    Sentence.objects.filter(question | answer).delete()
    known = FilmKnowledge.objects.filter(film=event.film_id).first()
    if known is None:
        return
    since = {"state": State.ERASED, "at__gte": known.learnt_at}
    questions = QuestionStateChange.objects.filter(question=event.question_id, **since)
    answers = AnswerStateChange.objects.filter(answer__question=event.question_id, **since)
    if questions.exists() or answers.exists():
        make_due(event.film_id)


# ── many at once ────────────────────────────────────────────────────────────────────────────────


class _Import:
    """Texts of one film that come in one transaction: they are scored some hundred at a time."""

    def __init__(self, film_id: int) -> None:
        self.film_id = film_id
        self.heard = False
        self._model: FilmModel | None = None
        self._seen: dict[int, tuple[int | None, bool | None]] = {}  # reviews, as they were scored

    @property
    def model(self) -> FilmModel:
        """What is known of the film; asked for once."""
        if self._model is None:
            self._model = model_of(self.film_id)
        return self._model

    def look_at(self, event: ReviewChanged | QuestionChanged) -> None:
        """Score the text, and reviews that stand after it in the table and may come next."""
        self.heard = True
        if isinstance(event, QuestionChanged):
            for row in _texts_in(event):
                apply_marks(row, score(row, self.model))
        elif not self._has_seen(event.review_id):
            self._look_at_reviews_from(event.review_id)

    def _has_seen(self, review_id: int) -> bool:
        row = Review.objects.filter(pk=review_id).values_list("current", "contains_spoilers")
        return review_id in self._seen and row.first() == self._seen[review_id]

    def _look_at_reviews_from(self, review_id: int) -> None:
        rows = Review.objects.filter(film=self.film_id, pk__gte=review_id).published().with_text()
        some: list[Text] = list(rows.select_related("current").order_by("pk")[:ROWS_AT_ONCE])
        mark_all(some, score_all(some, self.model))
        for row in some:
            if isinstance(row, Review):
                self._seen[row.pk] = (row.current_id, row.contains_spoilers)


_import: ContextVar[_Import | None] = ContextVar("import_under_way", default=None)


@contextmanager
def all_at_once(film_id: int) -> Iterator[None]:
    """Let many texts of a film come together, and learn the film in the end.

    Inside the transaction that writes them. Raises what the block raises, and learns nothing then.
    """
    if not FilmKnowledge.objects.filter(film=film_id).exists():
        know_by_facts(film_id, all_scored=not counts_of(film_id)[0])
    import_ = _Import(film_id)
    token = _import.set(import_)
    try:
        yield
    finally:
        _import.reset(token)
    if import_.heard:
        learn(film_id)
