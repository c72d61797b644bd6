"""One table of what can be found, in folded words; the database indexes it by itself."""

from __future__ import annotations

from django.db import models

from houselights.catalogue.models import Film


class Kind(models.TextChoices):
    """What an entry leads to."""

    FILM = "film"
    REVIEW = "review"
    QUESTION = "question"
    PERSON = "person"


class Entry(models.Model):
    """A row of another table as it is found: words of `text.words`, folded, with spaces between.

    `title` and `open_text` hold what every reader may see; `covered_text` holds the rest, which
    only a reader who asked for spoilers searches, so that a search never tells what a cover hides.
    `basis` is the strictest of the imports that these two came in: who may not read them finds the
    row by its title alone.
    Full-text indexes over these columns are made in the migrations and kept by the database.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    row_id = models.BigIntegerField()
    film = models.ForeignKey(Film, models.CASCADE, null=True, related_name="+")
    title = models.TextField(blank=True)
    open_text = models.TextField(blank=True)
    covered_text = models.TextField(blank=True)
    basis = models.SmallIntegerField(default=0)  # a `reviews.rights.Basis`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="one_entry_a_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
