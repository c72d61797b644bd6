"""Stretches of a text."""

from houselights.text.spans import Span, apart, snug


def test_apart_sorts_clips_and_keeps_numbers() -> None:
    text = "one two three"
    found = list(apart(text, [(8, 99), (0, 5), (4, 7), (3, 4), (-2, 1), (6, 2)]))
    assert found == [(4, Span(0, 1)), (1, Span(1, 5)), (2, Span(5, 7)), (0, Span(8, 13))]


def test_snug_leaves_white_space_outside() -> None:
    assert snug("a  bc \n", Span(1, 7)) == Span(3, 5)
