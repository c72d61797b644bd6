"""Asking a film's reviews by program: /api/v1/films/<slug>/ask (see docs/api.md)."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.answers.asking import LONGEST_QUESTION
from houselights.answers.material import Answered
from houselights.answers.telling import Closed, Quotation, answer_json
from houselights.base.errors import Refusal, TooMany
from houselights.base.house import public_url
from houselights.base.limits import ASKED_PER_READER, spend
from houselights.catalogue.models import Film
from houselights.catalogue.reads import film_by_slug
from houselights.reviews.rights import may_leave
from houselights.spoilers.covering import Knows
from houselights.spoilers.reader import Reads
from houselights.spoilers.redact import Mode
from houselights.web.asked_reviews import Quote, Said, ask_reviews
from houselights.web.network import owner_of
from houselights.web.pages.errors import status_of
from houselights.web.query import one_of
from houselights.web.reading import Reader, reader_of


@require_safe
def ask(request: HttpRequest, slug: str) -> JsonResponse:
    """GET: what the reviews say to `q`, for who knows so much (`knows`); refusals as problem+json.

    Words that may not leave the house are not in it.
    """
    film = film_by_slug(slug)
    if film is None:
        return _problem(404, _("There is no such film in this house."))
    try:
        spend(owner_of(request), "ask-reviews", ASKED_PER_READER)
        question = _question(request)
        said = _ask(film, question, reader_of(request), one_of(request.GET, "knows", list(Knows)))
    except Refusal as refusal:
        return _refused(refusal)
    quoted = [_quotation(quote) for quote in said.quotes]
    return _kept_nowhere(JsonResponse(answer_json(film.slug, question, _told(said), quoted)))


def _question(request: HttpRequest) -> str:
    question = " ".join(request.GET.get("q", "").split())
    if not question:
        raise Refusal(_("Say in q what you want to know."), code="empty_question")
    if len(question) > LONGEST_QUESTION:
        words = _("Ask it in at most %(number)d characters.") % {"number": LONGEST_QUESTION}
        raise Refusal(words, code="long_question")
    return question


def _ask(film: Film, question: str, reader: Reader, knows: str) -> Said:
    reader.meet([film])
    reads = reader.reads(film.pk)
    return ask_reviews(film, question, reader, _as_asked(reads, film, knows) if knows else reads)


def _as_asked(reads: Reads, film: Film, knows: str) -> Reads:
    """As somebody reads who knows so much; nobody knows a source that the film does not have."""
    known = Knows(knows)
    if known is Knows.SOURCE and film.source_work_id is None:
        known = Knows.PREMISE
    return replace(reads, knows=known, mode=Mode.COVER)


def _told(said: Said) -> Answered:
    """The answer; where all that it cited has gone in the meantime, the reviews don't say."""
    return replace(said.answered, says=said.says)


def _quotation(quote: Quote) -> Quotation:
    closed = Closed.NO if quote.text else Closed.SPOILER
    if not may_leave(quote.review):
        closed = Closed.RIGHTS
    return Quotation(quote.number, public_url(quote.address), closed)


# ── answers ─────────────────────────────────────────────────────────────────────────────────────


def _refused(refusal: Refusal) -> JsonResponse:
    response = _problem(status_of(refusal), refusal.sentence, refusal.code)
    if isinstance(refusal, TooMany):
        _times, seconds = ASKED_PER_READER
        response["Retry-After"] = str(seconds)
    return response


def _problem(status: int, sentence: str, code: str = "not_found") -> JsonResponse:
    """A refusal as RFC 9457 has it; `code` is what programs tell it by."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
        "code": code,
    }
    return _kept_nowhere(JsonResponse(told, status=status, content_type="application/problem+json"))


def _kept_nowhere(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
