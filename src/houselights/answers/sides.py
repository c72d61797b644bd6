"""Which side a sentence is on, of a question that has two: only where it says so plainly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable

from houselights.answers.corpus import Corpus
from houselights.answers.lines import Line
from houselights.answers.material import Side, Sided
from houselights.answers.question import Question
from houselights.opinions.lexicon import topics
from houselights.opinions.material import Aspect, Polarity
from houselights.opinions.stems import stem

type Sider = Callable[[Line], Side]  # neither where a line says nothing plain

# What a topic is, of what reviews judge. A topic that is only a part of an aspect ("costumes") is
# not among them: of those, sentences that name it count.
_ASPECTS = {
    "story": Aspect.STORY,
    "acting": Aspect.ACTING,
    "direction": Aspect.DIRECTION,
    "script": Aspect.SCRIPT,
    "look": Aspect.LOOK,
    "music": Aspect.MUSIC,
    "pace": Aspect.PACE,
    "ending": Aspect.ENDING,
    "source": Aspect.FAITHFULNESS,
}
_SIDES = {
    Polarity.PRAISE: Side.YES,
    Polarity.CRITICISE: Side.NO,
    Polarity.MIXED: Side.MIXED,
}

# "Fast becoming my favourite" says nothing of the pace.
_NO_PACE = {(stem("fast"), stem("becoming")), (stem("fast"), stem("going"))}


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


def _lines_about(question: Question, corpus: Corpus) -> Iterable[int]:
    if question.sided is Sided.JUDGEMENT:
        return [number for number, line in enumerate(corpus.lines) if line.judged]
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
    places -= {at for at in places if tuple(line.words[at : at + 2]) in _NO_PACE}
    turned = len(places & line.turned)
    phrases = sum("_" in term for term in wanted & line.terms)
    return len(places) - turned + phrases, turned


def _side(yes: int, no: int) -> Side:
    if yes and no:
        return Side.MIXED
    return Side.YES if yes else Side.NO if no else Side.NEITHER


def _judgement(question: Question) -> Sider:
    """By what lines judge: the aspect asked about; somebody or something where they name it."""
    if not question.wanted:  # "What do people dislike?"
        return lambda line: _of(line.judged.values())
    aspect = next((_ASPECTS[name] for name in question.topics if name in _ASPECTS), None)
    if aspect and not any(one.is_somebody for one in question.wanted):
        return lambda line: _of([line.judged[aspect]] if aspect in line.judged else [])
    about = frozenset(term for one in question.wanted for term in one.known)
    return lambda line: _of(() if about.isdisjoint(line.terms) else line.judged.values())


def _of(judged: Collection[Polarity]) -> Side:
    return _together({_SIDES[polarity] for polarity in judged})
