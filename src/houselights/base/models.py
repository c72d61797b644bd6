"""What every table has, and the house's own two tables."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houselights.base.clock import now
from houselights.base.ids import LENGTH, new_public_id
from houselights.base.rawtext import RawTextField


class PublicRow(models.Model):
    """A row that the world may name: a bigint inside, a random `public_id` outside."""

    public_id = models.CharField(
        max_length=LENGTH, unique=True, default=new_public_id, editable=False
    )
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.public_id}"


class HouseSetting(models.Model):
    """One choice of the operator; a missing row means the default (see `base.house`)."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class IdempotentAnswer(models.Model):
    """What an action answered under a key, so that a retry gets the same and acts once."""

    owner = models.CharField(max_length=40)  # a person's public id
    action = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    answer = models.JSONField()
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "action", "key"], name="one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class Format(models.TextChoices):
    """How a text is to be read; imports are plain and are never read as Markdown."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class State(models.TextChoices):
    """Where a text stands. The rows that say who changed it, when and why live beside it."""

    PUBLISHED = "published"
    WITHHELD = "withheld"  # by a moderator, for now
    DELETED = "deleted"  # removed; the text is sealed until it is erased
    ERASED = "erased"  # the text itself is gone


class TextRevision(models.Model):
    """One version of a text, from the first on; offsets of covers are code points of `body`."""

    number = models.PositiveIntegerField(default=1)
    body = RawTextField()
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.MARKDOWN)
    language = models.CharField(max_length=12, blank=True)  # "" is unknown
    covers = models.JSONField(default=list)  # [[start, end], …]: what its writer covered
    # What others cover of it, kept by the room `spoilers` (see its `covering`).
    marks = models.JSONField(default=list)  # [[start, end, level, by], …]
    harmless = models.JSONField(default=list)  # [[start, end], …] of a folded text, where sure
    title_mark = models.JSONField(default=list)  # [level, by] of its headline; empty is open
    created_at = models.DateTimeField(default=now)
    erased_at = models.DateTimeField(null=True, blank=True)  # then there is no text in it any more

    KEPT_BY_SPOILERS: ClassVar[tuple[str, ...]] = ("marks", "harmless", "title_mark")

    class Meta:
        abstract = True

    def keep_marks(self) -> None:
        """Save what others cover of this version, and nothing else of it."""
        self.save(update_fields=self.KEPT_BY_SPOILERS)
