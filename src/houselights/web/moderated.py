"""Texts of any kind as moderators' pages name them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.models import State
from houselights.catalogue.models import Film
from houselights.moderation.models import Kind
from houselights.moderation.of_person import decisions_about
from houselights.moderation.subjects import Text, film_of, kind_of, subjects
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review
from houselights.spoilers.redact import Audience, redact_question, redact_review
from houselights.web.decided import Decided, decided


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text as a list names it: nothing that is covered for a stranger, whoever looks."""

    kind: str
    public_id: str
    row: Text | None  # None: it is not in the house any more
    stranger: Audience

    @classmethod
    def of(cls, row: Text, stranger: Audience) -> NamedText:
        """The text that is at hand."""
        return cls(kind_of(row), row.public_id, row, stranger)

    @property
    def title(self) -> str:
        """Its headline, or words that stand for it."""
        if self.row is None or self.row.state == State.ERASED:
            return _("A text that is gone")
        return _title(self.row, self.stranger)

    @property
    def kind_label(self) -> str:
        """ "Review", "Question", "Answer" or "Comment"."""
        return str(Kind(self.kind).label)

    @property
    def film(self) -> Film | None:
        """The film that it is about."""
        return None if self.row is None else film_of(self.row)

    @property
    def writer(self) -> Person | None:
        """The account that wrote it here, if one did."""
        return None if self.row is None else self.row.writer

    @property
    def state(self) -> str:
        """How it stands, in words; empty for what everybody can read."""
        state = State.PUBLISHED if self.row is None else self.row.state
        return {
            State.WITHHELD: _("Hidden"),
            State.DELETED: _("Removed; its text is sealed"),
            State.ERASED: _("Erased"),
        }.get(State(state), "")

    @property
    def sentences_page(self) -> str:
        """The name of the route where its sentences are marked; empty where nobody marks them."""
        return "" if self.kind == Kind.COMMENT else f"{self.kind}_sentences"

    @property
    def address(self) -> str:
        """Its page among the moderators'; empty where there is none any more."""
        return address_of(self.row) if self.row else ""


def address_of(row: Text) -> str:
    """A text's page among the moderators'."""
    return reverse("moderate", args=[kind_of(row), row.public_id])


def moderators_way(row: Text, person: Person) -> str:
    """Where a moderator decides about the text of somebody else; empty for anybody else."""
    is_own = row.writer is not None and row.writer.pk == person.pk
    if is_own or not may(person, Ability.MODERATE):
        return ""
    return address_of(row)


def named_decisions(writer: Person, stranger: Audience) -> list[tuple[Decided, NamedText]]:
    """What moderators decided about the person's texts, the newest first, each with its text."""
    told = decided(decisions_about(writer), writer)
    rows = subjects({(one.entry.kind, one.entry.subject_id) for one in told})
    return [
        (one, NamedText(*name, rows.get(name), stranger))
        for one in told
        for name in [(one.entry.kind, one.entry.subject_id)]
    ]


def _title(row: Text, stranger: Audience) -> str:
    if isinstance(row, Review):
        return redact_review(row, stranger).headline or _("Review without a headline")
    if isinstance(row, Question):
        return redact_question(row, stranger)
    words = (
        _("Answer to “%(question)s”") if isinstance(row, Answer) else _("Comment on “%(question)s”")
    )
    return words % {"question": redact_question(row.question, stranger)}
