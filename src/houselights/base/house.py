"""The operator's choices: each has a name, a default and one line of help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from houselights.base.clock import now
from houselights.base.errors import Refusal
from houselights.base.events import Event, announce
from houselights.base.models import HouseSetting
from houselights.base.writing import write


@dataclass(frozen=True, slots=True)
class Chosen(Event):
    """The operator has set one of the house's choices."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A house setting: what it is when nobody chose, and what it means."""

    default: Any
    help: str
    options: tuple[str, ...] = ()  # the only values, where there are few


REGISTRATION = ("open", "invited", "closed")

CHOICES: dict[str, Choice] = {
    "house_name": Choice("Houselights", "The name on the masthead and in mails."),
    "demonstration": Choice(False, "Whether the invented demo house is loaded; pages say so."),
    "registration": Choice(
        "open", "Who may sign up: anybody, whom a link invites, or nobody.", REGISTRATION
    ),
    "unstated_texts": Choice(
        "",
        "What readers without an account see of imported texts whose rights nobody stated, once "
        "the house has a public address: nothing but ratings and headlines (members), or all of "
        "them (everyone). Empty is not asked yet, and acts as members.",
        ("", "members", "everyone"),
    ),
    "language": Choice(
        "",
        "The language of pages and mails for people who ask for none that the house speaks; empty "
        "is as HOUSELIGHTS_LANGUAGE says.",
        ("", *(code for code, _name in settings.LANGUAGES)),
    ),
    "removed_days": Choice(
        30, "How many days a removed text is kept sealed, for an objection, before it is erased."
    ),
    "report_days": Choice(180, "How many days after its decision a report is kept."),
    "spoilers": Choice(
        "cover",
        "How readers who chose nothing meet spoilers: covered (cover), with reviews that may spoil "
        "left out as well (hide), or shown (show).",
        ("cover", "hide", "show"),
    ),
    "readers_know": Choice(
        "premise",
        "What readers who did not say are taken to know of a film: nothing, or its premise.",
        ("nothing", "premise"),
    ),
    "program_covers": Choice(
        "cover",
        "What the program does with sentences that seem to give something away: cover them at once "
        "(cover), propose them to the editors (propose), or nothing (off). A change takes a while "
        "to go over all films.",
        ("cover", "propose", "off"),
    ),
    "opens_parts": Choice(
        False,
        "Whether those parts of a flagged review are open that the program is sure are harmless; "
        "an author can keep their review closed.",
    ),
    "author_days": Choice(
        3,
        "How many days an author has to answer when readers mark a sentence of theirs as giving "
        "something away, before the readers' marks may cover it.",
    ),
    "shortest_review": Choice(0, "The fewest characters that a review needs; 0 for no limit."),
}

_KINDS: dict[type, str] = {bool: "true or false", int: "a whole number, 0 or more", str: "words"}


def choice(name: str) -> Any:
    """What the operator chose, or the default."""
    row = HouseSetting.objects.filter(name=name).first()
    return CHOICES[name].default if row is None else row.value


def choices() -> dict[str, Any]:
    """Every setting with its present value, in one query."""
    chosen = dict(HouseSetting.objects.values_list("name", "value"))
    return {name: chosen.get(name, spec.default) for name, spec in CHOICES.items()}


def check_choice(name: str, value: Any) -> None:
    """Refuse an unknown setting, and a value of another kind than its default."""
    if name not in CHOICES:
        raise Refusal(f"There is no setting called {name}; there are: {', '.join(CHOICES)}.")
    kind = type(CHOICES[name].default)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise Refusal(f"{name} must be {_KINDS[kind]}.")
    if kind is int and value < 0:
        raise Refusal(f"{name} must be {_KINDS[kind]}.")
    options = CHOICES[name].options
    if options and value not in options:
        raise Refusal(f"{name} must be one of: {', '.join(map(repr, options))}.")


def read_choice(name: str, words: str) -> Any:
    """The value that somebody typed for a setting, in the kind that it has."""
    kind = type(CHOICES[name].default) if name in CHOICES else str
    if kind is bool and words.lower() in ("true", "yes", "false", "no"):
        return words.lower() in ("true", "yes")
    if kind is int and words.isdecimal():
        return int(words)
    return words


def choose(name: str, value: Any) -> None:
    """Set a house setting; it acts at once."""
    check_choice(name, value)
    with write():
        HouseSetting.objects.update_or_create(
            name=name, defaults={"value": value, "changed_at": now()}
        )
        announce(Chosen(name))


def house_language() -> str:
    """The language for whoever asks for none that the house speaks."""
    return str(choice("language") or settings.LANGUAGE_CODE)


def is_public() -> bool:
    """Whether others than this machine can reach the house: by its address or where it listens."""
    return bool(settings.IS_PUBLIC)


def public_url(path: str = "/") -> str:
    """An absolute address of a page, built from PUBLIC_URL and never from the request."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
