"""Sentences of rooms that speak English alone; the pages that show them translate them."""

from __future__ import annotations


def marked(sentence: str) -> str:
    """The sentence itself; by this name the catalogues collect it."""
    return sentence
