"""What a question asks for: its terms with all that can stand for them, and the kind of answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from houselights.answers.corpus import Corpus
from houselights.answers.glossary import Being
from houselights.answers.intent import Kind, kind_of, sided, without_frame
from houselights.answers.material import Sided
from houselights.answers.slips import mended
from houselights.opinions.lexicon import Topic, terms_in, topics, topics_of
from houselights.opinions.stems import is_little, stem
from houselights.text.embedding import token_weight
from houselights.text.words import folded_words

# How much a line counts that has another term than the question's own.
_SAID, _ASKED, _JOB, _ROLE = 0.6, 0.75, 0.8, 0.9  # of a topic: answers, questions, its people
_LAST_NAME, _FIRST_NAME, _PART = 0.9, 0.6, 0.55  # of a name: its parts, and who plays or is played
_NEAR, _TRIED, _MOST_ALIKE = 0.3, 40, 32  # likeness of a word in meaning; how many are looked at

_WITH_ALIKE = 4  # terms, those that say most, for which words near in meaning are looked up


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is asked about: terms with weights, the question's own 1, others below.

    own: the question's own terms for it. known: these, and what the catalogue and the lexicon put
    in their place. alike: all these, and words of the reviews that are near in meaning. worth: how
    much the word says by itself, 0 to 1. people: terms of names that would answer "who".
    is_somebody: it is the name of a person or a character.
    """

    own: frozenset[str]
    known: Mapping[str, float]
    alike: Mapping[str, float]
    worth: float
    people: frozenset[str]
    is_somebody: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood: `topics` are names of the lexicon's, the first the most likely.

    text: its folded words, slips mended.
    """

    text: str
    kind: Kind
    sided: Sided
    wanted: Sequence[Wanted]
    topics: Sequence[str]


def understand(text: str, corpus: Corpus) -> Question:
    """Take a question apart in the light of what the film's reviews talk about."""
    said = corpus.glossary.without_title(folded_words(text))
    words = [mended(word, corpus.index) for word in said]
    text = " ".join(words)
    found = [one for term in dict.fromkeys(terms_in(text)) for one in topics_of().get(term, ())]
    kind = kind_of(words, found, names_somebody=_names_somebody(words, corpus))
    return Question(
        text,
        kind,
        sided(kind),
        list(_wanted(without_frame(words, kind), corpus)),
        list(dict.fromkeys(name for name, _side in found)),
    )


def _names_somebody(words: Sequence[str], corpus: Corpus) -> bool:
    """Whether a word is a name, as the catalogue has it or as reviews write it."""
    return any(_is_name(stem(word), corpus) for word in words if not is_little(word))


def _is_name(term: str, corpus: Corpus) -> bool:
    lines = corpus.index.get(term, ())
    as_name = sum(term in corpus.lines[number].names for number in lines)
    return term in corpus.glossary.names or as_name > max(len(lines) / 2, 1)


def _wanted(words: Sequence[str], corpus: Corpus) -> Iterator[Wanted]:
    taken: set[str] = set()
    for being, own in _beings(words, corpus):
        taken |= own
        known = _names_for(being) | dict.fromkeys(own, 1.0)
        yield Wanted(own, known, known, 1.0, being.other, is_somebody=True)
    said = [(term, word, _worth(word)) for term, word in _said(words) if term not in taken]
    telling = sorted(said, key=lambda one: -one[2])[:_WITH_ALIKE]
    for term, word, worth in said:
        known = _known(term, corpus) | {term: 1.0}
        alike = _alike(word, corpus) if (term, word, worth) in telling else {}
        yield Wanted(frozenset({term}), known, alike | known, worth, _people(term, corpus))


def _beings(words: Sequence[str], corpus: Corpus) -> Iterator[tuple[Being, frozenset[str]]]:
    """Whom the question names, the fullest names first; each of its words counts once."""
    left = {stem(word) for word in words if not is_little(word)}
    beings = [being for being in corpus.glossary.beings if being.own & left]
    for being in sorted(beings, key=lambda one: (-len(one.own & left), len(one.own))):
        own = being.own & left
        if own:
            left -= own
            yield being, own


def _names_for(being: Being) -> dict[str, float]:
    """Other terms for somebody: the rest of the name, and who plays them or is played."""
    others = dict.fromkeys(being.other, _PART)
    return others | {term: _LAST_NAME if term == being.last else _FIRST_NAME for term in being.own}


def _said(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The terms that say something, each with its words; phrases first."""
    phrases = terms_in(" ".join(words))[len(words) :]
    inside = {part for phrase in phrases for part in phrase.split("_")}
    for phrase in dict.fromkeys(phrases):
        yield phrase, phrase.replace("_", " ")
    for word in dict.fromkeys(words):
        if not is_little(word) and len(word) > 1 and stem(word) not in inside:
            yield stem(word), word


def _known(term: str, corpus: Corpus) -> dict[str, float]:
    known: dict[str, float] = {}
    belonging = topics_of().get(term, ())
    for name, side in belonging:
        share = len(belonging) ** -0.25
        for other, weight in _of_topic(topics()[name], side, corpus):
            known[other] = max(known.get(other, 0.0), weight * share)
    return known | dict.fromkeys(corpus.glossary.role(term), _ROLE)


def _of_topic(topic: Topic, side: str, corpus: Corpus) -> Iterator[tuple[str, float]]:
    for term in topic.said:
        yield term, _SAID
    for term in topic.asked if side == "asked" else topic.asked | topic.yes | topic.no:
        yield term, _ASKED
    for term in corpus.glossary.of_job.get(topic.job, ()):
        yield term, _JOB


def _people(term: str, corpus: Corpus) -> frozenset[str]:
    jobs = {topics()[name].job for name, _side in topics_of().get(term, ())}
    some = (corpus.glossary.of_job.get(job, frozenset()) for job in jobs)
    return corpus.glossary.role(term).union(*some)


def _alike(word: str, corpus: Corpus) -> dict[str, float]:
    """Words of the reviews that are near the word in meaning, weighted by their likeness."""
    vector = corpus.words.vector(word)
    if not any(vector):
        return {}
    likely = corpus.words.likely(vector, _TRIED)
    near = [(corpus.words.likeness(vector, number), corpus.vocabulary[number]) for number in likely]
    nearest = sorted((one for one in near if one[0] > _NEAR), reverse=True)[:_MOST_ALIKE]
    return {other: likeness for likeness, other in nearest}


def _worth(word: str) -> float:
    return max(token_weight(part) for part in word.split())
