"""What the house says of itself, version by version, in Django's admin."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin
from houselights.statements.models import Statement


@admin.register(Statement)
class StatementAdmin(LookOnlyAdmin):
    """Every version that an administrator wrote; a page of the site writes the next one."""

    list_display = ("name", "language", "number", "written_by", "written_at")
    list_filter = ("name", "language")
    list_select_related = ("written_by",)
    search_fields = ("body",)
