"""Which side a sentence is on, of a question that has two: only where it says so plainly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from houselights.answers.corpus import Corpus
from houselights.answers.lines import Line
from houselights.answers.material import Side, Sided
from houselights.answers.question import Question
from houselights.opinions.lexicon import topics

type Sider = Callable[[Line], Side]  # neither where a line says nothing plain

_REACH = 7  # words between a thing and what is said of it


def sider_of(question: Question) -> Sider:
    """What tells on which side of a question a line is."""
    if question.sided is Sided.PROPERTY:
        return _property(question)
    return _judgement(question) if question.sided is Sided.JUDGEMENT else lambda _line: Side.NEITHER


def counts(question: Question, corpus: Corpus) -> dict[Side, int]:
    """How many reviews of the film are on each side; one that is on both is mixed."""
    if not question.sided:
        return {}
    side_of = sider_of(question)
    by_review: dict[int, set[Side]] = defaultdict(set)
    for number in _lines_about(question, corpus):
        line = corpus.lines[number]
        by_review[line.review].add(side_of(line))
    counted = Counter(_together(sides - {Side.NEITHER}) for sides in by_review.values())
    return {side: counted[side] for side in (Side.YES, Side.NO, Side.MIXED) if counted[side]}


def _together(sides: set[Side]) -> Side:
    return Side.MIXED if len(sides) > 1 else next(iter(sides), Side.NEITHER)


def _lines_about(question: Question, corpus: Corpus) -> set[int]:
    if not question.wanted:  # "What do people dislike?"
        return set(range(len(corpus.lines)))
    terms = {term for one in question.wanted for term in one.own}
    for name in question.topics:
        terms |= topics()[name].asked
    if question.sided is Sided.PROPERTY:
        terms = set[str]().union(*_poles(question))
    return {number for term in terms for number in corpus.index.get(term, ())}


def _poles(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the first property asked about; without any, the question's own word."""
    asked = next((topics()[name] for name in question.topics if topics()[name].yes), None)
    own = question.wanted[0].own if question.wanted else frozenset[str]()
    return (asked.yes, asked.no) if asked else (own, frozenset())


def _property(question: Question) -> Sider:
    yes, no = _poles(question)

    def side_of(line: Line) -> Side:
        (says, not_so), (denies, not_no) = _hits(line, yes), _hits(line, no)
        return _side(says + not_no, denies + not_so)

    return side_of


def _hits(line: Line, wanted: frozenset[str]) -> tuple[int, int]:
    """How often the line says one of the words, and how often it says "not" of one."""
    if wanted.isdisjoint(line.terms):
        return 0, 0
    places = {at for at, word in enumerate(line.words) if word in wanted}
    turned = len(places & line.turned)
    phrases = sum("_" in term for term in wanted & line.terms)
    return len(places) - turned + phrases, turned


def _side(yes: int, no: int) -> Side:
    if yes and no:
        return Side.MIXED
    return Side.YES if yes else Side.NO if no else Side.NEITHER


def _judgement(question: Question) -> Sider:
    """By praise and criticism within a few words of what is asked about."""
    if not question.wanted:
        return lambda line: _side(line.praised, line.criticised)
    about = frozenset(term for one in question.wanted for term in one.known)

    def side_of(line: Line) -> Side:
        if not (line.good or line.bad):
            return Side.NEITHER
        places = [at for at, word in enumerate(line.words) if word in about]
        if not places:
            return Side.NEITHER
        near = range(places[0] - _REACH, places[-1] + _REACH + 1)
        return _side(sum(at in near for at in line.good), sum(at in near for at in line.bad))

    return side_of
