"""No page in Vietnamese holds an English sentence that the catalogue can say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.test import Client

from houselights.accounts.models import Person, Role
from houselights.base.house import choose
from houselights.catalogue.models import Film
from houselights.ops.catalogues import LOCALE
from tests.cast import make_person
from tests.web.stage import ROUTES, Stage, build_stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OWN_NAMES = {"English"}  # each language is called as its readers call it
READ = {"aria-label", "alt", "placeholder", "title", "data-more", "data-copied"}
SILENT = {"script", "style"}
VOID = {"meta", "link", "input", "br", "hr", "img", "path", "wbr", "source"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Said(HTMLParser):
    """What a page says in its own language: texts, and attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._around: list[bool] = []  # whether each open element is the page's own speech

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        own = all(self._around[-1:]) and tag not in SILENT
        own = own and given.get("lang", "vi") == "vi" and "prose" not in (given.get("class") or "")
        if own:
            self.pieces += [value or "" for name, value in attrs if name in READ]
            if given.get("name") == "description":
                self.pieces.append(given.get("content") or "")
        if tag not in VOID:
            self._around.append(own)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._around:
            self._around.pop()

    def handle_data(self, data: str) -> None:
        if all(self._around[-1:]):
            self.pieces.append(data)


def said_on(page: str) -> Iterator[str]:
    """Each piece of a page's speech, with its air taken out."""
    reader = Said()
    reader.feed(page)
    for piece in reader.pieces:
        if words := " ".join(piece.split()):
            yield words


@cache
def english() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the catalogue has other words for: sentences as they stand, and those with holes."""
    with (LOCALE / "vi" / "LC_MESSAGES" / "django.po").open("rb") as source:
        forms = [form for message in read_po(source, "vi") for form in _translated(message)]
    plain = (" ".join(form.split()) for form in forms if not PLACEHOLDER.search(form))
    holed = (_pattern(form) for form in forms if PLACEHOLDER.search(form) and _has_words(form))
    return frozenset(plain), tuple(holed)


def _translated(message: Message) -> Iterable[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    return [one for one in ids if one and all(strings) and one not in strings]


def _has_words(form: str) -> bool:
    return len(re.findall(r"[A-Za-z]{3,}", PLACEHOLDER.sub(" ", form))) > 1


def _pattern(form: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in PLACEHOLDER.split(" ".join(form.split())))
    return re.compile(".+".join(parts).replace("%%", "%"))


def leftovers(page: str) -> set[str]:
    """The English sentences of the catalogue on a page."""
    plain, holed = english()
    return {
        words
        for words in said_on(page)
        if words not in OWN_NAMES
        and (words in plain or any(pattern.fullmatch(words) for pattern in holed))
    }


@pytest.fixture
def stage(film: Film, alice: Person) -> Stage:
    choose("house_name", "Rạp Đèn Khuya")
    return build_stage(film, alice)


@pytest.mark.parametrize("roles", [(), (Role.REVIEWER,), tuple(Role)], ids=["out", "in", "all"])
def test_no_page_mixes_languages(stage: Stage, client: Client, roles: tuple[str, ...]) -> None:
    if roles:
        client.force_login(make_person("nguoidoc", *roles))
    vietnamese = {"accept-language": "vi"}
    addresses = [*(stage.address(name) for name in ROUTES), *stage.gone, "/khong-co/", "/?sort=x"]
    found = {}
    for address in addresses:
        page = client.get(address, headers=vietnamese)
        assert page.get("Content-Language", "vi") == "vi"
        if left := leftovers(page.text):
            found[address] = left
    assert found == {}


def test_a_leftover_would_be_found() -> None:
    page = '<p lang="en">Sign in</p><p>Đăng nhập</p><a title=" Sign\n in ">x</a><p>3 ratings</p>'
    assert leftovers(page) == {"Sign in"}
    assert leftovers("<div><p>Sign in</p></div>") == {"Sign in"}
    assert leftovers('<script>Sign in</script><a class="prose">Sign in</a>') == set()
