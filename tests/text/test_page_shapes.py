"""Pages in every shape, made up with known truth: is every field of every review read right?"""

from __future__ import annotations

from random import Random

import pytest

from houselights.text import read_page, write_page
from tests.text.page_maker import SHAPES, make_page, right_questions, right_reviews

# Whether a lone short sentence is headline or text, these pages themselves do not say.
OPEN = {"short paragraphs, no headlines", "one-word texts, no headlines"}
# A repeated rating, a headline that is a sentence, a votes line gone: the page does not say either.
OPEN |= {"votes lines gone", "votes lines gone, odd headlines", "everything odd"}


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - OPEN))
def test_every_field_of_every_review(shape: str) -> None:
    for seed in range(6):
        sample = make_page(Random(seed), SHAPES[shape])  # noqa: S311
        page = read_page(sample.text)
        assert page.title == sample.truth.title
        assert len(page.reviews) == len(sample.truth.reviews)
        assert right_reviews(sample.truth, page) == len(page.reviews)
        assert right_questions(sample.truth, page)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_is_written_as_it_was_read(shape: str) -> None:
    text = make_page(Random(7), SHAPES[shape]).text  # noqa: S311
    assert write_page(read_page(text)) == text


@pytest.mark.parametrize("shape", sorted(OPEN))
def test_what_the_page_leaves_open_gets_a_notice(shape: str) -> None:
    for seed in range(6):
        sample = make_page(Random(seed), SHAPES[shape])  # noqa: S311
        page = read_page(sample.text)
        wrong = right_reviews(sample.truth, page) < len(sample.truth.reviews)
        assert page.notices or not wrong
