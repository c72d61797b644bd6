"""Reviews, their revisions and drafts, where they came from, and the film's exact counters."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from houselights.accounts.models import Person
from houselights.accounts.reads import Viewer, may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.limits import HEADLINE_CHARACTERS
from houselights.base.models import PublicRow, State, TextRevision
from houselights.base.rawtext import RawTextField
from houselights.catalogue.models import Film


class Rights(models.TextChoices):
    """On what basis texts were imported."""

    OWN = "own"
    PERMISSION = "permission"
    LICENCE = "licence"
    UNSTATED = "unstated"


class ShownTo(models.TextChoices):
    """Who may read texts that came without a stated basis, where the import says so itself."""

    HOUSE = "", "as the house chose"
    EVERYONE = "everyone", "everyone"
    MEMBERS = "members", "members only"


class ImportBatch(PublicRow):
    """One file or paste that brought rows in."""

    kind = models.CharField(max_length=30)  # "page-text"
    source = models.CharField(max_length=200)  # the identity of the page: its film and kind
    file_name = models.CharField(max_length=300, blank=True)
    file_sha256 = models.CharField(max_length=64)
    rights = models.CharField(max_length=12, choices=Rights.choices, default=Rights.UNSTATED)
    shown_to = models.CharField(max_length=10, choices=ShownTo.choices, blank=True)
    source_name = models.CharField(max_length=200, blank=True)  # as pages name it: "IMDb", a zine
    film = models.ForeignKey(Film, models.CASCADE, related_name="batches")
    imported_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Who may see which reviews, by name."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Published ones; moderators also see what is withheld, writers their own."""
        if may(viewer, Ability.MODERATE):
            return self.filter(state__in=[State.PUBLISHED, State.WITHHELD])
        if isinstance(viewer, Person):
            own = Q(state=State.WITHHELD, author=viewer)
            return self.filter(Q(state=State.PUBLISHED) | own)
        return self.published()

    def published(self) -> Self:
        """What everybody may see."""
        return self.filter(state=State.PUBLISHED)

    def with_text(self) -> Self:
        """Without the ratings that came alone."""
        return self.filter(current__isnull=False)

    def with_all_parts(self) -> Self:
        """Joined with what a card shows, in one query."""
        return self.select_related("current", "author", "batch", "tally")


class Review(PublicRow):
    """What one person thinks of one film: a rating, a text, or both.

    `rating` runs from 10 to 100 (8/10 is 80); null is "none given". `contains_spoilers` null is
    "not known" and never read as harmless. The last block are stored sort columns, all integers,
    so that every order is a keyset over an index.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="reviews")
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    author_name = models.CharField(max_length=200, blank=True)  # as an imported page gave it
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    contains_spoilers = models.BooleanField(null=True)
    headline_covered = models.BooleanField(default=False)
    fold_locked = models.BooleanField(default=False)  # a flagged text is never opened in part
    current = models.OneToOneField(
        "reviews.Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    published_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    written_on = models.DateField(null=True, blank=True)  # as an imported page gave it
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    seen_at = models.CharField(_("seen at"), max_length=120, blank=True)

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    source_key = models.CharField(max_length=64, blank=True)  # identity on the page it came from
    source_position = models.PositiveIntegerField(null=True, blank=True)

    place = models.BigIntegerField(default=0)
    divisive = models.BigIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    arrived = models.BigIntegerField(default=0)  # microseconds since 1970
    high = models.SmallIntegerField(default=-1)  # the rating, unrated last
    low = models.SmallIntegerField(default=-1)  # 1000 - rating, unrated last

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=10, rating__lte=100), name="rating_range"
            ),
            models.UniqueConstraint(
                fields=["film", "author"],
                condition=Q(author__isnull=False) & Q(state__in=["published", "withheld"]),
                name="one_review_a_person_a_film",
            ),
            models.UniqueConstraint(
                fields=["film", "source_key"],
                condition=~Q(source_key="") & ~Q(state="erased"),
                name="one_row_per_imported_review",
            ),
        ]
        indexes = [
            models.Index(fields=["film", "state", f"-{column}", "-id"], name=f"film_by_{column}")
            for column in ("place", "arrived", "high", "low", "divisive", "length")
        ] + [
            models.Index(fields=["author", "-arrived"], name="reviews_of_author"),
            models.Index(fields=["state", "-arrived", "-id"], name="newest_reviews"),
        ]

    def get_absolute_url(self) -> str:
        """The review's permalink."""
        return reverse("review", args=[self.public_id])

    @property
    def is_imported(self) -> bool:
        """Whether it came from a file and not from somebody's hand here."""
        return self.batch_id is not None

    @property
    def writer(self) -> Person | None:
        """The account that wrote it here, if one did."""
        return self.author


class Revision(TextRevision):
    """One version of a review's text.

    What the review said of spoilers is kept with a version when the next one takes its place.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="revisions")
    headline = RawTextField(null=True, blank=True)
    # What its writer has shown in place of a headline that they cover; empty: the house's sentence.
    neutral_headline = RawTextField(default="", blank=True)
    contained_spoilers = models.BooleanField(null=True)
    headline_was_covered = models.BooleanField(default=False)
    # Sentences that may be quoted alone, kept by the room `spoilers`: [[place, start, end], …].
    quotable = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    KEPT_BY_SPOILERS = (*TextRevision.KEPT_BY_SPOILERS, "quotable")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class ReviewStateChange(models.Model):
    """Who withheld, deleted, erased or restored a review, when and why."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="state_changes")
    state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d}"


class Draft(models.Model):
    """What somebody is writing about a film and has not published; one a person and film."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    film = models.ForeignKey(Film, models.CASCADE, related_name="drafts")
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    headline = models.CharField(max_length=HEADLINE_CHARACTERS * 2, blank=True)
    body = models.TextField(blank=True)  # the source as typed, `||` and all
    contains_spoilers = models.BooleanField(null=True)
    headline_covered = models.BooleanField(default=False)
    neutral_headline = models.CharField(max_length=HEADLINE_CHARACTERS * 2, blank=True)
    fold_locked = models.BooleanField(default=False)
    harmless = models.JSONField(default=list)  # [[digest, reason], …]: as in `rules.ReviewText`
    language = models.CharField(max_length=12, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_at = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "film"], name="one_draft_a_person_a_film")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class RatingCount(models.Model):
    """How many published ratings of a film fall into a bar of its histogram, and their sum.

    `bar` is 1 to 10 (8.5/10 counts in bar 9: halves go up); `total` sums the 10-to-100 values.
    Imported ratings have rows of their own and never mix with the house's.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="rating_counts")
    imported = models.BooleanField()
    bar = models.PositiveSmallIntegerField()
    ratings = models.IntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["film", "imported", "bar"], name="rating_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.bar}: {self.ratings}"


class ReviewCount(models.Model):
    """How many published reviews with text a film has, by language and by flag."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="review_counts")
    language = models.CharField(max_length=12, blank=True)
    flag = models.CharField(max_length=8)  # "yes", "no", "unknown"
    reviews = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["film", "language", "flag"], name="review_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.flag}: {self.reviews}"
