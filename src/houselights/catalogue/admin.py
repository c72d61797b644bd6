"""Films in Django's admin; facts are changed on the film's own page."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin, LookOnlyInline
from houselights.catalogue.models import (
    Contributor,
    Credit,
    Film,
    FilmProposal,
    FilmSlug,
    OutsideId,
    SourceWork,
)


class CreditInline(LookOnlyInline):
    """Who made the film and plays in it."""

    model = Credit


class FilmSlugInline(LookOnlyInline):
    """Addresses that the film has had."""

    model = FilmSlug


class OutsideIdInline(LookOnlyInline):
    """The film elsewhere."""

    model = OutsideId


@admin.register(Film)
class FilmAdmin(LookOnlyAdmin):
    """Films and what is known about them."""

    list_display = ("title", "year", "slug", "is_demo", "created_at")
    list_filter = ("is_demo",)
    search_fields = ("title", "original_title", "slug")
    inlines = (CreditInline, FilmSlugInline, OutsideIdInline)


@admin.register(Contributor)
class ContributorAdmin(LookOnlyAdmin):
    """People of film."""

    list_display = ("name",)
    search_fields = ("name",)
    inlines = (CreditInline,)


@admin.register(SourceWork)
class SourceWorkAdmin(LookOnlyAdmin):
    """What films are based on."""

    list_display = ("title", "kind", "author", "year")
    search_fields = ("title", "author")


@admin.register(FilmProposal)
class FilmProposalAdmin(LookOnlyAdmin):
    """What imported pages suggested about their film."""

    list_display = ("film", "proposed_at", "settled_by", "settled_at")
    list_select_related = ("film", "settled_by")
