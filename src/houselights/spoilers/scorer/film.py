"""What is known of one film from its facts, its texts and the house's decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from houselights.spoilers.scorer.judged import by_grade, grade_of, shift_to, stems_by_grade
from houselights.spoilers.scorer.lexicon import knows
from houselights.spoilers.scorer.logistic import sigmoid
from houselights.spoilers.scorer.material import FilmFacts, Settled, Writing
from houselights.spoilers.scorer.model import VERSION, FilmModel, Pair
from houselights.spoilers.scorer.own_words import Told, lean_of_word, learn_words
from houselights.spoilers.scorer.score import KINDS, SHIPPED, in_light_of_film, read_first
from houselights.spoilers.scorer.weights import Weights
from houselights.text.embedding import token_weight
from houselights.text.words import folded_words

__all__ = ["VERSION", "FilmModel", "learn_film", "propose_terms", "words_of_film"]

# Words that say less than this (`token_weight`) are no film's secret.
_LEAST_MEANING = 0.55


def learn_film(
    facts: FilmFacts,
    writings: Sequence[Writing],
    settled: Sequence[Settled] = (),
    *,
    spread: Mapping[str, int] | None = None,
    films: int = 0,
    weights: Weights = SHIPPED,
) -> FilmModel:
    """The model of a film from its facts, its texts and the sentences that the house settled.

    spread: in how many of the catalogue's `films` films each word occurs; may be empty.
    weights: those that the texts are to be scored with.
    """
    names = _name_words(facts.characters)
    title = _name_words((facts.title,))
    people = _name_words((*facts.people, facts.source)) - title - names
    no_words = names | people | title
    terms = (tuple(folded_words(term)) for term in facts.terms)
    model = FilmModel(
        names=names,
        people=people,
        terms=tuple(term for term in terms if term),
        settled=by_grade(settled),
        judged=stems_by_grade(settled, no_words),
    )
    by_key: dict[str, list[Settled]] = {}
    for one in settled:
        by_key.setdefault(one.key, []).append(one)
    read = [_first_told(one, model, by_key.get(one.key, ()), weights) for one in writings]
    texts = [one for one in read if one]
    own = learn_words([told for told, _, _ in texts], no_words, spread or {}, films)
    model = replace(model, words=own.words, texts=own.texts, usual=own.usual, learnt=own.learnt)
    return replace(model, shift=_shift(model, texts, weights)) if by_key else model


def words_of_film(writings: Iterable[Writing]) -> dict[str, int]:
    """In how many of the film's texts each folded word occurs."""
    found: Counter[str] = Counter()
    for writing in writings:
        found.update(set(folded_words(f"{writing.headline or ''}\n{writing.body}")))
    return dict(found)


def propose_terms(model: FilmModel, limit: int = 12) -> list[str]:
    """Words that may be the film's secret terms, likeliest first, for an editor's look.

    They are rare, stand in several texts, mostly in sentences that sound like telling, and are no
    names.
    """
    likely = {
        use.form: lean_of_word(model, use, None, model.texts)[0]
        for use in model.words.values()
        if token_weight(use.form) > _LEAST_MEANING and not knows(use.form)
    }
    ranked = sorted(likely, key=lambda form: (-likely[form], form))
    return [form for form in ranked[:limit] if likely[form] > 0]


type _Text = tuple[Told, Mapping[str, Sequence[float]], Sequence[int | None]]


def _first_told(
    writing: Writing, model: FilmModel, settled: Sequence[Settled], weights: Weights
) -> _Text | None:
    """A text with its first scores and its sentences' settled grades; None for other languages.

    What was settled of a sentence stands in for its probabilities.
    """
    readings, logits = read_first(writing, model, weights)
    if logits is None:
        return None
    grades = [grade_of(reading, settled) for reading in readings]
    first = [
        _pair(outright, hints, grade)
        for outright, hints, grade in zip(*logits.values(), grades, strict=True)
    ]
    return Told(writing, readings, first), logits, grades


def _pair(outright: float, hints: float, grade: int | None) -> Pair:
    if grade is None:
        return sigmoid(outright), sigmoid(hints)
    return float(grade >= KINDS["outright"]), float(grade >= KINDS["hints"])


def _shift(model: FilmModel, texts: Sequence[_Text], weights: Weights) -> Pair:
    """What brings the scores of the settled sentences to the rate that they turned out to have.

    Words of settled sentences are left out of it: they would only confirm what they taught.
    """
    blind = replace(model, judged={})
    found = {}
    for kind, least in KINDS.items():
        logits, answers = [], []
        for told, first, grades in texts:
            if any(grade is not None for grade in grades):
                scored = in_light_of_film(told, blind, first, weights)[kind]
                given = [(z, g) for z, g in zip(scored, grades, strict=True) if g is not None]
                logits += [logit for logit, _ in given]
                answers += [float(grade >= least) for _, grade in given]
        found[kind] = shift_to(logits, answers)
    return found["outright"], found["hints"]


def _name_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in folded_words(name) if len(word) > 1)
