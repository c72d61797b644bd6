"""The program's own texts, and what stands in the place of words in braces; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

LONGEST = 40_000  # characters of a statement
# When the program's own texts were last changed: the version that readers of the rules see.
OWN_TEXTS_OF = date(2026, 11, 25)
FALLBACK = "en"

_DEFAULTS = Path(__file__).parent / "defaults"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@cache
def own_text(name: str, language: str) -> str | None:
    """The program's own text of that statement; None if it does not speak the language."""
    file = _DEFAULTS / language / f"{name}.md"
    return file.read_text(encoding="utf-8") if file.exists() else None


def fill(body: str, facts: Mapping[str, str]) -> str:
    """The text with a fact for each word in braces; a word that we do not know stays."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), body)
