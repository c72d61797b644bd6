"""What exchange keeps so that a page can be written as it came."""

from __future__ import annotations

from django.db import models

from houselights.catalogue.models import Film
from houselights.reviews.models import ImportBatch


class PageLayout(models.Model):
    """The form of an imported page: tokens that refer to rows, without a copy of their texts.

    `tokens` is one object: `title` (the page's title line or null), `form` (the layout tokens,
    which name items by their place), `reviews` ([public id, rating, flag] of each place, as the
    page said) and `questions` (the public id of each place).
    """

    film = models.OneToOneField(Film, models.CASCADE, related_name="page_layout")
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="+")
    tokens = models.JSONField()
    encoding = models.CharField(max_length=20, default="utf-8")
    byte_order_mark = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"layout of {self.film}"
