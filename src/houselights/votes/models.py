"""Helpful votes on reviews, and the tally that pages show."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.reviews.models import Review, Revision


class HelpfulVote(models.Model):
    """Whether somebody found a review helpful, and which version they had read."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Person, models.CASCADE, related_name="helpful_votes")
    helpful = models.BooleanField()
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    cast_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "voter"], name="one_vote_a_review")
        ]

    def __str__(self) -> str:
        return "helpful" if self.helpful else "not helpful"


class Tally(models.Model):
    """ "N out of M": an imported baseline, which a newer import replaces, and the votes cast here.

    The two are never mixed: null means that the page said nothing of votes.
    """

    review = models.OneToOneField(Review, models.CASCADE, primary_key=True, related_name="tally")
    baseline_yes = models.PositiveIntegerField(null=True, blank=True)
    baseline_total = models.PositiveIntegerField(null=True, blank=True)
    native_yes = models.PositiveIntegerField(default=0)
    native_total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(native_yes__lte=models.F("native_total")), name="native_yes_in_total"
            ),
            models.CheckConstraint(
                condition=Q(baseline_yes=None) | Q(baseline_yes__lte=models.F("baseline_total")),
                name="baseline_yes_in_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.yes} of {self.total}"

    @property
    def yes(self) -> int:
        """Votes for helpful, imported and native."""
        return (self.baseline_yes or 0) + self.native_yes

    @property
    def total(self) -> int:
        """All votes, imported and native."""
        return (self.baseline_total or 0) + self.native_total
