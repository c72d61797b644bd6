"""What a sentence praises and criticises, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.opinions.judging import judge
from houselights.opinions.material import Aspect, Context, Polarity
from houselights.text.words import word_set

NOTHING = Context()
LAMP = Context(
    rating=80, people=(("ode", Aspect.ACTING), ("varga", Aspect.DIRECTION)), language="en"
)
SIGNS = {Polarity.PRAISE: "+", Polarity.CRITICISE: "-", Polarity.MIXED: "~"}


def said(sentence: str, context: Context = NOTHING) -> set[str]:
    """What the sentence judges, as "+music"."""
    return {f"{SIGNS[one.polarity]}{one.aspect}" for one in judge(sentence, context)}


@pytest.mark.parametrize(
    ("sentence", "judged"),
    [
        ("The music is wonderful.", {"+music"}),
        ("The score is not very good.", {"-music"}),
        ("Great acting, superb photography.", {"+acting", "+look"}),
        ("Beautifully shot but painfully slow.", {"+look", "-pace"}),
        ("The performances are excellent, although the dialogue is clumsy.",
         {"+acting", "-script"}),
        ("The ending is terrible.", {"-ending"}),
        ("It drags terribly.", {"-pace"}),
        ("It never drags.", {"+pace"}),
        ("Far too long for what it has to say.", {"-pace"}),
        ("I cried like a baby.", {"+emotion"}),
        ("It left me cold.", {"-emotion"}),
        ("It does the book justice.", {"+faithfulness"}),
        ("One of the best films I have ever seen.", {"+whole"}),
        ("A complete waste of time.", {"-whole"}),
        ("Nine out of ten from me.", {"+whole"}),
        ("5/10", {"~whole"}),
    ],
)  # fmt: skip
def test_what_is_said_plainly_is_found(sentence: str, judged: set[str]) -> None:
    assert said(sentence) == judged


def test_both_sides_of_one_aspect_are_mixed() -> None:
    assert said("The music is wonderful; later the music is awful.") == {"~music"}


def test_a_name_stands_for_the_work() -> None:
    assert said("Ode is superb.", LAMP) == {"+acting"}
    assert said("Ode is superb.") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "A lighthouse keeper finds a stranger in the snow.",
        "A brilliant young surgeon falls in love with a poor girl.",
        "A cruel and terrible crime is committed.",
        "She has a wonderful voice and a horrible father.",
        "It is a slow film about a sad man.",
        "The book is wonderful.",
        "The critics called it a masterpiece.",
        "I had hoped for a great film.",
        "Is the music any good?",
        "My wife loved it.",
        "9 out of 10 people found this helpful.",
        "Ode is quiet and thin.",
    ],
)
def test_what_is_no_judgement_of_the_film_is_left_alone(sentence: str) -> None:
    assert said(sentence, LAMP) == set()


def test_a_rating_that_differs_makes_it_shyer() -> None:
    sentence = "The story is silly."
    assert said(sentence, Context(rating=20)) == {"-story"}
    assert said(sentence, Context(rating=100)) == set()


@pytest.mark.parametrize(
    ("language", "sentence", "judged"),
    [
        ("de", "Großartige Musik!", {"+music"}),
        ("de", "Schwache Handlung.", {"-story"}),
        ("fr", "La photographie est magnifique.", {"+look"}),
        ("es", "Las actrices están bien y el guion es brillante.", {"+script"}),
        ("it", "La musica è meravigliosa.", {"+music"}),
        ("vi", "Âm nhạc rất hay.", set()),
    ],
)
def test_other_languages_have_lists_of_their_own(
    language: str, sentence: str, judged: set[str]
) -> None:
    assert said(sentence, Context(language=language)) == judged


def test_the_clause_that_says_it_is_marked() -> None:
    sentence = "The story is nonsense, but the music is wonderful."
    music = next(one for one in judge(sentence, NOTHING) if one.aspect is Aspect.MUSIC)
    assert sentence[music.span.start : music.span.end] == "but the music is wonderful."


def test_a_text_without_an_end_is_no_sentence() -> None:
    assert judge("The music is wonderful. " * 200, NOTHING) == []


WORDS = st.sampled_from(
    sorted(
        word_set(
            "the music is not wonderful , but too slow ; it drags “ ” ( ) — I loved Ode's 5/10 of"
            " ten İ ß never boring and Varga ’s film . ! ? book his was could have been"
        )
    )
)


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_judged_within_its_bounds_and_each_aspect_once(sentence: str) -> None:
    judged = judge(sentence, LAMP)
    assert len({one.aspect for one in judged}) == len(judged)
    for one in judged:
        assert 0 <= one.span.start < one.span.end <= len(sentence)
        assert 0 <= one.sureness <= 1
    assert judged == judge(sentence, LAMP)
