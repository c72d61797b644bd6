"""A text as a list of folded words."""

from __future__ import annotations

import re
from hashlib import sha256

from houselights.text.fold import fold

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:'[^\W_]+)*"
)


def folded_words(text: str) -> list[str]:
    """Its words in order, folded; each Han or kana letter counts as a word of its own."""
    return _WORD.findall(fold(text))


def word_set(words: str) -> frozenset[str]:
    """A set written down as words with spaces between."""
    return frozenset(words.split())


def sentence_digest(sentence: str) -> str:
    """What a sentence is known by when its text changes: a digest of its folded words."""
    return sha256(" ".join(folded_words(sentence)).encode()).hexdigest()
