"""Helpful votes and tallies in Django's admin."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin
from houselights.votes.models import HelpfulVote, Tally


@admin.register(HelpfulVote)
class HelpfulVoteAdmin(LookOnlyAdmin):
    """Who found which review helpful."""

    list_display = ("review", "voter", "helpful", "cast_at")
    list_filter = ("helpful",)
    list_select_related = ("review", "voter")
    search_fields = ("review__public_id", "voter__username")


@admin.register(Tally)
class TallyAdmin(LookOnlyAdmin):
    """Imported baselines beside the votes cast here."""

    list_display = ("review", "baseline_yes", "baseline_total", "native_yes", "native_total")
    list_select_related = ("review",)
    search_fields = ("review__public_id",)
