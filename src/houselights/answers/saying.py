"""Whether the reviews answer a question at all, judged by the best of their sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from houselights.answers.corpus import Corpus
from houselights.answers.kinds import FACTS, OPEN, fits
from houselights.answers.measures import gist_of
from houselights.answers.question import Question
from houselights.answers.scoring import Ranked
from houselights.answers.weights import Weights

# The confidence from which on the sentences are shown as an answer: to be answered wrongly is worse
# than to be told that the reviews don't say.
SAYS_FROM = 0.8
_LOOKED_AT = 10  # of the best sentences
_HOW_IT_WAS_MADE = "shooting"  # the topic that visitors ask about and reviewers seldom
_SUREST = 30.0
_IS_THERE = ("is there", "are there", "was there", "were there")


def confidence(
    question: Question, ranked: Sequence[Ranked], corpus: Corpus, weights: Weights
) -> float:
    """The probability that the best of the sentences answer, 0 to 1; nought where there is none."""
    if not ranked or not _is_spoken_of(question, corpus):
        return 0.0
    logit = weights.sum("says", evidence(question, ranked, corpus, weights))
    return 1 / (1 + math.exp(-max(min(logit, _SUREST), -_SUREST)))


def evidence(
    question: Question, ranked: Sequence[Ranked], corpus: Corpus, weights: Weights
) -> dict[str, float]:
    """What speaks for and against it.

    hold: a sentence has something of everything that is asked. gist: it is near in meaning. open,
    sided: the question asks for opinions, of which there are many. fact: it asks for one fact;
    fits: a sentence that holds it has such a fact. made: it asks how the film was made, and none
    has. size: it asks about many things at once.
    """
    best = ranked[:_LOOKED_AT]
    is_fact = question.kind in FACTS
    fitting = max(_fitting(one, question, corpus) for one in best) if is_fact else 0.0
    found = {
        "one": 1.0,
        "fits": fitting,
        "hold": max(one.features["hold"] for one in best) if question.wanted else 1.0,
        "open": float(question.kind in OPEN),
        "sided": float(bool(question.sided)),
        "fact": float(is_fact),
        "made": (1 - fitting) * (_HOW_IT_WAS_MADE in question.topics),
        "size": float(len(question.wanted)),
    }
    if weights.uses_embeddings:
        vector = corpus.meanings.vector(gist_of(question))
        found["gist"] = max(corpus.meanings.likeness(vector, one.number) for one in best)
    return found


def _is_spoken_of(question: Question, corpus: Corpus) -> bool:
    """Whether the reviews have any word for a thing of which it is asked whether it is there.

    Without this "is there a sequel?" is answered by whatever comes nearest in meaning. Of other
    questions that holds good answers back: theirs often have none of the question's words.
    """
    if not question.text.startswith(_IS_THERE):
        return True
    return any(term in corpus.index for one in question.wanted for term in one.known)


def _fitting(one: Ranked, question: Question, corpus: Corpus) -> float:
    return one.features["hold"] * fits(corpus.lines[one.number], question)
