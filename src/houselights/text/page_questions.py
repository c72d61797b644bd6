"""The closing block of a page: where its questions begin, and what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from houselights.text import page_forms as forms
from houselights.text import page_marks as marks
from houselights.text.page_draft import Draft, claim_passage
from houselights.text.page_head import takes_headline
from houselights.text.page_lines import Line
from houselights.text.page_model import PageQuestion


def questions_start(draft: Draft, lines: Sequence[Line]) -> int:
    """Where the questions begin; `len(lines)` if there are none.

    A review without votes runs into them without a mark, so inside text only a question that
    stands out counts, and never the head or the first paragraph of a review.
    """
    clear = bool(draft.reviews) or draft.title is not None
    if lines and clear and _opens_questions(lines, 0, certain=False):
        return 0
    first = _first_text_line(lines, draft)
    for at in range(first, len(lines)):
        if _opens_questions(lines, at, certain=True):
            return at
    return len(lines)


def _first_text_line(lines: Sequence[Line], draft: Draft) -> int:
    """Number of lines that a review at the start of `lines` needs: its head and one of text."""
    if not lines:
        return 0
    rated = marks.read_rating(lines[0].text) is not None
    at = 1 if rated else 0
    if takes_headline(lines[at : at + 2], rated, first_of_page=not draft.reviews):
        at += 1
    while at < len(lines) and marks.is_flag(lines[at].text):
        at += 1
    return at + 1


def _opens_questions(lines: Sequence[Line], at: int, *, certain: bool) -> bool:
    line = lines[at].text
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    if marks.is_heading(line):
        return marks.is_question(following)
    return marks.is_certain_question(line) if certain else marks.is_question(line)


def read_questions(draft: Draft, lines: Sequence[Line]) -> None:
    starts = [at for at, line in enumerate(lines) if _asks(line)]
    for line in lines[: starts[0] if starts else len(lines)]:
        draft.begin("", line.start)
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        _read_question(draft, lines[at], lines[at + 1 : end])


def _asks(line: Line) -> bool:
    """A question on its own; within a paragraph (a wrapped answer) only one that stands out."""
    return marks.is_question(line.text) and (
        line.after_blank
        or marks.label_length(line.text) > 0
        or marks.is_certain_question(line.text)
    )


def _read_question(draft: Draft, line: Line, answer: Sequence[Line]) -> None:
    position = len(draft.questions) + 1
    question = PageQuestion(position, line.text, first_line=line.number)
    draft.begin(question.item, line.start)
    text = claim_passage(
        draft, [line], question.item, "question", skip=marks.label_length(line.text)
    )
    answers = _read_answers(draft, answer, question.item)
    if not answers:
        draft.notice(line.number, "question_unanswered")
    draft.questions.append(replace(question, question=text, answers=answers))


def _read_answers(draft: Draft, lines: Sequence[Line], item: str) -> tuple[str, ...]:
    """The answers of one question; a line that says so stands before each further one."""
    answers: list[str] = []
    while lines:
        end = next(
            (at for at, line in enumerate(lines) if line.text == forms.NEXT_ANSWER), len(lines)
        )
        if end:
            skip = marks.label_length(lines[0].text)
            answers.append(claim_passage(draft, lines[:end], item, f"answer{len(answers)}", skip))
        lines = lines[end + 1 :]
    return tuple(answers)
