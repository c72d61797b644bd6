"""How long an answer takes among 10,000 sentences, with numpy and without.

Each way has a process of its own, since numpy is hidden from one of them before anything is loaded.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from houselights.ops.bench.cost import WAYS

if TYPE_CHECKING:
    from houselights.answers.material import Sentence, Told

SENTENCES = 10_000
ROUNDS = 3  # of which each question's median counts
_EVERY = 6  # one word of so many is another one, so that no two sentences are the same


class Cost(NamedTuple):
    """Milliseconds for an answer, half and 95 of 100 of which are quicker; seconds to build."""

    way: str
    p50: float
    p95: float
    build: float


def measure_cost(told: Sequence[Told], questions: Sequence[str]) -> list[Cost]:
    """The cost with numpy (left out where there is none) and without."""
    context = multiprocessing.get_context("spawn")
    many = list(_many(told))
    costs = []
    for way in WAYS:
        with ProcessPoolExecutor(1, context, _prepare, (way,)) as pool:
            costs += [
                cost for cost in [pool.submit(_measure, way, many, questions).result()] if cost
            ]
    return costs


def _many(told: Sequence[Told]) -> Iterator[Told]:
    """The reviews again and again, a little different each time, up to so many sentences."""
    chance = random.Random(0)  # noqa: S311
    words = [word for one in told for sentence in one.sentences for word in sentence.text.split()]
    left = SENTENCES
    while left > 0:
        for one in told:
            some = [_varied(sentence, words, chance) for sentence in one.sentences[:left]]
            left -= len(some)
            yield replace(one, sentences=some)


def _varied(sentence: Sentence, words: Sequence[str], chance: random.Random) -> Sentence:
    text = sentence.text.split()
    for at in chance.sample(range(len(text)), len(text) // _EVERY):
        text[at] = chance.choice(words)
    return sentence._replace(text=" ".join(text))


def _prepare(way: str) -> None:
    if way != WAYS[0]:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # importing it fails from now on


def _measure(way: str, told: Sequence[Told], questions: Sequence[str]) -> Cost | None:
    import importlib.util

    from houselights.answers.asking import answer
    from houselights.answers.corpus import build_corpus
    from houselights.answers.material import Names

    if (importlib.util.find_spec("numpy") is not None) != (way == WAYS[0]):
        return None
    began = time.perf_counter()
    corpus = build_corpus(told, Names())
    build = time.perf_counter() - began
    answer(questions[0], corpus)  # what is loaded once is loaded now
    took = []
    for question in questions:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer(question, corpus)
            times.append(1000 * (time.perf_counter() - began))
        took.append(statistics.median(times))
    cuts = statistics.quantiles(took, n=20, method="inclusive") if len(took) > 1 else took
    return Cost(way, statistics.median(took), cuts[-1], build)
