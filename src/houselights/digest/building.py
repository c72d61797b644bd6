"""Building a film's digest: its reviews are looked through, and what they say is kept as places.

No word of a review is kept, only where it stands; so what is covered, hidden or erased later is
never shown from here.
"""

from __future__ import annotations

from collections.abc import Sequence

from houselights.base.clock import now
from houselights.base.writing import write
from houselights.catalogue.actions import wait_for_turn
from houselights.catalogue.models import Film
from houselights.digest.comparing import Titles
from houselights.digest.counting import counts_to_keep
from houselights.digest.finding import Found, Material, find_all
from houselights.digest.gathering import names_of, told_of
from houselights.digest.material import Named, Told
from houselights.digest.models import FilmDigest, Finding
from houselights.digest.topics import Background, shipped, terms_of_review
from houselights.opinions import judging
from houselights.opinions.models import SUBJECT_CHARACTERS
from houselights.reviews.models import Review
from houselights.text.words import folded_words, sentence_digest

OWN_ENGINE = 2  # to be raised whenever this room would find other things
ENGINE = 1_000 * OWN_ENGINE + judging.ENGINE
_ROWS_AT_ONCE = 500


def build(film: Film) -> None:
    """Look through all reviews of a film anew, and keep what was found and its counts.

    Reading happens outside the transaction, which stays short. What changes meanwhile makes the
    film due again.
    """
    began = now()
    with write():
        FilmDigest.objects.update_or_create(
            film=film, defaults={"changed_at": began, "is_awaited": False}
        )
    reviews = list(told_of(film))
    named = names_of(film)
    found = find_all(reviews, Material(named, _titles(film, named), _background(film, reviews)))
    with write(film.pk):
        _keep(film, found)
        rows = FilmDigest.objects.filter(film=film)
        counts = counts_to_keep(film.pk)
        rows.update(counts=counts, reviews=len(reviews), engine=ENGINE, built_at=began)
        rows.filter(changed_at=began, is_awaited=False).update(changed_at=None)


def _titles(film: Film, named: Named) -> Titles:
    """Every other film's title; where two have the same one, the older row's."""
    own = {*named.titles, named.source[1], *(name for name, _aspect in named.people)}
    known: dict[str, tuple[str, int]] = {}
    rows = Film.objects.exclude(pk=film.pk).order_by("pk")
    for pk, title, original in rows.values_list("pk", "title", "original_title"):
        for one in (title, original):
            known.setdefault(" ".join(folded_words(one)), (title, pk))
    own_keys = frozenset(" ".join(folded_words(one)) for one in [*own, *named.characters])
    return Titles({key: one for key, one in known.items() if key and key not in own_keys}, own_keys)


def _background(film: Film, reviews: Sequence[Told]) -> Background:
    """What reviews say elsewhere; those of a demo film are among the shipped ones."""
    if not film.is_demo:
        return shipped()
    counted: dict[str, int] = {}
    for told in reviews:
        for term in terms_of_review(sentence.text for sentence in told.safe):
            key = " ".join(term)
            counted[key] = counted.get(key, 0) + 1
    return shipped().without(len(reviews), counted)


def _keep(film: Film, found: Sequence[Found]) -> None:
    """Put the findings in the place of those before, of versions that are still the present ones.

    A film's writes wait for each other, so that no version is erased while its places are kept.
    """
    wait_for_turn(film.pk)
    present = Review.objects.filter(film=film).published().with_text()
    versions = dict(present.values_list("pk", "current"))
    rows = [_row(film, one) for one in found if versions.get(one.told.review) == one.told.revision]
    Finding.objects.filter(film=film).delete()
    Finding.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)


def _row(film: Film, one: Found) -> Finding:
    return Finding(
        film=film,
        review_id=one.told.review,
        revision_id=one.told.revision,
        place=one.sentence.place,
        start=one.sentence.span.start,
        end=one.sentence.span.end,
        kind=one.kind,
        subject=one.subject[:SUBJECT_CHARACTERS],
        polarity=one.polarity,
        sureness=one.sureness,
        other_id=one.other,
        digest=sentence_digest(one.sentence.text),
        is_safe=one.sentence.is_safe,
    )
