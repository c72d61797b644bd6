"""The sentence that a review's address names: where it stands now, and its mark on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.safestring import SafeString, mark_safe

from houselights.questions.citing import standing, text_at
from houselights.reviews.models import Review, Revision
from houselights.spoilers.redact import Audience, Shown, redact_review
from houselights.text.markup import MARKED
from houselights.text.spans import Place, Span
from houselights.text.words import sentence_digest
from houselights.web.sentence_links import ANCHOR, SentencePlace, read_place, write_place

# A closed cover as `spoilers.cloth` writes it; a text's own "<" is always escaped.
_COVER = re.compile(r'<(?:a|span) class="cover"')


class Stands(StrEnum):
    """Where on the page the wanted sentence is."""

    BODY = "body"  # marked in the text, or within a cover there
    HEADLINE = "headline"
    FOLDED = "folded"  # somewhere in a text that is closed
    CHANGED = "changed"  # nowhere: the review has been edited


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence that an address names, and where the present version has it.

    now: None where the review was edited and does not hold the sentence any more.
    """

    at: SentencePlace
    now: tuple[Place, Span] | None

    @property
    def written(self) -> str:
        """How the address names it."""
        return write_place(self.at)

    @property
    def in_body(self) -> Span | None:
        """Its span in the present body; None where it is not there."""
        return self.now[1] if self.now and self.now[0] is Place.BODY else None


def wanted_of(written: str, review: Review) -> Wanted | None:
    """The sentence that the address names so; None where it names none of this review.

    One query where the version is not the present one.
    """
    at, current = read_place(written), review.current
    if at is None or current is None or not 1 <= at.version <= current.number:
        return None
    if at.version == current.number:
        is_there = bool(_cut(current, at).strip())
        return Wanted(at, (at.place, at.span)) if is_there else None
    return Wanted(at, _place_now(review, current, at))


def _cut(version: Revision, at: SentencePlace) -> str:
    return text_at(version, at.place)[at.span.start : at.span.end]


def _place_now(review: Review, current: Revision, at: SentencePlace) -> tuple[Place, Span] | None:
    old = Revision.objects.filter(review=review, number=at.version, erased_at=None).first()
    if old is None:
        return None
    digest = sentence_digest(_cut(old, at))
    return next(
        ((place, span) for found, place, span in standing(current) if found == digest), None
    )


def redact_marked(
    review: Review, audience: Audience, wanted: Wanted | None
) -> tuple[Shown, Stands | None]:
    """A review as the audience may see it, with the wanted sentence marked, and where that stands.

    The mark, or the cover that hides the sentence, is the element of the address's fragment.
    """
    span = wanted.in_body if wanted else None
    shown = redact_review(review, audience, marked=span)
    if wanted is None:
        return shown, None
    if wanted.now is None:
        return shown, Stands.CHANGED
    if span is None:
        return shown, Stands.HEADLINE
    if not shown.is_open:
        return shown, Stands.FOLDED
    return replace(shown, body=_anchored(shown, span)), Stands.BODY


def _anchored(shown: Shown, span: Span) -> SafeString:
    """The body with the fragment's name on the mark, else on the cover over the sentence."""
    html = str(shown.body)
    if MARKED in html:
        named = html.replace(MARKED, f'<mark id="{ANCHOR}">', 1)
    else:
        met = [one.start < span.end and span.start < one.end for one in shown.closed]
        named = _name_cover(html, met.index(True)) if True in met else html
    # Made of a body that was safe before, and of words of ours.
    return mark_safe(named)  # noqa: S308


def _name_cover(html: str, number: int) -> str:
    """The HTML with the fragment's name on the so-manieth closed cover, from 0."""
    covers = list(_COVER.finditer(html))
    if number >= len(covers):
        return html
    end = covers[number].end()
    return f'{html[:end]} id="{ANCHOR}"{html[end:]}'
