"""How much of a text is covered and by whom, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.spoilers.covering import By

_OTHERS = (By.READERS, By.EDITORS, By.PROGRAM)


def covered_line(covered_by: Mapping[By, int]) -> str:
    """Such as "2 passages are covered by the program", or, where several cover, who how many.

    Empty where nobody but the author covers anything; then it is as its author wants it.
    """
    counted = {by: covered_by[by] for by in (By.AUTHOR, *_OTHERS) if covered_by.get(by)}
    others = [by for by in _OTHERS if by in counted]
    if not others:
        return ""
    return _by_several(counted) if len(counted) > 1 else _by_one(others[0], counted[others[0]])


def _by_one(by: By, number: int) -> str:
    if by is By.READERS:
        words = ngettext(
            "%(number)d passage is covered by readers",
            "%(number)d passages are covered by readers",
            number,
        )
    elif by is By.EDITORS:
        words = ngettext(
            "%(number)d passage is covered by the editors",
            "%(number)d passages are covered by the editors",
            number,
        )
    else:
        words = ngettext(
            "%(number)d passage is covered by the program",
            "%(number)d passages are covered by the program",
            number,
        )
    return words % {"number": number}


def _by_several(counted: Mapping[By, int]) -> str:
    """Such as "4 passages are covered: 1 by the author, 3 by the program"."""
    parts = {
        By.AUTHOR: _("%(number)d by the author"),
        By.READERS: _("%(number)d by readers"),
        By.EDITORS: _("%(number)d by the editors"),
        By.PROGRAM: _("%(number)d by the program"),
    }
    number = sum(counted.values())
    whole = ngettext("%(number)d passage is covered", "%(number)d passages are covered", number)
    named = ", ".join(parts[by] % {"number": count} for by, count in counted.items())
    return f"{whole % {'number': number}}: {named}"
