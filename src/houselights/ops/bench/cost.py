"""What a sentence costs, with numpy and without.

Each way has a process of its own, and they take turns, so that a busy moment of the machine falls
on both. The scorer is imported in those processes only, after numpy was hidden from one of them.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from houselights.spoilers.scorer.material import FilmFacts, Writing

    type Films = Sequence[tuple[FilmFacts, Sequence[Writing]]]

WAYS = ("with numpy", "without")
ROUNDS = 5


class Cost(NamedTuple):
    """Medians over the rounds, in µs of processor time: to score a sentence, to learn from it."""

    way: str
    score: float
    learn: float

    @property
    def sentences_a_second(self) -> float:
        """How many sentences are scored in a second."""
        return 1e6 / self.score


def measure_cost(films: Films) -> list[Cost]:
    """The cost with numpy (left out where there is none) and without, all on one core at a time."""
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = {
            way: stack.enter_context(ProcessPoolExecutor(1, context, _prepare, (way,)))
            for way in WAYS
        }
        there = [way for way, pool in pools.items() if pool.submit(_is_meant, way).result()]
        rounds = [
            {way: pools[way].submit(_once, films).result() for way in there}
            for _ in range(ROUNDS + 1)
        ][1:]  # the first loads what is loaded once
    return [
        Cost(
            way,
            statistics.median(one[way][0] for one in rounds),
            statistics.median(one[way][1] for one in rounds),
        )
        for way in there
    ]


def _prepare(way: str) -> None:
    if way != WAYS[0]:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # importing it fails from now on


def _is_meant(way: str) -> bool:
    import importlib.util

    return (importlib.util.find_spec("numpy") is not None) == (way == WAYS[0])


def _once(films: Films) -> tuple[float, float]:
    from houselights.spoilers.scorer.film import learn_film
    from houselights.spoilers.scorer.score import score_writing

    began = time.process_time()
    models = [learn_film(facts, writings) for facts, writings in films]
    learnt = time.process_time()
    sentences = sum(
        len(score_writing(writing, model))
        for model, (_, writings) in zip(models, films, strict=True)
        for writing in writings
    )
    scored = time.process_time()
    return (scored - learnt) * 1e6 / sentences, (learnt - began) * 1e6 / sentences
