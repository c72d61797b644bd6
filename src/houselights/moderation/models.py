"""Reports and requests for removal, and the log of what moderators did.

A subject is named by its kind and public id and not by a foreign key: the report and the log stay
when the text, or its film, is gone.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houselights.accounts.models import Person
from houselights.base.ids import LENGTH
from houselights.base.models import PublicRow
from houselights.questions.models import Closing


class Kind(models.TextChoices):
    """What can be reported."""

    REVIEW = "review", _("Review")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    COMMENT = "comment", _("Comment")


class Subject(PublicRow):
    """The text that a row is about."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject_id = models.CharField(max_length=LENGTH)  # the text's public id

    class Meta:
        abstract = True


class Reason(models.TextChoices):
    """Why somebody reports a text, or a moderator acts on it."""

    SPOILER = "spoiler", _("It gives the story away without a warning")
    ABUSE = "abuse", _("It attacks or threatens people")
    SPAM = "spam", _("It is advertising, or has nothing to do with the film")
    MINE = "mine", _("I wrote it, and it stands here without my consent")
    RIGHTS = "rights", _("It infringes somebody’s rights, such as a copyright")
    PRIVATE = "private", _("It tells something private about a person")
    UNLAWFUL = "unlawful", _("It is unlawful in another way")
    OTHER = "other", _("Something else")


# The same reasons as one who decides says them.
DECIDED_REASONS = tuple(
    (value, _("It stood here without the consent of whoever wrote it"))
    if value == Reason.MINE
    else (value, label)
    for value, label in Reason.choices
)


class Act(models.TextChoices):
    """What a moderator did with a text."""

    HIDE = "hide", _("Hidden")
    RESTORE = "restore", _("Restored")
    REMOVE = "remove", _("Removed")
    ERASE_VERSION = "erase_version", _("One earlier version erased")
    KEEP = "keep", _("Left as it is")
    NOTE = "note", _("Note")
    # What is done with questions alone.
    CLOSE = "close", _("Closed")
    REOPEN = "reopen", _("Opened again")
    PROTECT = "protect", _("Protected")
    UNPROTECT = "unprotect", _("Protected no longer")
    MERGE = "merge", _("Merged into another question")
    UNMERGE = "unmerge", _("Made a question of its own again")
    LINK = "link", _("Linked with another question")
    UNLINK = "unlink", _("Linked no longer")
    RETITLE = "retitle", _("Asked in other words")


class Report(Subject):
    """Somebody says that a text should not stand, or should not stand like this.

    Who reports needs no account; the receipt's address (`rules.receipt_token`) is their way back.
    A report whose text went away before anybody decided has `decided_at` and no `decision`.
    """

    reason = models.CharField(max_length=10, choices=Reason.choices)
    details = models.TextField(blank=True)
    contact = models.EmailField(blank=True)  # for the answer; forgotten with the report
    language = models.CharField(max_length=12, blank=True)  # in which the reporter is answered
    reporter = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decision = models.ForeignKey(
        "moderation.LogEntry", models.SET_NULL, null=True, related_name="answered_reports"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "subject_id"], name="reports_of_subject"),
            models.Index(
                fields=["created_at"], condition=Q(decided_at=None), name="open_reports_by_age"
            ),
        ]


class LogEntry(Subject):
    """One act of a moderator; entries are added and never changed.

    `reason` and `explanation` are for the writer and for those who reported, `note` is for the
    moderators alone. The reason of a closed question is a `questions.models.Closing`.
    """

    act = models.CharField(max_length=15, choices=Act.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    explanation = models.TextField(blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "subject_id"], name="log_of_subject"),
            models.Index(fields=["-created_at", "-id"], name="log_by_age"),
        ]

    @property
    def why(self) -> str:
        """The reason as one who decides says it; empty where none was chosen."""
        known = Closing.choices if self.act == Act.CLOSE else DECIDED_REASONS
        return str(dict(known).get(self.reason, ""))


class Objection(PublicRow):
    """The writer, or somebody who reported, says that a decision was wrong."""

    to = models.ForeignKey(LogEntry, models.CASCADE, related_name="objections")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="objections")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    words = models.TextField()
    answer = models.ForeignKey(LogEntry, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "report"],
                condition=Q(report__isnull=False),
                name="one_objection_a_report",
            ),
            models.UniqueConstraint(
                fields=["to", "person"],
                condition=Q(person__isnull=False),
                name="one_objection_a_person",
            ),
        ]
