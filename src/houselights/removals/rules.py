"""How a removed text is recognised without being kept; pure.

A digest is HMAC-SHA-256 (RFC 2104) under the house's removal key, in 64 hexadecimal digits, so
that nobody without the key can try out which texts were removed.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from houselights.text.fold import fold

# A shorter text may well be somebody else's words, too ("A masterpiece."): only its source counts.
TEXT_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Digests:
    """The three ways to know a text again; "" where one does not apply.

    `row` is the row's public id, `source` the film with the text's identity on its page, `text`
    the folded words themselves, whatever their film, case, accents, spacing and punctuation.
    """

    row: str = ""
    source: str = ""
    text: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        """Those that apply."""
        return tuple(digest for digest in (self.row, self.source, self.text) if digest)


@dataclass(frozen=True, slots=True)
class Subject:
    """A text as it is to be recognised.

    `film` is (title, year); `parts` are its words: headline and body, or question and answers.
    An empty `public_id` is a text that has no row yet.
    """

    kind: str
    public_id: str
    film: tuple[str, int | None]
    parts: tuple[str, ...]


def digests_of(subject: Subject, key: bytes) -> Digests:
    """The subject's digests under the house's removal key."""
    title, year = subject.film
    words = normalised(subject.parts)
    where = f"{normalised([title])}|{year or ''}"
    return Digests(
        row=_digest(key, "row", subject.kind, subject.public_id) if subject.public_id else "",
        source=_digest(key, "source", subject.kind, where, words) if words else "",
        text=_digest(key, "text", subject.kind, words) if len(words) >= TEXT_CHARACTERS else "",
    )


def normalised(parts: Iterable[str]) -> str:
    """Letters and digits of the folded words, one space between words."""
    folded = fold("\n".join(parts))
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _digest(key: bytes, *parts: str) -> str:
    # The unit separator keeps ("ab", "c") and ("a", "bc") apart.
    message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()
