"""Tombstones: what stays of a text that was removed. None of them tells what the text said."""

from __future__ import annotations

from django.db import models

from houselights.base.clock import now
from houselights.base.models import PublicRow

DIGEST_CHARACTERS = 64


class Cause(models.TextChoices):
    """Why a text is kept out."""

    DELETED = "deleted"  # by its writer, who may write again
    REMOVED = "removed"  # by the moderators: the same text does not come back by hand either


class Tombstone(PublicRow):
    """One removed text. The three digests are keyed (`rules.Digests`); "" is "does not apply".

    `erase_at` is when the sealed text itself goes for good; null means that it went at once.
    """

    kind = models.CharField(max_length=10)  # "review", "question", "answer", "revision"
    row = models.CharField(max_length=DIGEST_CHARACTERS, db_index=True)
    source = models.CharField(max_length=DIGEST_CHARACTERS, blank=True, db_index=True)
    text = models.CharField(max_length=DIGEST_CHARACTERS, blank=True, db_index=True)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    erase_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)  # restored after all
    in_ledger = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)
