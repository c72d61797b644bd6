"""Questions with their best answers, and what somebody voted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.limits import PAGE_SIZE
from houselights.base.models import State
from houselights.base.paging import KeysetPage, Order, page
from houselights.catalogue.models import Film
from houselights.questions.citing import with_numbers
from houselights.questions.models import Answer, AnswerVote, Question
from houselights.questions.rules import AnswerText, QuestionText
from houselights.text.covers import Span, join_covers

NEWEST = Order("newest", ("-arrived", "-id"))
MOST_HELPFUL = Order("helpful", ("-place", "-id"))  # as with reviews; new ones get a look
COMPARED_QUESTIONS = 500  # the newest of a film that a new question is held against


def question_by_id(public_id: str) -> Question | None:
    """The question of that address, whatever its state, with what its page shows."""
    found = Question.objects.filter(public_id=public_id)
    parts = ("film", "current", "asker", "batch")
    original = (f"duplicate_of__{part}" for part in parts)
    return found.select_related(*parts, *original, "closed_by").first()


def answer_by_id(public_id: str) -> Answer | None:
    """The answer of that identity, whatever its state."""
    found = Answer.objects.filter(public_id=public_id)
    of_question = ("film", "current", "asker", "batch")
    return (
        with_numbers(found)
        .select_related("current", "author", "batch", *(f"question__{p}" for p in of_question))
        .first()
    )


def top_questions(film: Film, viewer: Viewer, limit: int = 5) -> list[Question]:
    """The film's most answered questions, each with its `best_answer`; two queries."""
    rows = _with_parts(Question.objects.filter(film=film).visible_to(viewer))
    return with_best_answers(rows.order_by("-answers_count", "-arrived", "-id")[:limit])


def questions_count(film: Film, viewer: Viewer) -> int:
    """How many questions about the film the viewer may see."""
    return Question.objects.filter(film=film).visible_to(viewer).count()


def questions_of(
    film: Film | None,
    viewer: Viewer,
    *,
    unanswered: bool = False,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
) -> KeysetPage[Question]:
    """One page of a film's or the whole house's questions, newest first, with best answers."""
    rows = _with_parts(Question.objects.visible_to(viewer))
    if film is not None:
        rows = rows.filter(film=film)
    if unanswered:
        rows = rows.filter(answers_count=0)
    found = page(rows, NEWEST, after=after, before=before, size=size)
    return KeysetPage(with_best_answers(found.rows), found.before, found.after)


def answers_of(
    question: Question,
    viewer: Viewer,
    *,
    order: Order = MOST_HELPFUL,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
) -> KeysetPage[Answer]:
    """One page of a question's answers in that order, without the accepted one."""
    rows = Answer.objects.filter(question=question).visible_to(viewer)
    rows = rows.select_related("current", "author", "batch")
    if question.accepted_id is not None:
        rows = rows.exclude(pk=question.accepted_id)
    return page(rows, order, after=after, before=before, size=size)


def accepted_answer(question: Question, viewer: Viewer) -> Answer | None:
    """The answer that settles the question, if the viewer may see it."""
    if question.accepted_id is None:
        return None
    rows = Answer.objects.filter(pk=question.accepted_id).visible_to(viewer)
    return rows.select_related("current", "author", "batch").first()


def with_best_answers(questions: Iterable[Question]) -> list[Question]:
    """Set `best_answer` of each question; one query for all."""
    rows = list(questions)
    best = {found.question_id: found for found in _best_answers(rows)}
    for row in rows:
        row.best_answer = best.get(row.pk)
        if row.best_answer is not None:
            row.best_answer.question = row
    return rows


def _best_answers(questions: list[Question]) -> QuerySet[Answer]:
    accepted_first = Case(
        When(pk=F("question__accepted_id"), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    answers = Answer.objects.filter(question=OuterRef("pk"), state=State.PUBLISHED)
    ranked = answers.annotate(rank=accepted_first).order_by("rank", *MOST_HELPFUL.columns)
    keys = Question.objects.filter(pk__in=[row.pk for row in questions]).annotate(
        best=Subquery(ranked.values("pk")[:1])
    )
    parts = with_numbers(Answer.objects.select_related("current", "author", "batch"))
    return parts.filter(pk__in=keys.values("best"))


def questions_to_compare(film: Film, viewer: Viewer) -> list[Question]:
    """The film's newest questions, against which a new one is held; one query."""
    rows = _with_parts(Question.objects.filter(film=film).visible_to(viewer))
    return list(rows.order_by("-arrived")[:COMPARED_QUESTIONS])


def votes_on_answers(viewer: Viewer, answer_ids: Iterable[int]) -> dict[int, bool]:
    """The viewer's votes on these answers, by answer; one query, none when signed out."""
    if not isinstance(viewer, Person):
        return {}
    mine = AnswerVote.objects.filter(voter=viewer, answer_id__in=list(answer_ids))
    return dict(mine.values_list("answer_id", "helpful"))


def source_of_question(question: Question) -> QuestionText:
    """The question as its asker typed it, for the asker's own form."""
    current = question.current
    if current is None:
        return QuestionText()
    details = join_covers(current.body.open_raw(), _spans(current.covers))
    return QuestionText(current.title.open_raw(), details, current.language)


def source_of_answer(given: Answer) -> AnswerText:
    """The answer as its writer typed it, for the writer's own form."""
    current = given.current
    if current is None:
        return AnswerText()
    body = join_covers(current.body.open_raw(), _spans(current.covers))
    return AnswerText(body, given.contains_spoilers, current.language, given.fold_locked)


def _spans(covers: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in covers)


def _with_parts(rows: QuerySet[Question]) -> QuerySet[Question]:
    return rows.select_related("current", "asker", "film", "batch")
