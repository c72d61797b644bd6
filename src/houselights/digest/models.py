"""What was found in a film's reviews, as places in texts: no word of a review is kept here."""

from __future__ import annotations

from django.db import models

from houselights.base.clock import now
from houselights.catalogue.models import Film
from houselights.opinions.models import SUBJECT_CHARACTERS
from houselights.reviews.models import Review, Revision
from houselights.text.spans import Place


class Kind(models.TextChoices):
    """What a finding is about."""

    ASPECT = "aspect"  # `subject` is an `Aspect`
    TOPIC = "topic"  # what this film's reviews themselves talk about; `subject` is a term
    COMPARISON = "film"  # with the film named in `subject`; `other` where the catalogue has it
    SOURCE = "source"  # `subject` "first": the writer knew the source before, "not": did not
    AUDIENCE = "audience"  # who will like it ("for") or will not ("not for")


class Finding(models.Model):
    """One sentence of a review that says something that is counted.

    Aspects, and who knew the source, are counted in all sentences; topics, titles and for whom a
    film is, which are words of the reviews, only in safe ones: open to who knows nothing of the
    film, and harmless alone. So nothing made of a finding can spoil. `start` and `end` are code
    points of the stored headline or body of that version.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="findings")
    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    place = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Place])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=SUBJECT_CHARACTERS)
    polarity = models.SmallIntegerField(default=0)  # `opinions.material.Polarity`
    sureness = models.FloatField(default=1.0)
    other = models.ForeignKey(Film, models.SET_NULL, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64)  # of the sentence's folded words
    is_safe = models.BooleanField(default=True)  # its words may be told to everybody

    class Meta:
        indexes = [
            models.Index(fields=["film", "kind", "subject", "polarity"], name="findings_of_film")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class FilmDigest(models.Model):
    """The counts of a film's findings as pages show them, and what they were made from.

    `counts` holds a summary (see `digest.summary`) for each `reviews.rights.Basis` up to which
    readers may read; without any they are counted anew when they are asked for. `changed_at`:
    when reviews changed last since it was built; `is_awaited`: a task will build it anew.
    """

    film = models.OneToOneField(Film, models.CASCADE, primary_key=True, related_name="digest")
    counts = models.JSONField(default=dict)
    reviews = models.PositiveIntegerField(default=0)  # that were looked through
    engine = models.PositiveIntegerField(default=0)  # the version of the program's judgement
    changed_at = models.DateTimeField(null=True, blank=True)
    is_awaited = models.BooleanField(default=False)
    built_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"digest of film {self.film_id}"
