"""How one field is written on a page: value and form make the text, text and value the form.

A form holds no words of a reviewer: only number styles, line ends and the page's own furniture.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

VOTES_FORM: Final = (
    "{yes:,} out of {total:,} found this helpful. Was this review helpful? Sign in to vote. "
    "Permalink"
)
FLAG_FORM: Final = "Warning: Spoilers"
RATING_FORM: Final = "{.}/10"
DATE_FORM: Final = "{d} {B} {Y}"
NEXT_ANSWER: Final = "Another answer:"
PLAIN: Final = "_"  # thousands without a divider, where the number shows that it has none

type Value = str | bool | int | dt.date | tuple[int, int]
"""What a field holds: text, flag, rating (10 to 100), date, or votes as (yes, total)."""

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_COUNT_SLOT = re.compile(r"\{(yes|no|total):(.)\}")
_RATING_SLOT = re.compile(r"\{([.,])(0?)\}")
_DATE_SLOT = re.compile(r"\{([dBbYm])\}")
_LINE_END = re.compile(r"\r\n|\n|\r")


def write_field(form: str, value: Value) -> str:
    """The text of a field in its form; the kind of value says which kind of field it is."""
    match value:
        case bool():
            return form
        case int():
            return write_rating(form, value)
        case dt.date():
            return write_date(form, value)
        case (yes, total):
            return write_votes(form, yes, total)
        case str():
            return with_line_ends(value, form)


def write_count(number: int, divider: str) -> str:
    """1413 with "," is 1,413; with PLAIN 1413."""
    return f"{number:,}".replace(",", "" if divider == PLAIN else divider)


def divider_of(written: str) -> str:
    """The thousands divider that a written count shows; a count below 1,000 shows none: comma."""
    found = re.search(r"\D", written)
    if found:
        return found.group()
    return PLAIN if len(written) > 3 else ","


def read_count(written: str) -> int | None:
    """A count with or without thousands dividers; None where the digits make no such number."""
    if re.fullmatch(r"\d{1,9}", written):
        return int(written)
    if re.fullmatch(r"\d{1,3}(?:([,.'\u00a0\u202f])\d{3})(?:\1\d{3}){0,2}", written):
        return int(re.sub(r"\D", "", written))
    return None


def write_votes(form: str, yes: int, total: int) -> str:
    """The votes line in its form: slots `{yes:,}`, `{no:,}` and `{total:,}` (`_`: no divider)."""
    counts = {"yes": yes, "no": total - yes, "total": total}
    return _COUNT_SLOT.sub(lambda slot: write_count(counts[slot[1]], slot[2]), form)


def rating_form(written: str) -> str:
    """The form of a rating line such as ``8.5 / 10``."""
    found = re.fullmatch(r"\d{1,2}(?:([.,])(\d))?(\s*/\s*10)", written)
    if found is None:
        return RATING_FORM
    zero = "0" if found[2] == "0" else ""
    return f"{{{found[1] or '.'}{zero}}}{found[3]}"


def write_rating(form: str, rating: int) -> str:
    """85 with `{,} / 10` is ``8,5 / 10``; the slot `{.0}` writes the decimal even if it is 0."""
    slot = _RATING_SLOT.search(form)
    if slot is None:
        return form
    whole, tenth = divmod(rating, 10)
    decimal = f"{slot[1]}{tenth}" if tenth or slot[2] else ""
    return f"{form[: slot.start()]}{whole}{decimal}{form[slot.end() :]}"


def write_date(form: str, day: dt.date) -> str:
    """Slots: d day, m month as two digits, B month's name, b its first three letters, Y year."""
    month = MONTHS[day.month - 1]
    values = {
        "d": str(day.day), "m": f"{day.month:02}", "B": month, "b": month[:3], "Y": str(day.year),
    }  # fmt: skip
    return _DATE_SLOT.sub(lambda slot: values[slot[1]], form)


def line_end_of(text: str) -> str:
    """The one line end that a passage uses, if it is not ``\\n``; "" for ``\\n`` or a mix."""
    if "\r" not in text:
        return ""
    ends = set(_LINE_END.findall(text))
    return ends.pop() if len(ends) == 1 and "\n" not in ends else ""


def with_line_ends(text: str, line_end: str) -> str:
    """The passage with its ``\\n`` written as the page writes line ends."""
    return text.replace("\n", line_end) if line_end else text


def without_line_ends(text: str) -> str:
    """The passage with ``\\n``, where it uses one other line end throughout; a mix stays as is."""
    line_end = line_end_of(text)
    return text.replace(line_end, "\n") if line_end else text
