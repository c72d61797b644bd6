"""Patterns written down as one phrase a line."""

from __future__ import annotations

import re


def one_of(lines: str, **parts: str) -> str:
    """A group of which one line has to fit; "<name>" stands for a part given by that name."""
    joined = "|".join(line.strip() for line in lines.strip().splitlines())
    for name, part in parts.items():
        joined = joined.replace(f"<{name}>", part)
    return f"(?:{joined})"


def phrases(lines: str, **parts: str) -> re.Pattern[str]:
    """Finds one of the phrases, in any case and with either apostrophe."""
    pattern = one_of(lines, **parts).replace("'", "['’]")
    return re.compile(rf"\b{pattern}", re.IGNORECASE)
