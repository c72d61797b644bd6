"""What a page of reviews as text holds: reviews, questions, notices, and the form it came in."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from decimal import Decimal


class UnwritablePage(ValueError):
    """The page cannot be written so that it reads back equal.

    `items` names what stands in the way: `r3` is the review at position 3, `q1` the question at 1.
    """

    def __init__(self, reason: str, items: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.items = items


@dataclass(frozen=True, slots=True)
class PageReview:
    """One review as it stands on the page; None always means "the page does not say".

    position: place on the page, from 1 (the number that layout tokens refer to).
    rating: 10 to 100 (8/10 is 80, 8.5/10 is 85).
    contains_spoilers: True with the flag line, False under a head without it, None without a head.
    body: verbatim, line ends as ``\\n``, inner blank lines kept, no blanks around.
    helpful_yes, helpful_total: "62 out of 68" is 62 and 68; both known or both None.
    first_line: number of the review's first line on the page, from 1 (0: not read from a page).
    warnings: codes of the notices that concern this review.
    """

    position: int
    rating: int | None = None
    headline: str | None = None
    contains_spoilers: bool | None = None
    body: str = ""
    helpful_yes: int | None = None
    helpful_total: int | None = None
    author: str | None = None
    written_on: dt.date | None = None
    first_line: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        """The name that layout tokens call this review by."""
        return f"r{self.position}"


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question of the closing block; an answer keeps its paragraphs and their blank lines."""

    position: int
    question: str
    answers: tuple[str, ...] = ()
    first_line: int = 0

    @property
    def item(self) -> str:
        """The name that layout tokens call this question by."""
        return f"q{self.position}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that could not be understood or is doubtful: line from 1, stable code, sentence."""

    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a page's form, in page order.

    item: `r3` (review at position 3), `q1` (question at position 1) or "" (the page itself).
    field: which field of the item is written here, or `raw` for a piece written as it stands.
    form: how: the literal text of `raw`, else the field's own form (see `page_writer`).
    """

    item: str
    field: str
    form: str = ""


type Layout = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of reviews: what it says, what was doubtful, and the form (`layout`) it came in."""

    title: str | None = None
    reviews: tuple[PageReview, ...] = ()
    questions: tuple[PageQuestion, ...] = ()
    notices: tuple[Notice, ...] = ()
    layout: Layout = field(default=())

    def layout_json(self) -> str:
        """The layout as compact JSON: a list of [item, field, form]."""
        rows = [[token.item, token.field, token.form] for token in self.layout]
        return json.dumps(rows, ensure_ascii=True, separators=(",", ":"))


def layout_from_json(stored: str) -> Layout:
    """The inverse of `Page.layout_json`."""
    return tuple(Token(item, name, form) for item, name, form in json.loads(stored))


def scale_of_ten(rating: int | None) -> int | float | None:
    """A stored rating (10 to 100) on the scale of ten: 80 is 8, 85 is 8.5."""
    if rating is None:
        return None
    tenth = Decimal(rating) / 10
    return int(tenth) if tenth == int(tenth) else float(tenth)


def page_to_json(page: Page) -> dict[str, object]:
    """The page as one JSON-able object; null for unknown, ratings on the scale of ten."""
    return {
        "title": page.title,
        "reviews": [_review_json(review) for review in page.reviews],
        "questions": [
            {"question": question.question, "answers": list(question.answers)}
            for question in page.questions
        ],
        "notices": [
            {"line": notice.line, "code": notice.code, "text": notice.text}
            for notice in page.notices
        ],
    }


def _review_json(review: PageReview) -> dict[str, object]:
    written_on = review.written_on
    return {
        "position": review.position,
        "rating": scale_of_ten(review.rating),
        "headline": review.headline,
        "contains_spoilers": review.contains_spoilers,
        "body": review.body,
        "helpful_yes": review.helpful_yes,
        "helpful_total": review.helpful_total,
        "author": review.author,
        "written_on": written_on.isoformat() if written_on else None,
        "language": None,
    }
