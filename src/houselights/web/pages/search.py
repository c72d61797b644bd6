"""The search: /search/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.models import Person
from houselights.search.reads import (
    FOUND_AT_MOST,
    Found,
    QuestionHit,
    ReviewHit,
    find_films,
    find_people,
    find_questions,
    find_reviews,
)
from houselights.spoilers.redact import Mode
from houselights.web.film_tiles import FilmTile, make_tiles
from houselights.web.query import SEARCH_CHARACTERS, link, one_of
from houselights.web.reading import Reader, reader_of

SHOWN = {"films": 6, "reviews": 10, "people": 10, "questions": 6}


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is searched: everything, or all of one group; covered texts only when asked for."""

    q: str = ""
    group: str = ""
    spoilers: str = ""  # "" is as the reader said, else a `Mode`

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """The parameters of a request; refuses a group that there is not."""
        return cls(
            q=given.get("q", "").strip()[:SEARCH_CHARACTERS],
            group=one_of(given, "in", SHOWN),
            spoilers=one_of(given, "spoilers", [mode.value for mode in Mode]),
        )

    def link(self, *, group: str, spoilers: str) -> str:
        """The address of the same words searched in another way."""
        pairs = [("q", self.q), ("in", group), ("spoilers", spoilers)]
        return link(reverse("search"), pairs)

    def limit(self, group: str) -> int:
        """How many hits of a group are shown; all of a group that is shown alone."""
        if self.group:
            return FOUND_AT_MOST if self.group == group else 0
        return SHOWN[group]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """What was found; the template `search/page.html` gets it as `page`."""

    query: SearchQuery
    shows_covered: bool  # whether covered texts are searched, and shown
    other_mode: str  # the same search with covered texts, or without them again
    films: Found[FilmTile]
    reviews: Found[ReviewHit]
    people: Found[Person]
    questions: Found[QuestionHit]

    @property
    def groups(self) -> list[Group]:
        """The groups in which something was found, in their order."""
        labels = {
            "films": _("Films"),
            "reviews": _("Reviews"),
            "questions": _("Questions"),
            "people": _("People"),
        }
        return [
            Group(name, label, found, self.query)
            for name, label in labels.items()
            if (found := getattr(self, name)).number
        ]

    @property
    def all_groups(self) -> str:
        """The same search in everything."""
        return self.query.link(group="", spoilers=self.query.spoilers)


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of what was found."""

    name: str
    label: str
    found: Found[FilmTile] | Found[ReviewHit] | Found[Person] | Found[QuestionHit]
    query: SearchQuery

    @property
    def number(self) -> str:
        """How many were found, exactly or nearly."""
        if self.found.is_more:
            return _("more than %(number)d") % {"number": FOUND_AT_MOST}
        return str(self.found.number)

    @property
    def is_shown(self) -> bool:
        """Whether its hits stand on this page."""
        return bool(self.found.hits)

    @property
    def is_cut(self) -> bool:
        """Whether there are hits beyond those shown that can be shown."""
        return len(self.found.hits) < min(self.found.number, FOUND_AT_MOST)

    @property
    def address(self) -> str:
        """The same search in this group alone."""
        return self.query.link(group=self.name, spoilers=self.query.spoilers)

    @property
    def template(self) -> str:
        """The partial that shows its hits."""
        return f"search/{self.name}.html"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """GET /search/: films, reviews, questions and people that fit the words."""
    view = _search(SearchQuery.read(request.GET), reader_of(request))
    return render(request, "search/page.html", {"page": view})


def _search(query: SearchQuery, reader: Reader) -> SearchView:
    films = find_films(query.q, query.limit("films"))
    return SearchView(
        query=query,
        shows_covered=reader.mode is Mode.SHOW,
        other_mode=query.link(group=query.group, spoilers=_other_mode(reader)),
        films=Found(make_tiles(films.hits), films.number),
        reviews=find_reviews(query.q, reader, limit=query.limit("reviews")),
        people=find_people(query.q, query.limit("people")),
        questions=find_questions(query.q, reader, limit=query.limit("questions")),
    )


def _other_mode(reader: Reader) -> str:
    """What the address must say for the other mode; nothing where that is the usual one."""
    wanted = Mode.COVER if reader.mode is Mode.SHOW else Mode.SHOW
    usual = reader.general.mode or reader.house.mode
    return "" if usual is wanted else wanted.value
