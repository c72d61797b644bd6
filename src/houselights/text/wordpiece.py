"""A text as numbers of word pieces: the tokenizer that static embeddings were made with.

WordPiece (Wu et al. 2016, "Google's Neural Machine Translation System") as BERT uses it without
case: accents go, punctuation and Han letters stand alone, and a word that is not in the vocabulary
is cut into the longest pieces that are.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

VOCABULARY = Path(__file__).parent / "potion" / "vocabulary.txt"

_LONGEST_WORD = 100
_KNOWN_WORDS = 1 << 15  # a house's reviews come back to few thousands
_SPACES = "\t\n\r"
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


def pieces(text: str) -> list[int]:
    """The numbers of a text's pieces in the vocabulary; a word of unknown pieces is left out."""
    return [piece for word in text.translate(_CHARACTERS).split() for piece in word_pieces(word)]


@lru_cache(_KNOWN_WORDS)
def word_pieces(word: str) -> tuple[int, ...]:
    """The numbers of a small, bare word's pieces; none where a part of it is unknown."""
    vocabulary = _vocabulary()
    if word in vocabulary:
        return (vocabulary[word],)
    return _cut(word, vocabulary) if len(word) <= _LONGEST_WORD else ()


def _cut(word: str, vocabulary: dict[str, int]) -> tuple[int, ...]:
    found: list[int] = []
    start, prefix = 0, ""
    while start < len(word):
        ends = range(len(word), start, -1)
        end = next((end for end in ends if prefix + word[start:end] in vocabulary), None)
        if end is None:
            return ()
        found.append(vocabulary[prefix + word[start:end]])
        start, prefix = end, "##"
    return tuple(found)


@cache
def _vocabulary() -> dict[str, int]:
    lines = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


class _Characters(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = becomes = _becomes(chr(code))
        return becomes


def _becomes(character: str) -> str:
    kind = unicodedata.category(character)
    if character in _SPACES or kind == "Zs":
        return " "
    if kind in {"Cc", "Cf", "Co", "Mn"} or character == "\ufffd":
        return ""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)
    )
    return f" {bare} " if _stands_alone(character, kind) else bare.lower()


def _stands_alone(character: str, kind: str) -> bool:
    symbol = character.isascii() and kind.startswith("S")
    return symbol or kind.startswith("P") or any(a <= ord(character) <= z for a, z in _HAN)


_CHARACTERS = _Characters()
