"""What a text gives away, sentence by sentence: /reviews/<id>/sentences/ and its likes.

Readers mark sentences, the author answers, editors decide; each covered sentence says by whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.base.limits import SENTENCES_PER_PERSON, spend
from houselights.catalogue.models import Film
from houselights.moderation.subjects import film_of
from houselights.spoilers.marks import author_says, may_decide, unmark
from houselights.spoilers.redact import Audience, Shown
from houselights.spoilers.sentences import (
    key_of,
    shown_sentences,
    shown_whole,
    spot_of,
    spots_quoted,
)
from houselights.spoilers.settling import Spot, Stand
from houselights.spoilers.writings import Text
from houselights.web.finding import readable_review
from houselights.web.mark_wishes import mark_spots, remember_mark, side_of
from houselights.web.moderated import NamedText
from houselights.web.pages.answers import readable_answer
from houselights.web.pages.questions import readable_question
from houselights.web.query import link, local, opened_keys, opening
from houselights.web.reading import reader_of
from houselights.web.receipts_of_sentences import Line, line_of


@dataclass(frozen=True, slots=True)
class SentencesView:
    """A text sentence by sentence; the template `sentences/page.html` gets it as `page`.

    card: stands in for a card in the curtain's template, which takes `card.shown`.
    """

    text: NamedText
    film: Film
    shown: Shown
    lines: list[Line]
    back: str
    here: str
    is_signed_in: bool
    is_author: bool
    decides: bool

    @property
    def summary(self) -> str:
        """What somebody may do here, in one sentence."""
        if self.is_author:
            return _("Say of each sentence of yours whether it gives something away.")
        if self.decides:
            return _("What you say of a sentence settles it.")
        return _(
            "Say of a sentence that it gives something away, or that it is harmless. A mark counts "
            "by how often its reader was right before; where marks are not enough, editors decide."
        )


@require_http_methods(["GET", "HEAD", "POST"])
def of_review(request: HttpRequest, public_id: str) -> HttpResponse:
    """/reviews/<id>/sentences/: what a review gives away; POST marks."""
    return _answer(request, readable_review(public_id, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def of_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """/answers/<id>/sentences/: what an answer gives away; POST marks."""
    return _answer(request, readable_answer(public_id, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def of_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """/questions/<id>/sentences/: what a question gives away; POST marks."""
    return _answer(request, readable_question(public_id, request.user))


def _answer(request: HttpRequest, row: Text) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    if not isinstance(request.user, Person):
        return _for_visitor(request, row, given.get("mark", ""))
    if request.method == "POST":
        return _say(request, request.user, row)
    return _page(request, row)


# ── the page ────────────────────────────────────────────────────────────────────────────────────


def _page(request: HttpRequest, row: Text) -> HttpResponse:
    reader, viewer = reader_of(request), request.user
    opened = opened_keys(request.GET.get("open", ""))
    here = link(request.path, [*reader.in_address, ("open", ",".join(sorted(opened)))])
    audience = reader.audience(row, opened=opened, link=partial(opening, here), alone=True)
    is_author = bool(audience.own)
    stand = Stand(row)
    view = SentencesView(
        text=NamedText.of(row, reader.stranger_of(row)),
        film=film_of(row),
        shown=shown_whole(row, audience),
        lines=_lines(stand, audience, request),
        back=row.get_absolute_url(),
        here=here,
        is_signed_in=isinstance(viewer, Person),
        is_author=is_author,
        decides=not is_author and isinstance(viewer, Person) and may_decide(viewer),
    )
    return render(request, "sentences/page.html", {"page": view, "card": view})


def _lines(stand: Stand, audience: Audience, request: HttpRequest) -> list[Line]:
    rows = shown_sentences(stand, audience, request.user)
    decides = isinstance(request.user, Person) and may_decide(request.user)
    return [line_of(one, is_author=bool(audience.own), decides=decides) for one in rows]


# ── saying something ────────────────────────────────────────────────────────────────────────────


def _for_visitor(request: HttpRequest, row: Text, word: str) -> HttpResponse:
    """Somebody signed out reads the page, or is led to sign-in with their mark in mind."""
    given = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and not word:
        return _page(request, row)
    spots = [] if _is_for_members(request, row) else _meant_by(given, Stand(row))
    here = local(given.get("next", ""), request.path)
    if spots and remember_mark(request, row, key_of(spots[0]), word):
        messages.info(request, _("Sign in, or sign up, and your mark is kept."))
    return redirect_to_login(here)


def _is_for_members(request: HttpRequest, row: Text) -> bool:
    """Whether the text may not even say which words are in it."""
    return shown_whole(row, reader_of(request).audience(row, alone=True)).is_for_members


def _say(request: HttpRequest, person: Person, row: Text) -> HttpResponse:
    given = request.POST
    side, stand = side_of(given.get("mark", "")), Stand(row)
    spots = _meant_by(given, stand)
    if not spots:
        messages.warning(request, _("These words were not found in the text. Choose it here."))
        return HttpResponseRedirect(request.path)
    if row.writer is not None and row.writer.pk == person.pk:
        _say_as_author(person, row, spots, given.get("reason", ""), side)
    elif side is None:
        _take_back(person, stand, spots)
    else:
        mark_spots(person, row, spots, gives_away=side)
    messages.success(request, _("What you said of it is kept."))
    anchor = f"s-{key_of(spots[0])}" if given.get("of") else f"r{row.public_id}"
    return HttpResponseRedirect(f"{local(given.get('next', ''), request.path)}#{anchor}")


def _meant_by(given: QueryDict, stand: Stand) -> list[Spot]:
    """The sentence that a form names by its key, or those that the selected words touch."""
    key = given.get("of", "")
    if not key:
        return spots_quoted(stand, given.get("quote", ""))
    found = spot_of(stand, key)
    return [found] if found else []


def _say_as_author(
    person: Person, row: Text, spots: list[Spot], reason: str, side: bool | None
) -> None:
    if side is None:
        raise Refusal(_("Say that it gives something away, or that it is harmless."))
    for spot in spots:
        spend(person.public_id, "sentence", SENTENCES_PER_PERSON)
        author_says(person, row, spot, gives_away=side, reason=reason)


def _take_back(person: Person, stand: Stand, spots: list[Spot]) -> None:
    keys = {spot.key for spot in spots}
    for sentence in stand.rows():
        if (sentence.place, sentence.digest) in keys:
            unmark(person, sentence)
