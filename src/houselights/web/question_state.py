"""How a question stands, for its page: closed, protected, followed, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.models import State
from houselights.questions.answerers import why_not_answer
from houselights.questions.closing import is_edited_since
from houselights.questions.following import look
from houselights.questions.linking import linked_to
from houselights.questions.models import Closing, Question
from houselights.questions.moved import merged_into
from houselights.spoilers.redact import redact_question
from houselights.web.reading import Reader


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """Another question as this reader may see it."""

    public_id: str
    address: str
    title: str

    @classmethod
    def of(cls, question: Question, reader: Reader) -> NamedQuestion:
        """The question by its title, covered where it is for them."""
        title = redact_question(question, reader.audience(question))
        return cls(question.public_id, question.get_absolute_url(), title)


@dataclass(frozen=True, slots=True)
class QuestionState:
    """Notices and neighbours of a question; its templates get it as `page.state`."""

    question: Question
    follows: bool | None  # None: nobody is signed in
    why_not: str  # why the viewer can't answer; empty if they can, or nobody is signed in
    is_own: bool
    may_moderate: bool
    may_write: bool
    original: NamedQuestion | None  # that it repeats
    linked: list[NamedQuestion]
    merged: list[NamedQuestion]  # whose answers stand here

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more answers."""
        return self.question.closed_at is not None

    @property
    def because(self) -> str:
        """Why it is closed."""
        return str(Closing(self.question.closed_because).label) if self.is_closed else ""

    @property
    def what_to_do(self) -> str:
        """What its reader can do about a closed question."""
        if self.is_own:
            return _(
                "Edit your question so that this is no longer so; the moderators see that you did. "
                "You find their decision in your account, with the way to object."
            )
        if self.question.closed_because == Closing.DUPLICATE:
            return _("Read there, and answer there if you know more.")
        return _("It takes no more answers. Votes and comments go on.")

    @property
    def is_edited_since(self) -> bool:
        """Whether a moderator should look again: it was edited after it was closed."""
        return self.may_moderate and is_edited_since(self.question)

    @property
    def is_open_to_proposals(self) -> bool:
        """Whether the viewer may say that it repeats another question."""
        return self.may_write and not (self.is_closed or self.may_moderate)


def state_of(question: Question, viewer: Viewer, reader: Reader) -> QuestionState:
    """Two queries for its neighbours; one more for who is signed in, who has looked at it then."""
    person = viewer if isinstance(viewer, Person) else None
    original = question.duplicate_of
    if original is not None and original.state != State.PUBLISHED:
        original = None
    return QuestionState(
        question=question,
        follows=look(question, person) if person else None,
        why_not=_why_not(question, person),
        is_own=person is not None and question.asker_id == person.pk,
        may_moderate=may(viewer, Ability.MODERATE),
        may_write=may(viewer, Ability.WRITE),
        original=NamedQuestion.of(original, reader) if original else None,
        linked=[NamedQuestion.of(one, reader) for one in linked_to(question, viewer)],
        merged=[NamedQuestion.of(one, reader) for one in merged_into(question)],
    )


def _why_not(question: Question, person: Person | None) -> str:
    if person is None:
        return ""
    if not may(person, Ability.WRITE):
        return _("Your account may read and vote, but not answer.")
    return why_not_answer(question, person)
