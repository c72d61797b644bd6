"""What a reader typed into a search box, read as words; and where those words stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from houselights.text.fold import fold
from houselights.text.words import folded_words

MOST_PHRASES = 12
LONGEST_QUERY = 200
LEAST_PREFIX = 2  # letters; a shorter beginning fits nearly everything
SNIPPET_LETTERS = 220
_LEAD_LETTERS = 60  # shown before the first hit
_TYPED = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: each phrase must be there, its words side by side.

    With `unfinished`, the very last word is the beginning of a word. False when nothing is wanted.
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    unfinished: bool = False

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def has(self, word: str) -> bool:
        """Whether a folded word is one of those wanted."""
        last = self.phrases[-1][-1] if self.unfinished else None
        return any(word in phrase for phrase in self.phrases) or bool(
            last and word.startswith(last)
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet; `hit` where it is one of the wanted words."""

    text: str
    hit: bool = False


def read_query(typed: str) -> Wanted:
    """Any text as a query; nothing in it is an operator but double quotes around a phrase.

    What is typed without a space ("don't", "well-made", a run of Han letters) is a phrase too.
    """
    found = [
        (words, bool(quoted))
        for quoted, bare in _TYPED.findall(typed[:LONGEST_QUERY])
        if (words := tuple(words_of(quoted or bare)))
    ][:MOST_PHRASES]
    if not found:
        return Wanted()
    words, is_quoted = found[-1]
    unfinished = not is_quoted and (len(words[-1]) >= LEAST_PREFIX or not words[-1].isascii())
    return Wanted(tuple(phrase for phrase, _ in found), unfinished)


def words_of(text: str) -> list[str]:
    """The folded words of a text as the index keeps them, without apostrophes."""
    return [part for word in folded_words(text) for part in word.split("'") if part]


def holds(texts: Iterable[str], wanted: Wanted) -> bool:
    """Whether each phrase stands in one of the texts, as the index finds them."""
    words = [words_of(text) for text in texts]
    last = len(wanted.phrases) - 1
    return all(
        any(_stands_in(line, phrase, begins=wanted.unfinished and at == last) for line in words)
        for at, phrase in enumerate(wanted.phrases)
    )


def _stands_in(words: list[str], phrase: tuple[str, ...], *, begins: bool) -> bool:
    """Whether the words of the phrase stand side by side; the last may be a beginning."""
    *whole, last = phrase
    for at in range(len(words) - len(whole)):
        *before, word = words[at : at + len(phrase)]
        if before == whole and (word == last or (begins and word.startswith(last))):
            return True
    return False


def snippet(text: str, wanted: Wanted, letters: int = SNIPPET_LETTERS) -> list[Piece]:
    """About `letters` characters around the first hit, cut between words; its start without one."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    first = next((at.start() for at in _WORD.finditer(line) if wanted.has(fold(at[0]))), 0)
    start, end = _window(line, first, letters)
    shown = [Piece("… ")] if start else []
    shown += highlight(line[start:end], wanted)
    return [*shown, Piece(" …")] if end < len(line) else shown


def highlight(text: str, wanted: Wanted) -> list[Piece]:
    """The whole text in pieces, the wanted words marked."""
    pieces, done = [], 0
    for at in _WORD.finditer(text):
        if wanted.has(fold(at[0])):
            pieces += [Piece(text[done : at.start()]), Piece(at[0], hit=True)]
            done = at.end()
    pieces.append(Piece(text[done:]))
    return [piece for piece in pieces if piece.text]


def _window(line: str, first: int, letters: int) -> tuple[int, int]:
    start = 0 if first <= _LEAD_LETTERS else _next_word(line, first - _LEAD_LETTERS, first)
    end = start + letters
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", start + letters // 2, end)
    return start, end if space < 0 else space


def _next_word(line: str, start: int, limit: int) -> int:
    space = line.find(" ", start, limit)
    return start if space < 0 else space + 1
