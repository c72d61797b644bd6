"""Pages by keyset: a page begins after a row, not after a number of rows.

Each order is a list of stored columns, integers but where it says otherwise, so the cost of page
2,000 is that of page 1, and a row that is added or removed elsewhere never shifts what stands on a
page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from django.db import models
from django.utils.translation import gettext as _

from houselights.base.errors import Refusal

_SEPARATOR = "."


@dataclass(frozen=True, slots=True)
class Order:
    """A stored order: columns from the most to the least telling, "-" in front of falling ones."""

    name: str
    columns: tuple[str, ...]
    texts: frozenset[str] = frozenset()  # the columns that hold text, by their bare names

    def reversed(self) -> tuple[str, ...]:
        """The same columns, read from the end."""
        return tuple(c[1:] if c.startswith("-") else f"-{c}" for c in self.columns)


@dataclass(frozen=True, slots=True)
class KeysetPage[M: models.Model]:
    """Rows of one page with the cursors of its neighbours (None: there is no such page)."""

    rows: Sequence[M]
    before: str | None
    after: str | None


def page[M: models.Model](
    rows: models.QuerySet[M],
    order: Order,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int,
) -> KeysetPage[M]:
    """The page after (or before) a cursor; the first page where none is given."""
    if before:
        return _page_before(rows, order, before, size)
    found = rows.order_by(*order.columns)
    if after:
        found = found.filter(_beyond(order.columns, _read_cursor(order, after)))
    kept = list(found[: size + 1])
    more = len(kept) > size
    kept = kept[:size]
    return KeysetPage(
        kept,
        before=cursor_of(order, kept[0]) if after and kept else None,
        after=cursor_of(order, kept[-1]) if more else None,
    )


def _page_before[M: models.Model](
    rows: models.QuerySet[M], order: Order, before: str, size: int
) -> KeysetPage[M]:
    found = rows.order_by(*order.reversed())
    found = found.filter(_beyond(order.reversed(), _read_cursor(order, before)))
    kept = list(found[: size + 1])
    more = len(kept) > size
    kept = kept[:size][::-1]
    return KeysetPage(
        kept,
        before=cursor_of(order, kept[0]) if more else None,
        after=cursor_of(order, kept[-1]) if kept else None,
    )


def cursor_of(order: Order, row: models.Model) -> str:
    """Where a row stands in an order, as text for a URL."""
    names = [column.lstrip("-") for column in order.columns]
    return _SEPARATOR.join(_written(getattr(row, name)) for name in names)


def _written(value: int | str) -> str:
    return quote(str(value), safe="").replace(_SEPARATOR, "%2E")


def _read_cursor(order: Order, cursor: str) -> list[Any]:
    parts = cursor.split(_SEPARATOR)
    try:
        values = [_read(order, *pair) for pair in zip(order.columns, parts, strict=True)]
    except ValueError:
        raise Refusal(
            _("This page address is broken. Go back to the first page."), code="bad_cursor"
        ) from None
    return values


def _read(order: Order, column: str, part: str) -> int | str:
    """One value of a cursor; ValueError for what no column can hold."""
    if column.lstrip("-") in order.texts:
        text = unquote(part, errors="strict")
        if "\0" in text:
            raise ValueError(part)
        return text
    number = int(part)
    if abs(number) >= 2**63:
        raise ValueError(part)
    return number


def _beyond(columns: tuple[str, ...], values: list[Any]) -> models.Q:
    """Rows that stand after `values`: (a beyond x) or (a = x and (b beyond y or …))."""
    column, value = columns[0], values[0]
    name = column.lstrip("-")
    beyond = models.Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
    if len(columns) == 1:
        return beyond
    return beyond | (models.Q(**{name: value}) & _beyond(columns[1:], values[1:]))
