"""How long a text is to a reader."""

from __future__ import annotations

import math
import re

WORDS_A_MINUTE = 238  # silent reading of English non-fiction: Brysbaert (2019), J. Mem. Lang. 109

# Scripts without spaces. The figures are the usual letters a word in each.
_NO_SPACES = (
    (2, re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
    (5, re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")),
)
_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")


def count_words(text: str) -> int:
    """Words as people count them: "don't", "8/10" and "so-called" are one each.

    Chinese and Japanese letters count two to a word, Thai, Lao, Khmer and Burmese five.
    """
    words = 0
    for letters_a_word, letter in _NO_SPACES:
        text, found = letter.subn(" ", text)
        words += math.ceil(found / letters_a_word)
    return words + sum(1 for _ in _WORD.finditer(text))


def has_no_spaces(text: str) -> bool:
    """Whether the text holds letters of a script that sets no spaces between words."""
    return any(letter.search(text) for _, letter in _NO_SPACES)


def reading_minutes(text: str) -> int:
    """Whole minutes that reading takes, at least 1."""
    return max(1, round(count_words(text) / WORDS_A_MINUTE))
