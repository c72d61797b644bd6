"""Whether a sentence that a program wrote says only what the sentences it cites say.

Strict on purpose: a model may know the film, and one word of its own could give it away. Each word
beside a fixed list of little ones must stand in a cited sentence, in the same form but for its
endings, or as a word of the same side of the same topic ("dull" for "boring"); likeness of
embeddings does not count, since opposites are alike. A word under a "not" must be under one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from houselights.opinions.lexicon import criticism, praise, topics_of
from houselights.opinions.stems import stem
from houselights.text.words import folded_words, word_set

LONGEST = 240  # characters
# Words that say nothing of the film. Not the little words of `stems`, which leave out too much:
# "die" is one of them, for it is German.
_FREE = word_set(
    """
    a an the this that these those it its it's he his him she her hers they them their i me my we
    us our you your is are was were be been being am do does did has have had having of in on at
    to from for with by as into and or but so if than then also while though although because
    some others other another one both which who whose when where what how there here
    reviewer reviewers reviewer's review reviews viewer viewers writer writers people
    film film's movie movie's picture say says said saying find finds found think thinks thought
    call calls called describe describes described mention mentions mentioned feel feels felt
    according
    co khong va cua la thi ma nhung nay do cac mot nguoi bai binh luan phim cho rang noi ve trong
    """
)
_PRAISES = word_set(
    "praise praises praised praising like likes liked love loves loved admire admires admired"
    " enjoy enjoys enjoyed khen thich"
)
_FAULTS = word_set(
    "criticise criticises criticised criticize criticizes criticized dislike dislikes disliked"
    " fault faults faulted complain complains complained che"
)
_NOT = word_set("not no never hardly barely without nor cannot neither nobody none nothing")
_REACH = 4  # so many words back a "not" turns a word round
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<!^)\b[^\W\d_a-z][\w’'-]*")
_NO_SENTENCE = re.compile(r"[<>\[\]{}|\\`\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]|://")


class _Said(NamedTuple):
    """A word without its ending, and whether a "not" turns it round."""

    stem: str
    turned: bool


def is_supported(sentence: str, cited: Sequence[str]) -> bool:
    """Whether it says only what the cited sentences say, and each of these has a part in it."""
    if not cited or len(sentence) > LONGEST or _NO_SENTENCE.search(sentence):
        return False
    if not _are_literal(sentence, cited):
        return False
    there = [frozenset(_said(one)) for one in cited]
    words = list(_said(sentence))
    tones, said = [one for one in words if _tone(one)], [one for one in words if not _tone(one)]
    every = frozenset[_Said]().union(*there)
    return (
        bool(said)
        and all(_stands(one, every) for one in said)
        and all(any(_stands(one, quote) for one in said) for quote in there)
        and all(_agrees(one, quote) for one in tones for quote in there)
    )


def _are_literal(sentence: str, cited: Sequence[str]) -> bool:
    """Whether all numbers and names in it stand in the cited sentences as they are."""
    numbers = {found for one in cited for found in _NUMBER.findall(one)}
    words = {word.removesuffix("'s") for one in cited for word in folded_words(one)}
    runs = _NAME.findall(sentence)
    names = (word.removesuffix("'s") for run in runs for word in folded_words(run))
    return numbers.issuperset(_NUMBER.findall(sentence)) and all(
        name in words or name in _FREE for name in names
    )


def _said(text: str) -> Iterator[_Said]:
    """The words that say something, in order."""
    words, last_not = folded_words(text), -_REACH - 1
    for at, word in enumerate(words):
        if word in _NOT or word.endswith("n't"):
            last_not = at
        elif word not in _FREE:
            yield _Said(_root(word), at - last_not <= _REACH)


def _root(word: str) -> str:
    return word if word in _PRAISES | _FAULTS else stem(word)


def _stands(one: _Said, there: Iterable[_Said]) -> bool:
    """Whether a word, or one that says the same of the film, is said there."""
    sides = _sides(one.stem)
    return any(
        one.turned is other.turned and (one.stem == other.stem or not sides.isdisjoint(other_sides))
        for other in there
        for other_sides in [_sides(other.stem) if sides else frozenset()]
    )


def _sides(word: str) -> frozenset[tuple[str, str]]:
    """The sides of topics that a word takes; asking about a topic takes none."""
    return frozenset(
        (topic, side) for topic, side in topics_of().get(word, ()) if side in {"yes", "no"}
    )


def _tone(one: _Said) -> int:
    """1 for a word that says that somebody praises, -1 for one of criticism."""
    tone = (one.stem in _PRAISES) - (one.stem in _FAULTS)
    return -tone if one.turned else tone


def _agrees(one: _Said, there: Iterable[_Said]) -> bool:
    """Whether a cited sentence has that tone and not the other one, by the lists of words."""
    found = {_tone(word) or _judges(word) for word in there} - {0}
    return found == {_tone(one)}


def _judges(one: _Said) -> int:
    judged = (one.stem in praise()) - (one.stem in criticism())
    return -judged if one.turned else judged
