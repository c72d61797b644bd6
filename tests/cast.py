"""The standing cast: Alice writes, Bruno votes, Edda edits, Mira moderates, Ada runs the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from houselights.accounts.actions import give_role
from houselights.accounts.models import Person, Role
from houselights.catalogue.actions import CreditFact, FilmFacts, add_film
from houselights.catalogue.models import Film
from houselights.reviews.actions import publish_review
from houselights.reviews.models import Review
from houselights.reviews.rules import ReviewText
from houselights.votes.actions import set_imported_tallies
from houselights.votes.models import Tally

PASSWORD = "a-lamp-left-burning-late"


def make_person(handle: str, *roles: str) -> Person:
    """Somebody with an account; everybody may write unless other roles are named."""
    person = Person.objects.create_user(
        username=handle, email=f"{handle}@example.org", password=PASSWORD, name=handle.title()
    )
    for role in roles or (Role.REVIEWER,):
        give_role(person, role)
    return person


def import_tally(review: Review, yes: int, total: int) -> Tally:
    """What an imported page says of a review's votes."""
    set_imported_tallies({review: (yes, total)})
    return Tally.objects.get(review=review)


@pytest.fixture
def alice(db: None) -> Person:
    """Writes reviews."""
    return make_person("alice")


@pytest.fixture
def bruno(db: None) -> Person:
    """Reads and votes."""
    return make_person("bruno")


@pytest.fixture
def edda(db: None) -> Person:
    """Edits films and imports pages."""
    return make_person("edda", Role.EDITOR)


@pytest.fixture
def mira(db: None) -> Person:
    """Moderates."""
    return make_person("mira", Role.MODERATOR)


@pytest.fixture
def ada(db: None) -> Person:
    """Administers the house."""
    return make_person("ada", Role.REVIEWER, Role.ADMINISTRATOR)


@pytest.fixture
def film(db: None) -> Film:
    """An invented film."""
    return add_film(
        FilmFacts(
            title="The Long Lamp",
            year=1999,
            runtime_minutes=104,
            credits=(CreditFact("director", "Ines Varga"), CreditFact("cast", "Tom Ode", "Ray")),
        )
    )


@pytest.fixture
def make_review(film: Film) -> Callable[..., Review]:
    """Publishes a review of the film; each call without an author brings a new person."""
    number = 0

    def make(author: Person | None = None, **fields: Any) -> Review:
        nonlocal number
        number += 1
        given: dict[str, Any] = {
            "headline": f"A lamp worth the wait, number {number}",
            "body": "It burns slowly.\n\nThe last reel is the one to stay for.",
            "rating": 80,
            "contains_spoilers": False,
            "language": "en",
        } | fields
        return publish_review(film, author or make_person(f"writer{number}"), ReviewText(**given))

    return make
