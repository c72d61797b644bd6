"""The questions and the digest labels of bench/ stand in the reviews that they name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import houselights
from houselights.text.page_reader import read_page
from houselights.text.sentences import split_sentences

ROOT = Path(houselights.__file__).resolve().parents[2]
BENCH = ROOT / "bench"
DEMO = ROOT / "src" / "houselights" / "exchange" / "demo"
ASPECTS = {
    "story",
    "acting",
    "direction",
    "script",
    "pace",
    "look",
    "music",
    "ending",
    "faithfulness",
    "emotion",
    "whole",
}
POLARITIES = {"praise", "criticise", "mixed"}
COMPARED = {"better", "worse", "like"}
EXTRA = {"book_first", "compares", "for_whom"}
# Said by any question or any review of a film, so that sharing them means nothing.
EMPTY_WORDS = {
    *("about", "anything", "been", "does", "film", "films", "from", "have", "like"),
    *("many", "more", "much", "only", "picture", "really", "should", "some", "than", "that"),
    *("them", "then", "there", "they", "this", "through", "very", "were", "what", "when"),
    *("where", "which", "will", "with", "would", "your"),
}

type Row = dict[str, Any]
type Spot = tuple[int, str]


# ── what stands on the pages ────────────────────────────────────────────────────────────────────


@cache
def languages() -> dict[tuple[str, int], str]:
    """The language of each review of the demo house, by film and position."""
    cast = json.loads((DEMO / "people.json").read_text(encoding="utf-8"))
    return {(row["film"], row["position"]): row["language"] for row in cast["reviews"]}


@cache
def sentences(slug: str) -> dict[Spot, list[str]]:
    """The sentences of a film's reviews by position and place; a headline is one."""
    found: dict[Spot, list[str]] = {}
    page = read_page((DEMO / "pages" / f"{slug}.txt").read_text(encoding="utf-8"))
    for review in page.reviews:
        found[review.position, "headline"] = [review.headline] if review.headline else []
        found[review.position, "body"] = [
            review.body[span.start : span.end]
            for span in split_sentences(review.body, languages()[slug, review.position])
        ]
    return found


@cache
def graded(slug: str) -> dict[tuple[int, str, str], int]:
    """What each sentence gives away, by review, place and text."""
    lines = (BENCH / "labels" / f"{slug}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {(*spot(row), flat(row["text"])): row["grade"] for row in rows}


def spot(row: Row) -> Spot:
    return row["review"], row.get("place", "body")


def flat(text: str) -> str:
    return " ".join(text.split())


def sentences_in(text: str, those: Sequence[str]) -> list[str]:
    """The whole sentences, one after the other, that make up a text; none where they do not."""
    for first, opening in enumerate(those):
        if text.startswith(opening):
            for last in range(first + 1, len(those) + 1):
                if flat(" ".join(those[first:last])) == flat(text):
                    return list(those[first:last])
    return []


# ── the sets ────────────────────────────────────────────────────────────────────────────────────


@cache
def split() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = json.loads((BENCH / "labels" / "split.json").read_text())
    return kinds


@cache
def questions(slug: str) -> list[Row]:
    file = BENCH / "questions" / f"{slug}.json"
    rows: list[Row] = json.loads(file.read_text(encoding="utf-8"))["questions"]
    return rows


@cache
def digest(slug: str) -> list[Row]:
    text = (BENCH / "digest" / f"{slug}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def asked_films() -> list[str]:
    return sorted(file.stem for file in (BENCH / "questions").glob("*.json"))


def digest_films() -> list[str]:
    return sorted(file.stem for file in (BENCH / "digest").glob("*.jsonl"))


def every_question() -> Iterator[Row]:
    for slug in asked_films():
        yield from questions(slug)


def test_films_are_on_one_side_of_the_split() -> None:
    known = {slug for names in split().values() for slug in names}
    assert set(asked_films()) | set(digest_films()) <= known


# ── questions ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slug", asked_films())
class TestQuestionsOfAFilm:
    def test_what_is_accepted_stands_in_its_review(self, slug: str) -> None:
        for row in questions(slug):
            for one in row["accepted"]:
                assert sentences_in(one["text"], sentences(slug)[spot(one)]), (row, one)

    def test_nothing_stands_twice(self, slug: str) -> None:
        asked = [row["question"].casefold() for row in questions(slug)]
        assert len(set(asked)) == len(asked)
        for row in questions(slug):
            accepted = [(*spot(one), one["text"]) for one in row["accepted"]]
            assert len(set(accepted)) == len(accepted), row["question"]

    def test_fields_fit_each_other(self, slug: str) -> None:
        for row in questions(slug):
            assert set(row) == {"question", "answerable", "spoiler_question", "accepted"}
            assert row["answerable"] == bool(row["accepted"]), row["question"]

    def test_a_question_is_a_spoiler_when_only_sentences_that_tell_answer_it(
        self, slug: str
    ) -> None:
        for row in questions(slug):
            grades = [grade_of(slug, one) for one in row["accepted"]]
            tells = bool(grades) and set(grades) == {2}
            assert row["spoiler_question"] == tells, (row["question"], grades)


def grade_of(slug: str, one: Row) -> int:
    """The highest grade of the sentences of an accepted text."""
    known = graded(slug)
    parts = sentences_in(one["text"], sentences(slug)[spot(one)])
    return max(known[*spot(one), flat(part)] for part in parts)


def test_there_are_enough_questions_of_each_kind() -> None:
    rows = list(every_question())
    assert len(rows) >= 100
    assert len(asked_films()) >= 10
    assert 0.25 <= sum(not row["answerable"] for row in rows) / len(rows) <= 0.35
    assert 0.1 <= sum(row["spoiler_question"] for row in rows) / len(rows) <= 0.2


def test_both_sides_are_asked_about() -> None:
    for names in split().values():
        asked = [row for slug in names if slug in asked_films() for row in questions(slug)]
        assert len(asked) >= 50


def test_a_third_of_the_questions_shares_no_word_with_any_answer() -> None:
    rows = [row for row in every_question() if row["answerable"]]
    apart = [row for row in rows if not shared_words(row)]
    assert len(apart) * 3 >= len(rows)


def shared_words(row: Row) -> set[str]:
    answers = " ".join(one["text"] for one in row["accepted"])
    return beginnings(row["question"]) & beginnings(answers)


def beginnings(text: str) -> set[str]:
    """The first five letters of each word that says something: "acting" and "actin" are one."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return {word[:5] for word in words if word not in EMPTY_WORDS}


# ── digest ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slug", digest_films())
class TestDigestOfAFilm:
    def test_all_sentences_of_a_review_stand_there_in_order(self, slug: str) -> None:
        chosen = {row["review"] for row in digest(slug)}
        expected = [
            (*where, text)
            for where, those in sentences(slug).items()
            if where[0] in chosen
            for text in those
        ]
        assert [(*spot(row), row["text"]) for row in digest(slug)] == expected

    def test_words_of_the_fields_are_known(self, slug: str) -> None:
        for row in digest(slug):
            assert set(row) - EXTRA == {"review", "place", "text", "says"}
            said = [one["aspect"] for one in row["says"]]
            assert set(said) <= ASPECTS
            assert len(set(said)) == len(said), row["text"]
            assert {one["polarity"] for one in row["says"]} <= POLARITIES

    def test_further_fields_hold_what_they_should(self, slug: str) -> None:
        for row in digest(slug):
            assert isinstance(row.get("book_first", True), bool)
            assert row.get("for_whom", "somebody").strip()
            for one in row.get("compares", ()):
                assert one["film"].strip()
                assert one["how"] in COMPARED


def test_there_are_enough_labelled_sentences() -> None:
    rows = [row for slug in digest_films() for row in digest(slug)]
    assert len(rows) >= 350
    assert sum(bool(row["says"]) for row in rows) >= 150


def test_both_sides_have_three_films_in_the_digest() -> None:
    for names in split().values():
        assert len(set(names) & set(digest_films())) >= 3
