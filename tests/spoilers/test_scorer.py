"""The scorer of sentences: what it answers for any text, and what it has learnt."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houselights.spoilers.scorer.film import FilmModel, learn_film, propose_terms, words_of_film
from houselights.spoilers.scorer.learning import fit
from houselights.spoilers.scorer.lexicon import counts, telling_elsewhere
from houselights.spoilers.scorer.logistic import fit_logistic, sigmoid
from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing
from houselights.spoilers.scorer.practice import read_practice
from houselights.spoilers.scorer.score import SHIPPED, THRESHOLDS, score_writing
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place, Span
from houselights.text.words import folded_words

FACTS = FilmFacts(
    "The Long Lamp",
    characters=("Ada Quill", "Tomas"),
    people=("Ines Marlow",),
    source="The Lamp by Ruth Ostrow",
    terms=("tide clock",),
)
TELLING = "In the final scene Tomas confesses that he drowned his brother, and Ada shoots him dead."
HARMLESS = (
    "I loved the photography, and the score by Ines Marlow is the best that I heard this year."
)
BODY = f"{HARMLESS} A keeper and her lodger wait for a ship. {TELLING} I recommend it to anyone."
NO_FILM = FilmModel()

anything = st.builds(
    Writing,
    st.text(max_size=5),
    st.none() | st.text(max_size=40),
    st.text(max_size=300),
    st.sampled_from([None, "en", "de", "vi", "ja", "xx"]),
    st.sampled_from([None, True, False]),
)


def writing(body: str, key: str = "1", language: str | None = "en") -> Writing:
    return Writing(key, "A lamp and what it lights", body, language, None)


@settings(deadline=None)  # the first text loads the lists and the vectors
@given(anything)
def test_any_text_is_scored_sentence_by_sentence(one: Writing) -> None:
    scored = score_writing(one, learn_film(FACTS, [one]))
    headline = [row for row in scored if row.place is Place.HEADLINE]
    body = [row for row in scored if row.place is Place.BODY]
    assert scored == headline + body
    assert tuple(row.span for row in body) == split_sentences(one.body, one.language)
    assert all(0 <= row.outright <= row.hints <= 1 for row in scored)


def test_telling_scores_above_opinion() -> None:
    _, harmless, premise, telling, _ = score_writing(writing(BODY), NO_FILM)
    assert telling.outright > THRESHOLDS["outright"] > harmless.outright
    assert telling.outright > premise.outright
    assert BODY[telling.span.start : telling.span.end] == TELLING


def test_the_same_text_gets_the_same_scores() -> None:
    film = learn_film(FACTS, [writing(BODY)])
    assert score_writing(writing(BODY), film) == score_writing(writing(BODY), film)


def test_a_sentence_counts_more_among_telling_ones() -> None:
    quiet = "She opens the door."
    alone = score_writing(writing(f"{HARMLESS} {quiet} {HARMLESS}"), NO_FILM)[2]
    among = score_writing(writing(f"{TELLING} {quiet} {TELLING}"), NO_FILM)[2]
    assert among.outright > alone.outright


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_secret_term_raises_a_sentence_in_any_language(language: str) -> None:
    text = writing("Tide-Clock, Ada, Tomas. Ada, Tomas.", language=language)
    known = score_writing(text, learn_film(FACTS, []))[1]
    unknown = score_writing(text, learn_film(FilmFacts("The Long Lamp"), []))[1]
    assert known.outright > unknown.outright


def test_settled_sentences_teach_the_words_of_the_film() -> None:
    text = writing("The barometer stands in the hall. The barometer is hers.")
    before = score_writing(text, learn_film(FACTS, [text]))[1]
    settled = [
        Settled(str(n), Place.BODY, Span(0, 9), sentence, grade)
        for n, (sentence, grade) in enumerate(
            [("The barometer gives the killer away.", 2), ("He hid it in the barometer.", 2)] * 3
            + [("A quiet film.", 0), ("The sea looks cold.", 0)] * 9
        )
    ]
    after = score_writing(text, learn_film(FACTS, [text], settled))[1]
    assert after.outright > before.outright


def test_other_languages_are_scored_shyly() -> None:
    told = "Zum Schluss stirbt Tomas, und Ada kehrt nie mehr zurück."
    rows = score_writing(writing(f"Der stille Film. {told}", language="de"), NO_FILM)
    assert rows[2].outright > rows[1].outright
    assert max(row.outright for row in rows) < THRESHOLDS["outright_sure"]
    assert telling_elsewhere(folded_words(told), "de") > 1
    assert telling_elsewhere(folded_words(told), None) == 0


def test_an_unknown_language_is_told_by_its_little_words() -> None:
    assert score_writing(writing(BODY, language=None), NO_FILM) == score_writing(
        writing(BODY), NO_FILM
    )
    german = writing("Der Film und das Licht: still, schlicht, schön.", language=None)
    assert len(score_writing(german, NO_FILM)) == 2


def test_a_film_model_survives_json() -> None:
    texts = [writing(f"{BODY} The barometer fell.", key=str(n)) for n in range(3)]
    settled = [Settled("1", Place.BODY, Span(0, 5), TELLING, 2)]
    model = learn_film(FACTS, texts, settled, spread={"barometer": 1}, films=50)
    stored = json.dumps(model.to_json())
    assert FilmModel.from_json(json.loads(stored)) == model
    assert FilmModel.from_json({"words": 3, "names": None, "settled": "x"}) == FilmModel()
    assert score_writing(texts[0], FilmModel.from_json({})) == score_writing(texts[0], NO_FILM)


def test_a_film_model_stays_small() -> None:
    texts = [
        writing(" ".join(f"wordnumber{n * 7 + m}" for m in range(900)), key=str(n))
        for n in range(120)
    ]
    settled = [
        Settled(text.key, Place.BODY, Span(0, 9), text.body[n : n + 300], n % 3)
        for text in texts
        for n in (0, 3000)
    ]
    model = learn_film(FACTS, texts, settled, spread={}, films=9)
    assert len(json.dumps(model.to_json())) < 100_000


def test_terms_worth_a_look_are_shared_words_of_telling_sentences() -> None:
    told = "In the end the barometer reveals that he murdered her."
    texts = [
        writing(f"{told} I liked the harbour. I liked the harbour wall.", key=str(n))
        for n in range(4)
    ]
    proposed = propose_terms(learn_film(FACTS, texts))
    assert proposed[0] == "barometer"
    assert "harbour" not in proposed
    assert propose_terms(learn_film(FACTS, [])) == []


def test_words_are_counted_once_a_text() -> None:
    assert words_of_film([writing("A bell, a bell."), writing("The bell.")])["bell"] == 2


def test_lists_know_regular_forms_and_phrases() -> None:
    assert counts(folded_words("She was robbed, and it turns out that he planned it")) == {
        "they": 2,
        "turns": 1,
        "reveal": 1,
        "acts": 1,
    }


def test_weights_are_what_readers_of_the_file_expect() -> None:
    assert set(THRESHOLDS) == {"outright", "outright_sure", "hints", "harmless_sure", "risky"}
    assert THRESHOLDS["outright"] <= THRESHOLDS["outright_sure"]
    assert THRESHOLDS["harmless_sure"] < THRESHOLDS["hints"]
    assert {"alone", "together", "film", "foreign"} == {n.split("_")[0] for n in SHIPPED.steps}
    assert "on" in SHIPPED.made


def test_logistic_regression_finds_what_made_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    column = [n / 10 - 5 for n in range(100)]
    other = [float(n % 7) for n in range(100)]
    answers = [sigmoid(1.5 * value - 1) for value in column]
    columns, prior = [column, other], [0.0, 0.7, 0.0]
    quick = fit_logistic(columns, answers, [1e-6, 1e-6], prior)
    assert quick == pytest.approx([1.5, 0.0, -1.0], abs=1e-3)
    held = fit_logistic(columns, answers, [1e-6, 1e6], prior)
    assert held[1] == pytest.approx(0.7, abs=1e-3)
    monkeypatch.setattr("houselights.spoilers.scorer.logistic._as_matrix", lambda _: None)
    assert fit_logistic(columns, answers, [1e-6, 1e-6], prior) == pytest.approx(quick, abs=1e-6)


PRACTICE = f"""# The Long Lamp | Ada Quill; Tomas | Ines Marlow
= plain
0 A lamp
0 {HARMLESS}
2 {TELLING}
= flagged
2 Tomas did it
0 I liked it.
1 You will not look at Tomas in the same way again.

= unknown
0 Fine
0 Good acting.
"""


def test_practice_reviews_are_read_with_their_grades() -> None:
    (film,) = read_practice(PRACTICE)
    assert film.facts.characters == ("Ada Quill", "Tomas")
    assert [one.flagged for one in film.writings] == [False, True, None]
    assert [label.grade for label in film.labels] == [0, 0, 2, 2, 0, 1, 0, 0]
    first = film.writings[0].body
    assert first[film.labels[2].span.start : film.labels[2].span.end] == TELLING


@pytest.mark.parametrize("text", ["0 too early", "# A | b | c\n= perhaps", "# A | b | c\n3 what"])
def test_a_broken_practice_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Line"):
        read_practice(text)


@pytest.mark.slow
def test_weights_are_learnt_from_labelled_films() -> None:
    films = read_practice(PRACTICE + PRACTICE.replace("# The Long Lamp", "# The Short Lamp"))
    learnt = fit(films)
    assert fit(films) == learnt
    rows = score_writing(writing(BODY), NO_FILM, learnt)
    assert rows[3].outright > rows[1].outright
    assert json.loads(learnt.to_json())["alone_outright"] == learnt.steps["alone_outright"]
