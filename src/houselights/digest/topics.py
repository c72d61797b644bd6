"""What a film's reviews themselves talk about: people, and words that are theirs.

A word belongs to a film where clearly more of its reviews say it than reviews elsewhere do: by the
log-odds of the two shares with a prior (Monroe, Colaresi and Quinn, 2008, "Fightin' Words"), over
reviews, not over words, so that nobody who repeats one makes a topic of it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houselights.digest.material import Named
from houselights.digest.summary import ENOUGH_FOR_TOPICS
from houselights.opinions.lexicon import criticism, praise, topics
from houselights.opinions.material import Aspect
from houselights.opinions.stems import is_little, stem
from houselights.text.fold import fold
from houselights.text.words import folded_words, word_set

FILE = Path(__file__).with_name("background.json")
MOST_TERMS = 12
_SURE = 2.2  # standard deviations
_PRIOR = 50.0  # reviews, as if there were so many more that speak as reviews do everywhere
_LEAST_LETTERS = 3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEFORE_NOUNS = word_set(
    "the a an this that these those his her its their our my your no some every each of"
    " le la les un une des du der die das den dem ein eine el los las una il gli"
)

type Term = tuple[str, ...]
_MOST_SHARE = 0.7  # of a pair's reviews that also have the longer one


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of so many reviews of other films a term occurs."""

    reviews: int
    terms: Mapping[str, int]

    def without(self, reviews: int, terms: Mapping[str, int]) -> Background:
        """The same where these reviews, of which `terms` are counted, were among them."""
        left = {term: max(self.terms.get(term, 0) - n, 0) for term, n in terms.items()}
        return Background(max(self.reviews - reviews, 1), {**self.terms, **left})


@cache
def shipped() -> Background:
    """What the reviews of the demo house say; for houses with few films."""
    kept = json.loads(FILE.read_text("utf-8"))
    return Background(kept["reviews"], kept["terms"])


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that reviews speak of: how it is written, and the terms any of which means it.

    Of a name the terms are its words, of all else the stems. aspect: what a person's work is
    judged as.
    """

    name: str
    terms: frozenset[Term]
    is_name: bool = False
    aspect: Aspect | None = None


def topics_in(texts: Sequence[Sequence[str]], named: Named, background: Background) -> list[Topic]:
    """A film's topics; `texts` are its reviews' sentences.

    At least `ENOUGH_FOR_TOPICS` reviews speak of each. None holds a word that gives the film away.
    """
    people = list(_people(named))
    taken = {stem(word) for person in people for term in person.terms for word in term}
    taken |= {stem(word) for title in named.titles for word in folded_words(title)}
    taken |= {stem(word) for words in named.secrets for word in words.split()}
    return [*people, *_terms(texts, taken, background)]


def terms_of_review(sentences: Iterable[str]) -> dict[Term, str]:
    """The terms of a review, stems of one word or of two, and how it writes the first of each.

    A single word counts where it has a capital or stands after an article or the like, as nouns do.
    """
    found: dict[Term, str] = {}
    for sentence in sentences:
        words = [(written, folded, stem(folded)) for written, folded in _words(sentence)]
        for at, (written, _folded, stemmed) in enumerate(words):
            if not _says_something(written):
                continue
            before = words[at - 1][1] if at else ""
            if before in _BEFORE_NOUNS or (at and written[0].isupper()):
                found.setdefault((stemmed,), written)
            if at + 1 < len(words) and _says_something(words[at + 1][0]):
                following, _folded, second = words[at + 1]
                first = written if at else written.lower()
                found.setdefault((stemmed, second), f"{first} {following}")
    return found


def _words(sentence: str) -> Iterator[tuple[str, str]]:
    """Its words as they are written and folded."""
    for match in _WORD.finditer(sentence):
        folded = folded_words(match[0])
        if len(folded) == 1:
            yield match[0], folded[0]


def _says_something(word: str) -> bool:
    long = len(word) >= _LEAST_LETTERS and word.isalpha()
    return long and not word.endswith("ly") and not is_little(fold(word))


def bare_words(text: str) -> list[str]:
    """The folded words of a text, without the endings of possessives: as names stand in them.

    Words without a capital, which stand in no name, are left empty.
    """
    return [
        folded.removesuffix("'s").removesuffix("'") if written[0].isupper() else ""
        for written, folded in _words(text)
    ]


def _people(named: Named) -> Iterator[Topic]:
    """Those who made the film or play in it, and whom they play.

    They are known by their last names, too, and characters by their first ones, unless two share
    it. What a catalogue says after a comma ("Briony, aged 13") is no name.
    """
    aspects: dict[str, Aspect] = {}
    for name, aspect in named.people:
        aspects.setdefault(name, aspect)
    characters = [name.split(",")[0] for name in (*named.characters, named.source[2])]
    names = {name: bare_words(name) for name in (*aspects, *characters)}
    names = {name: words for name, words in names.items() if words and all(words)}
    parts = Counter(word for words in names.values() for word in {words[0], words[-1]})
    for name, words in names.items():
        some = words[-1:] if name in aspects else [words[0], words[-1]]
        alone = {(word,) for word in some if parts[word] == 1 and len(word) >= _LEAST_LETTERS}
        yield Topic(name, frozenset({tuple(words)} | alone), True, aspects.get(name))


def _terms(texts: Sequence[Sequence[str]], taken: set[str], background: Background) -> list[Topic]:
    forms: dict[Term, Counter[str]] = defaultdict(Counter)
    for sentences in texts:
        for term, form in terms_of_review(sentences).items():
            forms[term][form] += 1
    usual = _usual_words()
    counted = {
        term: those.total()
        for term, those in forms.items()
        if those.total() >= ENOUGH_FOR_TOPICS
        and not taken.intersection(term)
        and not usual.intersection(term)
    }
    sure = {
        term: deviations
        for term, number in counted.items()
        if (deviations := _deviations(term, number, len(texts), background)) >= _SURE
    }
    kept = [term for term in sure if not _is_part(term, counted, sure)]
    kept.sort(key=lambda term: (-sure[term], term))
    return [_topic(forms[term].most_common(1)[0][0], term) for term in kept[:MOST_TERMS]]


def _topic(written: str, term: Term) -> Topic:
    """A term that is mostly written with capitals is a name."""
    if written.istitle():
        return Topic(written, frozenset({tuple(bare_words(written))}), is_name=True)
    return Topic(written, frozenset({term}))


def _deviations(term: Term, number: int, reviews: int, background: Background) -> float:
    """How surely more of the film's reviews say it than others: log-odds over their deviation."""
    elsewhere = background.terms.get(" ".join(term), 0)
    share = (elsewhere + number + 0.5) / (background.reviews + reviews + 1)
    own, other = number + _PRIOR * share, elsewhere + _PRIOR * share
    odds = own / (reviews + _PRIOR - own)
    others = other / (background.reviews + _PRIOR - other)
    return math.log(odds / others) / math.sqrt(1 / own + 1 / other)


def _is_part(
    term: Term,
    counted: Mapping[Term, int],
    sure: Iterable[Term],
) -> bool:
    """Whether a longer term says it in nearly all the same reviews."""
    return len(term) == 1 and any(
        term[0] in longer and counted[longer] >= _MOST_SHARE * counted[term]
        for longer in sure
        if len(longer) > 1
    )


@cache
def _usual_words() -> frozenset[str]:
    """Stems that judge, and those of what is asked of every film: the aspects stand elsewhere."""
    asked = {term for topic in topics().values() for term in topic.asked}
    return praise() | criticism() | asked
