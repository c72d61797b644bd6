"""Bylines: the author and the date of a review, in whatever style the page writes them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from houselights.text.page_forms import MONTHS

_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS)))
_DAY_FIRST = rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})"
_MONTH_FIRST = rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"
_ISO = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_DATES = tuple(re.compile(pattern) for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO))
_BY = r"(?:(?:by|author:|written by)\s+)?"
_BREAK = r"\s*[|·•–—,-]\s*"
_AUTHOR_FIRST = re.compile(rf"{_BY}(?P<author>\S{{1,40}}?)(?:{_BREAK}|\s+)?", re.IGNORECASE)
_FULL_NAME_FIRST = re.compile(
    rf"(?:(?:by|author:|written by)\s+(?P<author>\S.{{0,40}}?)(?:{_BREAK}|\s+)"
    rf"|(?P<name>\S.{{0,40}}?)\s*[|·•–—]\s*)",
    re.IGNORECASE,
)
_AUTHOR_LAST = re.compile(
    rf"(?:{_BREAK}|\s+by\s+|{_BREAK}by\s+)(?P<author>\S.{{0,40}})", re.IGNORECASE
)
_AUTHOR_ONLY = re.compile(r"author:\s*(?P<author>\S.{0,40})", re.IGNORECASE)


class Byline(NamedTuple):
    """Author and date as (start, end) within the line; doubt where they run together."""

    author: tuple[int, int] | None = None
    date: tuple[int, int] | None = None
    written_on: dt.date | None = None
    date_form: str = ""
    doubt: str = ""


def read_byline(line: str) -> Byline | None:
    """A line that holds nothing but the author and/or the date of a review, or None."""
    if len(line) > 100:
        return None
    only = _AUTHOR_ONLY.fullmatch(line)
    if only and not any(pattern.search(line) for pattern in _DATES):
        return Byline(author=only.span("author"))
    for pattern in _DATES:
        for match in pattern.finditer(line):
            byline = _byline_around(line, match)
            if byline:
                return byline
    return None


def _byline_around(line: str, match: re.Match[str]) -> Byline | None:
    if match.start() and line[match.start() - 1].isdigit():
        return _digits_run_together(line, match)
    written_on = _date(match, match["day"])
    if written_on is None:
        return _digits_run_together(line, match)
    before, after = line[: match.start()], line[match.end() :]
    author = _author_beside(before, after, match.end())
    if author is None and (before.strip() or after.strip()):
        return None
    if before and before[-1].isalnum() and len(match["day"]) == 2 and _starts_with_day(match):
        return Byline(author, match.span(), written_on, _date_form(match), "byline_doubtful")
    return Byline(author, match.span(), written_on, _date_form(match))


def _author_beside(before: str, after: str, offset: int) -> tuple[int, int] | None:
    if before and not after:
        for pattern in (_FULL_NAME_FIRST, _AUTHOR_FIRST):
            found = pattern.fullmatch(before)
            if found:
                return found.span("name" if found.groupdict().get("name") else "author")
    if after and not before:
        found = _AUTHOR_LAST.fullmatch(after)
        if found:
            return found.start("author") + offset, found.end("author") + offset
    return None


def _digits_run_together(line: str, match: re.Match[str]) -> Byline | None:
    """``ben-3940327 July 2023``: where the name ends can't be told, so neither is taken.

    One reading is left when the two last digits can't be a day (``gull45 July`` is gull4, 5 July).
    """
    before = line[: match.start()]
    if not before or " " in before or not _starts_with_day(match) or match.end() != len(line):
        return None
    if _date(match, match["day"]):
        return Byline(doubt="byline_unknown")
    written_on = _date(match, match["day"][1:] or "0")
    if written_on is None:
        return None
    start = match.start() + 1
    return Byline((0, start), (start, match.end()), written_on, _date_form(match))


def _starts_with_day(match: re.Match[str]) -> bool:
    return match.start("day") == match.start()


def _date(match: re.Match[str], day: str) -> dt.date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return dt.date(int(match["year"]), number, int(day))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _date_form(match: re.Match[str]) -> str:
    if match["month"].isdigit():
        return "{Y}-{m}-{d}" if not match["day"].startswith("0") else ""
    month = "{b}" if len(match["month"]) == 3 else "{B}"
    return f"{{d}} {month} {{Y}}" if _starts_with_day(match) else f"{month} {{d}}, {{Y}}"
