"""What a digest is made from: the sentences of a film, and what the catalogue knows by name."""

from __future__ import annotations

from collections.abc import Iterator

from houselights.base.house import choice
from houselights.catalogue.models import Film, Job
from houselights.catalogue.reads import credits_of
from houselights.digest.material import Named, Sentence, Told
from houselights.opinions.material import Aspect
from houselights.reviews.models import Review
from houselights.reviews.rights import EVERY_BASIS
from houselights.spoilers.covering import Knows
from houselights.spoilers.models import SecretTerm
from houselights.spoilers.open_sentences import open_sentences
from houselights.spoilers.redact import Audience, Mode
from houselights.text.words import folded_words

_ROWS_AT_ONCE = 200
_ASPECTS = {
    Job.DIRECTOR: Aspect.DIRECTION,
    Job.WRITER: Aspect.SCRIPT,
    Job.CAST: Aspect.ACTING,
    Job.PHOTOGRAPHY: Aspect.LOOK,
    Job.MUSIC: Aspect.MUSIC,
    Job.SOUND: Aspect.MUSIC,
}


def told_of(film: Film) -> Iterator[Told]:
    """Every published review with all of its sentences, and which of them are safe to quote.

    Also texts that only members may read: for whom a finding counts is asked when it is counted.
    """
    reviews = Review.objects.filter(film=film).published().with_text()
    rows = reviews.select_related("current", "author", "batch").order_by("pk")
    for review in rows.iterator(_ROWS_AT_ONCE):
        if review.current is not None:
            language = review.current.language
            yield Told(
                review.pk, review.current.pk, review.rating, language, list(_sentences(review))
            )


def _sentences(review: Review) -> Iterator[Sentence]:
    least = Audience(
        knows=Knows.NOTHING, bases=EVERY_BASIS, opens_parts=bool(choice("opens_parts"))
    )
    safe = {(one.place, one.span) for one in open_sentences(review, least) if not one.risky}
    for one in open_sentences(review, Audience(mode=Mode.SHOW, bases=EVERY_BASIS)):
        yield Sentence(one.place, one.span, one.text, (one.place, one.span) in safe)


def names_of(film: Film) -> Named:
    """What the catalogue and the editors know of a film."""
    found = credits_of(film)
    work = film.source_work
    terms = SecretTerm.objects.filter(film=film).exclude(state=SecretTerm.State.DECLINED)
    return Named(
        titles=[title for title in (film.title, film.original_title) if title],
        people=[
            (one.contributor.name, _ASPECTS[Job(one.job)]) for one in found if one.job in _ASPECTS
        ],
        characters=list(dict.fromkeys(one.character for one in found if one.character)),
        source=(work.kind, work.title, work.author) if work else ("", "", ""),
        secrets=frozenset(" ".join(folded_words(term.words)) for term in terms),
    )
