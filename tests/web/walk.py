"""Walking through every door of the house: the addresses of all routes, and what an answer tells.

Routes come from the URL table itself, so that a new page is walked without anybody naming it here;
a parameter that nobody has met before fails the walk until `_values` knows what it may be.
"""

from __future__ import annotations

import base64
import html
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from houselights.accounts.models import Person
from houselights.base.models import PublicRow
from houselights.questions.models import Answer, Comment, Question
from houselights.reviews.models import Review
from houselights.statements.models import Name
from tests.web.canaries import Canaries
from tests.web.digested import TOPIC
from tests.web.fields import GARBAGE

BY_SCRIPT = {"HX-Request": "true", "HX-Target": "more"}
_KIND = "<str:kind>"
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
_BY_SEGMENT: dict[str, type[PublicRow]] = {
    "reviews": Review,
    "answers": Answer,
    "questions": Question,
    "comments": Comment,
}


@dataclass(frozen=True, slots=True)
class Door:
    """One request: the route's name, how it is asked for, and what is sent along."""

    name: str
    address: str
    method: str = "get"
    headers: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)

    def asked_by(self, how: str) -> Door:
        """The same page as the script asks for a part of it, or as a form with rubbish does."""
        if how == "script":
            return replace(self, headers=BY_SCRIPT)
        return replace(self, method="post", sent=GARBAGE)

    def __str__(self) -> str:
        return f"{self.name}: {self.method.upper()} {self.address}"


# ── routes ──────────────────────────────────────────────────────────────────────────────────────


def every_route(urlconf: Any = None) -> Iterator[tuple[str, str]]:
    """Each page's name and pattern, those of allauth and Django's admin among them."""
    yield from _routes(get_resolver(urlconf).url_patterns, "", "")


def _routes(
    patterns: Iterable[URLPattern | URLResolver], before: str, space: str
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        address = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or address}", address.rstrip("$")
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _routes(pattern.url_patterns, address, space + inner)


def every_address(canaries: Canaries, urlconf: Any = None) -> Iterator[tuple[str, str]]:
    """Each page's name and its address, for every row that holds a canary."""
    for name, pattern in every_route(urlconf):
        if name != "setup":  # it makes an administrator
            yield from ((name, address) for address in _filled(canaries, name, pattern))


def _filled(canaries: Canaries, name: str, pattern: str) -> Iterator[str]:
    if _KIND in pattern:
        for kind in _BY_SEGMENT:
            one_kind = pattern.replace(_KIND, kind.removesuffix("s"))
            yield from _filled(canaries, name, one_kind)
        return
    words = [one or other for one, other in _PARAMETER.findall(pattern)]
    values = [_values(canaries, name, pattern, word) for word in words]
    for chosen in product(*values):
        left = iter(chosen)
        yield "/" + _PARAMETER.sub(lambda _found, left=left: next(left), pattern)


def _values(canaries: Canaries, name: str, pattern: str, word: str) -> list[str]:
    """What a parameter of a route may be."""
    if word == "public_id":
        return _public_ids(canaries, pattern)
    if word == "object_id":
        return _keys_of_table(name)
    if word == "token":
        return [canaries.stage.receipt if pattern.startswith("reports/") else canaries.stage.token]
    assert word in _KNOWN, f"Say in tests/web/walk.py what <{word}> of {name} may be."
    return _KNOWN[word](canaries)


def _public_ids(canaries: Canaries, pattern: str) -> list[str]:
    """The rows of the table that the address begins with; of every table where it is another."""
    segment, _slash, rest = pattern.partition("/")
    for table in (segment, f"{rest.partition('/')[0]}s"):
        if table in _BY_SEGMENT:
            return _ids(_BY_SEGMENT[table])
    stage = canaries.stage
    named = {"decisions": stage.decision, "imports": stage.batch}
    named |= {"house": stage.invitation.public_id, "moderation": stage.objection}
    if segment in named:
        return [named[segment]]
    models = (model for model in apps.get_models() if issubclass(model, PublicRow))
    return [public_id for model in models for public_id in _ids(model)]


def _ids(model: type[PublicRow]) -> list[str]:
    return [*model._default_manager.order_by("pk").values_list("public_id", flat=True)]


def _keys_of_table(name: str) -> list[str]:
    """Some rows of the table that a page of Django's admin is about."""
    table = name.removeprefix("admin:").rpartition("_")[0]
    for model in apps.get_models():
        if f"{model._meta.app_label}_{model._meta.model_name}" == table:
            keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
            return [str(key) for key in keys[:2]] or ["1"]
    return ["1"]


_KNOWN = {
    "slug": lambda canaries: [canaries.film.slug, canaries.other.slug],
    "what": lambda _canaries: ["aspect", "topic", "source"],
    "subject": lambda _canaries: ["music", TOPIC, "first"],
    "handle": lambda _canaries: [*Person.objects.values_list("username", flat=True)],
    "number": lambda _canaries: ["1", "2"],
    "statement_name": lambda _canaries: [*Name.values],
    "invitation": lambda canaries: [canaries.stage.invitation_token],
    "name": lambda _canaries: ["house.css"],
    "key": lambda _canaries: ["wrong"],
    "uidb36": lambda _canaries: ["1"],
    "app_label": lambda _canaries: ["reviews"],
    "content_type_id": lambda _canaries: ["1"],
    "url": lambda _canaries: ["nowhere/"],
}


# ── walking ─────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Walk:
    """A walk through doors: what it was told by all of them, and how often it knocked."""

    canaries: Canaries
    told: set[str] = field(default_factory=set)
    knocks: int = 0

    def leaks(self, client: Client, doors: Iterable[Door], may_meet: set[str]) -> list[str]:
        """The doors that tell more than the reader may meet, or that break; lists to their end."""
        found: list[str] = []
        client.raise_request_exception = False
        seen, waiting = set[str](), list(doors)
        while waiting:
            door = waiting.pop()
            if door.address in seen:
                continue
            response = knock(client, door)
            self.knocks += 1
            found += self._faults(door, response, may_meet)
            more = [] if door.sent else further(response)
            seen.add(door.address)
            waiting += [replace(door, address=address) for address in more]
        return found

    def _faults(self, door: Door, response: HttpResponse, may_meet: set[str]) -> list[str]:
        if response.status_code >= 500:
            return [f"{door} breaks down"]
        told = told_by(response, self.canaries)
        self.told |= told
        too_much = ", ".join(sorted(told - may_meet))
        return [f"{door} tells {too_much}"] if too_much else []


def knock(client: Client, door: Door) -> HttpResponse:
    """What the door answers; all that it did in the house is undone, and no limit is spent."""
    cookies = client.cookies.copy()
    before = transaction.savepoint_create()
    send = getattr(client, door.method)
    response: HttpResponse = send(door.address, door.sent or None, headers=door.headers)
    transaction.savepoint_rollback(before)
    client.cookies = cookies
    cache.clear()
    return response


def further(response: HttpResponse) -> list[str]:
    """The next and former parts of a list, as the page links them."""
    if response.streaming:
        return []
    links = (html.unescape(link) for link in _PART_OF_LIST.findall(response.text))
    return [link for link in links if link.startswith("/") and "open=" not in link]


def told_by(response: HttpResponse, canaries: Canaries) -> set[str]:
    """The canaries in an answer: in its body, headers, cookies and in what is said next."""
    body = b"".join(response) if response.streaming else response.content
    queued = getattr(getattr(response.wsgi_request, "_messages", None), "_queued_messages", ())
    said = " ".join(str(message) for message in queued)
    head = f"{said}\n{response.reason_phrase}\n{response.headers}\n{response.cookies}\n"
    return canaries_in(_RANDOM.sub("", head + body.decode(errors="replace")), canaries)


# ── what a text tells ───────────────────────────────────────────────────────────────────────────

_CANARY = re.compile(r"zq[a-z]+|750318642", re.IGNORECASE)
_RANDOM = re.compile(
    r"(?<=csrfmiddlewaretoken\" value=\")\w+|(?<=csrftoken=)\w+|(?<=sessionid=)\w+"
)
_BACKWARDS = re.compile(r"[a-z]+qz|246813057", re.IGNORECASE)
_BY_CODE = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|=([0-9A-F]{2})", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}")
_PART_OF_LIST = re.compile(r"['\"](/[^'\"]*[?&;](?:after|before)=[^'\"]+)['\"]")
_NOT_SEEN = re.compile(r"<[^>]*>|&shy;|[\u00ad\u200b-\u200d\u2060\ufeff]|=\r?\n")


def canaries_in(text: str, canaries: Canaries) -> set[str]:
    """The canaries in a text, however they are written: escaped, encoded, cut up or backwards."""
    found = {word.lower() for word in _words_in(text)}
    known = (canaries.canary_of(word) for word in found)
    return {canary.word for canary in known if canary}


def _words_in(text: str) -> Iterator[str]:
    plain = html.unescape(unquote(_BY_CODE.sub(_letter, text)))
    for form in (text, plain, _NOT_SEEN.sub("", text), _NOT_SEEN.sub("", plain)):
        yield from _CANARY.findall(form)
    yield from (word[::-1] for word in _BACKWARDS.findall(plain))
    for packed in _BASE64.findall(plain):
        yield from _CANARY.findall(_unpacked(packed))


def _letter(code: re.Match[str]) -> str:
    return chr(int(code[1] or code[2] or code[3], 16))


def _unpacked(packed: str) -> str:
    """What a run of letters holds if it is base64, in four alphabets and from any letter on."""
    standard = packed.replace("-", "+").replace("_", "/")
    whole = (standard[start : len(standard) - (len(standard) - start) % 4] for start in range(4))
    return "\n".join(base64.b64decode(part).decode("latin-1") for part in whole)


def unfolded(mail: bytes) -> str:
    """A mail with its quoted-printable lines joined, after the mail as it is sent."""
    return mail.decode(errors="replace") + quopri.decodestring(mail).decode(errors="replace")
