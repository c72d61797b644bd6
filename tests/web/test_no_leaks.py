"""Nothing that is covered, folded, withheld, deleted or a draft leaves by any door unasked.

Canaries stand in spans of every kind (`covered_spans`); every door of the house is tried (`walk`)
by readers who know nothing, the premise, the source, or have seen the film. What each may meet is
worked out from the levels of the canaries, so that the walk also shows that they do meet it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from houselights.accounts.models import Role
from houselights.base.house import choose
from houselights.questions.models import Question
from houselights.reviews.models import Review
from houselights.spoilers.writings import Written
from tests.cast import make_person
from tests.web.canaries import EDITOR, FEW, HOUSES, READERS, STRANGER, Canaries, HouseSays, Reader
from tests.web.covered_spans import canaries_in_house, undone
from tests.web.fields import GARBAGE, QUERIES, fields
from tests.web.test_security import SENT
from tests.web.walk import Door, Walk, canaries_in, every_address, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MEMBER = next(one for one in READERS if one.name == "member")
_KINDS = ({"Accept": "application/json"}, {"Accept": "text/plain"}, {"HX-Request": "true"})


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Canaries]:
    """One house for all tests here, since it takes seconds to furnish; what each does is undone."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), canaries_in_house() as canaries:
        yield canaries


@pytest.fixture(name="_django_db_helper")
def _within_the_house(house: Canaries) -> Iterator[None]:
    """Stands in for the transaction that pytest-django begins for each test with `django_db`."""
    with undone():
        yield


@pytest.fixture
def canaries(house: Canaries, db: None) -> Canaries:
    return house


@pytest.fixture
def walk(canaries: Canaries) -> Walk:
    return Walk(canaries)


def doors_of(canaries: Canaries, *, every: bool = True) -> Iterator[Door]:
    """Every page of the URL table for every row, in `every` way that its address can ask for.

    Otherwise only the pages of samples are asked for in all ways, and versions everywhere.
    """
    for name, address in every_address(canaries):
        yield Door(name, address)
        for query in QUERIES.get(name, ()):
            if every or query == "version=1" or _is_sample(canaries, address):
                yield Door(name, f"{address}?{query}")
    yield from (Door("gone", address) for address in canaries.stage.gone)


def _is_sample(canaries: Canaries, address: str) -> bool:
    names = [row.public_id for row in canaries.samples]
    in_tables = address.startswith(("/reviews/", "/answers/", "/questions/", "/comments/"))
    return not in_tables or any(name in address for name in names)


def some_of(doors: Iterable[Door], canaries: Canaries) -> list[Door]:
    """A few doors of each page: those of the first row, and those of the samples."""
    names, kept = {row.public_id for row in canaries.samples}, dict[str, list[Door]]()
    for door in doors:
        some = kept.setdefault(door.name, [])
        if not some or any(name in door.address for name in names):
            some.append(door)
    return [door for some in kept.values() for door in some]


def every_text(canaries: Canaries) -> list[Door]:
    """The pages on which the texts are read, alone and in lists."""
    return _alone_and_in_lists(canaries, canaries.texts)


def some_texts(canaries: Canaries) -> list[Door]:
    """Those of the samples, and the lists."""
    return _alone_and_in_lists(canaries, canaries.samples)


def _alone_and_in_lists(canaries: Canaries, texts: Iterable[Written]) -> list[Door]:
    film = canaries.film.get_absolute_url()
    rows = [row for row in texts if isinstance(row, Review | Question)]
    pages = [Door("text", row.get_absolute_url()) for row in rows]
    others = (film, f"{film}?q=lamp", f"{film}questions/", "/", "/questions/", "/search/?q=open")
    return [*pages, *(Door("list", address) for address in others)]


def say(says: HouseSays) -> None:
    """Let the house take that for granted of its readers."""
    for name, value in asdict(says).items():
        choose(name, value)
    cache.clear()


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reader", [STRANGER, *FEW], ids=lambda reader: reader.name)
def test_no_page_tells_more_than_its_reader_may_meet(
    walk: Walk, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    """Every route for some rows of each kind, and every text; the long walk takes all rows."""
    canaries, may_meet = walk.canaries, met_by(reader, walk)
    doors = some_of(doors_of(canaries, every=False), canaries)
    with caplog.at_level(logging.INFO):
        found = walk.leaks(reader.come(canaries), [*doors, *every_text(canaries)], may_meet)
    assert found == []
    assert to_meet(reader, canaries, HouseSays()) <= walk.told
    assert canaries_in(caplog.text, canaries) == set()


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_reader_meets_more_than_they_may_by_any_door(walk: Walk, reader: Reader) -> None:
    client, may_meet = reader.come(walk.canaries), reader.meets(walk.canaries, HouseSays())
    assert walk.leaks(client, doors_of(walk.canaries), may_meet) == []


def test_an_editor_who_has_not_seen_the_film_meets_no_more_unasked(walk: Walk) -> None:
    """Editors decide on sentences without having to read those of films that they want to see."""
    canaries, editor = walk.canaries, EDITOR.come(walk.canaries)
    doors = some_of(doors_of(canaries, every=False), canaries)
    assert walk.leaks(editor, doors, met_by(EDITOR, walk)) == []
    secrets = f"{canaries.film.get_absolute_url()}secrets/?open={canaries.film.public_id}"
    assert "zqtermkept" in told_by(editor.get(secrets), canaries)


@pytest.mark.long
@pytest.mark.parametrize("field", sorted(fields()))
def test_no_parameter_of_an_address_tells_more(walk: Walk, field: str) -> None:
    doors = [
        replace(door, address=f"{door.address.partition('?')[0]}?{field}={value}")
        for door in some_texts(walk.canaries)
        for value in ("1", "yes")
    ]
    may_meet = STRANGER.meets(walk.canaries, HouseSays(spoilers="hide"))
    assert walk.leaks(STRANGER.come(walk.canaries), doors, may_meet) == []


@pytest.mark.long
@pytest.mark.parametrize("headers", _KINDS, ids=lambda headers: ", ".join(headers.values()))
def test_no_other_form_of_a_page_tells_more(walk: Walk, headers: dict[str, str]) -> None:
    doors = [replace(door, headers=headers) for door in doors_of(walk.canaries)]
    doors += [replace(door, headers=headers, method="head") for door in doors]
    assert walk.leaks(STRANGER.come(walk.canaries), doors, met_by(STRANGER, walk)) == []


def met_by(reader: Reader, walk: Walk) -> set[str]:
    """What a reader may meet in a house that is as it came."""
    return reader.meets(walk.canaries, HouseSays())


def test_no_head_and_no_part_of_a_page_tells_more(walk: Walk) -> None:
    """By HEAD, and as the script asks for a page."""
    canaries, stranger = walk.canaries, STRANGER.come(walk.canaries)
    doors = {door.name: door for door in some_of(doors_of(canaries), canaries)}
    heads = [replace(door, method="head") for door in doors.values()]
    assert walk.leaks(stranger, heads, set()) == []
    texts = [door.asked_by("script") for door in some_texts(canaries)]
    assert walk.leaks(stranger, texts, met_by(STRANGER, walk)) == []


@pytest.mark.long
@pytest.mark.parametrize("method", ["options", "put", "patch", "delete"])
def test_no_method_that_pages_do_not_know_tells_more(walk: Walk, method: str) -> None:
    doors = [replace(door, method=method) for door in doors_of(walk.canaries)]
    assert walk.leaks(MEMBER.come(walk.canaries), doors, set()) == []


def test_no_form_tells_more_whatever_is_sent(walk: Walk) -> None:
    doors = {door.name: door for door in some_of(_bare_doors(walk), walk.canaries)}
    ours = [door for name, door in doors.items() if not name.startswith("admin:")]
    _send_forms(walk, MEMBER, ours)


@pytest.mark.long
@pytest.mark.parametrize("reader", [STRANGER, MEMBER, EDITOR], ids=lambda reader: reader.name)
def test_no_form_of_any_row_tells_more_whatever_is_sent(walk: Walk, reader: Reader) -> None:
    _send_forms(walk, reader, _bare_doors(walk))


def _bare_doors(walk: Walk) -> list[Door]:
    return [Door(name, address) for name, address in every_address(walk.canaries)]


def _send_forms(walk: Walk, reader: Reader, doors: Iterable[Door]) -> None:
    """Forms that refuse show what was sent, never what is kept."""
    client, may_meet = reader.come(walk.canaries), met_by(reader, walk)
    for door in doors:
        for filled in ({"": ""}, GARBAGE, SENT.get(door.name, {"next": "/"})):
            sent = replace(door, method="post", sent=filled)
            assert walk.leaks(client, [sent], may_meet) == []


# ── the reverse, and other houses ───────────────────────────────────────────────────────────────


def to_meet(reader: Reader, canaries: Canaries, says: HouseSays) -> set[str]:
    """What somebody has to meet on the film's page and on those of its questions."""
    known = canaries.by_word.values()
    return {canary.word for canary in known if reader.has_to_meet(canary, says)}


@pytest.mark.long
@pytest.mark.parametrize("says", HOUSES, ids=str)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_who_may_meet_something_does(walk: Walk, reader: Reader, says: HouseSays) -> None:
    say(says)
    may_meet = reader.meets(walk.canaries, says)
    film = Door("film", walk.canaries.film.get_absolute_url())
    questions = [row for row in walk.canaries.texts if isinstance(row, Question)]
    doors = [film, *(Door("question", row.get_absolute_url()) for row in questions)]
    assert walk.leaks(reader.come(walk.canaries), doors, may_meet) == []
    assert to_meet(reader, walk.canaries, says) <= walk.told


@pytest.mark.parametrize("says", HOUSES[1:], ids=str)
def test_every_house_keeps_to_what_it_says(walk: Walk, says: HouseSays) -> None:
    say(says)
    doors, may_meet = some_texts(walk.canaries), STRANGER.meets(walk.canaries, says)
    assert walk.leaks(STRANGER.come(walk.canaries), doors, may_meet) == []


@pytest.mark.long
@pytest.mark.parametrize("says", HOUSES[1:], ids=str)
def test_every_house_keeps_to_what_it_says_for_everybody(walk: Walk, says: HouseSays) -> None:
    say(says)
    doors = every_text(walk.canaries)
    for reader in READERS:
        client, may_meet = reader.come(walk.canaries), reader.meets(walk.canaries, says)
        assert walk.leaks(client, doors, may_meet) == [], reader.name


def test_a_text_met_from_elsewhere_is_covered_even_where_the_house_shows_all(
    canaries: Canaries,
) -> None:
    say(HouseSays(spoilers="show"))
    client, met = STRANGER.come(canaries), STRANGER.meets(canaries, HouseSays())
    for row in canaries.texts:
        if isinstance(row, Review | Question):
            assert told_by(client.get(row.get_absolute_url()), canaries) <= met, row


# ── asking for one thing ────────────────────────────────────────────────────────────────────────


def test_one_key_opens_nothing_else(canaries: Canaries) -> None:
    client, met = STRANGER.come(canaries), STRANGER.meets(canaries, HouseSays())
    pages = {row.public_id: row for row in canaries.texts}
    with_key = [one for one in canaries.by_word.values() if one.key and one.page]
    assert len(with_key) > 50
    for canary in with_key:
        row = pages[canary.key.partition("-")[0]]
        page = row if isinstance(row, Review | Question) else row.question
        told = told_by(client.get(f"{page.get_absolute_url()}?open={canary.key}"), canaries)
        same_key = {one.word for one in with_key if one.key == canary.key}
        assert told - met == same_key - met, canary


def test_what_is_known_may_be_said_in_the_address(canaries: Canaries) -> None:
    client = STRANGER.come(canaries)
    page, says = canaries.film.get_absolute_url(), HouseSays()
    for knows in ("nothing", "premise", "source", "seen"):
        may_meet = Reader(knows, knows=knows).meets(canaries, says)
        assert told_by(client.get(f"{page}?know={knows}"), canaries) <= may_meet, knows


def test_a_withheld_text_is_its_writers_and_the_moderators(canaries: Canaries) -> None:
    withheld = Review.objects.get(state="withheld")
    assert withheld.author is not None
    alice, mira = canaries.stage.alice, make_person("mira", Role.MODERATOR)
    for person, status in ((None, 451), (alice, 451), (withheld.author, 200), (mira, 200)):
        client = Client()
        if person is not None:
            client.force_login(person)
        assert client.get(withheld.get_absolute_url()).status_code == status
