"""What readers, its author and the program think of a sentence, in a few words each."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.spoilers.settling import HARMLESS, OUTRIGHT
from houselights.web.numbers import grouped


def program_thinks(suspicion: int) -> str:
    """In words what the program's suspicion, 0 to 1000, comes to."""
    if suspicion >= OUTRIGHT:
        return _("The program: it gives something away")
    if suspicion >= HARMLESS:
        return _("The program: it may give something away")
    return _("The program: it is harmless")


def author_thinks(said: bool | None) -> str:
    """The author's word on whether it gives something away; empty where there is none."""
    if said is None:
        return ""
    return _("Its author: cover it") if said else _("Its author: it is harmless")


def readers_think(gives: int, harmless: int) -> str:
    """What most of the readers say who say anything; empty where nobody does."""
    number, every = max(gives, harmless), gives + harmless
    if not every:
        return ""
    if number == every:
        return _all_say(number, gives_away=bool(gives))
    if gives >= harmless:
        words = _("%(number)s of %(all)s readers: it gives something away")
    else:
        words = _("%(number)s of %(all)s readers: it is harmless")
    return words % {"number": grouped(number), "all": grouped(every)}


def _all_say(number: int, *, gives_away: bool) -> str:
    if gives_away:
        words = ngettext(
            "%(number)s reader: it gives something away",
            "%(number)s readers: it gives something away",
            number,
        )
    else:
        words = ngettext(
            "%(number)s reader: it is harmless", "%(number)s readers: it is harmless", number
        )
    return words % {"number": grouped(number)}
