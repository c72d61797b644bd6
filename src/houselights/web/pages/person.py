"""Somebody's page: /people/<handle>/."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Self

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.base.limits import PAGE_SIZE
from houselights.base.paging import KeysetPage, page
from houselights.questions.models import Answer, Question
from houselights.questions.of_person import Asked, asked_by
from houselights.ranking.orders import ORDERS
from houselights.reviews.models import Review
from houselights.reviews.summaries import Summary, summary_of_house, summary_of_person
from houselights.spoilers.redact import Mode, redact_question
from houselights.web.cards import ReviewCard, Setting, make_cards
from houselights.web.query import link, one_of, opened_keys
from houselights.web.reading import Reader, reader_of
from houselights.web.taste import TasteBar, taste_bars

ASKED = 10  # of each, questions and answers
_HANDLE = re.compile(r"[\w.@+-]{1,150}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonQuery:
    """Which of somebody's reviews are shown."""

    rating: str = ""  # "8": a bar of the histogram
    spoilers: str = ""  # a `Mode`, or "" for what the reader said
    after: str = ""
    before: str = ""
    open: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """The parameters of a request; refuses a rating that there is not."""
        rating = given.get("rating", "")
        if rating and not re.fullmatch(r"[1-9]|10", rating):
            raise Refusal(_("Choose a rating from 1 to 10."))
        return cls(
            rating=rating,
            spoilers=one_of(given, "spoilers", [mode.value for mode in Mode]),
            after=given.get("after", ""),
            before=given.get("before", ""),
            open=",".join(sorted(opened_keys(given.get("open", "")))),
        )

    def link(self, path: str, fragment: str = "", **changes: str) -> str:
        """The address of this page with some parameters changed."""
        changed = replace(self, **changes)
        pairs = [(field.name, getattr(changed, field.name)) for field in fields(changed)]
        return link(path, pairs, fragment)


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """Somebody's page; the template `people/page.html` gets it as `page`."""

    person: Person
    query: PersonQuery
    summary: Summary
    house: Summary
    found: KeysetPage[Review]
    cards: list[ReviewCard]
    asked: Asked
    reader: Reader
    is_self: bool

    @property
    def path(self) -> str:
        """The page's address without parameters."""
        return self.person.get_absolute_url()

    @property
    def mean(self) -> float | None:
        """The mean of the person's ratings, from 10 to 100."""
        mean = self.summary.ratings.mean
        return None if mean is None else mean * 10

    @cached_property
    def bars(self) -> list[TasteBar]:
        """The person's ratings beside the house's."""
        active = int(self.query.rating) if self.query.rating else None
        return taste_bars(self.summary.ratings, self.house.ratings, self.path, active)

    @property
    def questions(self) -> list[tuple[Question, str]]:
        """The newest questions with their titles."""
        rows = self.asked.questions
        return [(row, redact_question(row, self.reader.audience(row))) for row in rows]

    @property
    def answers(self) -> list[tuple[Answer, str]]:
        """The newest answers with the titles of their questions."""
        pairs = [(row, row.question) for row in self.asked.answers]
        return [(row, redact_question(of, self.reader.audience(of))) for row, of in pairs]

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        before = self.found.before
        return self._page(before=before, after="") if before else ""

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        after = self.found.after
        return self._page(after=after, before="") if after else ""

    def _page(self, **cursor: str) -> str:
        return self.query.link(self.path, "reviews", open="", **cursor)


@require_safe
def show(request: HttpRequest, handle: str) -> HttpResponse:
    """GET /people/<handle>/: who it is, how they rate, what they wrote, asked and answered."""
    person = _person_or_404(handle)
    if person.username != handle:
        return redirect(person, permanent=True)
    view = _person_view(person, reader_of(request), PersonQuery.read(request.GET))
    return render(request, "people/page.html", {"page": view})


def _person_or_404(handle: str) -> Person:
    """Handles differ by more than case, so another case leads to the one there is."""
    if not _HANDLE.fullmatch(handle):
        raise Http404
    people = Person.objects.filter(is_active=True)
    exact = people.filter(username=handle).first()
    person = exact or people.filter(username__iexact=handle).first()
    if person is None:
        raise Http404
    return person


def _person_view(person: Person, reader: Reader, query: PersonQuery) -> PersonView:
    found, asked = _reviews_of(person, reader, query), asked_by(person, ASKED)
    films = [row.film for row in found.rows]
    films += [row.film for row in asked.questions]
    reader.meet([*films, *(row.question.film for row in asked.answers)])
    here = query.link(person.get_absolute_url())
    setting = Setting(reader, here, opened_keys(query.open), with_film=True)
    return PersonView(
        person=person,
        query=query,
        summary=summary_of_person(person),
        house=summary_of_house(),
        found=found,
        cards=make_cards(found.rows, setting),
        asked=asked,
        reader=reader,
        is_self=reader.viewer == person,
    )


def _reviews_of(person: Person, reader: Reader, query: PersonQuery) -> KeysetPage[Review]:
    rows = Review.objects.filter(author=person).visible_to(reader.viewer)
    rows = rows.with_text().with_all_parts()
    if reader.mode is Mode.HIDE and reader.viewer != person:
        rows = rows.filter(contains_spoilers=False)
    if query.rating:
        bar = int(query.rating)
        # The edges of the histogram's bars: 7.5 stands in bar 8 (`reviews.rules.bar_of`).
        rows = rows.filter(rating__gte=10 * bar - 5, rating__lte=10 * bar + 4)
    return page(
        rows.select_related("film"),
        ORDERS["newest"].order,
        after=query.after,
        before=query.before,
        size=PAGE_SIZE,
    )
