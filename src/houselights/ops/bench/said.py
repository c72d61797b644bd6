"""Sentences with what they say of a film, by hand: read from files, with what is known of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houselights.base.errors import Refusal
from houselights.opinions.evidence import candidates_of
from houselights.opinions.fitting import Example
from houselights.opinions.material import ASPECT_OF_JOB, Aspect, Context, Polarity
from houselights.spoilers.scorer.practice import read_practice
from houselights.text.language import guess_language
from houselights.text.page_model import Page
from houselights.text.words import folded_words

_POLARITIES = {
    "praise": Polarity.PRAISE, "criticise": Polarity.CRITICISE, "mixed": Polarity.MIXED
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, the review it stands in (its place on the page; 0 in practice), what it says."""

    film: str
    review: int
    text: str
    says: Mapping[Aspect, Polarity]
    context: Context


def read_said(
    file: Path, film: str, page: Page, people: Sequence[tuple[str, Aspect]]
) -> list[Said]:
    """The labelled sentences of a page, one JSON object a line.

    Refuses in one sentence, with the number of the line, what is no such object.
    """
    contexts = {
        one.position: Context(one.rating, people, guess_language(one.body or "").code or "")
        for one in page.reviews
    }
    found = []
    for number, row in _rows(file):
        review = row.get("review")
        if review not in contexts:
            raise Refusal(f'{file.name}, line {number}: "review" is no review of the page.')
        text, says = _text_and_says(row, f"{file.name}, line {number}")
        found.append(Said(film, review, text, says, contexts[review]))
    return found


def demo_people(credits_: Sequence[Mapping[str, str]]) -> tuple[tuple[str, Aspect], ...]:
    """Folded last names of a film of the demo house, with the aspect of their work."""
    named = [(folded_words(one["name"]), ASPECT_OF_JOB.get(one["job"])) for one in credits_]
    return tuple((name[-1], aspect) for name, aspect in named if name and aspect)


def read_practice_said(folder: Path) -> list[Said]:
    """The sentences of the practice texts, and the plain ones, which belong to no film."""
    says = {(row["film"], row["text"]): row for _number, row in _rows(folder / "says.jsonl")}
    found = []
    for file in sorted(folder.glob("*.txt")):
        for film in read_practice(file.read_text("utf-8")):
            context = Context(None, _anybody(film.facts.people), "en")
            for label in film.labels:
                row = says.get((film.facts.title, label.text), {"text": label.text, "says": []})
                text, said = _text_and_says(row, file.name)
                found.append(Said(f"practice {file.stem}", 0, text, said, context))
    for number, row in _rows(folder / "plain.jsonl"):
        text, said = _text_and_says(row, f"plain.jsonl, line {number}")
        found.append(Said(f"plain {number % 5}", 0, text, said, Context(None, (), "en")))
    return found


def examples_of(said: Sequence[Said]) -> list[Example]:
    """Every candidate of some sentences as an example."""
    return [
        Example(
            one.film,
            candidate.polarity,
            candidate.numbers,
            _is_right(one, candidate.aspect, candidate.polarity, candidate.numbers),
        )
        for one in said
        for candidate in candidates_of(one.text, one.context)
    ]


def _is_right(one: Said, aspect: Aspect, polarity: Polarity, numbers: Mapping[str, float]) -> bool:
    same = {what for what, how in one.says.items() if how in (polarity, Polarity.MIXED)}
    # Practice texts do not say whether a name is an actor's or a composer's.
    if one.review == 0 and numbers["person"] and "how_own" not in numbers:
        return not same.isdisjoint(ASPECT_OF_JOB.values())
    return aspect in same


def _anybody(names: Sequence[str]) -> tuple[tuple[str, Aspect], ...]:
    words = [folded_words(name) for name in names]
    return tuple((name[-1], Aspect.ACTING) for name in words if name)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = file.read_text("utf-8").split("\n")
    except OSError as error:
        raise Refusal(f"{file} can't be read ({error.strerror}); name a file of labels.") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"{file} is no text in UTF-8; name a file of labels.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _object(line, f"{file.name}, line {number}")


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{where} is no JSON; write one object a line.") from error
    if not isinstance(row, dict):
        raise Refusal(f"{where} is no JSON object; write one object a line.")
    return row


def _text_and_says(row: Mapping[str, Any], where: str) -> tuple[str, dict[Aspect, Polarity]]:
    try:
        says = {Aspect(one["aspect"]): _POLARITIES[one["polarity"]] for one in row["says"]}
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(
            f'{where}: "says" must list objects with an "aspect" and a "polarity".'
        ) from error
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refusal(f'{where}: "text" must be the sentence as it stands in the review.')
    return text, says
