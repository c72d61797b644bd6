"""What is known of films: learning them from all their texts, and when that is due.

A film is learnt anew by a task when it has grown, when somebody settled sentences or terms, or when
its facts changed; until then its texts go by what was known before (see `hearing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from secrets import token_hex
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat

from houselights.base.clock import now
from houselights.base.models import State
from houselights.base.writing import write
from houselights.catalogue.models import Film
from houselights.questions.models import Question
from houselights.reviews.models import ReviewCount
from houselights.spoilers.gathering import comments_of, facts_of, settled_of, texts_of
from houselights.spoilers.models import FilmKnowledge, SecretTerm, Sentence
from houselights.spoilers.rescoring import Advance, rescore
from houselights.spoilers.scorer.film import FilmModel, learn_film, propose_terms
from houselights.spoilers.scorer.material import Writing
from houselights.spoilers.scorer.score import remembering
from houselights.spoilers.spread import spread_now
from houselights.spoilers.stamps import DUE, scores_alike, stamp_now
from houselights.spoilers.writings import writing_of

# So that several decisions in a row are learnt from at once.
PAUSE = timedelta(minutes=1)
LONGEST_TERM = 80  # characters
ENOUGH_TEXTS = 400  # to learn a film from


def _nobody_watches(_done: int, _total: int) -> None:
    """Stands in where no progress is shown."""


# ── learning ────────────────────────────────────────────────────────────────────────────────────


def learn(film_id: int, advance: Advance = _nobody_watches, *, anew: bool = False) -> None:
    """Learn the film from all that there is; score its texts where that makes a difference.

    `anew` scores them in any case. What changes is announced. Reading and scoring happen outside
    the transactions, which stay short, unless the caller has one open.
    """
    stamp, mine, began = stamp_now(), f"learning {token_hex(8)}", now()
    known = FilmKnowledge.objects.filter(film_id=film_id).first()
    with write(film_id):  # so that whatever happens from here on makes it due again
        FilmKnowledge.objects.filter(film_id=film_id).update(stamp=mine)
    rows = list(texts_of(film_id))
    counts = counts_of(film_id)
    with remembering():
        model = _learnt(film_id, [writing for row in rows if (writing := writing_of(row))])
        _keep(film_id, model, mine, counts, began)
        before = known and (scores_alike(known.stamp, stamp), FilmModel.from_json(known.model))
        if anew or before != (True, model):
            rescore(film_id, [*rows, *comments_of(film_id)], model, advance)
    with write(film_id):  # unless it has become due again meanwhile
        FilmKnowledge.objects.filter(film_id=film_id, stamp=mine).update(stamp=stamp)


def learn_before(film_id: int, coming: Sequence[Writing]) -> None:
    """Learn a film from texts that are about to come, so that they are scored by that at once.

    What it has already is scored anew by a task. Inside the transaction that brings them.
    """
    rows = list(texts_of(film_id))
    writings = [writing for row in rows if (writing := writing_of(row))]
    stamp = DUE if rows else stamp_now()
    _keep(film_id, _learnt(film_id, [*writings, *coming]), stamp, counts_of(film_id))
    if rows:
        _enqueue(film_id)


def note_counts(film_id: int) -> None:
    """What is there now is what the film is learnt from."""
    texts, settled = counts_of(film_id)
    FilmKnowledge.objects.filter(film_id=film_id).update(texts=texts, settled=settled)


def _learnt(film_id: int, writings: Sequence[Writing]) -> FilmModel:
    """The model from some of the texts, where they are very many.

    From all over the list, and with all of which somebody settled a sentence.
    """
    settled = settled_of(film_id)
    decided = {one.key for one in settled}
    step = ceil(len(writings) / ENOUGH_TEXTS)
    some = [one for n, one in enumerate(writings) if not n % step or one.key in decided]
    words, films = spread_now()
    return learn_film(facts_of(film_id), some, settled, spread=words, films=films)


def _keep(
    film_id: int,
    model: FilmModel,
    stamp: str,
    counts: tuple[int, int],
    began: datetime | None = None,
) -> None:
    """`began`: when a task began to read the texts; it has set its stamp then, which may be due."""
    texts, settled = counts
    learnt = {"model": model.to_json(), "texts": texts, "settled": settled}
    learnt |= {"learnt_at": began or now()}
    stamped = learnt | {"stamp": stamp}
    with write(film_id):
        FilmKnowledge.objects.update_or_create(
            film_id=film_id, defaults=learnt if began else stamped, create_defaults=stamped
        )
        _offer_terms(film_id, propose_terms(model))


def _offer_terms(film_id: int, words: Sequence[str]) -> None:
    """Propose these secret terms; those on which an editor decided stay as they are."""
    proposed = SecretTerm.objects.filter(film=film_id, state=SecretTerm.State.PROPOSED)
    proposed.exclude(words__in=words).delete()
    SecretTerm.objects.bulk_create(
        [SecretTerm(film_id=film_id, words=term) for term in words if len(term) <= LONGEST_TERM],
        ignore_conflicts=True,
    )


# ── due ─────────────────────────────────────────────────────────────────────────────────────────


def counts_of(film_id: int) -> tuple[int, int]:
    """How many published texts a film has, and what was settled about them as one number.

    One query.
    """
    rows = Film.objects.filter(pk=film_id).annotate(
        texts_now=_texts("pk"), settled_now=_settled("pk")
    )
    return rows.values_list("texts_now", "settled_now").first() or (0, 0)


def _texts(film: str) -> Combinable:
    """How many texts, for a query whose column `film` holds the film's id."""
    reviews = ReviewCount.objects.filter(film=OuterRef(film))
    asked = Question.objects.filter(film=OuterRef(film), state=State.PUBLISHED)
    questions = _together(asked, Count("pk") + Sum("answers_count"))
    return _together(reviews, Sum("reviews")) + questions


def _settled(film: str) -> Combinable:
    """How many sentences were settled, alike.

    What gives something away counts twice, so that a decision that turns round counts, too.
    """
    settled = Sentence.objects.filter(film=OuterRef(film), gives_away__isnull=False)
    return _together(settled, Count("pk") + Count("pk", filter=Q(gives_away=True)))


def _together(rows: QuerySet[Any], sum_of: Combinable) -> Combinable:
    """One number of all rows of a film, 0 without any."""
    sums = rows.order_by().values("film").annotate(together=sum_of).values("together")
    return Coalesce(Subquery(sums), 0)


def make_due(film_id: int) -> None:
    """Let a film that is known be learnt anew soon, by one task however often this is said."""
    with write(film_id):
        known = FilmKnowledge.objects.filter(film=film_id).exclude(stamp__startswith=DUE)
        if known.update(stamp=Concat(Value(DUE), "stamp")):
            _enqueue(film_id)


def see_whether_due(film_id: int) -> None:
    """Let a film be learnt anew soon where enough has come, or anything gone or was settled since.

    One query where it is not due.
    """
    rows = FilmKnowledge.objects.filter(film=film_id).annotate(
        texts_now=_texts("film"), settled_now=_settled("film")
    )
    found = rows.values_list("stamp", "texts", "settled", "texts_now", "settled_now").first()
    if found is None:
        # Texts from before there was a scorer, if there are any, are scored when it is learnt.
        stamp = DUE + (stamp_now() if counts_of(film_id)[0] <= 1 else "")
        _keep(film_id, learn_film(facts_of(film_id), ()), stamp, (0, 0))
        _enqueue(film_id)
        return
    stamp, texts, settled, texts_now, settled_now = found
    more = texts_now - texts
    if not stamp.startswith(DUE) and (settled != settled_now or _are_enough(more, texts)):
        make_due(film_id)


def _are_enough(more: int, texts: int) -> bool:
    """Whether so many more texts are worth learning anew; what was taken away teaches nothing."""
    return more < 0 or more >= enough_more(texts)


def enough_more(texts: int) -> int:
    """How many more texts make a film worth learning anew that was learnt from so many.

    A fifth, at most five; of a film with very many texts one in fifty.
    """
    return max(1, min(ceil(texts / 5), max(5, ceil(texts / 50))))


def _enqueue(film_id: int) -> None:
    from houselights.spoilers.tasks import learn_film as task  # which calls this module

    task.using(run_after=now() + PAUSE).enqueue(film_id)
