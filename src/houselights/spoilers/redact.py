"""The one redaction point: the only way from a stored text to a reader.

`RawText` refuses to be shown anywhere else. A text that may spoil as a whole is folded: nothing of
it leaves before the reader asks for it. In an open text each run that is covered for this reader
(see `covering`) is left out and a link stands in its place. What a reader asked for comes as keys:
a row's public id opens a folded text, the keys of `covering` its covers and its headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from houselights.base.models import TextRevision
from houselights.questions.models import (
    Answer,
    AnswerRevision,
    Comment,
    CommentRevision,
    Question,
    QuestionRevision,
)
from houselights.reviews import rights
from houselights.reviews.models import Review, Revision
from houselights.reviews.rights import Basis, Bearer
from houselights.spoilers.cloth import cover_run
from houselights.spoilers.covering import By, Cover, Knows, covers_around, covers_for, covers_of
from houselights.text.markup import plain_text, render
from houselights.text.spans import Span


class Mode(StrEnum):
    """How a reader wants to meet spoilers."""

    COVER = "cover"
    SHOW = "show"  # also for whoever has seen the film
    HIDE = "hide"  # like COVER; lists leave folded rows out as well


class Fold(StrEnum):
    """Why a whole text is folded; empty when it is open."""

    OPEN = ""
    FLAGGED = "flagged"
    UNKNOWN = "unknown"
    MEMBERS = "members"  # imported on no stated basis: not for readers without an account


def _no_link(_key: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a text is redacted: their mode, the keys they opened, and how links open more.

    `link` gives the address that opens one more key; without it covers are bars, not links
    (mails, print, cards). `own` holds public ids of rows that the reader wrote: always open.
    `bases` are the bases of imports that they may read (`reviews.rights.open_bases`).
    `opens_parts` is the house's choice to open what is surely harmless of a folded text.
    """

    mode: Mode = Mode.COVER
    knows: Knows = Knows.PREMISE
    opened: frozenset[str] = frozenset()
    link: Callable[[str], str] = _no_link
    own: frozenset[str] = frozenset()
    bases: frozenset[Basis] = frozenset({Basis.OPEN})
    opens_parts: bool = False

    @property
    def shows_all(self) -> bool:
        """Whether nothing at all is covered for them."""
        return self.mode is Mode.SHOW or self.knows is Knows.SEEN

    def has_opened(self, key: str) -> bool:
        """Whether the reader asked for what stands behind that key."""
        row = key.split("-", 1)[0]
        return self.shows_all or key in self.opened or row in self.own


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as one audience may see it; safe to print anywhere."""

    key: str
    headline: str | None  # None: there is none
    headline_covered: bool  # `headline` is then a neutral sentence
    body: SafeString  # empty while folded
    text: str  # the open part in plain words, for excerpts and search; empty while folded
    fold: Fold
    opens: dict[str, str] = field(default_factory=dict)  # key → address, for fold and headline
    covers: int = 0  # how many runs are covered for this audience, opened ones among them
    covered_by: Counter[By] = field(default_factory=Counter)  # who covers them; empty while folded
    closed: Sequence[Span] = ()  # the runs of the stored body that are not open; none while folded
    in_part: bool = False  # a flagged text of which only the harmless runs are open
    flag: Fold = Fold.OPEN  # why it is folded, or open in part only
    language: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the body may be read."""
        return self.fold is Fold.OPEN

    @property
    def is_for_members(self) -> bool:
        """Whether only readers with an account may read it."""
        return self.fold is Fold.MEMBERS

    @property
    def open_link(self) -> str:
        """The address that opens a folded text, or the rest of one that is open in part."""
        return self.opens.get(self.key, "")

    @property
    def headline_link(self) -> str:
        """The address that opens a covered headline."""
        return self.opens.get(f"{self.key}-h", "")


def redact_review(
    review: Review,
    audience: Audience,
    *,
    revision: Revision | None = None,
    marked: Span | None = None,
) -> Shown:
    """A review (or one of its older revisions) as the audience may see it.

    What is open of `marked`, a run of the stored body, stands in `<mark>`.
    """
    shown = revision or review.current
    if shown is None:
        return _nothing(review.public_id)
    flag = flag_of(review, shown)
    fold = row_fold(review, flag, audience)
    headline, covered = _headline(review, shown, audience)
    return _shown(
        review.public_id,
        shown,
        fold,
        audience,
        headline=headline,
        covered=covered,
        locked=review.fold_locked,
        warned=flag is True,
        marked=marked,
    )


def redact_answer(
    answer: Answer, audience: Audience, *, revision: AnswerRevision | None = None
) -> Shown:
    """An answer as the audience may see it."""
    shown = revision or answer.current
    if shown is None:
        return _nothing(answer.public_id)
    flag = flag_of(answer, shown)
    fold = row_fold(answer, flag, audience)
    return _shown(
        answer.public_id, shown, fold, audience, locked=answer.fold_locked, warned=flag is True
    )


def redact_question(
    question: Question, audience: Audience, *, revision: QuestionRevision | None = None
) -> str:
    """A question's title in plain words, or a neutral one where it is covered."""
    rights.note_shown(question)
    shown = revision or question.current
    if shown is None:
        return ""
    if title_shut(question.public_id, shown, audience):
        return _("Question covered: it may spoil")
    return str(shown.title.open_raw())


def redact_details(
    question: Question, audience: Audience, *, revision: QuestionRevision | None = None
) -> Shown:
    """What the asker said beside the question; its covers are closed as in any text."""
    shown = revision or question.current
    if shown is None:
        return _nothing(question.public_id)
    return _shown(question.public_id, shown, row_fold(question, False, audience), audience)


def redact_comment(
    comment: Comment, audience: Audience, *, revision: CommentRevision | None = None
) -> Shown:
    """A comment as the audience may see it."""
    shown = revision or comment.current
    if shown is None:
        return _nothing(comment.public_id)
    return _shown(comment.public_id, shown, comment_fold(comment, audience), audience)


def comment_fold(comment: Comment, audience: Audience) -> Fold:
    """Whether a comment is folded for that audience: as long as the answer above it is."""
    flag = comment.answer.contains_spoilers if comment.answer else False
    if comment.answer and audience.has_opened(comment.answer.public_id):
        flag = False
    return row_fold(comment, flag, audience)


def flag_of(row: Review | Answer, *versions: Revision | AnswerRevision) -> bool | None:
    """The strictest that was said of these versions: a text that was folded once stays folded."""
    earlier = [one.contained_spoilers for one in versions if one.pk != row.current_id]
    flags = {row.contains_spoilers, *earlier}
    return True if True in flags else None if None in flags else False


def row_fold(row: Bearer, contains_spoilers: bool | None, audience: Audience) -> Fold:
    """Whether a row's text is folded for that audience, by its basis first, then by its flag."""
    rights.note_shown(row)
    if rights.basis_of(row.batch) not in audience.bases:
        return Fold.MEMBERS
    return fold_of(row.public_id, contains_spoilers, audience)


def fold_of(key: str, contains_spoilers: bool | None, audience: Audience) -> Fold:
    """Whether a whole text is folded for that audience; unknown is never read as harmless."""
    if contains_spoilers is False or audience.has_opened(key):
        return Fold.OPEN
    return Fold.FLAGGED if contains_spoilers else Fold.UNKNOWN


def headline_shut(review: Review, audience: Audience, *versions: Revision) -> bool:
    """Whether the headline of one of these versions is covered for the audience."""
    covered = review.headline_covered or any(one.headline_was_covered for one in versions)
    if covered:
        return not audience.has_opened(f"{review.public_id}-h")
    return any(title_shut(review.public_id, one, audience) for one in versions)


def title_shut(key: str, revision: TextRevision, audience: Audience) -> bool:
    """Whether others than its writer cover a headline, or a question, for the audience."""
    level = revision.title_mark[0] if revision.title_mark else 0
    return covers_for(level, audience.knows) and not audience.has_opened(f"{key}-h")


def covers_in(key: str, revision: TextRevision, audience: Audience) -> list[Cover]:
    """The covers of a version's body for the audience, opened ones among them."""
    text = revision.body.open_raw()
    return covers_of(key, text, revision.covers, revision.marks, audience.knows)


def _headline(review: Review, revision: Revision, audience: Audience) -> tuple[str | None, bool]:
    if not revision.headline:
        return None, False
    if headline_shut(review, audience, revision):
        return neutral_headline(review, revision, audience), True
    return revision.headline.open_raw(), False


def neutral_headline(review: Review, revision: Revision, audience: Audience) -> str:
    """What stands in place of a covered headline: its writer's words, or else the house's.

    An earlier version without any has those of the present one. Where editors cover a headline the
    house's sentence stands, for the writer's may be what they object to.
    """
    versions = [one for one in (revision, review.current) if one is not None]
    by_editors = any(
        one.title_mark[1] == By.EDITORS and title_shut(review.public_id, one, audience)
        for one in versions
        if one.title_mark
    )
    worded = [] if by_editors else [one.neutral_headline for one in versions]
    given = next((words for words in worded if words), None)
    return given.open_raw() if given else _("Headline covered: it may spoil")


def _shown(
    key: str,
    revision: TextRevision,
    fold: Fold,
    audience: Audience,
    *,
    headline: str | None = None,
    covered: bool = False,
    locked: bool = True,
    warned: bool = False,
    marked: Span | None = None,
) -> Shown:
    """`warned`: its writer flagged the whole; who opens it all the same has been warned."""
    if fold is Fold.MEMBERS and not revision.body:
        fold = Fold.OPEN  # there is nothing to keep back
    covers, flag = covers_in(key, revision, audience), fold
    if warned and key in audience.opened:
        covers = [cover for cover in covers if cover.by in _STAYS_WHEN_OPENED]
    may_open = fold in (Fold.FLAGGED, Fold.UNKNOWN)
    in_part = may_open and audience.opens_parts and not locked and bool(revision.harmless)
    if in_part:
        covers = covers_around(key, revision.body.open_raw(), revision.harmless, covers)
        fold = Fold.OPEN
    shut_keys = [k for k, shut in ((key, may_open), (f"{key}-h", covered)) if shut]
    is_open = fold is Fold.OPEN
    closed = [cover.span for cover in covers if is_open and not audience.has_opened(cover.key)]
    return Shown(
        key=key,
        headline=headline,
        headline_covered=covered,
        body=_body(revision, covers, audience, marked) if is_open else SafeString(""),
        text=plain_text(revision.body.open_raw(), revision.format, closed) if is_open else "",
        fold=fold,
        opens={k: audience.link(k) for k in shut_keys},
        covers=len(covers),
        covered_by=Counter(cover.by for cover in covers if is_open),
        closed=closed,
        in_part=in_part,
        flag=flag,
        language=revision.language,
    )


# What somebody chose to cover within a text that is flagged as a whole, beyond its warning.
_STAYS_WHEN_OPENED = {By.AUTHOR, By.EDITORS}


def _body(
    revision: TextRevision, covers: list[Cover], audience: Audience, marked: Span | None
) -> SafeString:
    def cover(number: int, words: int) -> str:
        return cover_run(audience.link(covers[number].key), words, covers[number].by)

    spans = [cover.span for cover in covers]
    opened = frozenset(n for n, one in enumerate(covers) if audience.has_opened(one.key))
    # `render` escapes or sanitises every character of the text; covers come from format_html.
    return mark_safe(  # noqa: S308
        render(
            revision.body.open_raw(),
            revision.format,
            spans,
            opened=opened,
            cover_html=cover,
            marked=marked,
        )
    )


def _nothing(key: str) -> Shown:
    return Shown(
        key=key, headline=None, headline_covered=False, body=SafeString(""), text="", fold=Fold.OPEN
    )
