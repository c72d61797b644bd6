"""Reviews, imports and counters in Django's admin; drafts are their writer's alone."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin, LookOnlyInline
from houselights.reviews.models import (
    ImportBatch,
    RatingCount,
    Review,
    ReviewCount,
    ReviewStateChange,
    Revision,
)


class RevisionInline(LookOnlyInline):
    """Every version of the review."""

    model = Revision


class ReviewStateChangeInline(LookOnlyInline):
    """Who withheld, deleted or restored it."""

    model = ReviewStateChange


@admin.register(Review)
class ReviewAdmin(LookOnlyAdmin):
    """Reviews, and ratings that came alone."""

    list_display = ("public_id", "film", "author", "rating", "state", "language", "published_at")
    list_filter = ("state", "language", "contains_spoilers")
    list_select_related = ("film", "author")
    search_fields = ("public_id", "film__title", "author__username", "author_name")
    inlines = (RevisionInline, ReviewStateChangeInline)


@admin.register(ImportBatch)
class ImportBatchAdmin(LookOnlyAdmin):
    """Files and pastes that brought rows in."""

    list_display = ("public_id", "kind", "film", "file_name", "rights", "imported_by", "created_at")
    list_filter = ("kind", "rights")
    list_select_related = ("film", "imported_by")
    search_fields = ("public_id", "file_name", "film__title")


@admin.register(RatingCount)
class RatingCountAdmin(LookOnlyAdmin):
    """The bars of the histograms."""

    list_display = ("film", "imported", "bar", "ratings", "total")
    list_select_related = ("film",)
    search_fields = ("film__title",)


@admin.register(ReviewCount)
class ReviewCountAdmin(LookOnlyAdmin):
    """How many reviews a film has, by language and flag."""

    list_display = ("film", "language", "flag", "reviews")
    list_select_related = ("film",)
    search_fields = ("film__title",)
