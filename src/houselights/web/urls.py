"""Every page's address: a table of contents."""

from __future__ import annotations

from django.urls import URLPattern, path

from houselights.web import assets
from houselights.web.pages import film, lights, review, vote

urlpatterns: list[URLPattern] = [
    # ── films ──
    path("films/<slug:slug>/", film.show, name="film"),
    path("films/<slug:slug>/rate/", film.rate, name="rate"),
    path("films/<slug:slug>/spoilers/", film.choose_spoilers, name="film_spoilers"),
    # ── reviews ──
    path("reviews/<str:public_id>/", review.show, name="review"),
    path("reviews/<str:public_id>/card/", review.card, name="review_card"),
    # ── votes ──
    path("reviews/<str:public_id>/vote/", vote.vote, name="vote"),
    # ── writing ──
    # ── questions ──
    # ── people, search, home ──
    # ── imports ──
    # ── accounts ──
    # ── the house ──
    path("lights/", lights.switch, name="lights"),
    path("assets/<str:name>", assets.serve, name="asset"),
]
