"""The archive door: where exchange opens texts, to compare and to write them out whole.

An archive holds covered words too: it is made for the operator, never shown to readers.
"""

from __future__ import annotations

from houselights.base.rawtext import RawText


def opened(text: RawText | None) -> str | None:
    """The text itself, for an archive or for telling whether a newer page says the same."""
    return None if text is None else text.open_raw()
