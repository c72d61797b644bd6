"""The query string of a page, by allow-list: read by one class, written by one function.

Each page has one frozen dataclass whose fields are its parameters, in the order in which links
name them. Unknown parameters are ignored; a known one with a broken value is refused in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from houselights.base.errors import Refusal
from houselights.ranking.orders import DEFAULT, ORDERS
from houselights.spoilers.covering import KEY, Knows
from houselights.spoilers.redact import Mode

SEARCH_CHARACTERS = 200
OPENED_AT_ONCE = 200  # keys; more than a page of reviews can have
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


def link(path: str, parameters: Iterable[tuple[str, str]], fragment: str = "") -> str:
    """An address with those parameters, empty ones left out, and a fragment."""
    query = urlencode([(name, value) for name, value in parameters if value], safe=",")
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def opening(here: str, key: str) -> str:
    """The address of a page (path and query) with one more covered text open, at its card."""
    return _with_opened(here, lambda opened: opened | {key}, key)


def closing(here: str, keys: Iterable[str], key: str) -> str:
    """The address of a page with those covered texts closed again, at the card of `key`."""
    return _with_opened(here, lambda opened: opened - frozenset(keys), key)


def _with_opened(here: str, change: Callable[[frozenset[str]], frozenset[str]], key: str) -> str:
    parts = urlsplit(here)
    parameters = dict(parse_qsl(parts.query))
    parameters["open"] = ",".join(sorted(change(opened_keys(parameters.pop("open", "")))))
    return link(parts.path, parameters.items(), f"r{key.split('-', 1)[0]}")


def opened_keys(text: str) -> frozenset[str]:
    """The keys in a list with commas; whatever is no key is left out."""
    return frozenset(key for key in text.split(",")[:OPENED_AT_ONCE] if KEY.fullmatch(key))


def local(address: str, otherwise: str) -> str:
    """The address if it leads to a page of this house, else the other one."""
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe else otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmQuery:
    """What a film page shows: `rating` is "8" or "7-9", bars of the histogram."""

    rating: str = ""
    spoilers: str = ""  # "" is as the reader said, else a `Mode`
    know: str = ""  # what the reader knows of the film; "" is as they said, else a `Knows`
    language: str = ""
    q: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    open: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """The parameters of a request; refuses broken values."""
        return cls(
            rating=_rating(given),
            spoilers=one_of(given, "spoilers", [mode.value for mode in Mode]),
            know=one_of(given, "know", [knows.value for knows in Knows]),
            language=_language(given),
            q=given.get("q", "").strip()[:SEARCH_CHARACTERS],
            sort="" if given.get("sort") == DEFAULT else one_of(given, "sort", ORDERS),
            after=given.get("after", ""),
            before=given.get("before", ""),
            open=",".join(sorted(opened_keys(",".join(given.getlist("open"))))),
        )

    @staticmethod
    def is_from_form(given: QueryDict) -> bool:
        """Whether the filter form wrote the address, with all that was left as it is."""
        return "low" in given or "high" in given

    @property
    def bars(self) -> tuple[int, int] | None:
        """The lowest and the highest bar that are shown; None shows unrated reviews too."""
        if not self.rating:
            return None
        low, _dash, high = self.rating.partition("-")
        return int(low), int(high or low)

    @property
    def opened(self) -> frozenset[str]:
        """The keys of covered texts that the reader asked for."""
        return opened_keys(self.open)

    @property
    def is_filtered(self) -> bool:
        """Whether anything but order and page is chosen."""
        chosen = self.rating or self.language or self.q or self.know
        return bool(chosen or self.spoilers == Mode.HIDE)

    @property
    def is_first_page(self) -> bool:
        """Whether the page begins where the order begins."""
        return not (self.after or self.before)

    def link(self, path: str, fragment: str = "", **changes: Any) -> str:
        """The address of this page with some parameters changed."""
        changed = replace(self, **changes)
        pairs = [(field.name, str(getattr(changed, field.name))) for field in fields(changed)]
        return link(path, pairs, fragment)

    def first_page(self, path: str, **changes: Any) -> str:
        """The address with other filters, which begins at the first page with all covers closed."""
        return self.link(path, "reviews", **({"after": "", "before": "", "open": ""} | changes))


def one_of(given: QueryDict, name: str, known: Iterable[str]) -> str:
    """A parameter that has a few known values; empty where it is not given."""
    value = given.get(name, "")
    if value and value not in known:
        raise Refusal(
            _("There is no “%(value)s” here. Choose one of: %(known)s.")
            % {"value": value[:40], "known": ", ".join(known)}
        )
    return value


def _language(given: QueryDict) -> str:
    value = given.get("language", "")
    if value and not _LANGUAGE.fullmatch(value):
        raise Refusal(_("Choose a language from the list of the filters."))
    return value


def _rating(given: QueryDict) -> str:
    """From `rating=8` or `rating=7-9` as links say it, or from the form's `low` and `high`."""
    text = given.get("rating", "")
    if text:
        low, _dash, high = text.partition("-")
        return _range(low, high or low)
    low, high = given.get("low") or "1", given.get("high") or "10"
    return "" if (low, high) == ("1", "10") else _range(low, high)


def _range(low: str, high: str) -> str:
    bars = sorted(int(bar) for bar in (low, high) if re.fullmatch(r"\d{1,2}", bar))
    if len(bars) != 2 or not 1 <= bars[0] <= bars[1] <= 10:
        raise Refusal(_("Choose ratings from 1 to 10, such as 8 or 7-9."))
    return str(bars[0]) if bars[0] == bars[1] else f"{bars[0]}-{bars[1]}"
