"""A question finds the sentences that answer it, or says that there are none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.answers.asking import MOST_CITED, answer, find
from houselights.answers.corpus import build_corpus
from houselights.answers.intent import Kind
from houselights.answers.material import Names, Side, Sided
from houselights.answers.question import understand
from houselights.answers.weights import Weights, load_weights, shipped
from houselights.opinions.stems import stem
from tests.answers.lamp import NAMES, lamp, told


def first(question: str) -> str:
    """The best sentence."""
    return answer(question, lamp()).cited[0].text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How is the music?", "low strings"),
        ("Is the soundtrack any good?", "low strings|too loud"),
        ("Who plays Tessa?", "Brandt is superb"),
        ("How is the direction?", "Varga keeps close"),
        ("Where was it shot?", "Skerry Island"),
        ("How long is it?", "ninety-four minutes"),
        ("Is it faithful to the book?", "close to the novel"),
        ("Which other films is it like?", "The Silent Tide"),
        ("Is it suitable for children?", "My daughter of nine"),
        ("boring?", "I was bored"),
        ("how is the muisc", "low strings"),
        ("Comment est la musique ?", "low strings|too loud"),
        ("Es langweilig?", "bored|drags"),
    ],
)
def test_the_best_sentence_answers(question: str, words: str) -> None:
    assert re.search(words, first(question))


@pytest.mark.parametrize(
    "question",
    ["How is the music?", "Is it slow?", "Who plays Tessa?", "What do people dislike about it?"],
)
def test_what_many_say_is_answered(question: str) -> None:
    assert answer(question, lamp()).says


@pytest.mark.parametrize(
    "question",
    ["How much did the costumes cost?", "Which studio built the ship?", "Who lent them a camel?"],
)
def test_what_nobody_says_is_not_answered(question: str) -> None:
    assert not answer(question, lamp()).says


def test_one_unheard_of_thing_is_not_answered_by_what_is_near() -> None:
    assert not answer("Is there a sequel?", lamp()).says


def test_somebody_is_asked_about_as_an_aspect_is() -> None:
    answered = answer("How is Brandt?", lamp())
    assert answered.sided is Sided.JUDGEMENT
    assert answered.cited[0].text == "Brandt is superb as Tessa."


def test_who_asks_what_is_disliked_is_not_told_what_is_praised() -> None:
    cited = answer("What do people dislike?", lamp()).cited
    assert "The music is wonderful, all low strings." not in [one.text for one in cited]


def test_fast_becoming_says_nothing_of_the_pace() -> None:
    body = "It is slow and it drags. Ode is fast becoming my favourite."
    answered = answer("Is it slow?", build_corpus([told("1", "Fog", 70, body)], NAMES))
    assert answered.counts == {Side.YES: 1}


def test_both_sides_are_shown_and_counted() -> None:
    answered = answer("Is it slow?", lamp())
    assert answered.sided is Sided.PROPERTY
    assert answered.counts == {Side.YES: 1, Side.NO: 1}
    sides = {one.text: one.side for one in answered.cited}
    assert sides["It is never slow."] is Side.NO
    assert sides["It is slow and it drags, and I fell asleep twice."] is Side.YES


def test_judgements_are_praise_or_criticism() -> None:
    answered = answer("How is the music?", lamp())
    assert answered.sided is Sided.JUDGEMENT
    assert answered.counts[Side.YES] == 2
    assert answered.counts[Side.NO] == 1


def test_the_same_words_are_cited_once_and_counted_twice() -> None:
    texts = [one.text for one in answer("How is the music?", lamp()).cited]
    assert texts.count("The music is wonderful, all low strings.") == 1


def test_groups_hold_each_citation_once_and_no_two_sides() -> None:
    answered = answer("Is it slow?", lamp())
    numbers = [number for group in answered.groups for number in group]
    assert sorted(numbers) == list(range(len(answered.cited)))
    for group in answered.groups:
        assert len({answered.cited[number].side for number in group}) == 1


def test_who_dislikes_it_speaks_first_when_that_is_asked() -> None:
    assert answer("What do people dislike about it?", lamp()).cited[0].review.rating == 40


@given(st.text(max_size=400))
def test_any_words_are_a_question_and_only_the_reviews_answer(question: str) -> None:
    answered = answer(question, lamp())
    sentences = {(one.key, *some[:3]) for one in lamp().told for some in one.sentences}
    assert {(one.review.key, one.place, one.span, one.text) for one in answered.cited} <= sentences
    assert len(answered.cited) <= MOST_CITED
    assert 0 <= answered.confidence <= 1


WORDS = [
    "who", "is", "slow", "music", "not", "the", "Varga", "Tessa", "book", "other", "films", "like",
    "dislike", "people", "long", "why", "?", "1998", "đêm", "夜", "what", "about",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_words_that_mean_something_in_any_order_are_no_trouble(question: str) -> None:
    assert len(answer(question, lamp()).cited) <= MOST_CITED


@pytest.mark.parametrize("reviews", [[], [told("1", "", None, "")], [told("1", "…", 50, "!!! 夜")]])
def test_a_film_of_which_nothing_is_said(reviews: list) -> None:  # type: ignore[type-arg]
    corpus = build_corpus(reviews, Names())
    for question in ("", "?", "Is it slow?", "What do people dislike?", "Why?"):
        assert not answer(question, corpus).says or answer(question, corpus).cited


def test_without_embeddings_it_works_by_words() -> None:
    words = Weights({"rank": {"own": 1.0}, "says": {}}, {})
    best = find("Where is the lighthouse?", lamp(), 3, words).best
    assert lamp().lines[best[0].number].sentence.text == "I saw it because of the lighthouse."
    assert "meaning" not in best[0].features


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who directed it?", Kind.WHO),
        ("What year is it set in?", Kind.WHEN),
        ("How many songs are there?", Kind.NUMBER),
        ("Why does she leave?", Kind.WHY),
        ("What is it about?", Kind.ABOUT),
        ("What's wrong with it?", Kind.CRITICISM),
        ("what did people not like", Kind.CRITICISM),
        ("What do viewers love most?", Kind.PRAISE),
        ("Is it similar to The Silent Tide?", Kind.FILMS),
        ("How does it compare with the novel?", Kind.ANY),
        ("Which lamp burns?", Kind.DETAIL),
        ("scary?", Kind.PROPERTY),
        ("How was the acting?", Kind.JUDGEMENT),
        ("", Kind.ANY),
    ],
)
def test_the_kind_of_answer_is_known_by_the_words(question: str, kind: Kind) -> None:
    assert understand(question, lamp()).kind is kind


@pytest.mark.parametrize(
    "words",
    ["slow slowly slower slowest", "act acting acted actor", "direct director direction directed",
     "story stories", "frighten frightening frightened", "adapt adaptation adapts",
     "photography photographed", "beautiful beautifully", "child children kids"],
)  # fmt: skip
def test_words_that_belong_together_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Is The Long Lamp slow?", "is slow"),
        ("Is the keeper's hours good?", "is good"),
        ("the long lamp", "the long lamp"),
        ("Is the lamp long?", "is the lamp long"),
    ],
)
def test_the_films_title_is_not_looked_for(question: str, kept: str) -> None:
    assert understand(question, lamp()).text == kept


def test_weights_are_read_as_they_are_written(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "weights.json"
    file.write_text(shipped().to_json())
    assert load_weights(file) == shipped()
