"""Whatever is imported, removed, restored and exported in whatever order: nothing comes back."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houselights.accounts.models import Person
from houselights.base.errors import Refusal
from houselights.catalogue.actions import FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.exchange.export_text import export_text
from houselights.reviews.actions import publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.reviews.standing import delete_review, remove, restore
from tests.exchange.pages import REVIEWS, Written, bring_in, page_text, take_away

PLACES = range(len(REVIEWS))
ACTS = ("import", "shouted", "remove", "at once", "restore", "written and deleted", "film away")


@dataclass
class House:
    """A house of one film, and beside it what should be the case, by places on the page."""

    film: Film
    alice: Person
    mira: Person
    rows: dict[int, Review] = field(default_factory=dict)
    published: set[int] = field(default_factory=set)
    sealed: set[int] = field(default_factory=set)
    stones: dict[int, set[object]] = field(default_factory=lambda: defaultdict(set))

    def do(self, act: str, place: int) -> None:
        """One step."""
        match act:
            case "import":
                self._import(REVIEWS)
            case "shouted":
                out = self.sealed | {at for at in PLACES if self.stones[at]} - self.published
                self._import(tuple(_shouted(one) if at in out else one for at, one in _numbered()))
            case "remove" | "at once":
                self._remove(place, at_once=act == "at once")
            case "restore":
                self._restore(place)
            case "written and deleted":
                self._write_and_delete(place)
            case "film away":
                self._film_away()

    def _import(self, reviews: tuple[Written, ...]) -> None:
        bring_in(self.film, page_text(reviews))
        fresh = {at for at in PLACES if not self.stones[at]} - self.sealed
        self.published |= fresh
        found = {row.source_position: row for row in Review.objects.filter(film=self.film)}
        self.rows = {at: found[at + 1] for at in self.published | self.sealed}

    def _remove(self, place: int, *, at_once: bool) -> None:
        if place in self.published or (at_once and place in self.sealed):
            row = self.rows[place]
            remove(row, self.mira, reason="spam", at_once=at_once)
            self.stones[place].add(row.pk)
            self.published.discard(place)
            (self.sealed.discard if at_once else self.sealed.add)(place)

    def _restore(self, place: int) -> None:
        if place in self.sealed:
            restore(self.rows[place], self.mira)
            self.stones[place].discard(self.rows[place].pk)
            self.sealed.discard(place)
            self.published.add(place)

    def _write_and_delete(self, place: int) -> None:
        one = REVIEWS[place]
        text = ReviewText(one.headline or "Mine", one.body, 10, contains_spoilers=False)
        with suppress(Refusal):
            delete_review(publish_review(self.film, self.alice, text), self.alice)
            # Under a headline of her own a short text is another one.
            if one.headline or len(one.body) > 100:
                self.stones[place].add("alice")

    def _film_away(self) -> None:
        take_away(self.film)
        self.film = add_film(FilmFacts("The Long Lamp", 1999))
        self.published, self.sealed, self.rows = set(), set(), {}
        self._import(REVIEWS)

    def holds(self) -> bool:
        """Whether the export is the page without what is out, byte for byte."""
        kept = tuple(one for at, one in _numbered() if at in self.published)
        return export_text(self.film).data.decode() == page_text(kept)


def _numbered() -> list[tuple[int, Written]]:
    return list(enumerate(REVIEWS))


def _shouted(one: Written) -> Written:
    body = one.body.upper().replace(", ", " — ")
    return Written(one.headline.upper(), body, one.rating, one.votes, one.flag)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PLACES)), max_size=9))
@pytest.mark.django_db
def test_removed_texts_never_reappear_and_nothing_else_is_lost(
    alice: Person, mira: Person, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        house = House(add_film(FilmFacts("The Long Lamp", 1999)), alice, mira)
        house.do("import", 0)
        for act, place in steps:
            house.do(act, place)
            assert house.holds(), (act, place)
        house.do("import", 0)
        assert house.holds()
        transaction.set_rollback(True)
