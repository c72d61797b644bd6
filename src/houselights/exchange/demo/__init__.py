"""The demo house: invented people who write about real films, stored as pages of text.

It comes in through the same importer as any page, and goes away as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from houselights.accounts.actions import give_role
from houselights.accounts.models import Person
from houselights.base.events import announce
from houselights.base.house import choose
from houselights.base.writing import write
from houselights.catalogue.actions import (
    CreditFact,
    FilmFacts,
    SourceFact,
    add_film,
    remove_film,
)
from houselights.catalogue.models import Film
from houselights.exchange.films import FilmWanted, find_film
from houselights.exchange.incoming import read_file
from houselights.exchange.page_text import import_page
from houselights.exchange.plans import Answerer, KnownPeople, Writer
from houselights.questions.models import Answer, Question
from houselights.reviews.events import ReviewHidden
from houselights.reviews.models import Review

FOLDER = Path(__file__).parent

type Progress = Callable[[int, int], None]
type Row = Mapping[str, Any]


def load(progress: Progress) -> None:
    """Load the demo house; loading it again changes nothing. `progress` hears (done, total)."""
    films, cast = _read("films.json"), _read("people.json")
    with write():
        people = {row["handle"]: _person(row) for row in cast["people"]}
        for done, row in enumerate(films, start=1):
            _load_film(row, cast, people)
            progress(done, len(films))
        choose("demonstration", True)


def remove() -> list[Film]:
    """Take the demo house away; returns the films that stay because others wrote about them."""
    kept = []
    with write():
        for film in Film.objects.filter(is_demo=True):
            if _others_wrote_about(film):
                kept.append(film)
            else:
                _remove_film(film)
        _remove_people()
        choose("demonstration", bool(kept))
    return kept


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


# ── people ──────────────────────────────────────────────────────────────────────────────────────


def _person(row: Row) -> Person:
    return Person.objects.filter(is_demo=True, name=row["name"]).first() or _new_person(row)


def _new_person(row: Row) -> Person:
    """An account that nobody can sign in to; a handle that a real person has is not taken."""
    person = Person(
        username=_free_handle(row["handle"]),
        name=row["name"],
        about=row["about"],
        date_joined=_moment(row["joined"]),
        is_demo=True,
    )
    person.set_unusable_password()
    person.save()
    give_role(person, row["role"])
    return person


def _free_handle(wanted: str) -> str:
    handle, number = wanted, 1
    while Person.objects.filter(username__iexact=handle).exists():
        number += 1
        handle = f"{wanted}-{number}"
    return handle


def _remove_people() -> None:
    """Those who still have a text on a film that stays do stay, too."""
    idle = Person.objects.filter(is_demo=True, reviews=None, questions=None, answers=None)
    idle.delete()


# ── films ───────────────────────────────────────────────────────────────────────────────────────


def _load_film(row: Row, cast: Row, people: Mapping[str, Person]) -> None:
    facts = _facts(row)
    wanted = FilmWanted(facts)
    film = find_film(wanted) or add_film(facts, is_demo=True)
    if film.is_demo:
        known = _known_people(row["slug"], cast, people)
        import_page(read_file(FOLDER / row["page"]), FilmWanted(facts, film), people=known)


def _facts(row: Row) -> FilmFacts:
    source = row["source_work"]
    return FilmFacts(
        title=row["title"],
        year=row["year"],
        original_title=row["original_title"],
        runtime_minutes=row["runtime_minutes"],
        countries=tuple(row["countries"]),
        credits=tuple(CreditFact(**credit) for credit in row["credits"]),
        source=SourceFact(**source) if source else None,
        outside_ids=tuple(row["outside_ids"].items()),
    )


def _known_people(slug: str, cast: Row, people: Mapping[str, Person]) -> KnownPeople:
    of_film = partial(_of_film, slug)
    writers = {
        row["position"]: Writer(people[row["handle"]], _moment(row["written_on"]), row["language"])
        for row in of_film(cast["reviews"])
    }
    answers: dict[int, list[Answerer]] = {}
    for row in of_film(cast["answers"]):
        answers.setdefault(row["question"], []).append(
            Answerer(people[row["handle"]], row["accepted"])
        )
    askers = {row["question"]: people[row["handle"]] for row in of_film(cast["asks"])}
    latest = max((writer.published_at for writer in writers.values()), default=None)
    return KnownPeople(writers, askers, answers, latest, questions_language="en")


def _of_film(slug: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["film"] == slug]


def _moment(day: str) -> datetime:
    """Noon of a day, so that the day is the same in nearly every time zone."""
    return datetime.combine(datetime.fromisoformat(day).date(), time(12), UTC)


def _others_wrote_about(film: Film) -> bool:
    written = (
        Review.objects.filter(film=film, author__is_demo=False),
        Question.objects.filter(film=film, asker__is_demo=False),
        Answer.objects.filter(question__film=film, author__is_demo=False),
    )
    return any(rows.exists() for rows in written)


def _remove_film(film: Film) -> None:
    """Present revisions are protected from being deleted alone, so they are let go first."""
    reviews = Review.objects.filter(film=film)
    for review_id in reviews.values_list("pk", flat=True):
        announce(ReviewHidden(review_id, film.pk))
    reviews.update(current=None)
    Question.objects.filter(film=film).update(current=None, accepted=None)
    Answer.objects.filter(question__film=film).update(current=None)
    remove_film(film)
