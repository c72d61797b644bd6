"""Texts folded for finding, matching and sorting: no case, no accents, one form of each letter."""

from __future__ import annotations

import re
import unicodedata

# Marks that are accents in their script. Elsewhere (Devanagari, Thai, Japanese) a mark is part of
# the letter, and taking it off would make another word.
_ACCENTS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f]")
_APOSTROPHES = re.compile("['’]")
_LETTERS = str.maketrans(
    "đðøłħı‘’‚‛ʼ`´“”„«»–—‐‑−ىیکة",
    "ddolhi" + "'" * 7 + '"' * 5 + "-" * 5 + "ييكه",
)
_PAIRS_OF_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
_ARTICLES = {
    "de": ("der", "die", "das", "ein", "eine"),
    "en": ("the", "a", "an"),
    "es": ("el", "la", "los", "las", "un", "una"),
    "fr": ("le", "la", "les", "l'", "un", "une"),
    "it": ("il", "lo", "la", "i", "gli", "le", "l'", "un", "una", "un'"),
    "nl": ("de", "het", "een"),
    "pt": ("o", "a", "os", "as", "um", "uma"),
    "sv": ("en", "ett", "den", "det"),
}
# Where the language is not known: no "Die" (Hard), no "Las" (Vegas), no "Un" or "De".
_USUAL_ARTICLES = ("the", "a", "an", "le", "la", "les", "l'", "der", "das", "el", "il")
_LONGEST_SLUG = 80


def fold(text: str) -> str:
    """The text as it is compared: "Đêm Trắng" and "dem trang" are one, "Straße" and "STRASSE" too.

    Kana, Hangul and Han letters stay as they are, save their full- and half-width forms.
    """
    if text.isascii():  # most English is, and nothing below does more to it
        return text.lower().replace("`", "'")
    bare = text.casefold().translate(_LETTERS).translate(_PAIRS_OF_LETTERS)
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", bare)).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def slugify(title: str, year: int | None = None) -> str:
    """A title as it stands in an address: "Amélie", 2001 gives "amelie-2001".

    Letters of scripts other than Latin are kept. Empty where the title has no letter or digit and
    no year is given. At most 80 characters before the year.
    """
    name = _APOSTROPHES.sub("", fold(title))
    words = "".join(c if _belongs_to_word(c) else " " for c in name).split()
    slug = _shortened("-".join(words))
    return "-".join(part for part in (slug, str(year) if year else "") if part)


def _belongs_to_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _shortened(slug: str) -> str:
    if len(slug) <= _LONGEST_SLUG:
        return slug
    beginning, _, _ = slug[: _LONGEST_SLUG + 1].rpartition("-")
    return beginning or slug[:_LONGEST_SLUG]


def sort_title(title: str, language: str | None = None) -> str:
    """The folded title without a leading article: "The Third Man" sorts as "third man".

    `language` (ISO 639-1) is the title's own; without it only articles that are hardly ever
    anything else are taken off.
    """
    folded = " ".join(fold(title).split()).lstrip("\"'([¿¡- ") or fold(title).strip()
    for article in _ARTICLES.get(language or "", _USUAL_ARTICLES):
        rest = folded.removeprefix(article if article.endswith("'") else f"{article} ")
        if rest not in {folded, article, ""} and not rest.startswith(f"{article} "):
            return rest
    return folded
