"""Lists of films and people: what their addresses say, and how they lead on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from django.db.models import Model
from django.http import QueryDict

from houselights.base.paging import KeysetPage
from houselights.ranking.orders import NamedOrder
from houselights.web.film_view import Choice
from houselights.web.query import SEARCH_CHARACTERS, link, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseQuery:
    """What a list shows."""

    q: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, given: QueryDict, orders: Mapping[str, NamedOrder]) -> Self:
        """The parameters of a request; refuses an order that there is not."""
        return cls(
            q=given.get("q", "").strip()[:SEARCH_CHARACTERS],
            sort=one_of(given, "sort", orders),
            after=given.get("after", ""),
            before=given.get("before", ""),
        )

    def link(self, path: str, **changes: str) -> str:
        """The address of the list with some parameters changed."""
        changed = replace(self, **changes)
        return link(path, [(field.name, getattr(changed, field.name)) for field in fields(changed)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse[M: Model, T]:
    """A list in one of its orders; its template gets it as `page`."""

    path: str
    query: BrowseQuery
    orders: Mapping[str, NamedOrder]
    order: NamedOrder
    found: KeysetPage[M]
    items: list[T]

    @property
    def sorts(self) -> list[Choice]:
        """The orders to choose from."""
        return [Choice(n, str(o.label), o is self.order) for n, o in self.orders.items()]

    @property
    def previous_url(self) -> str:
        """The page before, if there is one."""
        before = self.found.before
        return self.query.link(self.path, before=before, after="") if before else ""

    @property
    def next_url(self) -> str:
        """The page after, if there is one."""
        after = self.found.after
        return self.query.link(self.path, after=after, before="") if after else ""
