"""A sentence marked in a rendered text: nothing else changes, and nothing covered shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from houselights.text.covers import split_covers
from houselights.text.markup import ALL, MARKDOWN, NONE, PLAIN, render
from houselights.text.sentences import split_sentences
from houselights.text.spans import Span
from tests.text.test_markup import PIECES, Reader

TAGS = re.compile("</?mark>")
MARKED = re.compile("<mark>(.*?)</mark>", re.DOTALL)
SENTENCES = ("It burns. ", "Slow *and* long. ", "**So it is.** ", "🎬 Great! ", "\U00010102 odd. ")


def marked_in(html: str) -> str:
    return " ".join("".join(MARKED.findall(html)).split())


@pytest.mark.parametrize(
    ("source", "sentence", "marked"),
    [
        ("One. Two *is it* here. Three.", "Two *is it* here.", "Two is it here."),
        ("*One. Two.* Three.", "Two.", "Two."),
        ("One.\n\n- Two.\n- Three.", "- Three.", "Three."),
        ("> One. Two\n> and on. Three", "Two\n> and on.", "Two and on."),
        ("See [the *end*](https://x.example). No.", "See [the *end*](https://x.example).",
         "See the end."),
        ("# Loud one\n\nTwo.", "# Loud one", "Loud one"),
        ("Été 🎬🎬. C’est ça ! Non.", "C’est ça !", "C’est ça !"),
    ],
)  # fmt: skip
def test_a_sentence_is_marked_within_markdown(source: str, sentence: str, marked: str) -> None:
    start = source.index(sentence)
    html = render(source, MARKDOWN, marked=Span(start, start + len(sentence)))
    # A line break stands between two marks.
    assert re.sub("<[^>]*>| ", "", marked_in(html)) == marked.replace(" ", "")


def test_what_is_covered_is_not_marked() -> None:
    text, covers = split_covers("He ||dies|| at sea. It burns.")
    html = render(text, MARKDOWN, covers, marked=Span(0, 15))
    assert "dies" not in html
    assert MARKED.findall(html) == ["He ", " at sea."]
    opened = render(text, MARKDOWN, covers, opened=ALL, marked=Span(0, 15))
    assert '<span class="uncovered"><mark>dies</mark></span>' in opened


def test_nothing_is_marked_where_no_text_stands() -> None:
    text = "See [this](https://x.example/a.b.c) now."
    assert "<mark>" not in render(text, MARKDOWN, marked=Span(12, 26))
    assert "<mark>" not in render(text, PLAIN, marked=Span(300, 310))
    assert "<mark>" not in render("   ", PLAIN, marked=Span(0, 2))


@given(
    st.lists(st.sampled_from([*SENTENCES, *PIECES]), max_size=12).map("".join),
    st.lists(st.integers(0, 60), min_size=2, max_size=6),
    st.integers(0, 20),
    st.booleans(),
    st.sampled_from([PLAIN, MARKDOWN]),
)
@example("*One. Two.* ||three||", [0, 3], 1, False, MARKDOWN)
def test_marking_changes_nothing_else(
    text: str, edges: Sequence[int], number: int, is_open: bool, form: str
) -> None:
    edges = sorted(edge for edge in edges if edge <= len(text))
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    sentences = split_sentences(text) or (Span(0, 0),)
    marked = sentences[number % len(sentences)]
    opened = ALL if is_open else NONE
    html = render(text, form, spans, opened=opened, marked=marked)
    assert TAGS.sub("", html) == render(text, form, spans, opened=opened)
    read = Reader(html)
    assert read.nests
    assert not read.stack


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.data())
def test_every_sentence_of_plain_text_can_be_marked(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts).strip()
    marked = data.draw(st.sampled_from(split_sentences(text)))
    html = render(text, PLAIN, marked=marked)
    assert marked_in(html) == " ".join(text[marked.start : marked.end].split())
