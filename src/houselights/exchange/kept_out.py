"""Which texts of a page were removed here, and so do not come in again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from houselights.exchange.identity import identity_of_key
from houselights.exchange.steps import ReviewStep
from houselights.questions.imports import ImportedQuestion
from houselights.removals.reads import kept_out
from houselights.removals.rules import Subject

type FilmName = tuple[str, int | None]


def reviews_without_removed(film: FilmName, steps: Sequence[ReviewStep]) -> tuple[ReviewStep, ...]:
    """The steps, with those of removed texts marked; a known review keeps the text that it has."""
    asked = [step for step in steps if step.is_added or step.new_text]
    texts = [(step.item.headline or "", step.item.body) for step in asked]
    out = {
        step.item.position
        for step, is_out in zip(asked, _are_removed(film, texts), strict=True)
        if is_out
    }
    return tuple(_left_out(step) if step.item.position in out else step for step in steps)


def _left_out(step: ReviewStep) -> ReviewStep:
    if step.row is None:
        return replace(step, is_kept_out=True, votes=None)
    # A source key holds a digest of the text as well, so the row keeps that of its own text.
    identity = identity_of_key(step.row.source_key)
    return replace(step, is_kept_out=True, new_text=False, identity=identity)


def questions_without_removed(
    film: FilmName, items: Sequence[ImportedQuestion]
) -> list[ImportedQuestion]:
    """The questions, with removed ones and removed answers marked."""
    texts = [(text,) for item in items for text in _texts(item)]
    removed = iter(_are_removed(film, texts))
    return [_marked(item, [next(removed) for _text in _texts(item)]) for item in items]


def _texts(item: ImportedQuestion) -> list[str]:
    return [item.question, *(answer.body for answer in item.answers)]


def _marked(item: ImportedQuestion, removed: Sequence[bool]) -> ImportedQuestion:
    answers = tuple(
        replace(answer, is_kept_out=is_out)
        for answer, is_out in zip(item.answers, removed[1:], strict=True)
    )
    return replace(item, is_kept_out=removed[0], answers=answers)


def _are_removed(film: FilmName, texts: Sequence[tuple[str, ...]]) -> list[bool]:
    subjects = [Subject("", "", film, parts) for parts in texts]
    return [stone is not None for stone in kept_out(subjects)]
