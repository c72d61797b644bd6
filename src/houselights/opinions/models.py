"""What editors say is wrong of what the program found in reviews."""

from __future__ import annotations

from django.db import models

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.models import PublicRow
from houselights.catalogue.models import Film

SUBJECT_CHARACTERS = 200


class Correction(PublicRow):
    """An editor's word that a sentence does not say what the program took it to say.

    `subject` is what it was cited for: "aspect:music", "topic:<term>", "film:<title>", "source",
    "audience" in the digest, "question:<key>" in an answer. `digest` is that of the sentence's
    folded words, so that it holds after an edit and a new import; empty: the whole subject is
    hidden for this film. No text is kept.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="corrections")
    subject = models.CharField(max_length=SUBJECT_CHARACTERS)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["film", "subject", "digest"], name="one_correction_a_sentence"
            )
        ]
