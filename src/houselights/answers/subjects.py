"""What a question is called where editors say that a sentence does not answer it."""

from __future__ import annotations

from hashlib import sha256

from houselights.opinions.stems import is_little, stem
from houselights.text.words import folded_words, word_set

_LONGEST = 150  # characters; a longer one is called by its digest
_ASKING = word_set("who whose where when why which how")


def subject_of(question: str) -> str:
    """The subject of corrections of a question's answers: "question:music-how".

    It holds the stems of the words that tell, and of words that say what kind of answer is wanted,
    each once and in the order of letters: so it is the same however the question is put. Empty for
    a question without such words.
    """
    words = folded_words(question)
    key = "-".join(sorted({stem(word) for word in words if word in _ASKING or not is_little(word)}))
    if len(key) > _LONGEST:
        key = sha256(key.encode()).hexdigest()
    return f"question:{key}" if key else ""
