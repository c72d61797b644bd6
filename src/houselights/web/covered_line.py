"""How much of a text is covered and by whom, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houselights.spoilers.covering import By

_OTHERS = (By.READERS, By.EDITORS, By.PROGRAM)


def covered_line(covered_by: Mapping[By, int]) -> str:
    """Such as "3 passages are covered: 1 by the author, 2 by the program".

    Empty where nobody but the author covers anything; then it is as its author wants it.
    """
    parts = {
        By.AUTHOR: _("%(number)d by the author"),
        By.READERS: _("%(number)d by readers"),
        By.EDITORS: _("%(number)d by the editors"),
        By.PROGRAM: _("%(number)d by the program"),
    }
    counted = {by: covered_by[by] for by in parts if covered_by.get(by)}
    if not any(by in counted for by in _OTHERS):
        return ""
    number = sum(counted.values())
    whole = ngettext("%(number)d passage is covered", "%(number)d passages are covered", number)
    named = ", ".join(parts[by] % {"number": count} for by, count in counted.items())
    return f"{whole % {'number': number}}: {named}"
