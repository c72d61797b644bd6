"""Sentences of reviews that answers quote: by where they stand in a version, never as words.

A citation belongs to one version of an answer. What of it may be shown, and to whom, the room
`spoilers` says (`spoilers.quoting`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from houselights.base.errors import Invalid
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, AnswerRevision, Citation, Question
from houselights.questions.rules import Picked
from houselights.reviews.events import ReviewErased, ReviewVersionErased
from houselights.reviews.models import Review, Revision
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span
from houselights.text.words import folded_words, sentence_digest

_PARTS = ("review__current", "review__author", "review__batch", "revision")


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def cite(
    revision: AnswerRevision | None,
    picked: Sequence[Picked] | None,
    *,
    film: Film,
    before: AnswerRevision | None = None,
) -> None:
    """Have a new version of an answer quote these sentences; None: what the one before it quoted.

    What was quoted before stays whatever has become of it. A new one must be a sentence of a
    published review of the film; Invalid says so of the field `cites`. Inside `base.write`.
    """
    if revision is None:
        return
    kept = {picked_of(one): one for one in _citations_of(before)}
    wanted = list(kept) if picked is None else list(dict.fromkeys(picked))
    new = {
        picked_of(one): one for one in found_in(film, [one for one in wanted if one not in kept])
    }
    rows = [kept.get(one) or new.get(one) for one in wanted]
    if None in rows:
        raise Invalid({"cites": _("A sentence that you picked is gone. Pick another one.")})
    Citation.objects.bulk_create(
        _copy(one, revision, number) for number, one in enumerate(filter(None, rows), start=1)
    )


def _copy(one: Citation, revision: AnswerRevision, number: int) -> Citation:
    return Citation(
        answer_revision=revision,
        number=number,
        review=one.review,
        revision=one.revision,
        place=one.place,
        start=one.start,
        end=one.end,
        digest=one.digest,
    )


def is_new(revision: AnswerRevision | None, picked: Sequence[Picked] | None) -> bool:
    """Whether these are other sentences than that version of an answer quotes."""
    if picked is None:
        return False
    return list(dict.fromkeys(picked)) != [picked_of(one) for one in _citations_of(revision)]


def found_in(film: Film, picked: Collection[Picked]) -> list[Citation]:
    """Those of the picked sentences that stand in published reviews of the film; not saved.

    One query, none where nothing is picked.
    """
    if not picked:
        return []
    versions = Revision.objects.filter(
        review__public_id__in={one.review for one in picked},
        review__film=film,
        review__state=State.PUBLISHED,
        erased_at=None,
        number__in={one.version for one in picked},
    ).select_related("review__current", "review__author", "review__batch")
    by_name = {(one.review.public_id, one.number): one for one in versions}
    found = ((one, by_name.get((one.review, one.version))) for one in picked)
    return [_citation(one, version) for one, version in found if version and _holds(version, one)]


def _citation(one: Picked, version: Revision) -> Citation:
    words = text_at(version, one.place)[one.span.start : one.span.end]
    return Citation(
        review=version.review,
        revision=version,
        place=one.place,
        start=one.span.start,
        end=one.span.end,
        digest=sentence_digest(words),
    )


def _holds(version: Revision, one: Picked) -> bool:
    text = text_at(version, one.place)
    is_sentence = one.span in split_sentences(text, version.language or None)
    return is_sentence and bool(folded_words(text[one.span.start : one.span.end]))


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def citations_in(revisions: Collection[int]) -> list[Citation]:
    """What those versions of answers quote, in order, with the reviews as they are now. One query.

    `revisions` are their keys.
    """
    rows = Citation.objects.filter(answer_revision__in=revisions).select_related(*_PARTS)
    return list(rows.order_by("answer_revision", "number")) if revisions else []


def _citations_of(revision: AnswerRevision | None) -> list[Citation]:
    """What a version quotes, without what has been erased."""
    rows = citations_in([revision.pk]) if revision and revision.pk else []
    return [one for one in rows if one.review and one.revision]


def picked_of(one: Citation) -> Picked:
    """A citation as somebody picks it; its review must not be erased."""
    review, version = one.review, one.revision
    public_id, number = (review.public_id, version.number) if review and version else ("", 0)
    return Picked(public_id, number, Place(one.place), Span(one.start, one.end))


def text_at(version: Revision, place: Place) -> str:
    """The stored text of a version at that place, opened; never for readers."""
    stored = version.body if place is Place.BODY else version.headline
    return str(stored.open_raw()) if stored else ""


def standing(version: Revision) -> Iterator[tuple[str, Place, Span]]:
    """The sentences of a version: their digests, and where each stands; the headline's come last.

    A digest is that of the sentence as it is stored, with its mark-up.
    """
    for place in (Place.BODY, Place.HEADLINE):
        text = text_at(version, place)
        for span in split_sentences(text, version.language or None):
            yield sentence_digest(text[span.start : span.end]), place, span


def find_in(version: Revision, digest: str) -> tuple[Place, Span] | None:
    """Where a version has the sentence of that digest."""
    return next(((place, span) for one, place, span in standing(version) if one == digest), None)


def with_numbers(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Answers with `cited`: how many reviews that may still be read each of them quotes."""
    quoted = Citation.objects.filter(
        answer_revision=OuterRef("current"), review__state=State.PUBLISHED
    )
    by_version = quoted.order_by().values("answer_revision")
    numbers = by_version.annotate(number=Count("review", distinct=True)).values("number")
    number = Coalesce(Subquery(numbers), 0)
    return answers.annotate(cited=number)  # type: ignore[no-redef]


def quoting(review: Review, most: int) -> tuple[list[Question], int]:
    """The newest questions of which an answer quotes the review, and how many there are.

    One query. What is withheld, or was quoted in an earlier version only, does not count.
    """
    answers = Answer.objects.filter(state=State.PUBLISHED, current__citations__review=review)
    rows = Question.objects.filter(state=State.PUBLISHED, pk__in=answers.values("question"))
    rows = rows.select_related("current", "film", "asker", "batch")
    found = list(rows.annotate(all=Window(Count("pk"))).order_by("-arrived", "-id")[:most])
    return [*found], found[0].all if found else 0


# ── forgetting ──────────────────────────────────────────────────────────────────────────────────

_NOTHING = {"start": 0, "end": 0, "digest": ""}


def forget_review(event: ReviewErased) -> None:
    """Nothing is kept of an erased text: its citations only say that there was one."""
    rows = Citation.objects.filter(review=event.review_id)
    rows.update(review=None, revision=None, **_NOTHING)


def forget_version(event: ReviewVersionErased) -> None:
    """What was quoted from an erased version is found in the present one, or forgotten."""
    rows = Citation.objects.filter(revision=event.revision_id).exclude(digest="")
    for one in rows.select_related("review__current"):
        current = one.review.current if one.review else None
        at = find_in(current, one.digest) if current else None
        if at:
            one.revision, (one.place, (one.start, one.end)) = current, at
        else:
            one.start, one.end, one.digest = 0, 0, ""
        one.save()
