"""What an answer of each kind has in it: names, places, numbers, judgements, other films."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from houselights.answers.corpus import Corpus
from houselights.answers.intent import Kind
from houselights.answers.lines import Line
from houselights.answers.question import Question
from houselights.opinions.lexicon import cue

# These are answered by what a sentence is, whatever its words.
OPEN = frozenset({Kind.FILMS, Kind.ABOUT, Kind.PRAISE, Kind.CRITICISM})
# These ask for one fact, which reviews often do not have.
FACTS = frozenset({Kind.WHO, Kind.WHERE, Kind.WHEN, Kind.NUMBER, Kind.WHY, Kind.DETAIL})
_MANY = 3  # words of praise or criticism, after which more say no more
_USUAL_RATING, _RATING_STEP = 70, 30


def fits(line: Line, question: Question) -> float:
    """How much the line has of what answers to such a question have: 0 to 1."""
    test = _TESTS.get(question.kind)
    return float(test(line, question)) if test else 0.0


def rated(line: Line, question: Question, corpus: Corpus) -> float:
    """How well the review's rating goes with praise or criticism, whichever is asked for."""
    rating = corpus.told[line.review].rating
    if rating is None or question.kind not in {Kind.PRAISE, Kind.CRITICISM}:
        return 0.0
    leaning = (rating - _USUAL_RATING) / _RATING_STEP
    return leaning if question.kind is Kind.PRAISE else -leaning


def _who(line: Line, question: Question) -> float:
    """Who plays somebody or has a job, as is asked; else anybody whom the question leaves out."""
    wanted = next((one.people for one in question.wanted if one.people), frozenset[str]())
    if line.terms & wanted:
        return 1.0
    asked = {term for one in question.wanted for term in one.own}
    return 0.5 * bool(line.names - asked)


def _where(line: Line, _question: Question) -> float:
    return max(float(line.has_place), 0.3 * bool(line.terms & cue("place")))


def _when(line: Line, _question: Question) -> float:
    return max(float(line.has_year), 0.4 * bool(line.terms & cue("time")))


def _number(line: Line, question: Question) -> bool:
    is_length = "length" not in question.topics or bool(line.terms & cue("length"))
    return line.has_number and is_length


def _why(line: Line, _question: Question) -> bool:
    return bool(line.terms & cue("because"))


def _films(line: Line, _question: Question) -> float:
    return (0.5 + 0.5 * bool(line.terms & cue("like"))) * line.has_title


def _about(line: Line, _question: Question) -> float:
    return min(len(line.terms & cue("tells")) + 2 * bool(line.names), 5) / 5


def _praise(line: Line, _question: Question) -> float:
    return max(min(line.praised - line.criticised, _MANY), 0) / _MANY


def _criticism(line: Line, _question: Question) -> float:
    return max(min(line.criticised - line.praised, _MANY), 0) / _MANY


def _judgement(line: Line, _question: Question) -> float:
    return min(line.praised + line.criticised, 2) / 2


_TESTS: Mapping[Kind, Callable[[Line, Question], float]] = {
    Kind.WHO: _who,
    Kind.WHERE: _where,
    Kind.WHEN: _when,
    Kind.NUMBER: _number,
    Kind.WHY: _why,
    Kind.FILMS: _films,
    Kind.ABOUT: _about,
    Kind.PRAISE: _praise,
    Kind.CRITICISM: _criticism,
    Kind.JUDGEMENT: _judgement,
    Kind.PROPERTY: _judgement,
}
