"""How whoever asks for a page wants to meet spoilers: the one place where it is worked out.

What a page's address says goes first; what is remembered is kept in the account of who is signed
in, and in two cookies of everybody else: `spoilers` holds the general choice ("hide.nothing"), and
`films` what they know of films, the newest first ("<public id>s<public id>n"); a capital stands for
who has seen a film and knew so much before ("P": seen, before that the premise).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from houselights.accounts.models import Person
from houselights.base.ids import ALPHABET, LENGTH
from houselights.catalogue.models import Film
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.models import Review
from houselights.reviews.rights import Basis, bases_for
from houselights.spoilers.covering import Knows
from houselights.spoilers.reader import GENERALLY, OfFilm, Reads, Said, how_read, said_then
from houselights.spoilers.readings import said_by, say_in_general, say_of_film, take_over
from houselights.spoilers.redact import Audience, Mode
from houselights.web.cookies import keep_choice
from houselights.web.settings_seen import settings_of

GENERAL_COOKIE = "spoilers"
FILMS_COOKIE = "films"
FILMS_KEPT = 100
_LEVELS = {"n": Knows.NOTHING, "p": Knows.PREMISE, "r": Knows.SOURCE}
_LETTERS = {
    "s": OfFilm(Knows.SEEN),
    **{letter: OfFilm(knows) for letter, knows in _LEVELS.items()},
    **{letter.upper(): OfFilm(Knows.SEEN, before) for letter, before in _LEVELS.items()},
}
_OF_FILM = re.compile(rf"([{ALPHABET}]{{{LENGTH}}})([{''.join(_LETTERS)}])")
_KEPT = "_reader"
_BROUGHT = "_readings_brought"

type Text = Review | Question | Answer | Comment


def reader_of(request: HttpRequest) -> Reader:
    """The reader behind a request, the same from top to bottom of a page."""
    if _KEPT not in request.__dict__:
        request.__dict__[_KEPT] = Reader(request)
    reader: Reader = request.__dict__[_KEPT]
    return reader


class Reader:
    """Who reads, and what they said about spoilers; asks the account once for all films met."""

    def __init__(self, request: HttpRequest) -> None:
        self.person = request.user if isinstance(request.user, Person) else None
        self.viewer = request.user
        self.asked = Said.read(request.GET.get("spoilers", ""), request.GET.get("know", ""))
        self._choices = settings_of(request)
        self._cookies = request.COOKIES
        self._general: Said | None = None
        # What they said of each film, and whether it is based on a source.
        self._films: dict[int, tuple[OfFilm | None, bool]] = {}

    @property
    def in_address(self) -> list[tuple[str, str]]:
        """What the page's address says of spoilers, for other addresses that shall say the same."""
        return [("spoilers", self.asked.mode or ""), ("know", self.asked.knows or "")]

    @cached_property
    def bases(self) -> frozenset[Basis]:
        """The bases of imports that they may read; asked for once a page."""
        return bases_for(self.viewer)

    @property
    def general(self) -> Said:
        """What they said in general."""
        if self._general is None:
            self.meet([])
        return self._general or Said()

    @property
    def house(self) -> Said:
        """What the house takes for granted."""
        return Said.by_house(self._choices)

    @property
    def mode(self) -> Mode:
        """How they meet spoilers of films of which they said nothing."""
        return self.asked.mode or self.general.mode or self.house.mode or Mode.COVER

    def meet(self, films: Iterable[Film]) -> None:
        """Look up what they said of films, in one query for all that were not met before."""
        new = {film.pk: film for film in films if film.pk not in self._films}
        if not new and self._general is not None:
            return
        if self.person:
            self._general, said = said_by(self.person, new)
        else:
            self._general = general_in(self._cookies)
            kept = films_in(self._cookies)
            said = {pk: kept[film.public_id] for pk, film in new.items() if film.public_id in kept}
        for pk, film in new.items():
            self._films[pk] = (said.get(pk), film.source_work_id is not None)

    def usual_mode(self, film: Film) -> Mode:
        """The mode that acts where the address names none."""
        self.meet([film])
        return self._how_read(film.pk, Said(knows=self.asked.knows)).as_mode

    def said_of(self, film: Film) -> OfFilm | None:
        """What they said that they know of a film; None where they said nothing."""
        self.meet([film])
        return self._films[film.pk][0]

    def reads(self, film_id: int, *, alone: bool = False) -> Reads:
        """How they meet a film's texts; pages with many films `meet` them first.

        `alone` is for a page of one text, to which links from elsewhere lead: what the house shows
        to everybody is still covered there, until the reader said so themselves.
        """
        if film_id not in self._films:
            self.meet(Film.objects.filter(pk=film_id))
        reads = self._how_read(film_id, self.asked)
        by_house = reads.mode is Mode.SHOW and not reads.mode_is_chosen
        return replace(reads, mode=Mode.COVER) if alone and by_house else reads

    def _how_read(self, film_id: int, asked: Said) -> Reads:
        said, has_source = self._films[film_id]
        knows = said.knows if said else None
        return how_read(asked, knows, self.general, self.house, has_source=has_source)

    def audience(
        self,
        row: Text,
        *,
        opened: frozenset[str] = frozenset(),
        link: Callable[[str], str] = lambda _key: "",
        alone: bool = False,
    ) -> Audience:
        """For whom a text is redacted that they read; who wrote it reads all of it."""
        reads = self._reads_of(row, alone=alone)
        return Audience(
            mode=reads.mode,
            knows=reads.knows,
            opened=opened,
            link=link,
            own=frozenset({row.public_id}) if is_own(row, self.person) else frozenset(),
            bases=self.bases,
            opens_parts=bool(self._choices["opens_parts"]),
        )

    def audience_as(self, reads: Reads) -> Audience:
        """For whom many texts of a film are redacted together; nobody is taken for their writer."""
        return Audience(
            mode=reads.mode,
            knows=reads.knows,
            bases=self.bases,
            opens_parts=bool(self._choices["opens_parts"]),
        )

    @property
    def stranger(self) -> Audience:
        """Somebody of whom nothing is known: for lists of titles of any films.

        They are never shown all, whatever the house shows to its readers, nor anything that is
        covered for this reader of films in general.
        """
        return self._who_knows_least(self.general.knows)

    def stranger_of(self, row: Text) -> Audience:
        """The same of one film: for the title, the previews and the neighbours of a text."""
        return self._who_knows_least(self._reads_of(row).knows)

    def _reads_of(self, row: Text, *, alone: bool = False) -> Reads:
        """How they meet the texts of a row's film, which is often at hand."""
        about = row.question if isinstance(row, Answer | Comment) else row
        if about.film_id not in self._films:
            self.meet([about.film])
        return self.reads(about.film_id, alone=alone)

    def _who_knows_least(self, knows: Knows | None) -> Audience:
        nothing = Knows.NOTHING in (knows, self.house.knows)
        return Audience(knows=Knows.NOTHING if nothing else Knows.PREMISE)


def is_own(row: Text, person: Person | None) -> bool:
    """Whether that person wrote the text."""
    writer_id = row.asker_id if isinstance(row, Question) else row.author_id
    return person is not None and writer_id == person.pk


# ── remembering ─────────────────────────────────────────────────────────────────────────────────


def general_in(cookies: dict[str, str]) -> Said:
    """The general choice that a visitor's cookie holds."""
    mode, _dot, knows = cookies.get(GENERAL_COOKIE, "").partition(".")
    said = Said.read(mode, knows)
    return said if said.knows in (None, *GENERALLY) else Said(said.mode)


def films_in(cookies: dict[str, str]) -> dict[str, OfFilm]:
    """What a visitor's cookie says of films, by public identity, the newest first."""
    found = _OF_FILM.findall(cookies.get(FILMS_COOKIE, ""))[:FILMS_KEPT]
    return {film: _LETTERS[letter] for film, letter in found}


def remember_in_general(
    request: HttpRequest, response: HttpResponse, mode: Mode | None, knows: Knows | None
) -> None:
    """Keep a general choice, in the account or in the cookie; None leaves it to the house."""
    if isinstance(request.user, Person):
        say_in_general(request.user, mode, knows)
        return
    keep_choice(
        request, response, GENERAL_COOKIE, f"{mode or ''}.{knows or ''}" if mode or knows else ""
    )


def remember_of_film(
    request: HttpRequest, response: HttpResponse, film: Film, knows: Knows | None
) -> None:
    """Keep what somebody knows of a film; None takes back what they said."""
    if isinstance(request.user, Person):
        say_of_film(request.user, film, knows)
        return
    kept = films_in(request.COOKIES)
    before = kept.pop(film.public_id, None)
    newest = {film.public_id: said_then(before, knows), **kept} if knows else kept
    letters = {said: letter for letter, said in _LETTERS.items()}
    words = [f"{public_id}{letters[said]}" for public_id, said in newest.items()]
    keep_choice(request, response, FILMS_COOKIE, "".join(words[:FILMS_KEPT]))


# ── signing in ──────────────────────────────────────────────────────────────────────────────────


def listen() -> None:
    """Hear of everybody who signs in or up."""
    user_logged_in.connect(bring_along, dispatch_uid="readings")


def bring_along(*, request: HttpRequest, user: Person, **_rest: Any) -> None:
    """Take what the visitor's cookies say into the account, where that says nothing yet."""
    general, films = general_in(request.COOKIES), films_in(request.COOKIES)
    if general or films:
        take_over(user, general, films)
        request.__dict__[_BROUGHT] = True


class ReadingMiddleware:
    """Takes the cookies away whose choices an account has just taken over.

    Whoever signs in next in the same browser must not find them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.__dict__.get(_BROUGHT):
            for name in (GENERAL_COOKIE, FILMS_COOKIE):
                response.delete_cookie(name, samesite="Lax")
        return response
