"""Answers and questions, and what is true for one viewer, turned into what pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Question
from houselights.questions.reads import votes_on_answers
from houselights.questions.rules import why_not_vote
from houselights.spoilers.redact import (
    Audience,
    Shown,
    redact_answer,
    redact_question,
    title_shut,
)
from houselights.web.cards import Setting, VoteLine, cover_again, opened_of, source_of
from houselights.web.comment_cards import CommentList, make_comment_lists
from houselights.web.covered_line import covered_line
from houselights.web.decided import Decided, decision_if_hidden
from houselights.web.query import link
from houselights.web.quotes import Quote, cited_reviews, cites_in_words, quotes_in

BEST = "best"  # the form of an answer that stands first, in a list of questions

BEGINNING_WORDS = 25


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer as one viewer meets it on one page."""

    sentences_page: ClassVar[str] = "answer_sentences"

    answer: Answer
    shown: Shown
    votes: VoteLine
    fragment: str  # the address of this card alone
    cover_again: str  # the address with this answer's covers closed; empty while none is open
    is_accepted: bool
    is_own: bool
    may_accept: bool
    may_moderate: bool
    decision: Decided | None  # by which the viewer's own answer is hidden
    quotes: Sequence[Quote]  # of reviews, below its text; none in lists
    cites: str  # how many reviews it quotes, in words; empty for none
    comments: CommentList | None = None  # below it; none in lists

    @property
    def public_id(self) -> str:
        """The answer's public identity."""
        return self.answer.public_id

    @property
    def covered_line(self) -> str:
        """How much is covered and by whom; empty where only its author covers anything."""
        return covered_line(self.shown.covered_by)

    @property
    def is_withheld(self) -> bool:
        """Whether only its writer and moderators see it for now."""
        return self.answer.state == State.WITHHELD

    @property
    def label(self) -> str:
        """What the ear hears first."""
        author = self.answer.author
        if author is None:
            return _("Answer from %(source)s") % {"source": self.source}
        return _("Answer by %(name)s") % {"name": author.shown_name}

    @property
    def source(self) -> str:
        """The page that it came from, in words."""
        return source_of(self.answer.batch)

    @property
    def is_unsourced(self) -> bool:
        """Whether nobody can tell what it rests on: it came from a page, and quotes nothing."""
        return self.answer.is_imported and not self.quotes and not self.cites

    @property
    def all_answers(self) -> str:
        """The link to the question's page, in words."""
        number = self.answer.question.answers_count
        words = ngettext("The question's page", "All %(number)d answers", number)
        return words % {"number": number}


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question in a list, with the answer that stands first."""

    question: Question
    title: str
    best: AnswerCard | None
    is_open: bool  # whether the list shows the answer at once
    film: Film | None = None

    @property
    def answers(self) -> str:
        """The number of answers in words."""
        return answers_in_words(self.question.answers_count)

    @property
    def beginning(self) -> str:
        """How the best answer begins, without what is covered; empty while it is folded."""
        return Truncator(self.best.shown.text).words(BEGINNING_WORDS) if self.best else ""


def heading_of(question: Question, audience: Audience) -> tuple[str, str]:
    """A question as the audience may see it, and the address that opens it where it is covered."""
    shown = question.current
    shut = shown is not None and title_shut(question.public_id, shown, audience)
    link = audience.link(f"{question.public_id}-h") if shut else ""
    return redact_question(question, audience), link


def answers_in_words(number: int) -> str:
    """ "No answer yet", "1 answer", "6 answers"."""
    if not number:
        return _("No answer yet")
    return ngettext("%(number)d answer", "%(number)d answers", number) % {"number": number}


def make_answer_cards(
    answers: Iterable[Answer], question: Question, setting: Setting, *, part: str = "card"
) -> list[AnswerCard]:
    """Cards of a question's answers in the given order.

    One query for the viewer's votes, one for the quotations, one for the comments; lists go
    without the last two. `part` names the form that scripts fetch anew when a cover opens: "card",
    or `BEST`.
    """
    rows = list(answers)
    for row in rows:
        row.question = question
    votes = votes_on_answers(setting.viewer, [row.pk for row in rows])
    versions = [row.current_id for row in rows if row.current_id and part != BEST]
    quotes = quotes_in(versions, setting.reader, alone=setting.alone)
    cards = [
        _answer_card(row, setting, votes.get(row.pk), part, quotes.get(row.current_id or 0, ()))
        for row in rows
    ]
    below = make_comment_lists(rows if part != BEST else (), setting)
    return [replace(card, comments=below.get(card.public_id)) for card in cards]


def make_question_cards(questions: Iterable[Question], setting: Setting) -> list[QuestionCard]:
    """Cards of questions with their `best_answer`; no query a card."""
    rows = list(questions)
    if setting.with_film:
        setting.reader.meet(row.film for row in rows)
    return [_question_card(row, setting) for row in rows]


def _question_card(question: Question, setting: Setting) -> QuestionCard:
    best = question.best_answer
    card = _answer_card(best, setting, None, BEST) if best else None
    return QuestionCard(
        question=question,
        title=redact_question(question, setting.audience(question)),
        best=card,
        is_open=best is not None and opened_of(best.public_id, setting) != set(),
        film=question.film if setting.with_film else None,
    )


def _answer_card(
    answer: Answer,
    setting: Setting,
    vote: bool | None,
    part: str,
    quotes: Sequence[Quote] = (),
) -> AnswerCard:
    viewer, question = setting.viewer, answer.question
    audience = setting.audience(answer)
    moderates = may(viewer, Ability.MODERATE)
    asked = isinstance(viewer, Person) and question.asker_id == viewer.pk
    return AnswerCard(
        answer=answer,
        shown=redact_answer(answer, audience),
        votes=_vote_line(answer, setting, vote),
        fragment=_fragment(answer, setting, part),
        cover_again=cover_again(answer.public_id, setting, audience),
        is_accepted=question.accepted_id == answer.pk,
        is_own=bool(audience.own),
        may_accept=asked or moderates,
        may_moderate=moderates,
        decision=decision_if_hidden(answer, viewer),
        quotes=quotes,
        cites=cites_in_words(answer.cited if part == BEST else cited_reviews(quotes)),
    )


def _vote_line(answer: Answer, setting: Setting, vote: bool | None) -> VoteLine:
    return VoteLine(
        public_id=answer.public_id,
        yes=answer.votes_yes,
        total=answer.votes_total,
        headline="",
        here=setting.here,
        vote=vote,
        signed_in=isinstance(setting.viewer, Person),
        why_not=_why_not(answer, setting.viewer),
    )


def _why_not(answer: Answer, viewer: Viewer) -> str:
    if not isinstance(viewer, Person):
        return ""
    refused = why_not_vote(author_id=answer.author_id, state=answer.state, voter_id=viewer.pk)
    return refused or ("" if may(viewer, Ability.VOTE) else _("Your account may not vote."))


def _fragment(answer: Answer, setting: Setting, part: str) -> str:
    pairs = [("part", part), *setting.reader.in_address, ("here", setting.here)]
    return link(reverse("answer_card", args=[answer.public_id]), pairs)
