"""Reader of a page of reviews as text (docs/page-format.md says what it takes for what).

The page is cut at its votes lines; each piece is read as head (rating, headline, byline, flag)
and body. The piece after the last votes line can hold a last review without votes, and the block
of questions. Whatever no field claims stays in the layout as it stands, so nothing is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from houselights.text import page_forms as forms
from houselights.text import page_marks as marks
from houselights.text.page_model import Layout, Notice, Page, PageQuestion, PageReview, Token

_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \t"
_LONG_HEADLINE = 200
_LONG_OPENING = 120
_SHORT_LINE = 80
_WRAPPED_LINE = 60

_NOTICES = {
    "head_lost": "This review has no head: rating, headline and spoiler flag are unknown.",
    "headline_missing": "The text follows the rating at once, so no headline was taken.",
    "rating_missing": "No rating stands above this headline.",
    "body_missing": "This review has no text; the page may show it only when unfolded.",
    "votes_missing": "No vote counts were found for this review.",
    "counts_doubtful": "These vote counts can't be told apart, so they were left out.",
    "byline_doubtful": "Author and date run together; the date was taken to have two digits.",
    "byline_unknown": "Author and date run together and can't be told apart; both were left out.",
    "rating_in_text": "This line looks like a rating; it was taken for part of the review.",
    "review_split": "A new review was taken to begin here, though no votes line stands before it.",
    "questions_run_on": "The questions were taken to begin here, in the midst of the text.",
    "question_unanswered": "No answer follows this question.",
    "votes_without_review": "This votes line belongs to no review.",
    "no_marks": "No rating and no votes line was found; is this a page of reviews?",
    "unread": "This line was not understood; it is kept but belongs to no review or question.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the spaces around it; offsets are into the page."""

    number: int
    start: int
    end: int
    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the page that one field claims."""

    start: int
    end: int
    item: str
    field: str
    value: forms.Value
    form: str = ""


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    text: str
    title: str | None = None
    reviews: list[PageReview] = field(default_factory=list)
    questions: list[PageQuestion] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    has_marks: bool = False

    def notice(self, line: int, code: str) -> str:
        self.notices.append(Notice(line, code, _NOTICES[code]))
        return code

    def claim(self, line: Line, item: str, name: str) -> str:
        self.spans.append(Span(line.start, line.end, item, name, line.text))
        return line.text

    def begin(self, item: str, start: int) -> None:
        self.starts.append((start, item))


def read_page(text: str) -> Page:
    """The page that a text holds; reads any text at all and never raises.

    ``write_page(read_page(text)) == text`` holds for every text.
    """
    draft = _Draft(text)
    found = marks.votes_marks(text)
    draft.has_marks = bool(found)
    pieces = _pieces(text, found)
    pieces[0] = _read_opening(draft, pieces[0], closed=bool(found))
    numbers = _line_numbers(text, [mark.start for mark in found])
    for lines, mark, number in zip(pieces, found, numbers, strict=False):
        _read_closed_piece(draft, lines, mark, number)
    _read_last_piece(draft, pieces[-1])
    return _page(draft)


def _page(draft: _Draft) -> Page:
    if not draft.has_marks and draft.reviews and all(r.rating is None for r in draft.reviews):
        draft.notice(draft.reviews[0].first_line, "no_marks")
    return Page(
        title=draft.title,
        reviews=tuple(draft.reviews),
        questions=tuple(draft.questions),
        notices=tuple(sorted(draft.notices, key=lambda notice: notice.line)),
        layout=_layout(draft),
    )


# ------------------------------------------------------------------------------- pieces and lines
def _pieces(text: str, found: Sequence[marks.VotesMark]) -> list[list[Line]]:
    """The lines between the votes lines: one piece before each, and one after the last."""
    pieces: list[list[Line]] = []
    at, number = 0, 1
    for end, resume in [*((mark.start, mark.end) for mark in found), (len(text), len(text))]:
        pieces.append(_lines(text, at, end, number))
        number += _line_ends(text, at, resume)
        at = resume
    return pieces


def _lines(text: str, at: int, end: int, number: int) -> list[Line]:
    lines: list[Line] = []
    counted, blank = at, False
    for match in _LINE.finditer(text, at, end):
        if not match.group().strip():
            continue
        ends = _line_ends(text, counted, match.start())
        number, counted, blank = number + ends, match.start(), ends > 1 or (not lines and at == 0)
        content = match.group()
        start = match.start() + len(content) - len(content.lstrip(_BLANK))
        stripped = content.strip(_BLANK)
        lines.append(Line(number, start, start + len(stripped), stripped, blank))
    return lines


def _line_numbers(text: str, offsets: Sequence[int]) -> list[int]:
    """The line, from 1, of each of the ascending offsets."""
    numbers: list[int] = []
    at, number = 0, 1
    for offset in offsets:
        number, at = number + _line_ends(text, at, offset), offset
        numbers.append(number)
    return numbers


def _line_ends(text: str, start: int, end: int) -> int:
    feeds, returns = text.count("\n", start, end), text.count("\r", start, end)
    return feeds + returns - text.count("\r\n", start, end)


# ---------------------------------------------------------------------------- title and preamble
def _read_opening(draft: _Draft, lines: list[Line], *, closed: bool) -> list[Line]:
    """Take the title and what stands between it and the first review; the rest is the answer."""
    if not lines or not _is_title(lines, closed=closed):
        return lines
    draft.title = draft.claim(lines[0], "", "title")
    rest = lines[1:]
    if not rest or marks.read_rating(rest[0].text):
        return rest
    first = next((at for at in range(1, len(rest) - 1) if marks.read_rating(rest[at].text)), 0)
    if not first or any(_is_text(line) for line in rest[:first]):
        return rest
    _leave_unread(draft, rest[:first])
    return rest[first:]


def _is_title(lines: list[Line], *, closed: bool) -> bool:
    first = lines[0].text
    if marks.read_rating(first) or marks.is_flag(first) or marks.is_heading(first):
        return False
    if marks.width(first) > _LONG_HEADLINE or marks.inner_stops(first) > 1:
        return False
    if len(lines) == 1:
        return not closed
    second = lines[1].text
    return not marks.is_flag(second) and marks.read_byline(second) is None


def _is_text(line: Line) -> bool:
    """Long enough to be a reviewer's paragraph rather than the page's own furniture."""
    return marks.width(line.text) > _SHORT_LINE or marks.is_flag(line.text)


def _leave_unread(draft: _Draft, lines: Sequence[Line]) -> None:
    for line in lines:
        draft.begin("", line.start)
        draft.notice(line.number, "unread")


# --------------------------------------------------------------------------------------- reviews
def _read_closed_piece(
    draft: _Draft, lines: list[Line], mark: marks.VotesMark, number: int
) -> None:
    if not lines:
        draft.begin("", mark.start)
        draft.notice(number, "votes_without_review")
        return
    _read_reviews(draft, lines)
    review = draft.reviews[-1]
    if mark.yes is not None and mark.total is not None:
        counts = (mark.yes, mark.total)
        draft.spans.append(Span(mark.start, mark.end, review.item, "votes", counts, mark.form))
    warnings = review.warnings
    if mark.doubt:
        warnings += (draft.notice(number, mark.doubt),)
    draft.reviews[-1] = replace(
        review, helpful_yes=mark.yes, helpful_total=mark.total, warnings=warnings
    )


def _read_reviews(draft: _Draft, lines: list[Line]) -> None:
    """Read one review, or several where votes lines were lost between them."""
    at = 0
    while at < len(lines):
        head = _Head(draft, lines, at)
        end = _body_end(draft, lines, head)
        _add_review(draft, lines, head, end)
        at = end


class _Head:
    """The head of a review: reads the lines above the body, one kind after the other."""

    def __init__(self, draft: _Draft, lines: list[Line], start: int) -> None:
        self.draft, self.lines, self.first, self.at = draft, lines, lines[start], start
        self.item = f"r{len(draft.reviews) + 1}"
        self.rating: int | None = None
        self.headline: str | None = None
        self.flagged = False
        self.author: str | None = None
        self.written_on: dt.date | None = None
        self.warnings: list[str] = []
        draft.begin(self.item, self.first.start)
        self._read_rating()
        self._read_headline()
        while self._read_flag() or self._read_byline():
            self.at += 1
        self._note_losses()

    @property
    def contains_spoilers(self) -> bool | None:
        if self.flagged:
            return True
        return None if self.rating is None and self.headline is None else False

    def _read_rating(self) -> None:
        line = self.first
        self.rating = marks.read_rating(line.text)
        if self.rating is not None:
            self._claim(line, "rating", self.rating, forms.rating_form(line.text))
            self.at += 1

    def _read_headline(self) -> None:
        first_of_page = not self.draft.reviews
        if takes_headline(
            self.lines[self.at : self.at + 2], self.rating is not None, first_of_page
        ):
            self.headline = self.draft.claim(self.lines[self.at], self.item, "headline")
            self.at += 1

    def _read_flag(self) -> bool:
        if self.flagged or self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        self.flagged = marks.is_flag(line.text)
        if self.flagged:
            self._claim(line, "flag", True, line.text)
        return self.flagged

    def _read_byline(self) -> bool:
        if self.written_on or self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        byline = marks.read_byline(line.text)
        if byline is None:
            return False
        self._claim_byline(line, byline)
        if byline.doubt:
            self.warnings.append(self.draft.notice(line.number, byline.doubt))
        return True

    def _claim_byline(self, line: Line, byline: marks.Byline) -> None:
        if byline.author:
            start, end = byline.author
            self.author = line.text[start:end]
            self._claim_part(line, byline.author, "author", self.author)
        if byline.date and byline.written_on:
            self.written_on = byline.written_on
            self._claim_part(line, byline.date, "date", byline.written_on, byline.date_form)

    def _claim(self, line: Line, name: str, value: forms.Value, form: str) -> None:
        self.draft.spans.append(Span(line.start, line.end, self.item, name, value, form))

    def _claim_part(
        self, line: Line, part: tuple[int, int], name: str, value: forms.Value, form: str = ""
    ) -> None:
        start, end = line.start + part[0], line.start + part[1]
        self.draft.spans.append(Span(start, end, self.item, name, value, form))

    def _note_losses(self) -> None:
        number = self.first.number
        if self.rating is None and self.headline is None:
            self.warnings.append(self.draft.notice(number, "head_lost"))
        elif self.headline is None:
            self.warnings.append(self.draft.notice(number, "headline_missing"))
        elif self.rating is None:
            self.warnings.append(self.draft.notice(number, "rating_missing"))


def takes_headline(lines: Sequence[Line], rated: bool, first_of_page: bool) -> bool:
    """Is the first line a headline, judged by the form of the lines?

    Under a rating it is, unless it is as long as a paragraph. Without a rating it must be short
    and followed by text; and since the first review of a page often lost its whole head, a
    sentence with a full stop is taken for its text.
    """
    if not lines or marks.is_flag(lines[0].text):
        return False
    line, following = lines[0].text, lines[1] if len(lines) > 1 else None
    size, stops = marks.width(line), marks.inner_stops(line)
    if following is None:
        return rated and stops == 0 and size <= _LONG_OPENING
    if size > _LONG_HEADLINE or (size > _LONG_OPENING and stops) or stops > 2:
        return False
    if marks.is_flag(following.text) or marks.read_byline(following.text) is not None:
        return True
    if _runs_on(lines[0], following):
        return False
    return rated or (size <= _LONG_OPENING and not (first_of_page and line.endswith((".", "。"))))


def _runs_on(line: Line, following: Line) -> bool:
    """A wrapped paragraph: set off by a blank line above it, and running on below without one."""
    wrapped = line.after_blank and not following.after_blank
    return wrapped and (following.text[:1].islower() or marks.width(line.text) >= _WRAPPED_LINE)


def _body_end(draft: _Draft, lines: list[Line], head: _Head) -> int:
    for at in range(head.at + 1, len(lines)):
        rating = marks.read_rating(lines[at].text)
        if rating is None:
            continue
        if _begins_review(draft, lines[at : at + 3], rating, head.rating):
            draft.notice(lines[at].number, "review_split")
            return at
        draft.notice(lines[at].number, "rating_in_text")
    return len(lines)


def _begins_review(
    draft: _Draft, lines: Sequence[Line], rating: int, rating_above: int | None
) -> bool:
    """Does a rating line amid the text begin the next review (its votes line was lost)?

    A headline and text must follow. A rating equal to the one above is the reviewer's verdict
    repeated, unless a flag follows or the whole page came without votes lines.
    """
    following = [line.text for line in lines[1:3]]
    if any(marks.is_flag(line) for line in following):
        return True
    if len(following) < 2 or any(marks.read_rating(line) for line in following):
        return False
    if draft.has_marks and rating == rating_above:
        return False
    return takes_headline(lines[1:3], rated=True, first_of_page=False)


def _add_review(draft: _Draft, lines: list[Line], head: _Head, end: int) -> None:
    body = _claim_passage(draft, lines[head.at : end], head.item, "body")
    if not body:
        head.warnings.append(draft.notice(lines[end - 1].number, "body_missing"))
    draft.reviews.append(
        PageReview(
            position=len(draft.reviews) + 1,
            rating=head.rating,
            headline=head.headline,
            contains_spoilers=head.contains_spoilers,
            body=body,
            author=head.author,
            written_on=head.written_on,
            first_line=head.first.number,
            warnings=tuple(head.warnings),
        )
    )


def _claim_passage(
    draft: _Draft, lines: Sequence[Line], item: str, name: str, skip: int = 0
) -> str:
    """Claim the text from the first to the last line, blank lines between included."""
    if not lines:
        return ""
    start, end = lines[0].start + skip, lines[-1].end
    written = draft.text[start:end]
    value = forms.without_line_ends(written)
    draft.spans.append(Span(start, end, item, name, value, forms.line_end_of(written)))
    return value


# ----------------------------------------------------------------------- last review, questions
def _read_last_piece(draft: _Draft, lines: list[Line]) -> None:
    """What follows the last votes line: perhaps a review without votes, perhaps the questions."""
    start = _questions_start(draft, lines)
    before = lines[:start]
    if before and (not draft.has_marks or _holds_review(before)):
        _read_reviews(draft, before)
        last = draft.reviews[-1]
        code = draft.notice(last.first_line, "votes_missing")
        draft.reviews[-1] = replace(last, warnings=(*last.warnings, code))
        if start < len(lines) and not marks.is_heading(lines[start].text):
            draft.notice(lines[start].number, "questions_run_on")
    else:
        _leave_unread(draft, before)
    _read_questions(draft, lines[start:])


def _holds_review(lines: Sequence[Line]) -> bool:
    rated = len(lines) > 1 and marks.read_rating(lines[0].text) is not None
    return rated or any(_is_text(line) for line in lines)


def _questions_start(draft: _Draft, lines: Sequence[Line]) -> int:
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


def _first_text_line(lines: Sequence[Line], draft: _Draft) -> int:
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


def _read_questions(draft: _Draft, lines: Sequence[Line]) -> None:
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


def _read_question(draft: _Draft, line: Line, answer: Sequence[Line]) -> None:
    position = len(draft.questions) + 1
    question = PageQuestion(position, line.text, first_line=line.number)
    draft.begin(question.item, line.start)
    text = _claim_passage(
        draft, [line], question.item, "question", skip=marks.label_length(line.text)
    )
    answers = _read_answers(draft, answer, question.item)
    if not answers:
        draft.notice(line.number, "question_unanswered")
    draft.questions.append(replace(question, question=text, answers=answers))


def _read_answers(draft: _Draft, lines: Sequence[Line], item: str) -> tuple[str, ...]:
    """The answers of one question; a line that says so stands before each further one."""
    answers: list[str] = []
    while lines:
        end = next(
            (at for at, line in enumerate(lines) if line.text == forms.NEXT_ANSWER), len(lines)
        )
        if end:
            skip = marks.label_length(lines[0].text)
            answers.append(_claim_passage(draft, lines[:end], item, f"answer{len(answers)}", skip))
        lines = lines[end + 1 :]
    return tuple(answers)


# ---------------------------------------------------------------------------------------- layout
def _layout(draft: _Draft) -> Layout:
    """Tokens that tile the page: fields where they write themselves exactly, `raw` elsewhere."""
    tokens: list[Token] = []
    at = 0
    owners = _Owners(draft.starts)
    for span in sorted(draft.spans, key=lambda span: span.start):
        tokens += owners.raw(draft.text, at, span.start)
        tokens.append(_token(draft, span))
        at = span.end
    return tuple(tokens + owners.raw(draft.text, at, len(draft.text)))


def _token(draft: _Draft, span: Span) -> Token:
    written = draft.text[span.start : span.end]
    if forms.write_field(span.form, span.value) == written:
        return Token(span.item, span.field, span.form)
    return Token(span.item, "raw", written)


class _Owners:
    """Says to which item a stretch between fields belongs: what begins latest before it."""

    def __init__(self, starts: list[tuple[int, str]]) -> None:
        self.starts = sorted([(0, ""), *starts])
        self.at = 0

    def raw(self, text: str, start: int, end: int) -> list[Token]:
        """Raw tokens for a stretch, cut where another item begins within it."""
        tokens: list[Token] = []
        while start < end:
            self._advance(start)
            stop = min(end, self._next_start(end))
            tokens.append(Token(self.starts[self.at][1], "raw", text[start:stop]))
            start = stop
        return tokens

    def _advance(self, offset: int) -> None:
        while self.at + 1 < len(self.starts) and self.starts[self.at + 1][0] <= offset:
            self.at += 1

    def _next_start(self, default: int) -> int:
        return self.starts[self.at + 1][0] if self.at + 1 < len(self.starts) else default
