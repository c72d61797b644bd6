"""Who had read the book: the writer's own words about the writer, nothing else."""

from __future__ import annotations

import pytest

from houselights.digest.sourcing import SourceWork

NOVEL = SourceWork("novel", "The Lamplighter's Daughter", "Ines Varga")
PLAY = SourceWork("play", "Low Water", "Tom Ode")
REMAKE = SourceWork("film", "The Short Lamp", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "I had read the book twice before the film came out.",
        "I'd read Varga's novel at school.",
        "I’ve read the original novel, and it shows.",
        "Having read the book, I knew what the lamp was for.",
        "As a great fan of the novel I was nervous.",
        "It certainly helped to have read the book.",
        "I first read the novel at fourteen, under the desk.",
        "I read The Lamplighter's Daughter last summer.",
        "I loved the book, and the film less.",
    ],
)
def test_says_that_its_writer_knew_it(sentence: str) -> None:
    assert NOVEL.knew_it(sentence, "en") == "first"


@pytest.mark.parametrize(
    "sentence",
    [
        "I haven't read the book.",
        "I have never read Ines Varga's novel, on which it is based.",
        "I didn't read the novel and was lost for an hour.",
        "I have yet to read the book.",
        "I saw it with no idea of what was coming (hadn't read the book).",
        "I read the book after seeing the film.",
        "I want to read the book now.",
        "I am very curious about reading the novel.",
    ],
)
def test_says_that_its_writer_did_not(sentence: str) -> None:
    assert NOVEL.knew_it(sentence, "en") == "not"


@pytest.mark.parametrize(
    "sentence",
    [
        "Even if you haven't read the book, it is worth your evening.",
        "People who have not read the book will be lost.",
        "You can follow it without having read the novel.",
        "The book is better.",
        "I read that the book was a great success.",
        "I read reviews of the book.",
        "My sister had read the book.",
        "It is based on the novel by Ines Varga.",
        "I wanted to read the book again.",
        "",
    ],
)
def test_says_nothing_of_its_writer(sentence: str) -> None:
    assert NOVEL.knew_it(sentence, "en") is None


def test_plays_and_films_are_seen() -> None:
    assert PLAY.knew_it("I had seen the play in Leeds.") == "first"
    assert PLAY.knew_it("I never saw the play.") == "not"
    assert NOVEL.knew_it("I had seen the play in Leeds.") is None
    assert REMAKE.knew_it("I haven't seen the original.") == "not"
    assert REMAKE.knew_it("I had read the book.") is None


@pytest.mark.parametrize(
    ("language", "sentence", "knew"),
    [
        ("fr", "J'ai lu le roman avant.", "first"),
        ("fr", "Je n'ai pas lu le livre.", "not"),
        ("de", "Ich habe das Buch vorher gelesen.", "first"),
        ("de", "Das Buch kenne ich leider nicht.", "not"),
        ("es", "He leído la novela.", "first"),
        ("es", "No he leído la novela.", "not"),
        ("it", "Avevo già letto il romanzo.", "first"),
        ("it", "Non ho letto il libro.", "not"),
        ("vi", "Tôi đã đọc tiểu thuyết.", "first"),
        ("vi", "Mình chưa đọc truyện.", "not"),
        ("fr", "Le livre est meilleur.", None),
        ("de", "Wer das Buch gelesen hat, weiß es.", None),
    ],
)
def test_other_languages(language: str, sentence: str, knew: str | None) -> None:
    assert NOVEL.knew_it(sentence, language) == knew
