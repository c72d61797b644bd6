"""Reading a page of reviews: what each habit of such pages means."""

from __future__ import annotations

import datetime as dt

import pytest

from houselights.text import read_page, write_page
from houselights.text.page_model import Page, PageReview, page_to_json
from tests.text.pages import HARVEST, LIGHTHOUSE, ORCHARD, TAIL

BODY = "The camera waits, and so do we. It is worth the wait, and the last scene repays it all."


def only_review(text: str) -> PageReview:
    page = read_page(text)
    assert len(page.reviews) == 1
    assert write_page(page) == text
    return page.reviews[0]


def codes(page: Page) -> set[str]:
    return {notice.code for notice in page.notices}


def test_a_page_becomes_reviews_and_questions() -> None:
    page = read_page(LIGHTHOUSE)
    assert page.title == "the salt keeper review film 2025"
    assert [review.rating for review in page.reviews] == [None, 90, 65, 80]
    assert [review.contains_spoilers for review in page.reviews] == [None, True, False, False]
    assert [review.helpful_total for review in page.reviews] == [15, 1399, 0, None]
    assert page.reviews[1].headline == "the sea does the talking."
    assert page.reviews[1].body.endswith("\n\n9/10.")
    assert page.reviews[2].body.endswith("\n\n***1/2 out of *****")
    assert page.reviews[3].body.endswith("I gave it 8/10.")
    assert codes(page) == {"head_lost", "votes_missing", "questions_run_on"}


def test_near_twin_questions_stay_two_and_answers_keep_their_paragraphs() -> None:
    first, second = read_page(LIGHTHOUSE).questions
    assert first.question == "What happened to the boat in The Salt Keeper?"
    (answer,) = first.answers
    assert answer.split("\n\n") == [
        "The film never shows it. The book says that it was cut loose on purpose.",
        "Readers still argue about the reason.",
    ]
    assert second.answers == ("It drifts ashore, empty, in the last minute.",)


def test_a_lost_head_is_unknown_and_its_closing_question_is_no_structure() -> None:
    first = read_page(LIGHTHOUSE).reviews[0]
    assert (first.rating, first.headline, first.contains_spoilers) == (None, None, None)
    assert first.body.endswith("who was watching whom?")
    assert first.first_line == 3


def test_a_page_without_title() -> None:
    page = read_page(HARVEST)
    assert page.title is None
    assert [review.headline for review in page.reviews] == ["Dry wit, dry land", "Good, not great"]


def test_a_folded_review_has_no_text() -> None:
    first = read_page(ORCHARD).reviews[0]
    assert (first.headline, first.contains_spoilers, first.body) == ("A small wonder", True, "")
    assert first.warnings == ("body_missing",)


@pytest.mark.parametrize(
    ("line", "rating"),
    [("8/10", 80), ("8.5/10", 85), (" 8 / 10", 80), ("8,5/10", 85), ("10/10", 100), ("8.0/10", 80)],
)
def test_ratings(line: str, rating: int) -> None:
    review = only_review(f"{line}\n\nWell now\n\n{BODY}\n\n1 out of 2 {TAIL}\n")
    assert (review.rating, review.headline, review.body) == (rating, "Well now", BODY)


@pytest.mark.parametrize("line", ["11/10", "0/10", "8/10.", "8/100"])
def test_no_ratings(line: str) -> None:
    text = f"Title\n\n{line}\n\nWell now\n\n{BODY}\n\n1 out of 2 {TAIL}\n"
    assert only_review(text).rating is None


@pytest.mark.parametrize(
    ("votes", "counts"),
    [
        (f"1,413 out of 1,597 {TAIL}", (1413, 1597)),
        ("62 out of 68 found this helpful.", (62, 68)),
        ("62 out of 68 people found this helpful", (62, 68)),
        ("62 of 68 people found this review helpful. Permalink", (62, 68)),
        ("62 out of 68 found this helpful. Was this review helpful? Permalink", (62, 68)),
        ("62 out of 68 found this helpful.\nWas this review helpful? Sign in to vote.", (62, 68)),
        ("62 out of 68 found\nthis helpful. Was this review helpful?\n\nPermalink<>?", (62, 68)),
        ("0 out of 0 found this helpful. Permalink", (0, 0)),
        (f"7 out of 5 {TAIL}", (None, None)),
        (f"9415 {TAIL}", (None, None)),
        ("9415\nWas this review helpful? Sign in to vote. Permalink", (None, None)),
        ("Helpful•94\n15\nPermalink", (94, 109)),
        ("Was this review helpful? Sign in to vote. Permalink", (None, None)),
    ],
)
def test_votes_lines(votes: str, counts: tuple[int | None, int | None]) -> None:
    review = only_review(f"8/10\n\nWell now\n\n{BODY}\n\n{votes}\n")
    assert (review.helpful_yes, review.helpful_total) == counts
    assert review.body == BODY
    assert bool(review.warnings) == (counts[1] is None)


@pytest.mark.parametrize("glue", [" ", ""])
def test_a_votes_line_glued_to_the_text(glue: str) -> None:
    review = only_review(f"8/10\n\nWell now\n\n{BODY}{glue}0 out of 0 found this helpful.")
    assert (review.body, review.helpful_yes, review.helpful_total) == (BODY, 0, 0)


def test_counts_glued_to_other_digits_are_never_split() -> None:
    review = only_review(f"8/10\n\nWell now\n\nAs good as in 1984.12 out of 15 {TAIL}")
    assert (review.helpful_yes, review.helpful_total) == (None, None)
    assert review.warnings == ("counts_doubtful",)


def test_a_reviewer_may_quote_counts() -> None:
    body = "They say 3 out of 4 found this helpful, and I wonder why. The film is quite another."
    assert only_review(f"8/10\n\nWell now\n\n{body}\n\n1 out of 2 {TAIL}").body == body


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("25 January 2019", None, dt.date(2019, 1, 25)),
        ("Feb 25, 2022", None, dt.date(2022, 2, 25)),
        ("reelmoth 9 July 2023", "reelmoth", dt.date(2023, 7, 9)),
        ("reelmoth9 July 2023", "reelmoth", dt.date(2023, 7, 9)),
        ("reel_moth19 July 2023", "reel_moth", dt.date(2023, 7, 19)),
        ("moth45 July 2023", "moth4", dt.date(2023, 7, 5)),
        ("moth-3940327 July 2023", None, None),
        ("by Ann Lee | 2 May 2019", "Ann Lee", dt.date(2019, 5, 2)),
        ("Author: Ann Lee", "Ann Lee", None),
    ],
)
def test_bylines(line: str, author: str | None, day: dt.date | None) -> None:
    review = only_review(f"8/10\n\nWell now\n\n{line}\n\n{BODY}\n\n1 out of 2 {TAIL}")
    assert (review.author, review.written_on, review.body) == (author, day, BODY)


def test_half_lost_heads_are_told_by_the_form_of_the_lines() -> None:
    without_headline = read_page(f"8/10\n\n{BODY * 3}\n\n1 out of 2 {TAIL}")
    assert without_headline.reviews[0].headline is None
    assert codes(without_headline) == {"headline_missing"}
    without_rating = read_page(f"{HARVEST}\nSlow\n\n{BODY}\n\n1 out of 2 {TAIL}")
    assert without_rating.reviews[2].headline == "Slow"
    assert without_rating.reviews[2].contains_spoilers is False
    assert "rating_missing" in codes(without_rating)


def test_a_verdict_in_the_text_begins_no_review_but_a_whole_head_does() -> None:
    verdict = f"8/10\n\nWell now\n\n{BODY}\n\n8/10\n\nP.S. Stay seated.\n\nTruly.\n\n1 of 2 {TAIL}"
    assert len(read_page(verdict).reviews) == 1
    lost_votes = f"8/10\n\nWell now\n\n{BODY}\n\n3/10\n\nNo\n\n{BODY}\n\n1 out of 2 {TAIL}"
    assert [review.rating for review in read_page(lost_votes).reviews] == [80, 30]


def test_single_line_ends_and_windows_line_ends() -> None:
    tight = (
        f"Title\r\n8/10\r\nWell now\r\nWarning: Spoilers\r\n{BODY}\r\nMore.\r\n1 out of 2 {TAIL}"
    )
    review = only_review(tight)
    assert (review.headline, review.contains_spoilers) == ("Well now", True)
    assert review.body == f"{BODY}\nMore."


@pytest.mark.parametrize("heading", ["Questions", "Q&A", "Frequently asked questions:", ""])
def test_the_questions_may_have_a_heading(heading: str) -> None:
    page = read_page(f"{HARVEST}\n{heading}\n\nIs it long?\n\nNo.\n\nQ: Is it good?\nA: Yes.\n")
    assert [question.question for question in page.questions] == ["Is it long?", "Is it good?"]
    assert [question.answers for question in page.questions] == [("No.",), ("Yes.",)]


def test_what_is_not_understood_is_listed() -> None:
    page = read_page(f"{HARVEST}\nLoad more\n")
    assert [(notice.line, notice.code) for notice in page.notices] == [(19, "unread")]


def test_as_json() -> None:
    page = page_to_json(read_page(LIGHTHOUSE))
    reviews = page["reviews"]
    assert isinstance(reviews, list)
    assert [review["rating"] for review in reviews] == [None, 9, 6.5, 8]
    assert reviews[0]["language"] is None
