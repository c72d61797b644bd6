"""Earlier versions of a text, and what changed, as an audience may see them.

What the present version covers is covered in earlier ones too, whatever they did themselves; what
was folded, or covered in a headline, when it was the present version stays so.
Covers of a change have keys of their own, "<number of the version>-<n>", where n is how many
characters of the change stand before it, whoever reads it; the row's public id opens a folded text
and "<public id>-h" a review's headline or a question, as on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from houselights.base.models import TextRevision
from houselights.base.rawtext import RawText
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.reviews.models import Review, Revision
from houselights.spoilers.cloth import cover_run
from houselights.spoilers.pieces import Piece, Version, compare, covers_before
from houselights.spoilers.redact import (
    Audience,
    Fold,
    comment_fold,
    covers_in,
    flag_of,
    headline_shut,
    neutral_headline,
    row_fold,
    title_shut,
)
from houselights.text.diff import Change, Kind, diff_counts, word_diff
from houselights.text.length import count_words

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

    @property
    def is_for_members(self) -> bool:
        """Whether only readers with an account may read it."""
        return self.fold is Fold.MEMBERS


def covered_as_now(review: Review, revision: Revision, audience: Audience) -> Revision:
    """An earlier version, with the covers of the present one on the same words; not to be saved."""
    current = review.current
    if current is None or revision.pk == current.pk:
        return revision
    same_headline = revision.headline == current.headline
    return Revision(
        review=review,
        number=revision.number,
        headline=revision.headline,
        neutral_headline=revision.neutral_headline,
        body=revision.body,
        format=revision.format,
        language=revision.language,
        covers=_as_now(revision, current, audience).covers,
        title_mark=revision.title_mark or (current.title_mark if same_headline else []),
        contained_spoilers=revision.contained_spoilers,
        headline_was_covered=revision.headline_was_covered,
        created_at=revision.created_at,
    )


def redact_change(review: Review, old: Revision, new: Revision, audience: Audience) -> ShownChange:
    """What `new` changed in `old`, two versions of the review."""
    fold = row_fold(review, flag_of(review, old, new), audience)
    shown = _body_change(review.current, old, new, review.public_id, fold, audience)
    shut = headline_shut(review, audience, old, new)
    headline = _headline_change(old.headline, new.headline, shut=False)
    if shut:
        was, becomes = (neutral_headline(review, one, audience) for one in (old, new))
        headline = _shut_change(was, becomes, is_new=old.headline != new.headline)
    return replace(
        shown,
        headline=headline,
        headline_link=audience.link(f"{review.public_id}-h") if shut else "",
    )


def _shut_change(was: str, becomes: str, *, is_new: bool) -> SafeString:
    """What stands in place of two covered headlines; empty where neither it nor they changed."""
    if was != becomes:
        return format_html("<del>{}</del> <ins>{}</ins>", was, becomes)
    return format_html("{}", becomes) if is_new else SafeString("")


def redact_answer_change(
    answer: Answer, old: AnswerRevision, new: AnswerRevision, audience: Audience
) -> ShownChange:
    """What `new` changed in `old`, two versions of the answer."""
    fold = row_fold(answer, flag_of(answer, old, new), audience)
    return _body_change(answer.current, old, new, answer.public_id, fold, audience)


def redact_comment_change(
    comment: Comment, old: CommentRevision, new: CommentRevision, audience: Audience
) -> ShownChange:
    """What `new` changed in `old`, two versions of the comment."""
    fold = comment_fold(comment, audience)
    return _body_change(comment.current, old, new, comment.public_id, fold, audience)


def redact_question_change(
    question: Question, old: QuestionRevision, new: QuestionRevision, audience: Audience
) -> ShownChange:
    """What `new` changed in `old`: the question as the headline, its details as the text."""
    fold = row_fold(question, False, audience)
    shown = _body_change(question.current, old, new, question.public_id, fold, audience)
    put, taken = diff_counts(word_diff(old.title.open_raw(), new.title.open_raw()))
    shut = any(title_shut(question.public_id, one, audience) for one in (old, new))
    return replace(
        shown,
        headline=_headline_change(old.title, new.title, shut=shut),
        headline_link=audience.link(f"{question.public_id}-h") if shut else "",
        words_in=shown.words_in + put,
        words_out=shown.words_out + taken,
    )


def _body_change(
    current: TextRevision | None,
    old: TextRevision,
    new: TextRevision,
    key: str,
    fold: Fold,
    audience: Audience,
) -> ShownChange:
    pieces = compare(_as_now(old, current, audience), _as_now(new, current, audience))
    words_in, words_out = diff_counts(Change(piece.kind, piece.text) for piece in pieces)
    return ShownChange(
        html=SafeString("") if fold else _html(pieces, new.number, audience),
        headline=SafeString(""),
        words_in=words_in,
        words_out=words_out,
        fold=fold,
        open_link=audience.link(key) if fold in (Fold.FLAGGED, Fold.UNKNOWN) else "",
    )


def _as_now(revision: TextRevision, current: TextRevision | None, audience: Audience) -> Version:
    """A version with the covers of the present one on the same words."""
    version = _version(revision, audience)
    if current is None or revision.pk == current.pk:
        return version
    return Version(version.text, covers_before(version, _version(current, audience)))


def _version(revision: TextRevision, audience: Audience) -> Version:
    covers = [cover.span for cover in covers_in("", revision, audience)]
    return Version(revision.body.open_raw(), covers)


def _headline_change(old: RawText | None, new: RawText | None, *, shut: bool) -> SafeString:
    if old == new:
        return SafeString("")
    if shut:
        return format_html("{}", _("Headline covered: it may spoil"))
    was, becomes = (text.open_raw() if text else "" for text in (old, new))
    return format_html("<del>{}</del> <ins>{}</ins>", was, becomes)


def _html(pieces: list[Piece], number: int, audience: Audience) -> SafeString:
    shown = ((html,) for html in _shown(pieces, number, audience))
    return SafeString(format_html_join("", "{}", shown))


def _shown(pieces: list[Piece], number: int, audience: Audience) -> Iterator[SafeString]:
    start, last = 0, len(pieces) - 1
    for index, piece in enumerate(pieces):
        text: str = piece.text
        if piece.covered and text.strip():
            text = _covered(text, f"{number}-{start}", audience)
        elif piece.kind is Kind.KEEP and len(text) > LONG:
            text = _ends(text, first=index > 0, last=index < last)
        yield format_html(_TAGS[piece.kind], text)
        start += len(piece.text)


def _covered(text: str, key: str, audience: Audience) -> str:
    if audience.has_opened(key):
        return format_html('<span class="uncovered">{}</span>', text)
    return cover_run(audience.link(key), count_words(text))


def _ends(text: str, *, first: bool, last: bool) -> str:
    """The ends of a long unchanged passage that touch a change."""
    head = text[:ENDS].rpartition(" ")[0] if first else ""
    tail = text[-ENDS:].partition(" ")[2] if last else ""
    return f"{head} […] {tail}"
