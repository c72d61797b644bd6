"""SQLite's FTS5: the virtual table `search_entry_fts` over the columns of `search_entry`.

Triggers keep it, so a row and its index change in the same transaction. Ordered by bm25, a word of
the title counting ten times. bm25 reads each match (about 5 µs), so of words that are nearly
everywhere only the newest matches are weighed.
"""

from __future__ import annotations

from django.db import connection

from houselights.base.writing import write
from houselights.search.lookup import Lookup, Statement
from houselights.search.rules import Wanted

WEIGHED = 5_000  # matches
MERGED_AT_ONCE = 200  # pages of the index: other writers wait for about 0.1 s
_SELECT = """
    SELECT entry.row_id FROM search_entry_fts JOIN search_entry AS entry
    ON entry.id = search_entry_fts.rowid
    WHERE search_entry_fts MATCH %s
"""
_NEWEST = """
    AND search_entry_fts.rowid >= (
        SELECT min(rowid) FROM (
            SELECT rowid FROM search_entry_fts WHERE search_entry_fts MATCH %s
            ORDER BY rowid DESC LIMIT %s
        )
    )
"""
_OF_FILM = " AND entry.film_id = %s"  # its rows are few: all of them are weighed
_READABLE = """
    AND (entry.basis NOT IN ({marks}) OR search_entry_fts.rowid IN (
        SELECT rowid FROM search_entry_fts WHERE search_entry_fts MATCH %s
    ))
"""
# The weights of kind, title, open_text, covered_text.
_BEST_FIRST = " ORDER BY bm25(search_entry_fts, 0, 10, 1, 1), entry.row_id DESC LIMIT %s"


def statement(lookup: Lookup) -> Statement:
    """The SELECT for a lookup."""
    match = _match(lookup)
    sql, parameters = _SELECT, list[str | int]([match])
    if lookup.film_id is not None:
        sql, parameters = sql + _OF_FILM, [*parameters, lookup.film_id]
    else:
        sql, parameters = sql + _NEWEST, [*parameters, match, WEIGHED]
    if barred := lookup.by_title_alone:
        sql += _READABLE.format(marks=", ".join(["%s"] * len(barred)))
        parameters += [*barred, _match_in(lookup, "title")]
    return sql + _BEST_FIRST, [*parameters, lookup.limit]


def _match(lookup: Lookup) -> str:
    columns = "title open_text covered_text" if lookup.covered else "title open_text"
    return _match_in(lookup, columns)


def _match_in(lookup: Lookup, columns: str) -> str:
    """FTS5's own language. The kind stands in the index too, so that it narrows from the start."""
    return f'kind : "{lookup.kind.value}" AND {{{columns}}} : ({_phrases(lookup.wanted)})'


def _phrases(wanted: Wanted) -> str:
    # Words hold letters and digits only, so nothing in them can end a string or be an operator.
    quoted = " AND ".join(f'"{" ".join(phrase)}"' for phrase in wanted.phrases)
    return f"{quoted} *" if wanted.unfinished else quoted


def forget_erased() -> None:
    """Write the index anew without the words of rows that are gone.

    FTS5 only marks those as gone until it happens to merge the parts of its index. Less than two
    changes say that nothing is left to merge (SQLite's documentation, "The 'merge' Command").
    """
    changes = _merge(-MERGED_AT_ONCE)  # the minus sign takes in parts that are large already
    while changes > 1:
        changes = _merge(MERGED_AT_ONCE)


def _merge(pages: int) -> int:
    with write(), connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(
            "INSERT INTO search_entry_fts (search_entry_fts, rank) VALUES ('merge', %s)", [pages]
        )
        return int(connection.connection.total_changes - before)
