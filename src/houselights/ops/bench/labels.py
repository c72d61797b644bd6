"""Graded sentences: read from a file, and found again in the texts of a house."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from houselights.base.errors import Refusal
from houselights.spoilers.scorer.material import Settled, Writing
from houselights.text.spans import Place, Span

GRADES = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Label:
    """A sentence with its grade; `review` is its review's position on the page, from 1."""

    review: int
    place: Place
    text: str
    grade: int


class Found(NamedTuple):
    """The labels that are in the texts, by the review's position, and how many are not."""

    settled: Mapping[int, Sequence[Settled]]
    missing: int


def read_labels(file: Path) -> list[Label]:
    """The labels of a file of JSON lines; blank lines are passed over.

    Refuses in one sentence, with the number of the line, what is no label.
    """
    labels = [
        _label(line, f"{file.name}, line {number}")
        for number, line in enumerate(_lines(file), start=1)
        if line.strip()
    ]
    if not labels:
        raise Refusal(f"{file} holds no label; write one JSON object a line.")
    return labels


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise Refusal(f"{file} can't be read ({error.strerror}); name a file of labels.") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"{file} is no text in UTF-8; name a file of labels.") from error


def _label(line: str, where: str) -> Label:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{where} is no JSON; write one object a line.") from error
    if not isinstance(row, dict):
        raise Refusal(f"{where} is no JSON object; write one object a line.")
    return Label(
        review=_whole(row, "review", where),
        place=_place(row, where),
        text=_text(row, where),
        grade=_grade(row, where),
    )


def _whole(row: Mapping[str, Any], name: str, where: str) -> int:
    number = row.get(name)
    if type(number) is not int or number < 1:
        raise Refusal(f'{where}: "{name}" must be the review\'s position on the page, from 1.')
    return number


def _place(row: Mapping[str, Any], where: str) -> Place:
    try:
        return Place(row.get("place"))  # type: ignore[arg-type]
    except ValueError as error:
        raise Refusal(f'{where}: "place" must be "headline" or "body".') from error


def _text(row: Mapping[str, Any], where: str) -> str:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refusal(f'{where}: "text" must be the sentence as it stands in the review.')
    return text


def _grade(row: Mapping[str, Any], where: str) -> int:
    grade = row.get("grade")
    if type(grade) is not int or grade not in GRADES:
        raise Refusal(f'{where}: "grade" must be 0, 1 or 2.')
    return grade


def find_labels(labels: Sequence[Label], writings: Mapping[int, Writing]) -> Found:
    """Where the labels stand in the writings, which are given by position."""
    settled: dict[int, list[Settled]] = defaultdict(list)
    for (position, place), some in _by_text(labels).items():
        writing = writings.get(position)
        if writing and (there := list(_settled(some, writing, place))):
            settled[position] += there
    found = sum(map(len, settled.values()))
    return Found(settled, len(labels) - found)


def _by_text(labels: Sequence[Label]) -> Mapping[tuple[int, Place], list[Label]]:
    grouped = defaultdict(list)
    for label in labels:
        grouped[label.review, label.place].append(label)
    return grouped


def _settled(labels: Sequence[Label], writing: Writing, place: Place) -> Iterator[Settled]:
    """Each label after the one before it, so that a sentence that comes twice is found twice."""
    text = text_at(writing, place)
    reached = 0
    for label in labels:
        span = _find(label.text, text, reached) or _find(label.text, text, 0)
        if span:
            reached = span.end
            yield Settled(writing.key, place, span, text[span.start : span.end], label.grade)


def text_at(writing: Writing, place: Place) -> str:
    """The headline ("" where there is none) or the body."""
    return writing.body if place is Place.BODY else writing.headline or ""


def _find(sentence: str, text: str, start: int) -> Span | None:
    """The first place of a sentence from `start` on, whatever white space stands in it."""
    pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
    found = pattern.search(text, start)
    return Span(*found.span()) if found else None
