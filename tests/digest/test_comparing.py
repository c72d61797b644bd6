"""Other films by name, and for whom a film is: only what a sentence says plainly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.digest.comparing import Other, Titles
from houselights.digest.recommending import says_for
from houselights.opinions.material import Polarity

BETTER, WORSE, LIKE = Polarity.PRAISE, Polarity.CRITICISE, Polarity.MIXED
TITLES = Titles(
    {"moon": ("Moon", 1), "the third man": ("The Third Man", 2)},
    frozenset({"the long lamp", "low water"}),
)


@pytest.mark.parametrize(
    ("sentence", "title", "polarity"),
    [
        ("Better than *Moon*, and warmer.", "Moon", BETTER),
        ("It is far superior to “Moon”.", "Moon", BETTER),
        ("It is no “Moon”, but it tries.", "Moon", WORSE),
        ("Not as brave as 'Moon'.", "Moon", WORSE),
        ("*Moon* did this better.", "Moon", WORSE),
        ("It reminds me of The Third Man.", "The Third Man", LIKE),
        ("Like The Third Man, it likes wet streets.", "The Third Man", LIKE),
        ("If you liked “Moon,” this film is for you.", "Moon", LIKE),
        ("Cela rappelle *Moon*.", "Moon", LIKE),
    ],
)
def test_catalogue_titles(sentence: str, title: str, polarity: Polarity) -> None:
    ((found, film, how),) = TITLES.others_in(sentence)
    assert (found, how) == (title, polarity)
    assert film == TITLES.known[title.lower()][1]


def test_a_list_shares_what_stands_before_it() -> None:
    sentence = 'Like "Blow-Up" (1966) and "The Third Man" it looks twice.'
    assert TITLES.others_in(sentence) == [
        Other("Blow-Up", None, LIKE),
        Other("The Third Man", 2, LIKE),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The moon is better than the sun.",
        "Better than Moon.",  # one word without a mark may be anything
        "The third man at the table is like my uncle.",
        "It has The Third Man's cameraman.",
        "Like “Middlemarch”, it is a long book.",
        "It reminds me of “Low Water”, the play that the film is made from.",
        "He says “Moon” like a man who has been there.",
        "“The Long Lamp” reminds me of nothing.",
        "",
    ],
)
def test_not_sure_enough(sentence: str) -> None:
    assert TITLES.others_in(sentence) == []


def test_other_titles_need_a_mark_and_a_word_for_film() -> None:
    assert TITLES.others_in("It reminds me of “Blow-Up”, a film about looking.") == [
        Other("Blow-Up", None, LIKE)
    ]
    assert TITLES.others_in("It reminds me of “Blow-Up”.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "I recommend it to anyone who has ever waited for a train.",
        "A must-see for lovers of slow cinema.",
        "If you like rain, you will like this.",
        "Fans of the director will love it.",
        "It is more for fans of romance.",
        "Ein Film für Leute, die gern warten.",
    ],
)
def test_says_for_whom_it_is(sentence: str) -> None:
    assert says_for(sentence) == "for"


@pytest.mark.parametrize(
    "sentence",
    [
        "It is not for everyone.",
        "This movie isn’t for just anyone.",
        "Don't take the children.",
        "If you want explosions, look elsewhere.",
        "It will not appeal to people in a hurry.",
        "Nichts für schwache Nerven.",
    ],
)
def test_says_for_whom_it_is_not(sentence: str) -> None:
    assert says_for(sentence) == "not for"


@pytest.mark.parametrize(
    "sentence",
    ["He waits for the train.", "For the first hour I was cold.", "If only she had called.", ""],
)
def test_says_nothing_of_whom(sentence: str) -> None:
    assert says_for(sentence) is None


@given(st.text())
def test_any_text_will_do(text: str) -> None:
    says_for(text)
    TITLES.others_in(text)
