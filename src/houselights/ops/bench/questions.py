"""Questions with the sentences that answer them, read from a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houselights.base.errors import Refusal
from houselights.text.spans import Place


@dataclass(frozen=True, slots=True)
class Accepted:
    """A sentence that answers; `review` is its review's position on the page, from 1.

    place: where it stands; None is in the body, or else in the headline.
    """

    review: int
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; one that can't be answered has no accepted sentence.

    tells: only sentences answer it that tell outright what the film keeps.
    """

    question: str
    answerable: bool
    tells: bool
    accepted: Sequence[Accepted]


def read_questions(file: Path) -> list[Asked]:
    """The questions of a file; refused in one sentence where it is not of the form."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refusal(
            f"{file} can't be read ({error.strerror}); name a file of questions."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{file} is no JSON; write one object with a list of questions.") from error
    rows = stored.get("questions") if isinstance(stored, dict) else None
    if not isinstance(rows, list) or not rows:
        raise Refusal(f'{file} has no list "questions"; write one object with it.')
    return [_asked(row, f"{file.name}, question {at}") for at, row in enumerate(rows, start=1)]


def _asked(row: Any, where: str) -> Asked:
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise Refusal(f'{where}: "question" must be the question in words.')
    accepted = row.get("accepted", [])
    if not isinstance(accepted, list):
        raise Refusal(f'{where}: "accepted" must be a list of sentences.')
    answers = [_accepted(one, where) for one in accepted]
    answerable = bool(row.get("answerable", answers))
    if answerable != bool(answers):
        raise Refusal(f"{where}: one that is answerable needs accepted sentences, others none.")
    return Asked(row["question"], answerable, bool(row.get("spoiler_question")), answers)


def _accepted(row: Any, where: str) -> Accepted:
    if not isinstance(row, dict) or not _is_sentence(row):
        raise Refusal(f'{where}: an accepted sentence needs "review" (from 1) and "text".')
    place = row.get("place")
    if place not in {None, *Place}:
        raise Refusal(f'{where}: "place" must be "headline" or "body".')
    return Accepted(row["review"], row["text"], Place(place) if place else None)


def _is_sentence(row: Mapping[str, Any]) -> bool:
    review, text = row.get("review"), row.get("text")
    return type(review) is int and review > 0 and isinstance(text, str) and bool(text.strip())
