"""What the scorer learns of one film: its own words, and what the house settled."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from houselights.spoilers.scorer.film import FilmModel, learn_film, propose_terms
from houselights.spoilers.scorer.judged import shift_to
from houselights.spoilers.scorer.logistic import sigmoid
from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing
from houselights.spoilers.scorer.score import SHIPPED, score_writing
from houselights.spoilers.scorer.stems import stem, stems_of
from houselights.spoilers.scorer.weights import load_prior
from houselights.text.spans import Place, Span

FACTS = FilmFacts("The Long Lamp", characters=("Ada Quill", "Tomas"), people=("Ines Marlow",))
TOLD = "In the end Tomas confesses that he murdered his brother for the barometer."
QUIET = "I liked the photography of the harbour, and the score is the best of the year."
NEW = "The barometers are hidden in the hall. The harbour is not far."


def review(key: int, body: str, language: str = "en") -> Writing:
    return Writing(str(key), None, body, language, None)


def texts(many: int, told: str = TOLD) -> list[Writing]:
    """Reviews that differ, and all tell the same."""
    return [
        review(n, f"{QUIET} I saw it {n + 2} times. {told} That is all I have to say.")
        for n in range(many)
    ]


def test_a_new_review_profits_from_words_in_which_the_others_tell() -> None:
    new = review(99, NEW)
    known, unknown = learn_film(FACTS, texts(6)), learn_film(FACTS, [])
    barometer, harbour = score_writing(new, known)
    before, _ = score_writing(new, unknown)
    assert barometer.outright > before.outright
    assert barometer.hints > before.hints
    assert barometer.outright > harbour.outright


def test_a_text_never_speaks_for_itself() -> None:
    """Beside the same others a text is scored alike, whether the film was learnt from it or not."""
    one, others = review(99, f"{NEW} {TOLD}"), texts(8)
    with_it, without = learn_film(FACTS, [*others, one]), learn_film(FACTS, others)
    assert len(with_it.learnt) == 9
    # Only what is usual in the film differs, by one text in nine.
    for a, b in zip(score_writing(one, with_it), score_writing(one, without), strict=True):
        assert a.outright == pytest.approx(b.outright, abs=0.03)
        assert a.hints == pytest.approx(b.hints, abs=0.03)
    spoken = score_writing(one, replace(with_it, learnt=frozenset()))
    assert spoken != score_writing(one, with_it)


@pytest.mark.parametrize("many", [0, 1, 2])
def test_too_few_texts_teach_no_words(many: int) -> None:
    model = learn_film(FACTS, texts(many))
    assert model == learn_film(FACTS, [])
    assert propose_terms(model) == []


def test_names_and_what_is_written_like_one_are_no_words_of_the_film() -> None:
    told = f"{TOLD} And then Ada kills old Jorik with the lamp."
    words = learn_film(FACTS, texts(6, told)).words
    assert stem("barometer") in words
    assert not words.keys() & {stem(word) for word in ("tomas", "ada", "jorik", "lamp", "the")}


def test_endings_make_no_other_word() -> None:
    assert stems_of(["donors", "donor", "cloned", "clones", "the"]) == {"donor", "clon"}
    assert stem("ring") == "ring"


def test_words_that_the_whole_catalogue_has_weigh_less() -> None:
    plain = learn_film(FACTS, texts(6), spread={"barometer": 1}, films=100)
    common = learn_film(FACTS, texts(6), spread={"barometer": 90}, films=100)
    word = stem("barometer")
    assert 0 < common.words[word].weight < plain.words[word].weight
    assert plain.words[word] == learn_film(FACTS, texts(6)).words[word]


def test_other_languages_lend_and_borrow_no_words() -> None:
    told = "Zum Schluss stirbt Tomas, und Ada versteckt das Barometer."
    german = [review(n, f"{told} Das war {n}.", "de") for n in range(9)]
    assert learn_film(FACTS, german) == learn_film(FACTS, [])
    known = learn_film(FACTS, texts(6))
    assert score_writing(german[0], known) == score_writing(german[0], learn_film(FACTS, []))


def settled(sentences: list[Writing], grade: int) -> list[Settled]:
    """The first sentence of each, as decided."""
    return [
        Settled(one.key, Place.BODY, Span(0, end), one.body[:end], grade)
        for one in sentences
        if (end := one.body.index(".") + 1)
    ]


def test_what_is_settled_stands_in_for_what_was_guessed() -> None:
    odd = [review(n, f"The barometer is blue. I saw it {n} times.") for n in range(8)]
    new = review(99, "The barometer hangs there.")
    guilty = learn_film(FACTS, odd, settled(odd, 2))
    innocent = learn_film(FACTS, odd, settled(odd, 0))
    guessed = learn_film(FACTS, odd)
    low, middle, high = (
        score_writing(new, model)[0].outright for model in (innocent, guessed, guilty)
    )
    assert low < middle < high


def test_settled_sentences_bring_scores_to_their_rate() -> None:
    logits = [-2.0, -1.0, 0.5, 1.0] * 20
    few = shift_to(logits[:4], [0.0, 0.0, 0.0, 1.0])
    many = shift_to(logits, [0.0, 0.0, 0.0, 1.0] * 20)
    assert many < few < 0
    assert sum(sigmoid(z + many) for z in logits) / 80 == pytest.approx(0.25, abs=0.03)
    assert shift_to([], []) == 0


def test_harmless_decisions_lower_the_film() -> None:
    some = texts(8)
    new = review(99, "She is told of it. He follows her to the shore and leaves.")
    calm = score_writing(new, learn_film(FACTS, some, settled(texts(8, TOLD), 0)))
    assert calm != score_writing(new, learn_film(FACTS, some))
    shift = learn_film(FACTS, some, settled([review(n, TOLD) for n in range(8)], 0)).shift
    assert max(shift) <= 0


def test_a_model_is_the_same_after_json_and_small() -> None:
    some = texts(30)
    model = learn_film(FACTS, some, settled(some, 0), spread={"harbour": 3}, films=9)
    stored = json.dumps(model.to_json())
    assert model.words
    assert model.judged
    assert FilmModel.from_json(json.loads(stored)) == model
    assert len(stored) < 10_000


@pytest.mark.parametrize(
    "stored",
    [
        {"words": {"a": [1, 2]}, "usual": [0, "x"], "texts": "many", "shift": None},
        {"words": {"barometer": [9, 9, 9, 9, 1]}, "texts": 9},
        {"judged": {"barometer": ["x", None, 1]}, "settled": [1]},
    ],
)
def test_a_broken_or_older_model_still_scores(stored: dict[str, object]) -> None:
    assert len(score_writing(review(1, NEW), FilmModel.from_json(stored))) == 2


def test_what_is_set_by_hand_ships_as_it_is() -> None:
    prior = load_prior()
    assert prior.keys() == SHIPPED.steps.keys()
    for name in ("film_outright", "film_hints", "foreign_outright", "foreign_hints"):
        assert SHIPPED.steps[name] == prior[name]
