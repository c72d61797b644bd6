"""What the doctor says of one thing: how it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    HEED = "heed"  # the house works; somebody should look
    WRONG = "wrong"  # something does not work, or is open to others


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` is empty where nothing is to be done."""

    about: str
    level: Level
    what: str
    mend: str = ""


def fine(about: str, what: str) -> Finding:
    """It is as it should be."""
    return Finding(about, Level.FINE, what)


def heed(about: str, what: str, mend: str) -> Finding:
    """The house works, but somebody should look."""
    return Finding(about, Level.HEED, what, mend)


def wrong(about: str, what: str, mend: str) -> Finding:
    """It does not work, or is open to others."""
    return Finding(about, Level.WRONG, what, mend)
