"""Reports, objections and the moderators' log in Django's admin, to look at."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin
from houselights.moderation.models import LogEntry, Objection, Report


@admin.register(Report)
class ReportAdmin(LookOnlyAdmin):
    """What was reported; who reported is the moderators' business alone."""

    hidden = ("contact", "reporter")
    list_display = ("public_id", "kind", "subject_id", "reason", "created_at", "decided_at")
    list_filter = ("kind", "reason")
    search_fields = ("public_id", "subject_id")


@admin.register(LogEntry)
class LogEntryAdmin(LookOnlyAdmin):
    """What moderators did."""

    list_display = ("public_id", "kind", "subject_id", "act", "reason", "by", "created_at")
    list_filter = ("act", "kind", "reason")
    list_select_related = ("by",)
    search_fields = ("public_id", "subject_id", "by__username")


@admin.register(Objection)
class ObjectionAdmin(LookOnlyAdmin):
    """What was said against decisions."""

    hidden = ("person",)
    list_display = ("public_id", "to", "created_at", "answered_at")
    list_select_related = ("to",)
    search_fields = ("public_id", "to__subject_id")
