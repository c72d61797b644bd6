"""Measure the page reader over made-up pages: ``python -m tests.text.measure_pages 1000 [shape]``.

Prints shape by shape the share of reviews with every field right, and of pages whose title and
questions are.
"""

from __future__ import annotations

import sys
from random import Random

from houselights.text import read_page
from tests.text.page_maker import SHAPES, Habits, make_page, right_questions, right_reviews


def measure(habits: Habits, pages: int) -> tuple[float, float, float]:
    """Shares of right reviews, of pages with the right title and of those with all questions."""
    reviews = right = titles = questions = 0
    for seed in range(pages):
        sample = make_page(Random(seed), habits)  # noqa: S311
        read = read_page(sample.text)
        reviews += max(len(sample.truth.reviews), len(read.reviews))
        right += right_reviews(sample.truth, read)
        titles += read.title == sample.truth.title
        questions += right_questions(sample.truth, read)
    return right / reviews, titles / pages, questions / pages


def main(pages: int, only: str) -> None:
    sys.stdout.write(f"{'shape':36}{'reviews':>10}{'title':>10}{'questions':>10}\n")
    for name, habits in SHAPES.items():
        if only in name:
            shares = "".join(f"{share:10.2%}" for share in measure(habits, pages))
            sys.stdout.write(f"{name:36}{shares}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
