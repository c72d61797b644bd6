"""Writer of a page of reviews as text: in the form it came in, or in the canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from houselights.text import page_forms as forms
from houselights.text.page_model import (
    Layout,
    Page,
    PageQuestion,
    PageReview,
    Token,
    UnwritablePage,
)
from houselights.text.page_reader import read_page

_TAIL_FORM = "Was this review helpful? Sign in to vote. Permalink"


def write_page(page: Page, layout: Layout | None = None) -> str:
    """The page as text that reads back equal (`read_page`), in the form of its layout.

    Rows that the layout doesn't know are written in canonical form: reviews after the last review,
    questions after the last question. So are rows that no longer fit their tokens (a vote count
    where the page had none). Rows that are gone leave out their tokens.

    Raises `UnwritablePage` where the text would not read back equal.
    """
    tokens = page.layout if layout is None else layout
    plain: set[str] = set()
    while True:
        text = _Writer(page, tokens, plain).text()
        misread = _misread(page, tokens, read_page(text))
        if not misread:
            return text
        if misread <= plain | {""}:
            raise UnwritablePage(_reason(misread), tuple(sorted(misread)))
        plain |= misread


def _reason(items: set[str]) -> str:
    named = ", ".join(sorted(items)) or "the title"
    return f"Written as text, these would not read back as they are: {named}."


# ------------------------------------------------------------------------------ read back equal?
def _misread(page: Page, layout: Layout, back: Page) -> set[str]:
    """Names of the items that came back other than they are ("" is the title)."""
    order = {token.item: at for at, token in reversed(list(enumerate(layout)))}
    reviews = sorted(page.reviews, key=lambda review: order.get(review.item, len(layout)))
    questions = sorted(page.questions, key=lambda question: order.get(question.item, len(layout)))
    misread = _differing(
        [(review.item, _review_facts(review)) for review in reviews],
        [_review_facts(review) for review in back.reviews],
    ) | _differing(
        [(question.item, _question_facts(question)) for question in questions],
        [_question_facts(question) for question in back.questions],
    )
    return misread if page.title == back.title else misread | {""}


def _differing(written: list[tuple[str, object]], back: list[object]) -> set[str]:
    differing = [
        item for (item, facts), found in zip(written, back, strict=False) if facts != found
    ]
    if len(written) == len(back):
        return set(differing)
    last = written[-1][0] if written else ""
    return {differing[0] if differing else last}


def _review_facts(review: PageReview) -> tuple[object, ...]:
    return (
        review.rating,
        review.headline,
        review.contains_spoilers,
        review.body,
        review.helpful_yes,
        review.helpful_total,
        review.author,
        review.written_on,
    )


def _question_facts(question: PageQuestion) -> tuple[object, ...]:
    return question.question, question.answers


# ----------------------------------------------------------------------------------------- values
def _review_values(review: PageReview) -> dict[str, forms.Value]:
    """The fields that the review has something to write for."""
    fields: dict[str, forms.Value | None] = {
        "rating": review.rating,
        "headline": review.headline,
        "flag": review.contains_spoilers or None,
        "body": review.body or None,
        "votes": _votes(review),
        "author": review.author,
        "date": review.written_on,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _votes(review: PageReview) -> tuple[int, int] | None:
    if review.helpful_yes is None or review.helpful_total is None:
        return None
    return review.helpful_yes, review.helpful_total


def _question_values(question: PageQuestion) -> dict[str, forms.Value]:
    answers = {f"answer{at}": answer for at, answer in enumerate(question.answers)}
    return {"question": question.question, **answers}


# -------------------------------------------------------------------------------- canonical form
def _canonical_review(review: PageReview, line_end: str) -> str:
    votes = _votes(review)
    parts = (
        forms.write_rating(forms.RATING_FORM, review.rating) if review.rating else "",
        review.headline or "",
        _canonical_byline(review),
        forms.FLAG_FORM if review.contains_spoilers else "",
        forms.with_line_ends(review.body, line_end),
        forms.write_votes(forms.VOTES_FORM, *votes) if votes else _TAIL_FORM,
    )
    return (line_end * 2).join(part for part in parts if part)


def _canonical_byline(review: PageReview) -> str:
    date = forms.write_date(forms.DATE_FORM, review.written_on) if review.written_on else ""
    if review.author and date:
        return f"{review.author} | {date}"
    return f"Author: {review.author}" if review.author else date


def _canonical_question(question: PageQuestion, line_end: str) -> str:
    gap = line_end * 2
    answers = [forms.with_line_ends(answer, line_end) for answer in question.answers]
    return gap.join([question.question, f"{gap}{forms.NEXT_ANSWER}{gap}".join(answers)]).rstrip()


# ----------------------------------------------------------------------------------- the writing
@dataclass(slots=True)
class _Writer:
    """Writes one page; `plain` names the items to write in canonical form."""

    page: Page
    layout: Layout
    plain: set[str]

    def text(self) -> str:
        pieces = _Pieces(_line_end(self.layout))
        known = {token.item for token in self.layout}
        runs = [(item, tuple(run)) for item, run in groupby(self.layout, lambda token: token.item)]
        split = self._end_of_reviews(runs)
        if self.page.title and not any(token.field == "title" for token in self.layout):
            pieces.add_block(self.page.title)
        self._write_runs(pieces, runs[:split])
        for review in self.page.reviews:
            if review.item not in known:
                pieces.add_block(_canonical_review(review, pieces.line_end))
        self._write_runs(pieces, runs[split:])
        for question in self.page.questions:
            if question.item not in known:
                pieces.add_block(_canonical_question(question, pieces.line_end))
        return pieces.text()

    def _end_of_reviews(self, runs: list[tuple[str, tuple[Token, ...]]]) -> int:
        """Number of runs up to the last review; without one, up to the first question."""
        reviews = [at for at, (item, _) in enumerate(runs) if item.startswith("r")]
        if reviews:
            return reviews[-1] + 1
        questions = (at for at, (item, _) in enumerate(runs) if item.startswith("q"))
        return next(questions, len(runs))

    def _write_runs(self, pieces: _Pieces, runs: list[tuple[str, tuple[Token, ...]]]) -> None:
        values = self._values()
        blocks = self._blocks(pieces.line_end)
        for item, tokens in runs:
            if item not in values:
                continue
            fields = {token.field for token in tokens if token.field != "raw"}
            if item and (item in self.plain or not fields <= values[item].keys()):
                pieces.add_block(blocks[item], after=_blank_tail(tokens))
            else:
                pieces.add_run("".join(_written(tokens, values[item])))

    def _values(self) -> dict[str, dict[str, forms.Value]]:
        title: dict[str, forms.Value] = {"title": self.page.title or ""}
        reviews = {review.item: _review_values(review) for review in self.page.reviews}
        questions = {item.item: _question_values(item) for item in self.page.questions}
        return {"": title} | reviews | questions

    def _blocks(self, line_end: str) -> dict[str, str]:
        reviews = {r.item: _canonical_review(r, line_end) for r in self.page.reviews}
        return reviews | {q.item: _canonical_question(q, line_end) for q in self.page.questions}


def _written(tokens: tuple[Token, ...], values: dict[str, forms.Value]) -> Iterator[str]:
    for token in tokens:
        if token.field == "raw":
            yield token.form
        else:
            yield forms.write_field(token.form, values[token.field])


def _line_end(layout: Layout) -> str:
    """The line end that the page's own separators use; ``\\n`` for a page without any."""
    raw = [token.form for token in layout if token.field == "raw"]
    if any("\r\n" in form for form in raw):
        return "\r\n"
    lone_return = any("\r" in form for form in raw) and not any("\n" in form for form in raw)
    return "\r" if lone_return else "\n"


def _blank_tail(tokens: tuple[Token, ...]) -> str:
    """The blank lines at the end of an item's run, which stay when the item is written anew."""
    last = tokens[-1].form if tokens[-1].field == "raw" else ""
    return last[len(last.rstrip()) :]


class _Pieces:
    """Collects runs (with their own separators) and blocks (set off by one blank line)."""

    def __init__(self, line_end: str) -> None:
        self.line_end = line_end
        self.pieces: list[str] = []
        self.open_block = False

    def add_run(self, text: str) -> None:
        if self.open_block:
            self._end_paragraph()
        self._add(text)
        self.open_block = False

    def add_block(self, text: str, after: str = "") -> None:
        self._end_paragraph()
        self._add(text + after)
        self.open_block = not after

    def text(self) -> str:
        whole = "".join(self.pieces)
        return whole + self.line_end if self.open_block else whole

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)

    def _end_paragraph(self) -> None:
        tail = "".join(self.pieces[-3:])
        if tail:
            ends = len(tail) - len(tail.rstrip("\r\n"))
            self._add(self.line_end * max(0, 2 - ends // len(self.line_end)))
