"""Answer a question with sentences of a film's reviews."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from houselights.answers.corpus import Corpus
from houselights.answers.intent import Kind
from houselights.answers.material import Answered, Cited, Side
from houselights.answers.question import Question, understand
from houselights.answers.saying import SAYS_FROM, confidence
from houselights.answers.scoring import Ranked, rank
from houselights.answers.sides import Sider, counts, sider_of
from houselights.answers.weights import Weights, shipped
from houselights.text.similarity import containment, shingles
from houselights.text.words import sentence_digest

MOST_CITED = 5
LONGEST_QUESTION = 300  # characters; what follows is not read
_WORTH_CITING = 0.7  # of the best sentence's score
_THE_SAME = 0.7  # of a sentence's runs of four words
_CLOSED_COSTS = 0.3  # of the best sentence's score
_AGREE = 0.45  # likeness in meaning
_LOOKED_AT = 40  # sentences, for some that take a side
_PROVEN = 3  # sentences with a side, beside which one without says nothing


class Found(NamedTuple):
    """A question, the sentences that go with it, best first, and how likely they are to answer."""

    asked: Question
    best: Sequence[Ranked]
    confidence: float


def find(
    question: str, corpus: Corpus, most: int, weights: Weights, hidden: Container[str] = ()
) -> Found:
    """The so many likeliest sentences, whether they answer or not; what repeats one is left out.

    hidden: digests of sentences (`text.words.sentence_digest`) that are not to be found.
    """
    asked = understand(question[:LONGEST_QUESTION], corpus)
    ranked = rank(asked, corpus, weights)
    if hidden:
        ranked = [one for one in ranked if _digest(one, corpus) not in hidden]
    sure = confidence(asked, ranked, corpus, weights)
    return Found(asked, list(islice(_apart(ranked, corpus), most)), sure)


def answer(question: str, corpus: Corpus, hidden: Container[str] = ()) -> Answered:
    """What the reviews say to a question, in at most `MOST_CITED` sentences, best first.

    Pure: no database and no request. Any string is a question, and nothing but sentences of the
    corpus is cited. hidden: digests of sentences that do not answer it, as editors say; "" among
    them says that none does.
    """
    asked, found, sure = find(question, corpus, _LOOKED_AT, shipped(), hidden)
    counted = counts(asked, corpus)
    side_of = _counted_side(sider_of(asked), counted)
    best = _chosen(_open_first(found, corpus), _proof(asked, side_of, corpus))
    cited = [_cited(one, side_of, corpus) for one in best]
    return Answered(
        says=sure >= SAYS_FROM and "" not in hidden,
        confidence=sure,
        cited=cited,
        sided=asked.sided,
        counts=counted,
        groups=_groups(cited, best, corpus),
    )


def _digest(one: Ranked, corpus: Corpus) -> str:
    return sentence_digest(corpus.lines[one.number].sentence.text)


def _open_first(found: Sequence[Ranked], corpus: Corpus) -> Sequence[Ranked]:
    """Best first, but one that may be quoted open before a cover that is hardly better."""
    less = _CLOSED_COSTS * max(found[0].score, 0.0) if found else 0.0

    def worth(one: Ranked) -> float:
        return one.score - less * corpus.lines[one.number].sentence.risky

    return sorted(found, key=worth, reverse=True)


def _counted_side(side_of: Sider, counted: Container[Side]) -> Sider:
    """No sentence is on a side that no review is counted for."""
    return lambda line: side if (side := side_of(line)) in counted else Side.NEITHER


def _proof(asked: Question, side_of: Sider, corpus: Corpus) -> Callable[[Ranked], Side]:
    """On which side a sentence is a proof; who asks what is disliked wants no proof of praise."""
    if asked.kind in {Kind.PRAISE, Kind.CRITICISM}:
        return lambda _one: Side.NEITHER
    return lambda one: side_of(corpus.lines[one.number])


def _chosen(found: Sequence[Ranked], side_of: Callable[[Ranked], Side]) -> list[Ranked]:
    """The best few. Of a question with sides also the best of each, and others that take one.

    How many reviews are on which side is said above them, and sentences are the proof of that.
    """
    best = [one for one in found[:MOST_CITED] if one.score >= _WORTH_CITING * found[0].score]
    firsts = [
        one
        for side in (Side.YES, Side.NO)
        for one in islice((one for one in found if side_of(one) in {side, Side.MIXED}), 1)
    ]
    with_side = [one for one in found if side_of(one)]
    if len(with_side) >= _PROVEN:
        best = []
    picked = dict.fromkeys(one.number for one in [*firsts, *best, *with_side])
    numbers = set(islice(picked, MOST_CITED))
    return [one for one in found if one.number in numbers]


def _cited(one: Ranked, side_of: Sider, corpus: Corpus) -> Cited:
    line = corpus.lines[one.number]
    place, span, text, risky = line.sentence
    return Cited(corpus.told[line.review], place, span, text, one.score, side_of(line), risky)


def _apart(ranked: Sequence[Ranked], corpus: Corpus) -> Iterator[Ranked]:
    """Those that do not say in nearly the same words what a better one says."""
    before: list[frozenset[str]] = []
    for one in ranked:
        runs = shingles(corpus.lines[one.number].sentence.text)
        if all(containment(runs, other) < _THE_SAME for other in before):
            before.append(runs)
            yield one


def _groups(cited: Sequence[Cited], best: Sequence[Ranked], corpus: Corpus) -> list[list[int]]:
    """Sentences on one side, and of those on none the ones that are near in meaning."""
    groups: list[list[int]] = []
    for at in range(len(cited)):
        group = next((one for one in groups if _agree(one[0], at, cited, best, corpus)), None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    return groups


def _agree(
    one: int, other: int, cited: Sequence[Cited], best: Sequence[Ranked], corpus: Corpus
) -> bool:
    if cited[one].side is not cited[other].side:
        return False
    if cited[one].side is not Side.NEITHER:
        return True
    vector = corpus.meanings.vectors[best[one].number]
    return corpus.meanings.likeness(vector, best[other].number) >= _AGREE
