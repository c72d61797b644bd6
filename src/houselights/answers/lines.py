"""A sentence as it is looked through: its terms, its names, and what kind of answer it could be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from houselights.answers.glossary import Glossary
from houselights.answers.material import Sentence
from houselights.opinions.judging import judge
from houselights.opinions.lexicon import criticism, cue, praise, with_phrases
from houselights.opinions.material import Aspect, Context, Polarity
from houselights.opinions.stems import is_little, stem
from houselights.text.spans import Place
from houselights.text.words import folded_words, word_set

# A word with a capital that does not begin the sentence, or a run of them.
_CAPITALS = re.compile(
    r"(?<![.!?:] )(?<!^)(?<![\"“‘(])\b[A-Z\u00c0-\u00de][\w’'-]+(?: [A-Z][\w’'-]+)*"
)
_CAPITAL = r"[A-Z][\w’']+"
_TITLE = re.compile(
    r"\*([^*]{2,60})\*|[\"“‘']([A-Z][^\"”’']{2,60})[\"”’']"
    rf"|\b{_CAPITAL}(?: (?:{_CAPITAL}|of|the|in|and|a|to|for))* {_CAPITAL}"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\b(?:19)?\d0s\b")
_TOO = re.compile(r"\btoo (?!much to|good to|many to)[a-z]+", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_PLACED = re.compile(
    r"\b(?:in|at|on|near|from|outside|around|to)(?: the)? (?P<place>[A-Z][\w’'-]+)"
)
_NOT = word_set(
    "not no never hardly barely without nor cannot can't don't doesn't didn't isn't wasn't aren't"
    " weren't won't wouldn't couldn't neither nobody none nothing far less scarcely"
)
# What only looks like a "not".
_NO_NOT = re.compile(
    r"\b(?:not|no) (?=(?:only|just|merely|simply|doubt|wonder)\b)|\bnothing (?=(?:but|short)\b)",
    re.IGNORECASE,
)
# A wish says the contrary of what follows: "it should have been faster"; so does what fails as it.
_WISH = re.compile(
    r"\b(?:(?:could|should|would|might) (?:have been|be)|wish(?:ed)?|if only"
    r"|(?:supposed|meant|trie[sd]) to"
    r"|(?:inadequate|unconvincing|fail(?:s|ed)?) as|at odds with|anything but)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[^,;:.!?()\u2013\u2014]+")  # no "not" reaches beyond
_REACH = 4  # so many words back a "not" turns a word round


class Line(NamedTuple):
    """One sentence of the corpus.

    review: its number there. words: stems in order; terms: these and phrases, each once.
    names: terms of names in it. turned: numbers of words that a "not" turns round. good, bad:
    numbers of words that praise and criticise, that counted. praised, criticised: how often it does
    either, phrases among them. judged: what it judges, and how.
    """

    review: int
    sentence: Sentence
    words: Sequence[str]
    terms: frozenset[str]
    names: frozenset[str]
    turned: frozenset[int]
    said: int  # words that are not little
    has_year: bool
    has_number: bool
    has_place: bool
    has_title: bool
    good: Sequence[int]
    bad: Sequence[int]
    praised: int
    criticised: int
    judged: Mapping[Aspect, Polarity]


def line_of(
    review: int, sentence: Sentence, bare: Sequence[str], glossary: Glossary, context: Context
) -> Line:
    """A sentence taken apart; `bare` are its folded words, `context` is its review's."""
    text = sentence.text
    words = [stem(word) for word in bare]
    terms = frozenset(with_phrases(words))
    turned = _turned(text)
    names = _names(text, sentence.place) | (terms & glossary.names)
    good, bad = _toned(words, turned)
    return Line(
        review,
        sentence,
        words,
        terms,
        names,
        turned,
        sum(not is_little(word) for word in bare),
        bool(_YEAR.search(text)),
        bool(_DIGITS.search(text)) or bool(terms & cue("number")),
        _has_place(text, glossary),
        _has_title(text, glossary),
        good,
        bad,
        len(good) + sum("_" in term for term in terms & praise()),
        len(bad) + sum("_" in term for term in terms & criticism()) + bool(_TOO.search(text)),
        {one.aspect: one.polarity for one in judge(text, context)},
    )


def _toned(words: Sequence[str], turned: frozenset[int]) -> tuple[list[int], list[int]]:
    """The numbers of words that praise and of words that criticise; a "not" turns them round."""
    found: tuple[list[int], list[int]] = [], []
    for at, word in enumerate(words):
        if word in praise():
            found[at in turned].append(at)
        elif word in criticism():
            found[at not in turned].append(at)
    return found


def _turned(text: str) -> frozenset[int]:
    """The numbers of words that a "not" or a wish turns round, and no second one turns back."""
    found: set[int] = set()
    first = 0
    for part in _PART.findall(_NO_NOT.sub("so ", text)):
        bare = folded_words(part)
        wish = _WISH.search(part)
        starts = [len(folded_words(part[: wish.end()]))] if wish else []
        starts += [at for at, word in enumerate(bare, 1) if word in _NOT or word.endswith("n't")]
        for at in starts:
            found ^= set(range(first + at, first + min(at + _REACH, len(bare))))
        first += len(bare)
    return frozenset(found)


def _names(text: str, place: Place) -> frozenset[str]:
    """Terms of what has a capital within the sentence; a headline may have capitals all over."""
    if place is Place.HEADLINE:
        return frozenset()
    runs = (run[0] for run in _CAPITALS.finditer(text))
    return frozenset(
        stem(word) for run in runs for word in folded_words(run) if word != "i" and len(word) > 1
    )


def _has_place(text: str, glossary: Glossary) -> bool:
    return any(
        not glossary.names.intersection(map(stem, folded_words(found["place"])))
        for found in _PLACED.finditer(text)
    )


def _has_title(text: str, glossary: Glossary) -> bool:
    """Whether it seems to name another film, book or maker than this film's own."""
    known = glossary.names.union(*(map(stem, title) for title in glossary.titles))
    for found in _TITLE.finditer(text):
        words = [stem(word) for word in folded_words(found[0]) if not is_little(word)]
        if words and not known.intersection(words):
            return True
    return False
