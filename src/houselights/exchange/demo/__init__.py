"""The demo house: invented people who write about real films, stored as pages of text.

It comes in through the same importer as any page, and goes away as a whole (see `leaving`).
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
from houselights.base.house import choose
from houselights.base.writing import write
from houselights.catalogue.actions import CreditFact, FilmFacts, SourceFact, add_film
from houselights.exchange.demo.leaving import remove as remove
from houselights.exchange.films import FilmWanted, find_film
from houselights.exchange.incoming import read_file
from houselights.exchange.page_text import import_page
from houselights.exchange.plans import Answerer, KnownPeople, Writer

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
