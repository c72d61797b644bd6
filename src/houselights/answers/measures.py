"""How the sentences go with a question: by terms in three widths, around them, and by meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest

from houselights.answers.corpus import Corpus
from houselights.answers.question import Question, Wanted
from houselights.opinions.lexicon import topics
from houselights.text.spans import Place

type Scores = Mapping[int, float]  # by the number of a line; what is missing is nought

OF_MEANING = frozenset({"meaning", "gist", "around"})
_BY_OWN, _BY_TERMS, _BY_MEANING = 50, 100, 60  # lines that are looked at
_LENGTH, _FULL = 0.5, 1.2  # b and k1 of BM25 (Robertson and Zaragoza 2009)
_PLAIN = 0.3  # what a word that says nothing by itself still counts
_HEADLINE = 0.5


def measure(
    question: Question, corpus: Corpus, also: Scores, *, embeddings: bool
) -> tuple[Sequence[int], dict[str, Scores]]:
    """The numbers of the lines worth a look, and their measures by name.

    also: lines that are looked at for another reason, the best by their scores. Measures that need
    embeddings are missing without them.

    own: BM25 over the question's words. known: also over what the catalogue and the lexicon put in
    their place. alike: also over words that are near in meaning. near: what the sentences beside
    and the headline have; before: the sentence before alone; review: the whole review. meaning:
    likeness of vectors; gist: with words of likely answers; around: of the sentences beside.
    """
    own = _by_terms(question, corpus, lambda one: dict.fromkeys(one.own, 1.0))
    widest = known = _by_terms(question, corpus, lambda one: one.known)
    measures: dict[str, Scores] = {"own": own, "known": known}
    tried = {*best(own, _BY_OWN), *best(known, _BY_OWN), *best(also, _BY_TERMS)}
    if embeddings:
        widest = measures["alike"] = _by_terms(question, corpus, lambda one: one.alike)
        tried.update(best(widest, _BY_TERMS))
        measures |= _by_meaning(question, corpus, tried)
    numbers = sorted(tried)
    measures["near"] = {number: _near(number, known, corpus) for number in numbers}
    measures["before"] = {number: _before(number, widest, corpus) for number in numbers}
    measures["review"] = _of_review(numbers, widest, corpus)
    return numbers, measures


def best(scores: Scores, most: int) -> Sequence[int]:
    """The numbers of the highest scores."""
    return nlargest(most, scores, key=scores.__getitem__) if len(scores) > most else list(scores)


def gist_of(question: Question) -> str:
    """The question with words that its answers are likely to have."""
    said = [" ".join(sorted(one.own)) for one in question.wanted]
    about = [topics()[name].gist for name in question.topics[:1]]
    return " ".join([question.text, *said, *about])


# ── terms ───────────────────────────────────────────────────────────────────────────────────────


def _by_terms(
    question: Question, corpus: Corpus, terms_of: Callable[[Wanted], Mapping[str, float]]
) -> Scores:
    """BM25 over what is wanted: of each, a line's best term counts, by how rare that is."""
    total: dict[int, float] = {}
    for wanted in question.wanted:
        counts = _PLAIN + (1 - _PLAIN) * wanted.worth
        for number, worth in _best_terms(terms_of(wanted), corpus).items():
            total[number] = total.get(number, 0.0) + counts * worth
    lines, part = corpus.lines, _FULL * _LENGTH / corpus.usual
    least = 1 + _FULL * (1 - _LENGTH)
    return {number: worth / (least + part * lines[number].said) for number, worth in total.items()}


def _best_terms(terms: Mapping[str, float], corpus: Corpus) -> dict[int, float]:
    """For each line the worth of its best term."""
    rarity, index = corpus.rarity, corpus.index
    return highest(
        {
            term: weight * rarity(len(index[term]))
            for term, weight in terms.items()
            if term in index
        },
        corpus,
    )


def highest(values: Mapping[str, float], corpus: Corpus) -> dict[int, float]:
    """For each line with any of these terms the highest of their values.

    The low ones first, the others over them: that is quicker than to compare.
    """
    found: dict[int, float] = {}
    for value, term in sorted((value, term) for term, value in values.items()):
        found.update(dict.fromkeys(corpus.index.get(term, ()), value))
    return found


# ── around ──────────────────────────────────────────────────────────────────────────────────────


def _beside(number: int, corpus: Corpus) -> Sequence[int]:
    review = corpus.lines[number].review
    start, end = corpus.first[review], corpus.first[review + 1]
    return [other for other in (number - 1, number + 1) if start <= other < end]


def _near(number: int, known: Scores, corpus: Corpus) -> float:
    first = corpus.first[corpus.lines[number].review]
    above = known.get(first, 0.0) if first < number and _is_headline(first, corpus) else 0.0
    beside = [known.get(other, 0.0) for other in _beside(number, corpus)]
    return max([_HEADLINE * above, *beside])


def _is_headline(number: int, corpus: Corpus) -> bool:
    return corpus.lines[number].sentence.place is Place.HEADLINE


def _before(number: int, scores: Scores, corpus: Corpus) -> float:
    if corpus.first[corpus.lines[number].review] == number:
        return 0.0
    return scores.get(number - 1, 0.0)


def _of_review(numbers: Sequence[int], scores: Scores, corpus: Corpus) -> Scores:
    """What a review's lines have together, by the root of their number."""
    first, sums = corpus.first, dict[int, float]()
    for review in {corpus.lines[number].review for number in numbers}:
        run = range(first[review], first[review + 1])
        sums[review] = sum(scores.get(number, 0.0) for number in run) / math.sqrt(len(run))
    return {number: sums[corpus.lines[number].review] for number in numbers}


# ── meaning ─────────────────────────────────────────────────────────────────────────────────────


def _by_meaning(question: Question, corpus: Corpus, tried: set[int]) -> dict[str, Scores]:
    """Likeness in meaning of the lines tried, to which the nearest are added."""
    cloud = corpus.meanings
    vectors = {"meaning": cloud.vector(question.text), "gist": cloud.vector(gist_of(question))}
    for vector in vectors.values():
        if any(vector):
            tried.update(cloud.likely(vector, _BY_MEANING))
    measures: dict[str, Scores] = {
        name: {number: cloud.likeness(vector, number) for number in tried}
        for name, vector in vectors.items()
    }
    known = measures["meaning"]
    measures["around"] = {
        number: max((known.get(other, 0.0) for other in _beside(number, corpus)), default=0.0)
        for number in tried
    }
    return measures
