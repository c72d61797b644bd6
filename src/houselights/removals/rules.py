"""How a removed text is recognised without being kept; pure.

A digest is HMAC-SHA-256 (RFC 2104) under the house's removal key, in 64 hexadecimal digits, so
that nobody without the key can try out which texts were removed.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from houselights.text.fold import fold

# A shorter text may well be somebody else's words, too ("A masterpiece."): only its source counts.
TEXT_CHARACTERS = 64  # letters and digits


@dataclass(frozen=True, slots=True)
class Digests:
    """The three ways to know a text again; "" where one does not apply.

    `row` is the row's kind and public id, `source` the film with the text's words, `text` the
    folded words of its longest part, whatever their film, case, accents, spacing and punctuation.
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

    `film` is (title, year); `parts` are its words: headline and body, or question and details.
    An empty `public_id` is a text that has no row yet.
    """

    kind: str
    public_id: str
    film: tuple[str, int | None]
    parts: tuple[str, ...]


def digests_of(subject: Subject, key: bytes) -> Digests:
    """The subject's digests under the house's removal key."""
    parts = [normalised(part) for part in subject.parts]
    words = "".join(parts)
    longest = max(parts, key=len, default="")
    return Digests(
        row=row_digest_of(subject.kind, subject.public_id, key) if subject.public_id else "",
        source=_digest(key, "source", _film(subject.film), words) if words else "",
        text=_digest(key, "text", longest) if len(longest) >= TEXT_CHARACTERS else "",
    )


def row_digest_of(kind: str, public_id: str, key: bytes) -> str:
    """The digest that names a row."""
    return _digest(key, "row", kind, public_id)


def normalised(text: str) -> str:
    """Its folded letters and digits alone: other spaces and punctuation make no other text."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _film(film: tuple[str, int | None]) -> str:
    title, year = film
    return f"{normalised(title)}|{year or ''}"


def _digest(key: bytes, *parts: str) -> str:
    # The unit separator keeps ("ab", "c") and ("a", "bc") apart.
    message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()
