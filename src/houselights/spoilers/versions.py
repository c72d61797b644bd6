"""Earlier versions of a review, and what changed, as an audience may see them.

What the present version covers is covered in earlier ones too, whatever they did themselves.
Covers of a change have keys of their own, "<number of the version>-<n>"; the review's public id
opens a folded review and "<public id>-h" its headline, as on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from houselights.reviews.models import Review, Revision
from houselights.spoilers.pieces import Piece, Version, compare, covers_before
from houselights.spoilers.redact import STRANGER, Audience, Fold, cover_run, fold_of
from houselights.text.diff import Change, Kind, diff_counts
from houselights.text.length import count_words
from houselights.text.spans import Span

LONG = 600  # an unchanged passage beyond this many characters is shown by its two ends
ENDS = 160
_TAGS = {Kind.KEEP: "{}", Kind.INSERT: "<ins>{}</ins>", Kind.DELETE: "<del>{}</del>"}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What one version changed; safe to print anywhere. Word counts tell nothing of the words."""

    html: SafeString  # empty while folded
    headline: SafeString  # empty where the headline stayed as it was
    words_in: int
    words_out: int
    fold: Fold
    open_link: str = ""  # while folded
    headline_link: str = ""  # while the headline is covered


def covered_as_now(review: Review, revision: Revision) -> Revision:
    """An earlier version, with the covers of the present one on the same words; not to be saved."""
    if review.current is None or revision.pk == review.current_id:
        return revision
    return Revision(
        review=review,
        number=revision.number,
        headline=revision.headline,
        body=revision.body,
        format=revision.format,
        language=revision.language,
        covers=covers_before(_version(revision), _version(review.current)),
        created_at=revision.created_at,
    )


def redact_change(
    review: Review, old: Revision, new: Revision, audience: Audience = STRANGER
) -> ShownChange:
    """What `new` changed in `old`, two versions of the review."""
    was, becomes = (_version(covered_as_now(review, one)) for one in (old, new))
    pieces = compare(was, becomes)
    words_in, words_out = diff_counts(Change(piece.kind, piece.text) for piece in pieces)
    fold = fold_of(review.public_id, review.contains_spoilers, audience)
    shut = review.headline_covered and not audience.has_opened(f"{review.public_id}-h")
    return ShownChange(
        html=SafeString("") if fold else _html(pieces, new.number, audience),
        headline=_headline(old, new, shut=shut),
        words_in=words_in,
        words_out=words_out,
        fold=fold,
        open_link=audience.link(review.public_id) if fold else "",
        headline_link=audience.link(f"{review.public_id}-h") if shut else "",
    )


def _version(revision: Revision) -> Version:
    covers = [Span(start, end) for start, end in revision.covers]
    return Version(revision.body.open_raw(), covers)


def _headline(old: Revision, new: Revision, *, shut: bool) -> SafeString:
    if old.headline == new.headline:
        return SafeString("")
    if shut:
        return format_html("{}", _("Headline covered: it may spoil"))
    was, becomes = (one.headline.open_raw() if one.headline else "" for one in (old, new))
    return format_html("<del>{}</del> <ins>{}</ins>", was, becomes)


def _html(pieces: list[Piece], number: int, audience: Audience) -> SafeString:
    shown = ((html,) for html in _shown(pieces, number, audience))
    return SafeString(format_html_join("", "{}", shown))


def _shown(pieces: list[Piece], number: int, audience: Audience) -> Iterator[SafeString]:
    covers, last = 0, len(pieces) - 1
    for index, piece in enumerate(pieces):
        text: str = piece.text
        if piece.covered and text.strip():
            covers += 1
            text = _covered(text, f"{number}-{covers}", audience)
        elif piece.kind is Kind.KEEP and len(text) > LONG:
            text = _ends(text, first=index > 0, last=index < last)
        yield format_html(_TAGS[piece.kind], text)


def _covered(text: str, key: str, audience: Audience) -> SafeString:
    if audience.has_opened(key):
        return format_html('<span class="uncovered">{}</span>', text)
    return cover_run(audience.link(key), count_words(text))


def _ends(text: str, *, first: bool, last: bool) -> str:
    """The ends of a long unchanged passage that touch a change."""
    head = text[:ENDS].rpartition(" ")[0] if first else ""
    tail = text[-ENDS:].partition(" ")[2] if last else ""
    return f"{head} […] {tail}"
