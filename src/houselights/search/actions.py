"""Keeping the index: each listener writes in the transaction of the change that it hears of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from houselights.accounts.models import Person
from houselights.base.models import State
from houselights.base.writing import write
from houselights.catalogue.events import FilmChanged
from houselights.catalogue.models import Credit, Film
from houselights.questions.events import QuestionChanged
from houselights.questions.models import Answer, Question
from houselights.reviews.events import ReviewChanged, ReviewHidden, RightsChanged
from houselights.reviews.models import ImportBatch, Review, ReviewQuerySet
from houselights.reviews.rights import EVERY_BASIS, Basis, basis_of
from houselights.search.models import Entry, Kind
from houselights.search.rules import words_of
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

# A PostgreSQL tsvector holds 1 MB; the words of a longer text are found up to here.
INDEXED_CHARACTERS = 200_000
ROWS_AT_ONCE = 200
# The index holds texts on every basis; `Entry.basis` says who finds them.
_OPEN = Audience(bases=EVERY_BASIS)
_EVERYTHING = Audience(mode=Mode.SHOW, bases=EVERY_BASIS)

type Advance = Callable[[int, int], None]  # (done, total)


# ── what is heard ───────────────────────────────────────────────────────────────────────────────


def index_film(event: FilmChanged) -> None:
    """A film is found by its titles, year, people and source."""
    _put(map(_film_entry, _films().filter(pk=event.film_id)))


def index_review(event: ReviewChanged) -> None:
    """A published review is found by its text, anything else not at all."""
    entries = [_review_entry(row) for row in _reviews().filter(pk=event.review_id)]
    if entries:
        _put(entries)
    else:
        _drop(Kind.REVIEW, event.review_id)


def forget_review(event: ReviewHidden) -> None:
    """A review that nobody may read is not found either."""
    _drop(Kind.REVIEW, event.review_id)


def index_rights(event: RightsChanged) -> None:
    """Texts that came in that import are found by those who may read them now."""
    batch = ImportBatch.objects.get(pk=event.batch_id)
    reviews = Review.objects.filter(batch=batch).values("pk")
    with write():
        Entry.objects.filter(kind=Kind.REVIEW, row_id__in=reviews).update(basis=basis_of(batch))
        asked = Question.objects.filter(Q(batch=batch) | Q(answers__batch=batch)).values("pk")
        _put(map(_question_entry, _questions().filter(pk__in=asked)))


def index_question(event: QuestionChanged) -> None:
    """A published question is found by its title, its details and its answers."""
    entries = [_question_entry(row) for row in _questions().filter(pk=event.question_id)]
    if entries:
        _put(entries)
    else:
        _drop(Kind.QUESTION, event.question_id)


def index_saved_person(
    instance: Person, update_fields: frozenset[str] | None = None, **_signal: Any
) -> None:
    """Accounts are saved by allauth and the admin, which announce nothing but Django's signal."""
    if update_fields and not update_fields & {"username", "name", "is_active"}:
        return  # signing in saves `last_login`
    if instance.is_active:
        _put([_person_entry(instance)])
    else:
        forget_person(instance)


def forget_person(instance: Person, **_signal: Any) -> None:
    """Somebody whose account is gone is not found."""
    _drop(Kind.PERSON, instance.pk)


# ── all of it ───────────────────────────────────────────────────────────────────────────────────


def reindex(progress: Advance) -> int:
    """Make every entry anew, in one transaction; returns how many there are."""
    with write():
        total = _films().count() + _people().count() + _reviews().count() + _questions().count()
        Entry.objects.all().delete()
        done = 0
        for entries in batched(_all_entries(), ROWS_AT_ONCE):
            _put(entries)
            done += len(entries)
            progress(done, total)
    return done


def _all_entries() -> Iterator[Entry]:
    yield from map(_film_entry, _films().iterator(ROWS_AT_ONCE))
    yield from map(_person_entry, _people().iterator(ROWS_AT_ONCE))
    yield from map(_review_entry, _reviews().iterator(ROWS_AT_ONCE))
    yield from map(_question_entry, _questions().iterator(ROWS_AT_ONCE))


# ── entries ─────────────────────────────────────────────────────────────────────────────────────


def _films() -> QuerySet[Film]:
    names = Credit.objects.select_related("contributor")
    return Film.objects.select_related("source_work").prefetch_related(Prefetch("credits", names))


def _reviews() -> ReviewQuerySet:
    return Review.objects.published().with_text().select_related("current", "author", "batch")


def _questions() -> QuerySet[Question]:
    published = Answer.objects.filter(state=State.PUBLISHED)
    answers = published.select_related("current", "author", "batch")
    rows = Question.objects.filter(state=State.PUBLISHED, merged_at=None)
    rows = rows.select_related("current", "asker", "batch")
    return rows.prefetch_related(Prefetch("answers", answers))


def _people() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True)


def _film_entry(film: Film) -> Entry:
    work = film.source_work
    about = [credit.contributor.name for credit in film.credits.all()]
    about += [str(film.year or "")] + ([work.title, work.author] if work else [])
    title = f"{film.title} {film.original_title}"
    return _entry(Kind.FILM, film.pk, film.pk, title=title, open_text=" ".join(about))


def _person_entry(person: Person) -> Entry:
    return _entry(Kind.PERSON, person.pk, None, title=f"{person.username} {person.name}")


def _review_entry(review: Review) -> Entry:
    shown, full = redact_review(review, _OPEN), redact_review(review, _EVERYTHING)
    headline = "" if shown.headline_covered else shown.headline or ""
    hidden = f"{full.headline}\n" if shown.headline_covered else ""
    return _entry(
        Kind.REVIEW,
        review.pk,
        review.film_id,
        title=headline,
        open_text=shown.text,
        covered_text=hidden + _covered(shown, full),
        basis=basis_of(review.batch),
    )


def _question_entry(question: Question) -> Entry:
    shown = [redact_details(question, _OPEN)]
    full = [redact_details(question, _EVERYTHING)]
    hidden = f"{redact_question(question, _EVERYTHING)}\n" if _is_shut(question) else ""
    answers = list(question.answers.all())
    for answer in answers:
        shown.append(redact_answer(answer, _OPEN))
        full.append(redact_answer(answer, _EVERYTHING))
    return _entry(
        Kind.QUESTION,
        question.pk,
        question.film_id,
        title="" if _is_shut(question) else redact_question(question, _OPEN),
        open_text="\n".join(part.text for part in shown),
        covered_text=hidden + "\n".join(map(_covered, shown, full)),
        basis=max(basis_of(batch) for batch in (question.batch, *(a.batch for a in answers))),
    )


def _is_shut(question: Question) -> bool:
    """Whether a question's title is covered for who knows the premise."""
    return question.current is not None and title_shut(question.public_id, question.current, _OPEN)


def _covered(shown: Shown, full: Shown) -> str:
    """The whole text where a stranger can't read all of it, so that phrases stay whole."""
    return "" if shown.text == full.text else full.text


def _entry(
    kind: Kind, row_id: int, film_id: int | None, *, basis: Basis = Basis.OPEN, **texts: str
) -> Entry:
    words = {name: " ".join(words_of(text)) for name, text in texts.items()}
    kept = {name: text[:INDEXED_CHARACTERS] for name, text in words.items()}
    return Entry(kind=kind, row_id=row_id, film_id=film_id, basis=basis, **kept)


def _put(entries: Iterable[Entry]) -> None:
    with write():
        Entry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["kind", "row_id"],
            update_fields=["film_id", "title", "open_text", "covered_text", "basis"],
        )


def _drop(kind: Kind, row_id: int) -> None:
    with write():
        Entry.objects.filter(kind=kind, row_id=row_id).delete()
