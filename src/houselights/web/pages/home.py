"""The front page: /."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houselights.accounts.models import Person
from houselights.catalogue.models import Film
from houselights.questions.reads import questions_of
from houselights.reviews.summaries import Summary, summary_of_house
from houselights.web.answer_cards import QuestionCard, make_question_cards
from houselights.web.cards import Setting
from houselights.web.film_tiles import FilmTile, make_tiles
from houselights.web.news import Note, news, varied
from houselights.web.reading import reader_of

QUESTIONS = 4
_READ = 25  # the newest questions that those are picked from


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The front page; the template `home/page.html` gets it as `page`."""

    notes: list[Note]
    tiles: list[FilmTile]
    questions: list[QuestionCard]
    are_open: bool  # whether those questions wait for an answer
    summary: Summary
    films: int
    people: int


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """GET /: what is new, what waits for an answer, what people write about."""
    setting = Setting(reader_of(request), reverse("home"), with_film=True)
    found = news(setting.reader)
    unanswered = _questions(setting, unanswered=True)
    view = HomeView(
        notes=found.notes,
        tiles=make_tiles(found.films),
        questions=unanswered or _questions(setting, unanswered=False),
        are_open=bool(unanswered),
        summary=summary_of_house(),
        films=Film.objects.count(),
        people=Person.objects.filter(is_active=True).count(),
    )
    return render(request, "home/page.html", {"page": view})


def _questions(setting: Setting, *, unanswered: bool) -> list[QuestionCard]:
    found = questions_of(None, setting.viewer, unanswered=unanswered, size=_READ)
    return make_question_cards(varied(found.rows, QUESTIONS), setting)
