"""What a question and an answer must be, and who may do what with them; no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from houselights.base.limits import (
    ANSWER_CHARACTERS,
    COMMENT_CHARACTERS,
    QUESTION_CHARACTERS,
)
from houselights.base.models import State
from houselights.text.covers import split_covers
from houselights.text.spans import Place, Span

# Question marks of Latin, full-width, Arabic, Armenian and Greek writing (the last is U+037E).
_QUESTION_MARKS = "?？؟՞\u037e"
_MAY_FOLLOW_THE_MARK = "\"'”’»)]!…」』 "
MOST_CITED = 5  # sentences of reviews, in one answer


@dataclass(frozen=True, slots=True)
class QuestionText:
    """What an asker hands in. `details` is a source as typed (`||` covers a run)."""

    title: str = ""
    details: str = ""
    language: str = ""


class Picked(NamedTuple):
    """A sentence of a review that an answer shall quote: its version, by number, and where in it.

    review: its public id. span: code points of that version's headline or body.
    """

    review: str
    version: int
    place: Place
    span: Span


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What somebody answers, as typed; `contains_spoilers` None: the question is not answered.

    `fold_locked` keeps a flagged answer closed as a whole. `cites` None: it goes on quoting what it
    quotes.
    """

    body: str = ""
    contains_spoilers: bool | None = None
    language: str = ""
    fold_locked: bool = False
    cites: Sequence[Picked] | None = None

    @property
    def is_locked(self) -> bool:
        """Whether it is flagged, and stays closed as a whole."""
        return self.fold_locked and bool(self.contains_spoilers)


def tidy_title(title: str) -> str:
    """A title, or a comment, on one line."""
    return re.sub(r"\s+", " ", title).strip()


def is_question(title: str) -> bool:
    """Whether a line ends as a question does, in any writing."""
    return title.rstrip(_MAY_FOLLOW_THE_MARK).endswith(tuple(_QUESTION_MARKS))


def problems_of_question(text: QuestionText) -> dict[str, str]:
    """Why the question can't be asked yet, field by field; empty when it can."""
    return _title_problems(tidy_title(text.title)) | _details_problems(text.details)


def _title_problems(title: str) -> dict[str, str]:
    if not title:
        return {"title": _("Write your question.")}
    if len(title) > QUESTION_CHARACTERS:
        return {"title": _too_long(len(title), QUESTION_CHARACTERS)}
    if split_covers(title).spans:
        return {"title": _("A question can't be covered. Ask it so that it gives nothing away.")}
    if not is_question(title):
        return {"title": _("Ask a question: end it with a question mark.")}
    return {}


def _details_problems(details: str) -> dict[str, str]:
    if len(details) > ANSWER_CHARACTERS:
        return {"details": _too_long(len(details), ANSWER_CHARACTERS)}
    return {}


def problems_of_answer(text: AnswerText) -> dict[str, str]:
    """Why the answer can't be published yet, field by field; empty when it can."""
    found: dict[str, str] = {}
    if not text.body.strip():
        found["body"] = _("Write your answer.")
    if len(text.body) > ANSWER_CHARACTERS:
        found["body"] = _too_long(len(text.body), ANSWER_CHARACTERS)
    if text.contains_spoilers is None:
        found["contains_spoilers"] = _("Say whether your answer reveals plot turns.")
    if len(text.cites or ()) > MOST_CITED:
        found["cites"] = _("Quote %(most)d sentences at most.") % {"most": MOST_CITED}
    return found


def problems_of_comment(body: str) -> dict[str, str]:
    """Why the comment can't be published yet, by its field; empty when it can."""
    said = tidy_title(body)
    if not said:
        return {"body": _("Write your comment.")}
    if len(said) > COMMENT_CHARACTERS:
        return {"body": _too_long(len(said), COMMENT_CHARACTERS)}
    return {}


def _too_long(has: int, most: int) -> str:
    return _("Make it shorter: at most %(most)d characters, it has %(has)d.") % {
        "most": most,
        "has": has,
    }


def why_not_vote(*, author_id: int | None, state: str, voter_id: int) -> str:
    """The sentence that says why this person can't vote on an answer; empty if they can."""
    if author_id == voter_id:
        return _("You can't vote on your own answer.")
    if state != State.PUBLISHED:
        return _("This answer can't be voted on.")
    return ""


def why_not_edit(*, writer_id: int | None, state: str, by_id: int) -> str:
    """The sentence that says why this person can't edit such a text; empty if they can."""
    if writer_id != by_id:
        return _("Only its writer may edit it.")
    if state == State.WITHHELD:
        return _("It is withheld. Ask the moderators before you change it.")
    if state != State.PUBLISHED:
        return _("It has been deleted and can't be edited.")
    return ""
