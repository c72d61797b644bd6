"""Every page's address: a table of contents."""

from __future__ import annotations

from django.urls import URLPattern, path

from houselights.web.pages import lights

urlpatterns: list[URLPattern] = [
    # ── films ──
    # ── reviews ──
    # ── votes ──
    # ── writing ──
    # ── questions ──
    # ── people, search, home ──
    # ── imports ──
    # ── accounts ──
    # ── the house ──
    path("lights/", lights.switch, name="lights"),
]
