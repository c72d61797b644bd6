"""Comments below a question or an answer, as one viewer meets them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from django.urls import reverse
from django.utils.translation import ngettext

from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.models import State
from houselights.questions.comments import Below, Comments, comments_below
from houselights.questions.models import Answer, Comment
from houselights.spoilers.redact import Audience, Shown, redact_comment
from houselights.web.cards import Setting, cover_again
from houselights.web.decided import Decided, decision_if_hidden
from houselights.web.query import link
from houselights.web.reading import Reader, is_own

SHOWN_IN_FULL = "comments"  # of an address: below which text all comments are shown


@dataclass(frozen=True, slots=True)
class CommentCard:
    """One comment as one viewer meets it."""

    comment: Comment
    shown: Shown
    fragment: str  # the address of this comment alone
    cover_again: str  # the address with its covers closed; empty while none is open
    is_own: bool
    may_moderate: bool
    decision: Decided | None  # by which the viewer's own comment is hidden

    @property
    def public_id(self) -> str:
        """The comment's public identity."""
        return self.comment.public_id

    @property
    def is_withheld(self) -> bool:
        """Whether only its writer and moderators see it for now."""
        return self.comment.state == State.WITHHELD


@dataclass(frozen=True, slots=True)
class CommentList:
    """What stands below one text; `comments/below.html` gets it as `below`."""

    below: Below
    cards: list[CommentCard]  # those that are open
    is_closed: bool  # since the answer is, for this reader
    all_words: str  # "Show all 12 comments"; empty where all are shown
    all_url: str
    signed_in: bool
    may_write: bool
    token: str  # makes a form that is sent twice act once

    @property
    def public_id(self) -> str:
        """The public identity of the text above."""
        return self.below.public_id

    @property
    def address(self) -> str:
        """Where a comment is sent, and where who is signed out is led to."""
        return address_for(self.below)


def address_for(below: Below) -> str:
    """The page on which somebody comments on that text."""
    name = "comment_on_answer" if isinstance(below, Answer) else "comment_on_question"
    return reverse(name, args=[below.public_id])


def make_comment_lists(rows: Iterable[Below], setting: Setting) -> dict[str, CommentList]:
    """The comments below these texts by their public ids; one query for all."""
    texts = list(rows)
    in_full = _parameters(setting.here).get(SHOWN_IN_FULL, "")
    found = comments_below(texts, setting.viewer, [in_full])
    return {row.public_id: _list(row, found[row.public_id], setting) for row in texts}


def _list(below: Below, comments: Comments, setting: Setting) -> CommentList:
    for row in comments.rows:
        row.question = below.question if isinstance(below, Answer) else below
        row.answer = below if isinstance(below, Answer) else None
    cards = [make_comment_card(row, setting) for row in comments.rows]
    has_more = len(cards) < comments.number
    is_closed = not all(card.shown.is_open for card in cards)
    return CommentList(
        below=below,
        cards=[card for card in cards if card.shown.is_open],
        is_closed=is_closed,
        all_words=_all_words(comments.number) if has_more and not is_closed else "",
        all_url=_all_url(below, setting.here),
        signed_in=isinstance(setting.viewer, Person),
        may_write=may(setting.viewer, Ability.WRITE) and below.state == State.PUBLISHED,
        token=secrets.token_hex(),
    )


def make_comment_card(comment: Comment, setting: Setting) -> CommentCard:
    """One comment; its text must be joined."""
    audience = comment_audience(comment, setting.reader, setting.audience(comment))
    return CommentCard(
        comment=comment,
        shown=redact_comment(comment, audience),
        fragment=_fragment(comment, setting),
        cover_again=cover_again(comment.public_id, setting, audience),
        is_own=is_own(comment, setting.reader.person),
        may_moderate=may(setting.viewer, Ability.MODERATE),
        decision=decision_if_hidden(comment, setting.viewer),
    )


def comment_audience(comment: Comment, reader: Reader, audience: Audience) -> Audience:
    """The audience of a comment: who wrote the answer above it reads what stands below."""
    if comment.answer is None or not is_own(comment.answer, reader.person):
        return audience
    return replace(audience, own=audience.own | {comment.answer.public_id})


def _all_words(number: int) -> str:
    words = ngettext("Show all %(number)d comment", "Show all %(number)d comments", number)
    return words % {"number": number}


def _all_url(below: Below, here: str) -> str:
    parameters = _parameters(here) | {SHOWN_IN_FULL: below.public_id}
    return link(urlsplit(here).path, parameters.items(), f"k{below.public_id}")


def _parameters(here: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(here).query))


def _fragment(comment: Comment, setting: Setting) -> str:
    pairs = [*setting.reader.in_address, ("here", setting.here)]
    return link(reverse("comment_card", args=[comment.public_id]), pairs)
