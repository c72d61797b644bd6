"""Learning what gives a film away from all its texts, and scoring each text that comes or changes.

No reader meets a text that is not scored: `look_at` hears of a text in the transaction that writes
it, before the search does. A film is learnt anew by a task when it has grown, when somebody settled
sentences or terms, or when its facts changed; until then its texts go by what was known before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from itertools import batched, groupby
from math import ceil
from secrets import token_hex

from django.db.models import Count, Q, QuerySet, Sum

from houselights.base.clock import now
from houselights.base.house import Chosen, choice
from houselights.base.models import State
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.catalogue.events import FilmChanged
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, Question
from houselights.reviews.events import ReviewChanged, ReviewErased
from houselights.reviews.models import Review, ReviewCount
from houselights.spoilers.anchors import Anchors
from houselights.spoilers.gathering import (
    ROWS_AT_ONCE,
    facts_of,
    model_of,
    settled_of,
    texts_of,
)
from houselights.spoilers.marking import Rules, apply_marks, mark_row, save_marks
from houselights.spoilers.models import FilmKnowledge, SecretTerm, Sentence
from houselights.spoilers.scorer.film import FilmModel, learn_film, propose_terms
from houselights.spoilers.scorer.material import Scored, Writing
from houselights.spoilers.scorer.score import score_writing
from houselights.spoilers.spread import spread_now
from houselights.spoilers.stamps import DUE, same_scorer, stamp_now
from houselights.spoilers.writings import Text, column_of, tell, writing_of

# A film that has grown by this share of its texts is learnt anew, and in any case by so many texts
# after a day (`spoilers.upkeep`).
GROWTH = 0.2
# So that several decisions in a row are learnt from at once.
PAUSE = timedelta(minutes=1)

LONGEST_TERM = 80  # characters

type Advance = Callable[[int, int], None]  # (done, total)

_at_once: ContextVar[dict[int, list[ReviewChanged | QuestionChanged]] | None] = ContextVar(
    "films_whose_texts_come_at_once", default=None
)


def _nobody_watches(_done: int, _total: int) -> None:
    """Stands in where no progress is shown."""


# ── learning ────────────────────────────────────────────────────────────────────────────────────


def learn(film_id: int, advance: Advance = _nobody_watches) -> None:
    """Learn the film from all that there is, score all its texts, and announce what changed.

    Reading and scoring happen outside the transactions, which stay short, unless the caller has
    one open. A text that changes meanwhile is scored by `look_at`.
    """
    stamp, mine = stamp_now(), f"learning {token_hex(8)}"
    texts = _with_writings(texts_of(film_id))
    counts = counts_of(film_id)
    model = _model(film_id, [writing for _row, writing in texts], stamp)
    with write(film_id):
        FilmKnowledge.objects.update_or_create(
            film_id=film_id,
            defaults={
                "model": model.to_json(),
                "stamp": mine,
                "texts": counts[0],
                "settled": counts[1],
                "learnt_at": now(),
            },
        )
        _offer_terms(film_id, propose_terms(model))
    _mark(film_id, texts, model, advance)
    with write(film_id):  # unless it has become due again meanwhile
        FilmKnowledge.objects.filter(film_id=film_id, stamp=mine).update(stamp=stamp)


def _model(film_id: int, writings: Sequence[Writing], stamp: str) -> FilmModel:
    """What is known already where only the house's choice changed, else learnt from everything."""
    known = FilmKnowledge.objects.filter(film_id=film_id).first()
    if known is not None and known.stamp != stamp and same_scorer(known.stamp, stamp):
        return FilmModel.from_json(known.model)
    words, films = spread_now()
    return learn_film(facts_of(film_id), writings, settled_of(film_id), spread=words, films=films)


def _offer_terms(film_id: int, words: Sequence[str]) -> None:
    """Propose these secret terms; those on which an editor decided stay as they are."""
    proposed = SecretTerm.objects.filter(film=film_id, state=SecretTerm.State.PROPOSED)
    proposed.exclude(words__in=words).delete()
    SecretTerm.objects.bulk_create(
        [SecretTerm(film_id=film_id, words=term) for term in words if len(term) <= LONGEST_TERM],
        ignore_conflicts=True,
    )


def _with_writings(rows: Iterable[Text]) -> list[tuple[Text, Writing]]:
    return [(row, writing) for row in rows if (writing := writing_of(row))]


def _mark(
    film_id: int,
    texts: Sequence[tuple[Text, Writing]],
    model: FilmModel,
    advance: Advance = _nobody_watches,
) -> None:
    """Score these texts, keep their marks, and announce those that changed."""
    done = 0
    for some in _alike(texts):
        with _quiet(film_id):
            _mark_some(film_id, some, model)
        done += len(some)
        advance(done, len(texts))


def _alike(texts: Sequence[tuple[Text, Writing]]) -> Iterator[list[tuple[Text, Writing]]]:
    """Some texts of one kind at a time."""
    for _kind, run in groupby(texts, key=lambda text: type(text[0])):
        yield from map(list, batched(run, ROWS_AT_ONCE))


def _mark_some(film_id: int, texts: Sequence[tuple[Text, Writing]], model: FilmModel) -> None:
    scored = {row.pk: score_writing(writing, model) for row, writing in texts}
    versions = {row.pk: row.current.pk for row, _writing in texts if row.current}
    with write(film_id):
        wait_for_turn(film_id)
        rows = [row for row in _as_now(texts) if row.current and versions[row.pk] == row.current.pk]
        changed = _mark_rows(rows, scored)
        save_marks([row.current for row in changed if row.current])
        for row in _each_once(changed):
            tell(row)


def _as_now(texts: Sequence[tuple[Text, Writing]]) -> list[Text]:
    kind, keys = type(texts[0][0]), [row.pk for row, _writing in texts]
    rows: QuerySet[Review] | QuerySet[Question] | QuerySet[Answer]
    if kind is Review:
        rows = Review.objects.filter(pk__in=keys).select_related("current")
    elif kind is Question:
        rows = Question.objects.filter(pk__in=keys).select_related("current")
    else:
        rows = Answer.objects.filter(pk__in=keys).select_related("current", "question")
    return list(rows)


def _mark_rows(rows: Sequence[Text], scored: dict[int, list[Scored]]) -> list[Text]:
    """Set the marks of these rows of one kind, not saved; those that got other ones."""
    if not rows:
        return []
    said = Sentence.objects.filter(**{f"{column_of(rows[0])}__in": [row.pk for row in rows]})
    anchors, rules = Anchors.of(said), Rules(choice("program_covers"))
    return [row for row in rows if mark_row(row, scored[row.pk], anchors, rules)]


def _each_once(rows: Iterable[Text]) -> list[Text]:
    """Answers to one question are announced as that question, and only once."""
    return list(
        {row.question_id if isinstance(row, Answer) else row.pk: row for row in rows}.values()
    )


# ── hearing of texts ────────────────────────────────────────────────────────────────────────────


def look_at(event: ReviewChanged | QuestionChanged) -> None:
    """Score a text that is new or changed; its film is learnt anew where that is due."""
    gathered = _at_once.get()
    if gathered is not None and event.film_id in gathered:
        gathered[event.film_id].append(event)
        return
    for row in _texts_in(event):
        apply_marks(row)
    if isinstance(event, QuestionChanged):
        _forget_erased_answers(event)
    _see_whether_due(event.film_id)


def look_at_film(event: FilmChanged) -> None:
    """Other facts say other things about the film's texts."""
    make_due(event.film_id)


def forget_review(event: ReviewErased) -> None:
    """Nothing is kept of an erased text, and the film is learnt without it."""
    Sentence.objects.filter(review=event.review_id).delete()
    make_due(event.film_id)


def take_choice(event: Chosen) -> None:
    """What the program covers has been chosen: it goes over all films."""
    from houselights.spoilers.tasks import learn_stale  # which calls this module

    if event.name == "program_covers":
        learn_stale.enqueue()


@contextmanager
def all_at_once(film_id: int) -> Iterator[None]:
    """Let many texts of a film come without a look at each; in the end all are looked at.

    A film of which they are the greater part is learnt at once. Inside the transaction that writes
    them. Raises what the block raises, and looks at nothing then.
    """
    with _quiet(film_id) as heard:
        yield
    events = list(dict.fromkeys(heard))
    known = FilmKnowledge.objects.filter(film=film_id).values_list("texts", flat=True).first() or 0
    if len(events) > known:
        learn(film_id)
    elif events:
        rows = (row for event in events for row in _texts_in(event))
        _mark(film_id, _with_writings(rows), model_of(film_id))
        _see_whether_due(film_id)


@contextmanager
def _quiet(film_id: int) -> Iterator[list[ReviewChanged | QuestionChanged]]:
    """Only gather what is announced of the film's texts, and give it to the caller."""
    heard: list[ReviewChanged | QuestionChanged] = []
    token = _at_once.set({**(_at_once.get() or {}), film_id: heard})
    try:
        yield heard
    finally:
        _at_once.reset(token)


def _texts_in(event: ReviewChanged | QuestionChanged) -> Iterator[Text]:
    if isinstance(event, ReviewChanged):
        yield from Review.objects.filter(pk=event.review_id).select_related("current")
        return
    yield from Question.objects.filter(pk=event.question_id).select_related("current")
    answers = Answer.objects.filter(question=event.question_id, state=State.PUBLISHED)
    yield from answers.select_related("current", "question")


def _forget_erased_answers(event: QuestionChanged) -> None:
    question = Q(question=event.question_id, question__state=State.ERASED)
    answer = Q(answer__question=event.question_id, answer__state=State.ERASED)
    if Sentence.objects.filter(question | answer).delete()[0]:
        make_due(event.film_id)


# ── due ─────────────────────────────────────────────────────────────────────────────────────────


def counts_of(film_id: int) -> tuple[int, int]:
    """How many published texts a film has, and what was settled about them as one number."""
    reviews = ReviewCount.objects.filter(film=film_id).aggregate(n=Sum("reviews"))["n"] or 0
    asked = Question.objects.filter(film=film_id, state=State.PUBLISHED)
    questions = asked.aggregate(n=Count("pk"), answers=Sum("answers_count"))
    settled = Sentence.objects.filter(film=film_id, gives_away__isnull=False).aggregate(
        given=Count("pk", filter=Q(gives_away=True)), all=Count("pk")
    )
    texts = reviews + questions["n"] + (questions["answers"] or 0)
    # What gives something away counts twice, so that a decision that turns round counts, too.
    return texts, settled["all"] + settled["given"]


def make_due(film_id: int) -> None:
    """Let a film that is known be learnt anew soon, by one task however often this is said."""
    with write(film_id):
        if FilmKnowledge.objects.filter(film=film_id).exclude(stamp=DUE).update(stamp=DUE):
            _enqueue(film_id)


def _enqueue(film_id: int) -> None:
    from houselights.spoilers.tasks import learn_film  # which calls this module

    learn_film.using(run_after=now() + PAUSE).enqueue(film_id)


def _see_whether_due(film_id: int) -> None:
    known = FilmKnowledge.objects.filter(film=film_id).values_list("texts", "settled").first()
    if known is None:
        model = learn_film(facts_of(film_id), ())
        FilmKnowledge.objects.create(film_id=film_id, model=model.to_json(), stamp=DUE)
        _enqueue(film_id)
        return
    texts, settled = counts_of(film_id)
    if settled != known[1] or texts - known[0] >= enough_more(known[0]):
        make_due(film_id)


def enough_more(texts: int) -> int:
    """How many more texts make a film worth learning anew that was learnt from so many.

    A fifth, at most five; of a film with very many texts one in fifty.
    """
    return max(1, min(ceil(texts / 5), max(5, ceil(texts / 50))))
