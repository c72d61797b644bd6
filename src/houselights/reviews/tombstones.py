"""What a review's tombstones are made of, and the texts that can't be written again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from houselights.base.errors import Refusal
from houselights.base.rawtext import RawText
from houselights.catalogue.models import Film
from houselights.removals.reads import is_removed_text, row_digest
from houselights.removals.rules import Subject
from houselights.reviews.models import Review, Revision

KIND = "review"
REVISION_KIND = "revision"


def texts_of(review: Review) -> list[Subject]:
    """Each version of the review as it is recognised; its row alone where it has no text."""
    film = _identity(review.film)
    versions = Revision.objects.filter(review=review, erased_at=None)
    said = [_parts(version) for version in versions] or [()]
    return [Subject(KIND, review.public_id, film, parts) for parts in said]


def text_of_version(revision: Revision) -> Subject:
    """One version of a review as it is recognised."""
    film = _identity(revision.review.film)
    return Subject(REVISION_KIND, version_id(revision), film, _parts(revision))


def version_id(revision: Revision) -> str:
    """What names a version in the digests: "<public id of the review>/<number>"."""
    return f"{revision.review.public_id}/{revision.number}"


def row_of(review: Review) -> str:
    """The digest that the review's tombstones are found by."""
    return row_digest(KIND, review.public_id)


def refuse_removed(review: Review, version: Revision) -> None:
    """Go on only if the moderators have not removed these words."""
    subject = Subject(KIND, "", _identity(review.film), _parts(version))
    if is_removed_text(subject):
        raise Refusal(removed_sentence(), code="removed_text")


def removed_sentence() -> str:
    """Why somebody can't write these words again, and whom to ask."""
    return _(
        "The moderators of this house have removed this very text, so it can't be published "
        "again. If you think that they were wrong, write to them: the contact page says how."
    )


def _identity(film: Film) -> tuple[str, int | None]:
    return film.title, film.year


def _parts(version: Revision) -> tuple[str, ...]:
    return tuple(opened(text) for text in (version.headline, version.body) if text)


def opened(text: RawText) -> str:
    """The words themselves, to be digested and never shown."""
    return text.open_raw()
