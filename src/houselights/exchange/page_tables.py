"""A page of reviews as tables for a terminal. Needs no database."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from houselights.text.page_model import Notice, Page, PageReview, scale_of_ten

_WIDEST = 56
_FLAGS = {True: "yes", False: "no", None: "unknown"}


def review_table(page: Page) -> Table:
    """What a page says, one review a row."""
    table = Table(title=short(page.title or ""), title_justify="left")
    add_review_columns(table, "headline")
    table.add_column("words", justify="right")
    for review in page.reviews:
        table.add_row(*review_cells(review), str(len(review.body.split())))
    return table


def question_table(page: Page) -> Table:
    """The questions of a page, and how many words answer each."""
    table = Table("question", "words of answers")
    for question in page.questions:
        words = sum(len(answer.split()) for answer in question.answers)
        table.add_row(short(question.question), str(words))
    return table


def notice_lines(notices: Iterable[Notice]) -> list[str]:
    """What could not be understood, with line numbers."""
    return [f"line {notice.line}: {notice.text}" for notice in notices]


def add_review_columns(table: Table, headline: str) -> None:
    """The columns of `review_cells`."""
    for name in ("#", "rating"):
        table.add_column(name, justify="right")
    for name in (headline, "spoilers", "votes"):
        table.add_column(name)


def review_cells(review: PageReview) -> tuple[str | Text, ...]:
    """Place, rating, headline, flag and votes; unknown is left blank."""
    rating, total = scale_of_ten(review.rating), review.helpful_total
    return (
        str(review.position),
        "" if rating is None else str(rating),
        short(review.headline or ""),
        _FLAGS[review.contains_spoilers],
        "" if total is None else f"{review.helpful_yes} of {total}",
    )


def short(text: str) -> Text:
    """A text cut to one cell, and never read as the table's own markup."""
    return Text(text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…")
