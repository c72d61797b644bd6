"""What moderators decided, in the words in which the writer is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer
from houselights.base.errors import Gone, Refusal
from houselights.base.models import State
from houselights.moderation.models import Act, LogEntry, Objection
from houselights.moderation.reads import decision_for_writer
from houselights.moderation.rules import ABOUT_ANSWERING, OBJECTED_TO_BY_WRITER
from houselights.moderation.subjects import Text
from houselights.web.templatetags.house import day


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as the writer of the text is told."""

    entry: LogEntry
    objected: Objection | None  # the writer's own
    is_in_force: bool

    @property
    def said(self) -> str:
        """What was done, and since when it holds."""
        words = {
            Act.HIDE: _("Hidden by the moderators on %(day)s"),
            Act.REMOVE: _("Removed by the moderators on %(day)s"),
            Act.RESTORE: _("Shown again by the moderators on %(day)s"),
            Act.ERASE_VERSION: _("One earlier version erased by the moderators on %(day)s"),
            Act.CLOSE: _("Closed by the moderators on %(day)s"),
            Act.REOPEN: _("Opened again by the moderators on %(day)s"),
            Act.MERGE: _("Merged into another question by the moderators on %(day)s"),
            Act.UNMERGE: _("Made a question of its own again by the moderators on %(day)s"),
            Act.RETITLE: _("Asked in other words by the moderators on %(day)s"),
        }[Act(self.entry.act)]
        return words % {"day": day(self.entry.created_at)}

    @property
    def reason(self) -> str:
        """Why, in a few words."""
        return self.entry.why

    @property
    def explanation(self) -> str:
        """Why, in the moderator's own words."""
        return self.entry.explanation

    @property
    def objection(self) -> str:
        """How it stands with the writer's objection; empty where there is none."""
        if self.objected is None:
            return ""
        if self.objected.answered_at is None:
            return _("You have objected. The moderators will look at it again.")
        return _("You have objected, and the moderators have answered.")

    @property
    def object_url(self) -> str:
        """Where the writer objects, and later reads the answer; empty where that is of no use."""
        if self.objected is None and not self.is_in_force:
            return ""
        return reverse("object_to_decision", args=[self.entry.public_id])

    @property
    def object_words(self) -> str:
        """What stands on the way there."""
        return _("Object to this decision") if self.objected is None else _("Your objection")


def decided(entries: Iterable[LogEntry], writer: Person) -> list[Decided]:
    """Decisions about a writer's texts, the newest first, with what the writer objected."""
    rows = list(entries)
    mine = Objection.objects.filter(to__in=rows, person=writer)
    objections = {objection.to_id: objection for objection in mine}
    found, decided_again = [], set[tuple[str, str, bool]]()
    for row in rows:
        matter = (row.kind, row.subject_id, row.act in ABOUT_ANSWERING)
        in_force = row.act in OBJECTED_TO_BY_WRITER and matter not in decided_again
        found.append(Decided(row, objections.get(row.pk), in_force))
        if row.act not in (Act.ERASE_VERSION, Act.RETITLE):
            decided_again.add(matter)
    return found


def decision_about(row: Text, viewer: Viewer) -> Decided | None:
    """The decision by which the viewer's own text is hidden or gone; None for anybody else."""
    if not isinstance(viewer, Person) or row.writer is None or row.writer.pk != viewer.pk:
        return None
    entry = decision_for_writer(row)
    return decided([entry], viewer)[0] if entry else None


def decision_if_hidden(row: Text, viewer: Viewer) -> Decided | None:
    """The same for a text that only its writer and moderators see; no query for any other."""
    return decision_about(row, viewer) if row.state == State.WITHHELD else None


# ── pages that say no ───────────────────────────────────────────────────────────────────────────


class GoneByDecision(Gone):
    """A text that moderators removed; its writer is told why."""

    def __init__(self, sentence: str, decision: Decided | None) -> None:
        super().__init__(sentence)
        self.decision = decision


def decision_in(refusal: Refusal) -> Decided | None:
    """What the writer is told beside the sentence of a refusal."""
    return refusal.decision if isinstance(refusal, GoneByDecision) else None
