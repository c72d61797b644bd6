"""Corrections in Django's admin."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin
from houselights.opinions.models import Correction


@admin.register(Correction)
class CorrectionAdmin(LookOnlyAdmin):
    """What editors said is wrong of what the program found in reviews."""

    list_display = ("public_id", "film", "subject", "by", "at")
    list_select_related = ("film", "by")
    search_fields = ("public_id", "subject", "film__title")
