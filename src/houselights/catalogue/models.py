"""Films and what is known about them."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from houselights.base.clock import now
from houselights.base.models import PublicRow

TITLE_CHARACTERS = 300
NAME_CHARACTERS = 200


class SourceWork(PublicRow):
    """A novel, play or earlier film that a film is based on."""

    kind = models.CharField(max_length=30, default="novel")
    title = models.CharField(max_length=TITLE_CHARACTERS)
    author = models.CharField(max_length=NAME_CHARACTERS, blank=True)
    year = models.IntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Film(PublicRow):
    """A film: facts only; its counters live with the reviews."""

    title = models.CharField(_("title"), max_length=TITLE_CHARACTERS)
    original_title = models.CharField(_("original title"), max_length=TITLE_CHARACTERS, blank=True)
    sort_title = models.CharField(max_length=TITLE_CHARACTERS, db_index=True, editable=False)
    year = models.IntegerField(_("year"), null=True, blank=True)
    runtime_minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    countries = models.JSONField(default=list, blank=True)  # ISO 3166 codes of two letters
    slug = models.CharField(max_length=120, unique=True)  # the present one; see FilmSlug
    source_work = models.ForeignKey(SourceWork, models.SET_NULL, null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title_and_year

    @property
    def title_and_year(self) -> str:
        """The film's name with its year, where that is known."""
        return f"{self.title} ({self.year})" if self.year else self.title

    def get_absolute_url(self) -> str:
        """The film's page of reviews."""
        return reverse("film", args=[self.slug])


class FilmSlug(models.Model):
    """Every address that a film has had; old ones lead to the present one."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="slugs")
    slug = models.CharField(max_length=120, unique=True)
    since = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.slug


class Contributor(PublicRow):
    """Somebody who made or plays in films."""

    name = models.CharField(max_length=NAME_CHARACTERS, unique=True)

    def __str__(self) -> str:
        return self.name


class Job(models.TextChoices):
    """What a contributor did for a film, in the order in which credits are shown."""

    DIRECTOR = "director", _("Directed by")
    WRITER = "writer", _("Written by")
    CAST = "cast", _("With")
    PHOTOGRAPHY = "photography", _("Photographed by")
    EDITING = "editing", _("Edited by")
    SOUND = "sound", _("Sound by")
    MUSIC = "music", _("Music by")


class Credit(models.Model):
    """One contributor's work on one film."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="credits")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="credits")
    job = models.CharField(max_length=20, choices=Job.choices)
    character = models.CharField(max_length=NAME_CHARACTERS, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["film", "contributor", "job", "character"], name="credit_once"
            )
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.contributor}: {self.job}"


class OutsideId(models.Model):
    """The film's identity elsewhere, such as imdb or wikidata."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="outside_ids")
    scheme = models.CharField(max_length=30)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="outside_id_once")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class FilmProposal(models.Model):
    """What the program read about a film out of a page, until an editor says yes or corrects it."""

    film = models.OneToOneField(Film, models.CASCADE, related_name="proposal")
    evidence = models.JSONField(default=list)  # [{field, value, review_position, sentence}]
    proposed_at = models.DateTimeField(default=now)
    settled_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"proposal for {self.film}"
