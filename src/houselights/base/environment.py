"""The settings of the environment: each has a name, a kind, a default and one line of help.

Whatever is read from the environment stands in this table; nothing here needs Django, so that the
command can ask before a house is open.
"""

from __future__ import annotations

import difflib
import os
import re
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from houselights.base.errors import Refusal


class Kind(StrEnum):
    """What a setting holds, in the words that the documents use."""

    WORDS = "words"
    YES_NO = "true or false"
    NUMBER = "a whole number"
    NAMES = "names with commas between"
    FOLDER = "a folder"
    ADDRESS = "an address of a site"
    MAILBOX = "a mail address"
    TIME_ZONE = "a time zone"
    DATABASE = "an address of a database"
    MAIL_SERVER = "an address of a mail server"
    ENDPOINT = "an address of an interface"
    KEY = "a secret"


class Group(StrEnum):
    """The headings under which settings are listed."""

    PLACES = "Where things are kept"
    PUBLIC = "The public address"
    MAIL = "Mail"
    WORDS = "Languages and time"
    MODEL = "A language model of your own"
    WORKSHOP = "For those who change the program"


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: what it is when nobody sets it, and what it means."""

    kind: Kind
    default: str
    help: str
    group: Group
    default_in_words: str = ""  # where the default depends on other things
    options: tuple[str, ...] = ()  # the only values, where there are few


LANGUAGES = ("en", "vi")

SETTINGS: dict[str, Setting] = {
    "HOUSELIGHTS_DATA": Setting(
        Kind.FOLDER,
        "",
        "The folder that holds the house; `--data` goes before it.",
        Group.PLACES,
        "`var` beside the launcher; `~/.local/share/houselights` where the program is installed "
        "as a package",
    ),
    "HOUSELIGHTS_LEDGER": Setting(
        Kind.FOLDER,
        "",
        "Where removals are kept in mind; best on another disk, since no backup may hold it.",
        Group.PLACES,
        "`ledger` in the data folder",
    ),
    "DATABASE_URL": Setting(
        Kind.DATABASE,
        "",
        "`postgresql://user:password@host:port/name`; `?host=/folder` for a Unix socket.",
        Group.PLACES,
        "none: SQLite in the data folder",
    ),
    "HOUSELIGHTS_SECRET_KEY": Setting(
        Kind.KEY,
        "",
        "Signs sessions and links; a new one signs everybody out.",
        Group.PLACES,
        "the file `secret_key` in the data folder",
    ),
    "HOUSELIGHTS_VENV": Setting(
        Kind.FOLDER,
        "",
        "Where the launcher installs packages.",
        Group.PLACES,
        "`.venv` beside the launcher",
    ),
    "HOUSELIGHTS_PUBLIC_URL": Setting(
        Kind.ADDRESS,
        "http://127.0.0.1:8000",
        "The address that readers use, such as `https://reviews.example.org`. Links in mails and "
        "for other sites are built from it, never from the request. With `https:` cookies are "
        "secure.",
        Group.PUBLIC,
        "the address that `run` listens at",
    ),
    "HOUSELIGHTS_HOSTS": Setting(
        Kind.NAMES,
        "",
        "Further host names that requests may name.",
        Group.PUBLIC,
        "none beside the host of the public address and the names of this machine",
    ),
    "HOUSELIGHTS_PROXIES": Setting(
        Kind.NUMBER,
        "",
        "How many web servers of yours a request passes before it comes here. As many entries of "
        "`X-Forwarded-For` are believed, counted from the last; with none, no such header is.",
        Group.PUBLIC,
        "1 where the public address begins with `https:`, else 0",
    ),
    "HOUSELIGHTS_LISTENS_AT": Setting(
        Kind.WORDS,
        "127.0.0.1",
        "Set by `run` from its `--host`, for its own processes.",
        Group.PUBLIC,
    ),
    "EMAIL_URL": Setting(
        Kind.MAIL_SERVER,
        "",
        "`smtp+tls://user:password@host:587` (STARTTLS), `smtp+ssl://user:password@host:465` (TLS "
        "from the first byte) or `smtp://host:25`. In names and passwords write `@` as `%40`, `:` "
        "as `%3A`, `/` as `%2F`.",
        Group.MAIL,
        "none: mail waits in the folder `mail` of the data folder",
    ),
    "HOUSELIGHTS_FROM_EMAIL": Setting(
        Kind.MAILBOX, "houselights@localhost", "Whom the house's mails are from.", Group.MAIL
    ),
    "HOUSELIGHTS_LANGUAGE": Setting(
        Kind.WORDS,
        "en",
        "The language of pages where a reader asks for none that we have.",
        Group.WORDS,
        options=LANGUAGES,
    ),
    "HOUSELIGHTS_TIME_ZONE": Setting(
        Kind.TIME_ZONE,
        "UTC",
        "Such as `Asia/Ho_Chi_Minh`; days and hours are shown in it.",
        Group.WORDS,
    ),
    "HOUSELIGHTS_MODEL_URL": Setting(
        Kind.ENDPOINT,
        "",
        "Where a model of yours answers as OpenAI's does, such as `http://127.0.0.1:11434/v1`: it "
        "puts what the reviews say to a question into a few words. Questions and open sentences "
        "of reviews are sent there, so name it in your privacy notice.",
        Group.MODEL,
        "none: nothing is sent, and no program writes a word",
    ),
    "HOUSELIGHTS_MODEL": Setting(
        Kind.WORDS, "", "The model's name there; readers see it.", Group.MODEL, "none"
    ),
    "HOUSELIGHTS_MODEL_KEY": Setting(
        Kind.KEY, "", "The key that it wants, if any; nothing else learns it.", Group.MODEL, "none"
    ),
    "HOUSELIGHTS_MODEL_SECONDS": Setting(
        Kind.NUMBER,
        "",
        "How long a reader waits for it at most, up to 20.",
        Group.MODEL,
        "10",
    ),
    "HOUSELIGHTS_DEBUG": Setting(
        Kind.YES_NO,
        "false",
        "Tracebacks and Django's debug pages, never in public; `./houselights --debug` does the "
        "same.",
        Group.WORKSHOP,
    ),
    "HOUSELIGHTS_TEST_ENGINE": Setting(
        Kind.WORDS,
        "sqlite",
        "The database that the tests run on.",
        Group.WORKSHOP,
        options=("sqlite", "postgresql"),
    ),
    "HOUSELIGHTS_TEST_COUNTS": Setting(
        Kind.WORDS,
        "",
        "A file that takes the counts of a run of the tests; set by the command.",
        Group.WORKSHOP,
        "none",
    ),
    "HOUSELIGHTS_ACCEPTANCE_PAGE": Setting(
        Kind.WORDS,
        "",
        "A page of reviews for `tests/exchange/test_acceptance.py`, which is skipped without it.",
        Group.WORKSHOP,
        "none",
    ),
}

_TRUE = ("true", "yes", "on", "1")
_FALSE = ("false", "no", "off", "0")
# Greedy: a password may hold what it must not. It may stand among the options, too, and in an
# address that lacks its beginning.
_PASSWORD = re.compile(r"((?:^(?![\w+]+://)|(?<=://))[^:/@]*):.*@|(?<=[?&])(password=)[^&]*")
MASK = "•••"


def check(given: Iterable[str]) -> None:
    """Refuse the first of these variables that holds what its setting can't be."""
    for name in set(SETTINGS).intersection(given):
        text(name)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def is_given(name: str) -> bool:
    """Whether the environment sets it to something."""
    return bool(os.environ.get(name))


def text(name: str) -> str:
    """A setting as it stands, or its default; refuses what is not of its kind."""
    value = os.environ.get(name) or SETTINGS[name].default
    _read(name, value)
    return value


def flag(name: str) -> bool:
    """A setting that is true or false."""
    return bool(_read(name, text(name)))


def number(name: str, default: int) -> int:
    """A whole number, or the default where nobody set one."""
    return int(text(name)) if is_given(name) else default


def names(name: str) -> list[str]:
    """A list of names, without empty ones."""
    return list(_read(name, text(name)))


def folder(name: str, default: Path) -> Path:
    """A folder as a full path, or the default where nobody set one."""
    return Path(text(name) or default).expanduser().absolute()


def data_folder() -> Path:
    """The house's folder: as set, else where programs of this person keep their data (XDG)."""
    shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return folder("HOUSELIGHTS_DATA", Path(shared, "houselights"))


def _read(name: str, value: str) -> Any:
    setting = SETTINGS[name]
    if setting.options and value not in setting.options:
        raise _wrong(name, value, f"one of {', '.join(setting.options)}")
    try:
        return _READERS[setting.kind](value)
    except ValueError as error:
        raise _wrong(name, value, str(error)) from error


def _wrong(name: str, value: str, wanted: str) -> Refusal:
    return Refusal(f"{name} must be {wanted}, not “{shown_value(name, value)}”.", code="setting")


def _yes_no(value: str) -> bool:
    if value.lower() not in (*_TRUE, *_FALSE):
        raise ValueError("true or false")
    return value.lower() in _TRUE


def _number(value: str) -> int | None:
    if value and not value.isdecimal():
        raise ValueError("a whole number, 0 or more")
    return int(value) if value else None


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address such as https://reviews.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(
            "an address without a path, since a house stands at the root of a host of its own"
        )
    return value


def _endpoint(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("an address such as http://127.0.0.1:11434/v1")
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError("an address without a password, a question mark or a #")
    return value


def _mailbox(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
        raise ValueError("a mail address such as house@example.org")
    return value


def _time_zone(value: str) -> str:
    try:
        return zoneinfo.ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        raise ValueError("the name of a time zone such as Europe/Oslo") from None


def _database(value: str) -> str:
    if value and urlsplit(value).scheme not in ("postgres", "postgresql"):
        raise ValueError("postgresql://user:password@host:port/name, or empty for SQLite")
    return value


def _mail_server(value: str) -> str:
    if value and not re.match(r"smtp(\+tls|\+ssl)?://[^/]*[^/@:]", value):
        raise ValueError("smtp://, smtp+tls:// or smtp+ssl:// with a host behind it")
    return value


def _with_port_in_range(read: Callable[[str], str]) -> Callable[[str], str]:
    """A reader of addresses that also looks at the port, which `urlsplit` leaves for later."""

    def checked(value: str) -> str:
        try:
            urlsplit(value).port  # noqa: B018  # raises for what is no port
        except ValueError:
            raise ValueError(
                "an address whose port is a number up to 65535 (in a password, write @ : / as "
                "%40 %3A %2F)"
            ) from None
        return read(value)

    return checked


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.WORDS: str,
    Kind.KEY: str,
    Kind.FOLDER: str,
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.NAMES: _names,
    Kind.ADDRESS: _with_port_in_range(_address),
    Kind.ENDPOINT: _with_port_in_range(_endpoint),
    Kind.MAILBOX: _mailbox,
    Kind.TIME_ZONE: _time_zone,
    Kind.DATABASE: _with_port_in_range(_database),
    Kind.MAIL_SERVER: _with_port_in_range(_mail_server),
}


# ── showing ─────────────────────────────────────────────────────────────────────────────────────


def shown_value(name: str, value: str) -> str:
    """The value as it may stand on a screen: without keys, and addresses without passwords."""
    if not value:
        return ""
    return MASK if SETTINGS[name].kind is Kind.KEY else _PASSWORD.sub(_masked, value)


def _masked(found: re.Match[str]) -> str:
    return f"{found[2]}{MASK}" if found[2] else f"{found[1]}:{MASK}@"


def unknown(given: Iterable[str]) -> dict[str, str]:
    """The variables that look like settings and are none, each with the nearest that is."""
    strangers = sorted({name for name in given if name.startswith("HOUSELIGHTS_")} - set(SETTINGS))
    return {name: _nearest(name) for name in strangers}


def _nearest(name: str) -> str:
    return next(iter(difflib.get_close_matches(name, SETTINGS, n=1, cutoff=0)))
