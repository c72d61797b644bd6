"""Counting findings: reviews and not sentences, and nothing that too few say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from houselights.digest.summary import (
    MOST_COMPARED,
    Count,
    Said,
    Summary,
    read_summary,
    summarise,
)

EVERYBODY = dict.fromkeys(range(1, 21), 60)


def aspect(name: str, *verdicts: tuple[int, int]) -> list[Said]:
    """Findings as (review, polarity) pairs."""
    return [Said(review, "aspect", name, polarity) for review, polarity in verdicts]


def counts(summary: Summary) -> dict[str, tuple[int, int, int]]:
    return {
        row.subject: (row.count.praise, row.count.criticise, row.count.divided)
        for row in summary.aspects
    }


def test_a_review_counts_once_however_often_it_says_it() -> None:
    said = aspect("music", (1, 1), (1, 1), (1, 1), (2, 1))
    assert counts(summarise(said, EVERYBODY)) == {"music": (2, 0, 0)}


def test_praise_and_criticism_in_one_review_make_it_divided() -> None:
    said = aspect("music", (1, 1), (1, -1), (2, 0), (3, 1), (3, 0))
    assert counts(summarise(said, EVERYBODY)) == {"music": (0, 0, 3)}


def test_what_one_review_alone_says_is_not_shown() -> None:
    said = aspect("music", (1, 1)) + aspect("look", (1, 1), (2, -1))
    assert counts(summarise(said, EVERYBODY)) == {"look": (1, 1, 0)}


def test_a_topic_needs_three_reviews_and_bare_mentions_take_no_side() -> None:
    said = [Said(review, "topic", "Ann", polarity) for review, polarity in [(1, 0), (1, 1), (2, 0)]]
    assert summarise(said, EVERYBODY).topics == []
    (row,) = summarise([*said, Said(3, "topic", "Ann", 0)], EVERYBODY).topics
    assert row.count == Count(praise=1, divided=2)


def test_judged_topics_come_first_and_names_that_are_only_named_last() -> None:
    said = [Said(review, "topic", "Ann", 0) for review in range(1, 9)]
    said += [Said(review, "topic", "school", 0) for review in range(1, 5)]
    said += [Said(review, "topic", "Tom Ode", int(review == 1)) for review in range(1, 4)]
    found = summarise(said, EVERYBODY).topics
    assert [row.subject for row in found] == ["Tom Ode", "school", "Ann"]


def test_the_film_as_a_whole_stands_apart() -> None:
    summary = summarise(aspect("whole", (1, 1), (2, -1)), EVERYBODY)
    assert (summary.aspects, summary.whole) == ([], Count(1, 1))


def test_most_spoken_of_comes_first() -> None:
    said = aspect("look", (1, 1), (2, 1)) + aspect("music", (1, -1), (2, -1), (3, 1))
    assert list(counts(summarise(said, EVERYBODY))) == ["music", "look"]


def test_groups_go_by_the_bars_of_the_histogram() -> None:
    ratings = {1: 75, 2: 100, 3: 74, 4: 44, 5: 10, 6: 45, 7: None}
    said = aspect("look", *((review, 1) for review in ratings))
    summary = summarise(said, ratings)
    assert [row.count.voices for row in summary.high] == [2]
    assert [row.count.voices for row in summary.low] == [2]


def test_disagreement_needs_two_voices_on_each_side() -> None:
    few = aspect("look", (1, 1), (2, 1), (3, 1), (4, -1))
    assert summarise(few, EVERYBODY).divided == []
    both = [*few, *aspect("look", (5, -1))]
    assert [row.subject for row in summarise(both, EVERYBODY).divided] == ["look"]


def test_a_small_minority_is_no_disagreement_and_the_largest_comes_first() -> None:
    lone = aspect("look", *((n, 1) for n in range(1, 15)), (15, -1), (16, -1))
    assert summarise(lone, EVERYBODY).divided == []
    small = aspect("music", (1, 1), (2, 1), (3, -1), (4, -1))
    large = aspect("story", *((n, 1) for n in range(1, 7)), *((n, -1) for n in range(7, 13)))
    found = summarise(small + large, EVERYBODY).divided
    assert [row.subject for row in found] == ["story", "music"]


def test_reviews_that_do_not_count_say_nothing() -> None:
    said = aspect("look", (1, 1), (2, 1), (99, 1))
    assert counts(summarise(said, {1: None, 99: 80})) == {"look": (2, 0, 0)}
    assert not summarise(said, {}).says_something


def test_comparisons_say_which_is_better_where_a_review_says_both() -> None:
    said = [Said(1, "film", "Moon", 0, 5), Said(1, "film", "Moon", 1), Said(2, "film", "Moon", -1)]
    (one,) = summarise(said, EVERYBODY).compared
    assert (one.title, one.film, one.count) == ("Moon", 5, Count(1, 1, 0))
    many = [Said(1, "film", f"Film {n}", 0) for n in range(MOST_COMPARED + 3)]
    assert len(summarise(many, EVERYBODY).compared) == MOST_COMPARED


def test_readers_of_the_book_are_told_apart() -> None:
    said = [
        Said(1, "source", "first", 0),
        Said(2, "source", "not", 0),
        Said(3, "source", "first", 0),
        Said(3, "source", "not", 0),
        *aspect("whole", (1, 1), (2, -1), (3, 1)),
        *aspect("faithfulness", (1, -1), (4, 1)),
    ]
    summary = summarise(said, EVERYBODY)
    assert (summary.first.reviews, summary.first.whole) == (1, Count(1))
    assert summary.first.faithfulness == Count(0, 1)
    assert (summary.not_first.reviews, summary.not_first.whole) == (1, Count(0, 1))


def test_for_whom_it_is_counts_each_review_on_either_side() -> None:
    said = [Said(n, "audience", who, 0) for n, who in [(1, "for"), (1, "not for"), (2, "for")]]
    summary = summarise(said, EVERYBODY)
    assert (summary.is_for, summary.not_for) == (2, 1)


KINDS = st.sampled_from(["aspect", "topic", "film", "source", "audience"])
SUBJECTS = st.sampled_from(["whole", "music", "faithfulness", "first", "not", "for", "not for"])
FINDINGS = st.lists(
    st.builds(Said, st.integers(1, 12), KINDS, SUBJECTS, st.integers(-1, 1), st.just(None))
)


@given(FINDINGS)
def test_a_summary_comes_back_from_json(said: Iterable[Said]) -> None:
    summary = summarise(said, dict.fromkeys(range(1, 10), 80))
    kept = json.loads(json.dumps(asdict(summary)))
    assert read_summary(kept) == summary


@given(FINDINGS)
def test_no_count_is_larger_than_the_reviews(said: Iterable[Said]) -> None:
    summary = summarise(said, dict.fromkeys(range(1, 10), 80))
    rows = [*summary.aspects, *summary.topics, *summary.high, *summary.compared]
    assert all(0 < row.count.voices <= 9 for row in rows)
