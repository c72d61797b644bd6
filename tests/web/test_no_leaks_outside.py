"""What leaves the house otherwise than as a page: exports, mails; and what a search tells.

The last part proves that the walks find what there is to find.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import allauth
import click
import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from click.testing import CliRunner
from django.apps import apps
from django.core import mail
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

import houselights
from houselights.moderation import letters
from houselights.ops.cli import houselights as every_command
from houselights.ops.commands import export
from houselights.questions.models import Answer, Question
from houselights.reviews.models import Review
from houselights.search.models import Entry
from houselights.text.page_reader import read_page
from tests.web import leaky_urls
from tests.web.canaries import NOVICE, PREMISE, READERS, STRANGER, Canaries, HouseSays, Reader
from tests.web.covered_spans import canaries_in_house, telling, undone
from tests.web.test_no_leaks import doors_of
from tests.web.walk import Walk, canaries_in, every_address, unfolded

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_HOUSE = Path(houselights.__file__).parent
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


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


# ── exports ─────────────────────────────────────────────────────────────────────────────────────


def commands(group: click.Group) -> Iterator[click.Command]:
    """Each command and subcommand of the program."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command) if isinstance(command, click.Group) else (command,)


def exports_for_others() -> Iterator[tuple[click.Command, str]]:
    """Each command that can write something for others, with each format that it has."""
    for command in commands(every_command):
        options = {option.name: option for option in command.params}
        if "public" in options:
            yield from ((command, wanted) for wanted in _formats(options["wanted"]))


def leaking_exports(canaries: Canaries, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats in which an export for others tells what is covered."""
    monkeypatch.setattr(export, "open_house", lambda _data: None)
    found = []
    for command, wanted in exports_for_others():
        asked = ["--film", canaries.film.slug, "--public", "--format", wanted]
        result = CliRunner().invoke(command, asked, catch_exceptions=False)
        assert "Seen by lamplight" in result.output
        read = _READ.get(wanted, str)(result.stdout)
        told = canaries_in(read, canaries) - STRANGER.meets(canaries, HouseSays())
        told -= _IN_ITS_FORM.get(wanted, set())
        if told:
            found.append(f"{wanted} tells {', '.join(sorted(told))}")
    return found


def _page_as_read(exported: str) -> str:
    """A page of text without the reviews that it flags: it can cover nothing less than a review."""
    page = read_page(exported)
    reviews = [one.body for one in page.reviews if one.contains_spoilers is not True]
    headlines = [one.headline for one in page.reviews]
    return "\n".join(map(str, [*reviews, *headlines, *page.questions]))


def _json_as_read(exported: str) -> str:
    """A film as JSON, without what it says itself is covered: texts come whole in that format."""
    film = json.loads(exported)
    for review in film["reviews"]:
        _cover(review, "body", review)
        _cover_title(review, "headline")
    for question in film["questions"]:
        _cover(question, "details", question)
        _cover_title(question, "question")
        answers = zip(question["answers"], question.pop("answers_covered"), strict=True)
        said = [{"body": body} | covered for body, covered in answers]
        for answer in said:
            _cover(answer, "body", answer)
        question["answers"] = said
    return json.dumps(film, ensure_ascii=False)


def _cover(row: dict[str, Any], name: str, covered: dict[str, Any]) -> None:
    if covered.get("contains_spoilers", False) is not False:
        row[name] = ""
    for start, end, *_level in covered["covers"] + covered["marks"]:
        row[name] = f"{row[name][:start]}{' ' * (end - start)}{row[name][end:]}"


def _cover_title(row: dict[str, Any], name: str) -> None:
    if row["title_mark"] or row.get("headline_covered"):
        row[name] = ""


def test_no_export_for_others_tells_what_is_covered(
    canaries: Canaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(list(exports_for_others())) >= 2
    leaks = leaking_exports(canaries, monkeypatch)
    assert leaks == [], "\n".join(leaks)


_READ = {"text": _page_as_read, "json": _json_as_read}
# A page of text has no word for an answer of which nobody said whether it spoils, and only imports
# have such; in Markdown as it was written the address of a link stands outside of its words' cover.
_IN_ITS_FORM = {"text": {"zqanswerunknown"}, "json": {"zqlinkaround"}}


# ── mails ───────────────────────────────────────────────────────────────────────────────────────


def letter_books() -> Iterator[tuple[Any, str]]:
    """Every module that keeps letters, with the name of each."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("houselights.") and hasattr(module, "deliver"):
            yield from ((module, letter) for letter in getattr(module, "_LETTERS", ()))


def leaking_letters(canaries: Canaries) -> list[str]:
    """The letters that tell something; each is written about every row that it can be about."""
    found, rows = [], _numbers_of_rows()
    for module, name in letter_books():
        mail.outbox = []
        sent = [module.deliver(name, row_id) for row_id in rows]
        assert any(sent), f"Put something on the stage about which “{name}” is written."
        if any(canaries_in(one, canaries) for one in _sent()):
            found.append(name)
    return found


def _numbers_of_rows() -> list[int]:
    """The numbers of all rows about which a letter can be; each table counts for itself."""
    tables = [apps.get_app_config(name).get_models() for name in ("moderation", "spoilers")]
    texts = [Review, Question, Answer]
    return sorted({number for table in chain(texts, *tables) for number in _numbers_in(table)})


def _numbers_in(table: type[Model]) -> Iterable[int]:
    return table._default_manager.values_list("pk", flat=True)


def _sent() -> list[str]:
    """The mails as they go out, but for the address of whom they are for."""
    mails = [(unfolded(one.message().as_bytes()), one.to[0]) for one in mail.outbox]
    return [text.replace(address, "") for text, address in mails]


def test_no_letter_tells_what_is_covered(canaries: Canaries) -> None:
    assert len(list(letter_books())) >= 4
    assert leaking_letters(canaries) == []


def account_mails() -> set[str]:
    """The names of all mails about accounts: ours, and those of allauth."""
    places = (_HOUSE / "web" / "templates", Path(allauth.__file__).parent / "templates")
    files = [file for place in places for file in place.glob("account/email/*_subject.txt")]
    return {f"account/email/{file.name.removesuffix('_subject.txt')}" for file in files}


def test_no_mail_about_an_account_tells_what_is_covered(canaries: Canaries) -> None:
    person = canaries.stage.alice
    about = {"user": person, "email": person.email, "key": "key", "code": "code", "uid": "1"}
    about |= dict.fromkeys(("activate_url", "password_reset_url", "signup_url"), "/accounts/")
    with request_context(RequestFactory().get("/")):
        for name in account_mails():
            get_adapter().send_mail(name, person.email, {**about})
    assert len(mail.outbox) == len(account_mails()) > 10
    assert [one for one in _sent() if canaries_in(one, canaries)] == []


def test_every_place_that_sends_a_mail_is_walked() -> None:
    senders = re.compile(r"\b(EmailMessage|EmailMultiAlternatives|send_mail|mail_admins)\(")
    places = {
        file.relative_to(_HOUSE).as_posix()
        for file in _HOUSE.rglob("*.py")
        if senders.search(file.read_text())
    }
    assert places == {"accounts/adapter.py", "moderation/letters.py", "upkeep/doctor/mail.py"}


# ── search ──────────────────────────────────────────────────────────────────────────────────────


def test_the_index_holds_in_the_open_only_what_is_open(canaries: Canaries) -> None:
    rows = Entry.objects.values_list("title", "open_text")
    found = canaries_in("\n".join(f"{title}\n{text}" for title, text in rows), canaries)
    assert found
    assert [word for word in found if canaries.by_word[word].level >= PREMISE] == []


def oracles(reader: Reader, canaries: Canaries, sorts: tuple[str, ...] = ("",)) -> list[str]:
    """The searches whose answer is another for a covered word than for one that stands nowhere."""
    client, met = reader.come(canaries), reader.meets(canaries, HouseSays())
    pages = [("/search/", ""), *((canaries.film.get_absolute_url(), sort) for sort in sorts)]
    found: list[str] = []
    for page, sort in pages:
        nothing = {form: _answer(client, page, form, "zxnowhere", sort) for form in _FORMS}
        for word in sorted(set(canaries.by_word) - met):
            if page != "/search/" and canaries.by_word[word].page not in ("", "film"):
                continue  # the film's page searches its reviews
            form = _FORMS[len(word) % len(_FORMS)] if len(sorts) == 1 else _FORMS[0]
            if _answer(client, page, form, word, sort) != nothing[form]:
                found.append(f"{page}?q={form.format(word)}&sort={sort}")
    return found


_FORMS = ("{}", "lamp {}", '"{}"')


def _answer(client: Client, page: str, form: str, word: str, sort: str) -> str:
    """A search's answer, byte for byte but for the word itself and a form's token."""
    response = client.get(page, {"q": form.format(word), "sort": sort})
    assert response.status_code == 200
    head = {name: value for name, value in response.items() if name != "ETag"}
    told = f"{head}{response.text}".replace(word, "WORD")
    return re.sub(r"'Content-Length': '\d+'", "", _TOKEN.sub("", told))


@pytest.mark.engine
def test_no_search_tells_that_a_covered_word_is_there(canaries: Canaries) -> None:
    """For whom most is covered; the long test takes every reader and every order."""
    assert oracles(NOVICE, canaries) == []


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS[::2], ids=lambda reader: reader.name)
def test_no_search_in_any_order_tells_it(canaries: Canaries, reader: Reader) -> None:
    sorts = ("", "newest", "longest", "highest", "lowest", "divisive")
    assert oracles(reader, canaries, sorts) == []


def test_who_may_meet_a_word_finds_it_on_the_page_of_the_film(canaries: Canaries) -> None:
    reader = next(one for one in READERS if one.name == "seen")
    client, page = reader.come(canaries), canaries.film.get_absolute_url()
    for canary in canaries.by_word.values():
        if canary.page == "film" and canary.word.startswith("zqmark"):
            assert canary.word in client.get(page, {"q": canary.word}).text.replace(
                f'value="{canary.word}"', ""
            )


# ── that the walks find what there is ───────────────────────────────────────────────────────────


def test_the_walk_finds_a_page_that_tells(canaries: Canaries, settings: Any) -> None:
    settings.ROOT_URLCONF = leaky_urls.__name__
    doors = [door for door in doors_of(canaries) if door.name.startswith("leaky")]
    walk, client = Walk(canaries), STRANGER.come(canaries)
    met = STRANGER.meets(canaries, HouseSays())
    leaks = [line.partition(":")[0] for line in walk.leaks(client, doors, met)]
    plain = {f"leaky_{name}" for name in leaky_urls.WAYS}
    assert set(leaks) == plain | {leaky_urls.BY_ROW}
    for name, how in ((leaky_urls.BY_SCRIPT, "script"), (leaky_urls.BY_FORM, "form")):
        door = next(door for door in doors if door.name == name)
        assert walk.leaks(client, [door.asked_by(how)], met) != [], name


def test_the_walk_asks_what_a_parameter_may_be_that_it_does_not_know(canaries: Canaries) -> None:
    unheard = (path("leaky/<str:unheard>/", lambda _request: HttpResponse(), name="leaky"),)
    with pytest.raises(AssertionError, match="what <unheard> of leaky may be"):
        list(every_address(canaries, unheard))


def test_the_walk_finds_a_letter_that_tells(
    canaries: Canaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = f"é {telling('marksource')} " * 9  # so that the mail is sent quoted-printable
    leaky = letters.Letter("x@example.org", "en", lambda: ("A letter", [words]))
    monkeypatch.setitem(letters._LETTERS, "leaky", lambda _row_id: leaky)
    assert leaking_letters(canaries) == ["leaky"]


def test_the_walk_finds_an_export_that_tells(
    canaries: Canaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = next(option for option in export.command.params if option.name == "wanted")
    as_text: Callable[..., bytes] = export._text
    monkeypatch.setattr(wanted, "type", click.Choice(["leaky"]))
    monkeypatch.setattr(
        export,
        "_json",
        lambda film, **given: as_text(film, **given) + telling("marksource").encode(),
    )
    assert "leaky tells" in leaking_exports(canaries, monkeypatch)[0]


def _formats(option: click.Parameter) -> list[str]:
    assert isinstance(option.type, click.Choice)
    return [str(one) for one in option.type.choices]
