"""Asking a film's reviews: /films/<slug>/reviews-say/."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.answers.asked_before import LIKELY
from houselights.answers.asking import LONGEST_QUESTION
from houselights.answers.kept import corpus_for
from houselights.answers.near_questions import near_questions
from houselights.base.limits import ASKED_PER_READER, spend
from houselights.catalogue.models import Film
from houselights.questions.models import Question
from houselights.reviews.reads import review_counts
from houselights.web.answer_cards import QuestionCard, make_question_cards
from houselights.web.ask_view import AskQuery, AskView
from houselights.web.asked_reviews import ask_reviews
from houselights.web.cards import Setting
from houselights.web.example_questions import examples_in
from houselights.web.freshness import mark
from houselights.web.network import owner_of
from houselights.web.pages.film import film_or_404
from houselights.web.reading import reader_of

ANSWERED = "answered"  # the element that scripts fill
_NEAR = 3  # community questions


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the field, and with `?q=` what the reviews say to it; a fragment where a script asks.

    What is asked is kept nowhere.
    """
    film = film_or_404(slug)
    query = AskQuery.read(request.GET)
    if film.slug != slug:
        return HttpResponseRedirect(query.link(reverse("reviews_say", args=[film.slug])))
    view = make_view(request, film, query)
    is_fragment = request.headers.get("HX-Target") == ANSWERED
    template = "ask_reviews/fragment.html" if is_fragment else "ask_reviews/page.html"
    status = 422 if view.problem and not is_fragment else 200
    return mark(render(request, template, {"page": view}, status=status), None)


def make_view(request: HttpRequest, film: Film, query: AskQuery) -> AskView:
    """What the page shows of a film to a question; refuses who asks too often."""
    reader = reader_of(request)
    reader.meet([film])
    reads = reader.reads(film.pk)
    spend(owner_of(request), "ask-reviews", ASKED_PER_READER)
    if not review_counts(film).number():
        problem = _("Nobody has written about this film yet, so there is nothing to ask.")
        return AskView(film, query, problem=problem)
    if len(query.q) > LONGEST_QUESTION:
        problem = _("Ask it in at most %(number)d characters.") % {"number": LONGEST_QUESTION}
        return AskView(film, query, problem=problem)
    if not query.q:
        corpus = corpus_for(film, reader.audience_as(reads))
        return AskView(film, query, examples=examples_in(corpus, film))
    path = reverse("reviews_say", args=[film.slug])
    return AskView(
        film,
        query,
        said=ask_reviews(
            film,
            query.q,
            reader,
            reads,
            opened=query.opened,
            link=lambda key: query.opening(path, key),
        ),
        near=_near(request, film, query.q),
        may_correct=may(request.user, Ability.EDIT_FILMS),
    )


def _near(request: HttpRequest, film: Film, question: str) -> list[QuestionCard]:
    """Community questions like it that have answers, with open titles."""
    near = near_questions(film, question, request.user, least=LIKELY)
    rows = [row for row in near if _is_answered(row)]
    setting = Setting(reader_of(request), reverse("reviews_say", args=[film.slug]))
    return make_question_cards(rows[:_NEAR], setting)


def _is_answered(question: Question) -> bool:
    return question.answers_count > 0
