"""PostgreSQL's tsvector: generated columns `open_vector` and `full_vector` with GIN indexes.

The configuration is `simple`: words come folded already. Ordered by ts_rank over the logarithm of
the length, a word of the title (weight A) counting ten times.
"""

from __future__ import annotations

from houselights.search.lookup import Lookup, Statement
from houselights.search.rules import Wanted

_WEIGHTS = "{0.1, 0.1, 0.1, 1}"  # of D, C, B, A
_BY_LENGTH = 1  # ts_rank's flag: divide by 1 + the logarithm of the length


def statement(lookup: Lookup) -> Statement:
    """The SELECT for a lookup."""
    vector = "full_vector" if lookup.covered else "open_vector"
    sql = (
        "SELECT row_id FROM search_entry, to_tsquery('simple', %s) AS wanted"  # noqa: S608
        f" WHERE {vector} @@ wanted AND kind = %s"
    )
    parameters: list[str | int] = [_tsquery(lookup.wanted), lookup.kind.value]
    if lookup.film_id is not None:
        sql, parameters = f"{sql} AND film_id = %s", [*parameters, lookup.film_id]
    if barred := lookup.by_title_alone:
        marks = ", ".join(["%s"] * len(barred))
        sql += f" AND (basis NOT IN ({marks}) OR to_tsvector('simple', title) @@ wanted)"
        parameters += barred
    order = f" ORDER BY ts_rank('{_WEIGHTS}', {vector}, wanted, {_BY_LENGTH}) DESC, row_id DESC"
    return f"{sql}{order} LIMIT %s", [*parameters, lookup.limit]


def _tsquery(wanted: Wanted) -> str:
    # Words hold letters and digits only, so nothing in them can end a string or be an operator.
    phrases = (" <-> ".join(f"'{word}'" for word in phrase) for phrase in wanted.phrases)
    query = " & ".join(f"({phrase})" for phrase in phrases)
    return f"{query.removesuffix(')')}:*)" if wanted.unfinished else query
