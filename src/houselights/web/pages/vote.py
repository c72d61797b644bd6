"""Helpful votes: /reviews/<id>/vote/, with and without script, signed in or on the way there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.base.limits import VOTES_PER_PERSON, spend
from houselights.reviews.models import Review
from houselights.votes.actions import cast_helpful_vote
from houselights.web.cards import Setting, make_card
from houselights.web.finding import readable_review
from houselights.web.pages.errors import status_of
from houselights.web.query import local
from houselights.web.reading import reader_of
from houselights.web.wishes import remember, value_of


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cast, change or take back a vote; a visitor is led to sign-in and the vote remembered."""
    review = readable_review(public_id, request.user)
    given = request.POST if request.method == "POST" else request.GET
    here = local(given.get("next", ""), review.get_absolute_url())
    word = given.get("value", "")
    if not isinstance(request.user, Person):
        return _to_sign_in(request, review, word, here)
    if request.method == "POST":
        return _cast(request, request.user, review, word, here)
    card = make_card(review, Setting(reader_of(request), here))
    return render(request, "votes/page.html", {"card": card, "film": review.film})


def _to_sign_in(request: HttpRequest, review: Review, word: str, here: str) -> HttpResponse:
    if word:
        value_of(word)
    if remember(request, review, word):
        messages.info(request, _("Sign in, or sign up, and your vote is counted."))
    redirect = redirect_to_login(f"{here}#r{review.public_id}")
    return HttpResponseClientRedirect(redirect.url) if _by_script(request) else redirect


def _cast(
    request: HttpRequest, voter: Person, review: Review, word: str, here: str
) -> HttpResponse:
    try:
        helpful = value_of(word)
        spend(voter.public_id, "vote", VOTES_PER_PERSON)
        review.tally = cast_helpful_vote(voter, review, helpful=helpful)
    except Refusal as refusal:
        if not _by_script(request):
            raise
        return _line(request, review, here, problem=refusal)
    if _by_script(request):
        return _line(request, review, here)
    return HttpResponseRedirect(f"{here}#r{review.public_id}")


def _line(
    request: HttpRequest, review: Review, here: str, problem: Refusal | None = None
) -> HttpResponse:
    card = make_card(review, Setting(reader_of(request), here))
    context = {"card": card, "problem": problem and problem.sentence, "spoken": True}
    status = status_of(problem) if problem else 200
    return render(request, "votes/line.html", context, status=status)


def _by_script(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
