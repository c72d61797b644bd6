"""What readers, its author and the program think of a sentence, in a few words."""

from __future__ import annotations

import pytest

from houselights.spoilers.settling import HARMLESS, OUTRIGHT
from houselights.web.opinions import author_thinks, program_thinks, readers_think


@pytest.mark.parametrize(
    ("suspicion", "words"),
    [
        (0, "it is harmless"),
        (HARMLESS - 1, "it is harmless"),
        (HARMLESS + 1, "it may give something away"),
        (OUTRIGHT + 1, "it gives something away"),
        (1000, "it gives something away"),
    ],
)
def test_the_program_speaks_in_words(suspicion: float, words: str) -> None:
    assert program_thinks(round(suspicion)) == f"The program: {words}"


@pytest.mark.parametrize(
    ("gives", "harmless", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 reader: it gives something away"),
        (0, 2, "2 readers: it is harmless"),
        (5, 1, "5 of 6 readers: it gives something away"),
        (1, 2, "2 of 3 readers: it is harmless"),
        (2, 2, "2 of 4 readers: it gives something away"),
    ],
)
def test_readers_are_counted_once(gives: int, harmless: int, words: str) -> None:
    assert readers_think(gives, harmless) == words


def test_an_author_may_have_said_nothing() -> None:
    said = [author_thinks(word) for word in (None, True, False)]
    assert said == ["", "Its author: cover it", "Its author: it is harmless"]
