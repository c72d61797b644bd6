"""The texts that the operator wrote in place of the program's own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from houselights.accounts.models import Person
from houselights.base.clock import now


class Name(models.TextChoices):
    """The statements that every house has, by the last part of their address."""

    CONTACT = "contact", _("Contact")
    RULES = "rules", _("House rules")
    IMPRINT = "imprint", _("Imprint")
    PRIVACY = "privacy", _("Privacy")
    CHECKS = "checks", _("How we check reviews")


class Statement(models.Model):
    """One version of a statement in one language; the newest counts, and all are kept."""

    name = models.CharField(max_length=10, choices=Name.choices)
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField(default=1)
    body = models.TextField(blank=True)  # Markdown; empty goes back to the program's own text
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language", "number"], name="statement_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language}), version {self.number}"
