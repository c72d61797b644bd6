"""A writing taken apart: its sentences, their words, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from houselights.spoilers.scorer.material import Writing
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span
from houselights.text.words import folded_words, word_set

# Words of English that stand in every English text and in few others.
_ENGLISH = word_set("the and of to is was that it this with for his her are not be have by from")
_LEAST_ENGLISH = 0.12

# Runs of words with a capital ("Mrs Danvers", "Hitchcock"), and what makes one a person's credit.
_CAPITALS = re.compile(
    r"[A-Z\u00c0-\u00de][\w’']*(?:[ -](?:(?:de|van|von|der|la|du|of) )?[A-Z\u00c0-\u00de][\w’']*)*"
)
_TITLES = word_set("mr mrs miss ms dr sir lady lord captain aunt uncle")
_NO_NAMES = word_set(
    "i i'm i've i'd i'll a an the and but or so it he she they we you this that these those there"
    " then when while if as in on at for of to no not yes well now what who how why where one oh"
    " my his her their our your english american french british german hollywood oscar god dvd"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence.

    single, full: how many names of one word (a character, mostly) and of more (an actor, mostly).
    """

    place: Place
    span: Span
    text: str
    words: tuple[str, ...]
    names: frozenset[str]
    single: int
    full: int


def read_writing(writing: Writing) -> list[Reading]:
    """Every sentence, the headline's first; none for blank text."""
    parts = ((Place.HEADLINE, writing.headline or ""), (Place.BODY, writing.body))
    return [
        _reading(place, span, text[span.start : span.end])
        for place, text in parts
        for span in split_sentences(text, writing.language)
    ]


def is_english(writing: Writing, readings: Sequence[Reading]) -> bool:
    """Whether the English lists apply; of an unknown language, by the little words in it."""
    if writing.language is not None:
        return writing.language == "en"
    words = [word for reading in readings for word in reading.words]
    little = sum(word in _ENGLISH for word in words)
    return little >= _LEAST_ENGLISH * len(words) if words else True


def _reading(place: Place, span: Span, text: str) -> Reading:
    names = list(_names(text)) if place is Place.BODY else []
    return Reading(
        place,
        span,
        text,
        tuple(folded_words(text)),
        frozenset(word for name in names for word in name),
        sum(len(name) == 1 for name in names),
        sum(len(name) > 1 for name in names),
    )


def _names(text: str) -> Iterator[list[str]]:
    """Runs of capitals without titles and little words; a sentence's first word is no name."""
    for run in _CAPITALS.finditer(text):
        words = folded_words(run[0].removesuffix("'s").removesuffix("’s"))
        begins = not text[: run.start()].strip("\"'“‘([¿¡ ")
        kept = [word for word in words if word not in _NO_NAMES and word not in _TITLES]
        if kept and not (begins and len(words) == 1):
            yield kept
