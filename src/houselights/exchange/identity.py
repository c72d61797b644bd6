"""Which text on a page is which row: identity without keeping or opening a text.

A key is a digest of the headline, a digest of the body and an occurrence, so that two equal texts
on one page stay two rows and a changed body is still known by its headline and place.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_HEAD_DIGITS, _BODY_DIGITS, _OCCURRENCE_DIGITS = 24, 32, 8
_NO_HEAD = "0" * _HEAD_DIGITS
_NO_BODY = "0" * _BODY_DIGITS


@dataclass(frozen=True, slots=True)
class Identity:
    """A text's identity: digests of headline and body, and how many equal ones stand before it."""

    head: str
    body: str
    occurrence: int = 0

    @property
    def key(self) -> str:
        """The identity as the 64 characters that a row's `source_key` keeps."""
        return f"{self.head}{self.body}{self.occurrence:0{_OCCURRENCE_DIGITS}x}"

    @property
    def has_head(self) -> bool:
        """Whether the page gave a headline."""
        return self.head != _NO_HEAD

    @property
    def has_body(self) -> bool:
        """Whether the page gave a body."""
        return self.body != _NO_BODY


def identity_of_key(key: str) -> Identity:
    """The inverse of `Identity.key`."""
    body_ends = _HEAD_DIGITS + _BODY_DIGITS
    return Identity(
        key[:_HEAD_DIGITS], key[_HEAD_DIGITS:body_ends], int(key[body_ends:] or "0", 16)
    )


def identify(texts: Iterable[tuple[str | None, str]]) -> list[Identity]:
    """The identities of (headline, body) pairs in page order."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for headline, body in texts:
        digests = _head_digest(headline), _body_digest(body)
        found.append(Identity(*digests, seen[digests]))
        seen[digests] += 1
    return found


def _head_digest(headline: str | None) -> str:
    return _NO_HEAD if headline is None else _digest(headline)[:_HEAD_DIGITS]


def _body_digest(body: str) -> str:
    return _digest(body)[:_BODY_DIGITS] if body else _NO_BODY


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """A row that came from an earlier copy of the page, and its place there."""

    row: int
    identity: Identity
    position: int


type Alike = Callable[[int, int], bool]


@dataclass(slots=True)
class Matching:
    """Pairs the items of a page (by index) with known rows (by their ids), surest ways first."""

    items: Sequence[Identity]
    known: Sequence[Known]  # in the order of the earlier page
    alike: Alike  # whether the item's text is mostly the row's
    row_of: dict[int, int] = field(default_factory=dict)

    def run(self) -> dict[int, int]:
        """The row of each item that is known; items that are new are absent."""
        self._pair(lambda _at, item, known: item == known.identity)
        self._pair(lambda _at, item, known: _headline_came_or_went(item, known.identity))
        anchors = self._anchors()
        self._pair(lambda at, item, known: self._same_place(at, item, known, anchors))
        self._pair(self._same_review)
        return self.row_of

    def _pair(self, same: Callable[[int, Identity, Known], bool]) -> None:
        rows = _Shelf(self._free_rows())
        for at, item in self._free_items():
            found = next((known for known in rows.near(item) if same(at, item, known)), None)
            if found is not None:
                self.row_of[at] = found.row
                rows.take(found)

    def _free_items(self) -> list[tuple[int, Identity]]:
        return [(at, item) for at, item in enumerate(self.items) if at not in self.row_of]

    def _free_rows(self) -> list[Known]:
        taken = set(self.row_of.values())
        return [known for known in self.known if known.row not in taken]

    def _anchors(self) -> _Anchors:
        rows = set(self.row_of.values())
        old = [known.row if known.row in rows else None for known in self.known]
        new = [self.row_of.get(at) for at in range(len(self.items))]
        by_row = dict(zip((known.row for known in self.known), _neighbours(old), strict=True))
        return _Anchors(by_row, list(_neighbours(new)))

    def _same_place(self, at: int, item: Identity, known: Known, anchors: _Anchors) -> bool:
        if item.head != known.identity.head:
            return False
        return known.position == at + 1 or anchors.agree(at, known.row)

    def _same_review(self, at: int, item: Identity, known: Known) -> bool:
        """A headline that moved with an edited body: only the texts can tell."""
        return item.has_head and item.head == known.identity.head and self.alike(at, known.row)


def _headline_came_or_went(item: Identity, known: Identity) -> bool:
    return item.has_body and item.body == known.body and item.has_head != known.has_head


class _Shelf:
    """Free rows, found by headline or body, in page order."""

    def __init__(self, rows: Iterable[Known]) -> None:
        self._rows: dict[str, dict[int, Known]] = {}
        for known in rows:
            for digest in (known.identity.head, known.identity.body):
                self._rows.setdefault(digest, {})[known.row] = known

    def near(self, item: Identity) -> Iterator[Known]:
        """Rows that share the item's headline or body."""
        yield from list(self._rows.get(item.head, {}).values())
        yield from list(self._rows.get(item.body, {}).values())

    def take(self, known: Known) -> None:
        """Let a row serve no other item."""
        for digest in (known.identity.head, known.identity.body):
            self._rows[digest].pop(known.row, None)


@dataclass(frozen=True, slots=True)
class _Anchors:
    """The nearest matched rows before and after each place, on the old page and on the new."""

    old: dict[int, tuple[int | None, int | None]]
    new: list[tuple[int | None, int | None]]

    def agree(self, at: int, row: int) -> bool:
        """Whether item and row stand behind the same review, or before the same."""
        pairs = zip(self.old[row], self.new[at], strict=True)
        return any(old is not None and old == new for old, new in pairs)


def _neighbours(matched: Sequence[int | None]) -> Iterator[tuple[int | None, int | None]]:
    before = list(_last_seen(matched))
    after = list(_last_seen(matched[::-1]))[::-1]
    yield from zip(before, after, strict=True)


def _last_seen(matched: Sequence[int | None]) -> Iterator[int | None]:
    """For each place the nearest matched row before it."""
    last: int | None = None
    for row in matched:
        yield last
        last = row if row is not None else last
