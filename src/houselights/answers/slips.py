"""Words of a question that are mistyped by one letter."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from houselights.opinions.lexicon import topics_of
from houselights.opinions.stems import is_little, stem
from houselights.text.wordpiece import word_pieces

_SHORTEST = 4
# Written without the apostrophe, or as one types in a hurry.
_HURRIED = {
    "whats": "what's", "wasnt": "wasn't", "isnt": "isn't", "dont": "don't", "didnt": "didn't",
    "doesnt": "doesn't", "cant": "can't", "wat": "what", "wich": "which", "wheres": "where's",
    "hows": "how's", "whos": "who's", "arent": "aren't", "wont": "won't", "u": "you", "ur": "your",
}  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mended(word: str, known: Mapping[str, Sequence[int]]) -> str:
    """A folded word, or the one that it is a slip of; known: the terms of the reviews.

    A word that is in the reviews, in the lexicon or in the dictionary of the embeddings is right.
    Of several that it could be, the one that most sentences have.
    """
    word = _HURRIED.get(word, word)
    if len(word) < _SHORTEST or is_little(word) or not word.isascii() or not word.isalpha():
        return word
    if _is_known(word, known) or len(word_pieces(word)) == 1:
        return word
    likely = [one for one in _one_letter_off(word) if _is_known(one, known) or is_little(one)]
    return max(likely, key=lambda one: len(known.get(stem(one), ())), default=word)


def _is_known(word: str, known: Container[str]) -> bool:
    return stem(word) in known or stem(word) in topics_of()


@lru_cache(256)
def _one_letter_off(word: str) -> tuple[str, ...]:
    """All that come of it by one letter left out, put in, changed, or changed for the next."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    left_out = [a + b[1:] for a, b in cuts if b]
    changed = [a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS]
    put_in = [a + letter + b for a, b in cuts for letter in _LETTERS]
    return tuple(dict.fromkeys(swapped + left_out + changed + put_in))
