"""A film's open sentences, made ready to be asked: built once, asked often.

Plain Python on purpose, with no index in the database: SQLite and PostgreSQL answer alike, and
what one audience must not see is simply not there.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from houselights.answers.glossary import Glossary, glossary_of
from houselights.answers.lines import Line, line_of
from houselights.answers.material import Names, Told
from houselights.answers.nearness import Cloud, cloud_of
from houselights.opinions.material import ASPECT_OF_JOB, Aspect, Context
from houselights.opinions.stems import is_little, stem
from houselights.text.words import folded_words

type Index = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that can be cited of a film, for one audience.

    index: for each term the numbers of its lines. usual: the mean number of words that say
    something. meanings: the lines' vectors. vocabulary: stems, `words` their vectors.
    first: for each review the number of its first line, and one more for the end.
    """

    told: Sequence[Told]
    lines: Sequence[Line]
    first: Sequence[int]
    index: Index
    usual: float
    glossary: Glossary
    meanings: Cloud
    vocabulary: Sequence[str]
    words: Cloud

    def rarity(self, holding: int) -> float:
        """What a term is worth that so many lines have: Robertson's idf, never below nought."""
        return math.log(1 + (len(self.lines) - holding + 0.5) / (holding + 0.5))


def build_corpus(told: Sequence[Told], names: Names) -> Corpus:
    """Take a film's reviews in; `names` is what the catalogue knows."""
    sentences = [(number, one) for number, review in enumerate(told) for one in review.sentences]
    texts = [sentence.text for _number, sentence in sentences]
    bare = [folded_words(text) for text in texts]
    glossary = glossary_of(names, texts)
    people = list(_people(names))
    contexts = [Context(review.rating, people, review.language) for review in told]
    lines = [
        line_of(number, sentence, words, glossary, contexts[number])
        for (number, sentence), words in zip(sentences, bare, strict=True)
    ]
    vocabulary, forms = _vocabulary(bare)
    return Corpus(
        told,
        lines,
        _first(lines, len(told)),
        _index(lines),
        sum(line.said for line in lines) / max(len(lines), 1) or 1.0,
        glossary,
        cloud_of(texts),
        vocabulary,
        cloud_of(forms),
    )


def _people(names: Names) -> Iterator[tuple[str, Aspect]]:
    """The last names of people, folded, with the aspect that is their work."""
    for credit in names.credits:
        words, aspect = folded_words(credit.name), ASPECT_OF_JOB.get(credit.job)
        if words and aspect:
            yield words[-1], aspect


def _index(lines: Sequence[Line]) -> Index:
    index: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for term in line.terms:
            index[term].append(number)
    return dict(index)


def _first(lines: Sequence[Line], reviews: int) -> list[int]:
    first, at = [], 0
    for review in range(reviews + 1):
        while at < len(lines) and lines[at].review < review:
            at += 1
        first.append(at)
    return first


def _vocabulary(bare: Iterable[Sequence[str]]) -> tuple[list[str], list[str]]:
    """The stems of words that say something, and the form in which each stands most often."""
    counted = Counter(chain.from_iterable(bare))
    forms: dict[str, str] = {}
    for word, _times in counted.most_common():
        if not is_little(word) and len(word) > 2:
            forms.setdefault(stem(word), word)
    return list(forms), list(forms.values())
