"""Laws of the page's reader and writer, for any text and any page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houselights.text import read_page, write_page
from houselights.text.decode import UnreadableFile, decode_page, encode_page
from houselights.text.page_model import (
    Page,
    PageQuestion,
    PageReview,
    UnwritablePage,
    layout_from_json,
)
from tests.text.pages import HARVEST, LIGHTHOUSE, ORCHARD, TAIL

PIECES = st.sampled_from(
    ["9/10", "8.5/10", " 8 / 10", "08/10", "A headline", "Warning: Spoilers", f"1 out of 2 {TAIL}",
     "1,413 out of 1,597 found this helpful.", "Permalink<>?", "Why is it?", "Q&A", "A: yes",
     "moth19 July 2023", "Feb 25, 2022", "9415", "\n", "\r\n", "\r", "\n\n", "\u2028", "\u00a0",
     "  ", "{yes:,}", "٣/10", "Another answer:", "Text of a review. It goes on for a while. Or so."]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))

WORDS = st.text(alphabet="abcdefghij ,'", min_size=1, max_size=40).map(str.strip)
LINES = WORDS.filter(bool).map(lambda words: f"Yes {words}")
BODIES = st.lists(LINES.map(lambda line: f"{line}. And so on."), min_size=1, max_size=4).map(
    "\n\n".join
)


@st.composite
def reviews(draw: st.DrawFn) -> PageReview:
    total = draw(st.integers(0, 99999))
    return PageReview(
        position=1,
        rating=draw(st.integers(10, 100)),
        headline=draw(LINES),
        contains_spoilers=draw(st.booleans()),
        body=draw(BODIES),
        helpful_yes=draw(st.integers(0, total)),
        helpful_total=total,
        author=draw(st.none() | st.just("Ann Lee")),
        written_on=draw(st.none() | st.dates(dt.date(1990, 1, 1))),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    found = draw(st.lists(reviews(), min_size=1, max_size=4))
    questions = draw(st.lists(LINES, max_size=3))
    return Page(
        title=draw(LINES),
        reviews=tuple(replace(review, position=at) for at, review in enumerate(found, 1)),
        questions=tuple(
            PageQuestion(at, f"{text}?", tuple(draw(st.lists(BODIES, max_size=2))))
            for at, text in enumerate(questions, 1)
        ),
    )


def facts(page: Page) -> object:
    reviews = [replace(review, first_line=0, warnings=()) for review in page.reviews]
    questions = [replace(question, first_line=0) for question in page.questions]
    return page.title, reviews, questions


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_written_as_it_was_read(text: str) -> None:
    page = read_page(text)
    assert write_page(page) == text
    assert read_page(write_page(page)) == page
    assert layout_from_json(page.layout_json()) == page.layout


@settings(deadline=None)
@given(pages())
def test_any_plain_page_reads_back_equal(page: Page) -> None:
    assert facts(read_page(write_page(page))) == facts(page)


@settings(deadline=None)
@given(pages(), TEXTS)
def test_any_page_reads_back_equal_or_is_refused(page: Page, body: str) -> None:
    changed = replace(page, reviews=(replace(page.reviews[0], body=body), *page.reviews[1:]))
    try:
        text = write_page(changed)
    except UnwritablePage:
        return
    assert facts(read_page(text)) == facts(changed)


@settings(deadline=None)
@given(st.binary() | TEXTS.map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_exactly_or_refused(data: bytes) -> None:
    try:
        decoded = decode_page(data)
    except UnreadableFile:
        return
    assert encode_page(decoded.text, decoded.encoding, decoded.bom) == data


def changed_lines(before: str, after: str) -> int:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return sum(old != new for old, new in pairs)


@pytest.mark.parametrize("text", [LIGHTHOUSE, HARVEST, ORCHARD, HARVEST.replace("\n", "\r\n")])
def test_one_more_vote_changes_one_line(text: str) -> None:
    page = read_page(text)
    review = page.reviews[1]
    assert review.helpful_yes is not None
    assert review.helpful_total is not None
    more = replace(
        review, helpful_yes=review.helpful_yes + 1, helpful_total=review.helpful_total + 1
    )
    after = write_page(replace(page, reviews=(page.reviews[0], more, *page.reviews[2:])))
    assert changed_lines(text, after) == 1


def test_an_edited_body_changes_only_that_body() -> None:
    page = read_page(LIGHTHOUSE)
    old = page.reviews[1].body
    edited = replace(page.reviews[1], body="Another text.\n\nIn two parts.")
    after = write_page(replace(page, reviews=(page.reviews[0], edited, *page.reviews[2:])))
    assert after == LIGHTHOUSE.replace(old, edited.body)


def test_a_new_review_comes_after_the_last_and_before_the_questions() -> None:
    page = read_page(LIGHTHOUSE)
    new = PageReview(5, 80, "Late to the pier", False, "I missed the boat too. It was worth it.")
    page = replace(page, reviews=(*page.reviews, new))
    text = write_page(page)
    assert facts(read_page(text)) == facts(page)
    assert text.index("Late to the pier") < text.index("What happened")


def test_a_removed_review_leaves_the_rest_as_it_was() -> None:
    page = read_page(HARVEST)
    second = HARVEST[HARVEST.index("7/10") :]
    assert write_page(replace(page, reviews=page.reviews[1:])) == second


def test_a_body_that_would_read_as_structure_is_refused() -> None:
    review = PageReview(1, 80, "Well now", False, f"One.\n\n1 out of 2 {TAIL}\n\nTwo.", 1, 2)
    with pytest.raises(UnwritablePage) as refused:
        write_page(Page("A page", (review,)))
    assert refused.value.items == ("r1",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("bom", [True, False])
def test_encodings(encoding: str, bom: bool) -> None:
    data = encode_page("Tr\u00e8s bon film, \u00e0 voir\n" * 5, encoding, bom)
    decoded = decode_page(data)
    assert decoded.text.startswith("Tr\u00e8s bon")
    assert decoded.encoding == encoding


@pytest.mark.parametrize("data", [b"", b" \n", b"%PDF-1.7 text", bytes(range(256)), b"PK\x03\x04"])
def test_what_is_no_text_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"^This file .*\.$"):
        decode_page(data)


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="MB"):
        decode_page(b"a" * (20 * 1024 * 1024 + 1))
