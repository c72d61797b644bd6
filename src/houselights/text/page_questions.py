"""The closing block of a page: where its questions begin, and what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from houselights.text import page_forms as forms
from houselights.text import page_marks as marks
from houselights.text.page_draft import Draft, claim_passage
from houselights.text.page_headline import ends_head, takes_headline
from houselights.text.page_lines import Line
from houselights.text.page_model import PageQuestion

_MAX_QUESTIONS = 5000


def questions_start(draft: Draft, lines: Sequence[Line]) -> int:
    """Where the questions begin; `len(lines)` if there are none.

    A review without votes runs into them without a mark, so inside text only a question that
    stands out counts, and never the head or the first paragraph of a review. One that the next
    paragraph does not answer, or that an "I" answers, is the reviewer's own if others follow.
    """
    clear = bool(draft.reviews) or draft.title is not None
    if lines and clear and _opens_questions(lines, 0, certain=False) and not ends_head(lines[1:]):
        return 0
    first = _first_text_line(lines, draft)
    asked = [at for at in range(first, len(lines)) if _opens_questions(lines, at, certain=True)]
    return _likeliest_start(lines, asked)


def _likeliest_start(lines: Sequence[Line], asked: Sequence[int]) -> int:
    """A heading, or the first question answered for everybody; else the first of several."""
    answers = {at: lines[at + 1 : end] for at, end in pairwise([*asked, len(lines)])}
    for at, answer in answers.items():
        if marks.is_heading(lines[at].text) or _is_for_everybody(answer):
            return at
    answered = next((at for at, answer in answers.items() if answer), None)
    if answered is not None:
        return answered
    return asked[0] if len(asked) > 1 else len(lines)


def _is_for_everybody(answer: Sequence[Line]) -> bool:
    """An answer at all, and without an "I", which would be the reviewer's."""
    return bool(answer) and not any(marks.is_personal(line.text) for line in answer)


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
    """Read each question with what follows it; a heading above them belongs to none."""
    starts = [at for at, line in enumerate(lines) if _asks(line)]
    if len(starts) > _MAX_QUESTIONS:
        draft.notice(lines[starts[_MAX_QUESTIONS - 1]].number, "questions_too_many")
        starts = starts[:_MAX_QUESTIONS]
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
    item = f"q{position}"
    draft.begin(item, line.start)
    text = claim_passage(draft, [line], item, "question", skip=marks.label_length(line.text))
    answers = _read_answers(draft, answer, item)
    if not answers:
        draft.notice(line.number, "question_unanswered")
    draft.questions.append(PageQuestion(position, text, answers, line.number))


def _read_answers(draft: Draft, lines: Sequence[Line], item: str) -> tuple[str, ...]:
    """The answers of one question; a line that says so stands before each further one."""
    answers: list[str] = []
    breaks = [at for at, line in enumerate(lines) if line.text == forms.NEXT_ANSWER]
    for before, end in pairwise([-1, *breaks, len(lines)]):
        answer = lines[before + 1 : end]
        if answer:
            skip = marks.label_length(answer[0].text)
            answers.append(claim_passage(draft, answer, item, f"answer{len(answers)}", skip))
    return tuple(answers)
