"""Marked sentences and secret words in Django's admin."""

from __future__ import annotations

from django.contrib import admin

from houselights.base.admin import LookOnlyAdmin, LookOnlyInline
from houselights.spoilers.models import SecretTerm, Sentence, SentenceMark


class SentenceMarkInline(LookOnlyInline):
    """What readers say of the sentence."""

    model = SentenceMark


@admin.register(Sentence)
class SentenceAdmin(LookOnlyAdmin):
    """Sentences on which somebody has a say, and who settled them."""

    list_display = ("public_id", "film", "place", "gives_away", "settled_by", "waits")
    list_filter = ("gives_away", "settled_by", "waits")
    list_select_related = ("film",)
    search_fields = ("public_id", "film__title")
    inlines = (SentenceMarkInline,)


@admin.register(SecretTerm)
class SecretTermAdmin(LookOnlyAdmin):
    """Words and names that give a film's secret away."""

    list_display = ("words", "film", "state", "by", "at")
    list_filter = ("state",)
    list_select_related = ("film", "by")
    search_fields = ("words", "film__title")
