"""Clamping a long review: nothing is lost, and the cut stands where a reader would pause."""

from __future__ import annotations

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from houselights.base.models import Format
from houselights.spoilers.cloth import cover_run
from houselights.text.length import count_words
from houselights.text.markup import render
from houselights.text.spans import Span
from houselights.web.clamp import clamp

SENTENCE = "The lamp is lit and nobody in the hall says a word about it. "


def shown(text: str, kind: Format = Format.PLAIN) -> SafeString:
    return SafeString(render(text, kind))


def test_a_short_review_stands_whole() -> None:
    html = shown(SENTENCE * 3)
    assert clamp(html).first == html
    assert not clamp(html).rest


def test_the_cut_stands_between_paragraphs() -> None:
    paragraphs = [f"Paragraph {number}. {SENTENCE * 5}".strip() for number in range(6)]
    found = clamp(shown("\n\n".join(paragraphs)))
    assert found.first.rstrip().endswith("</p>")
    assert found.rest.lstrip().startswith("<p>")
    assert found.words == sum(len(p.split()) for p in paragraphs[len(paragraphs) - 4 :])


def test_the_cloth_of_a_cover_counts_as_no_words() -> None:
    text = (SENTENCE * 30).strip()
    last = Span(len(text) - len(SENTENCE) + 1, len(text))
    html = render(
        text, Format.PLAIN, [last], cover_html=lambda _number, words: cover_run("?open=x", words)
    )
    label = count_words("Spoiler, about 15 words")
    hidden = len(SENTENCE.split())
    assert clamp(SafeString(html)).words == clamp(shown(text)).words - hidden + label


def test_one_endless_paragraph_is_cut_after_a_sentence() -> None:
    found = clamp(shown((SENTENCE * 40).strip()))
    assert found.first.rstrip().endswith("it. </p>")
    assert found.rest.startswith('<p class="cont">The lamp')


def test_a_little_more_than_twelve_lines_is_not_worth_a_click() -> None:
    assert not clamp(shown(f"{SENTENCE * 13}\n\nThat is all.")).rest


@given(st.text(alphabet="ab .\n*_>-&<|", max_size=4000), st.sampled_from(list(Format)))
def test_no_character_is_lost(text: str, kind: Format) -> None:
    html = shown(text * 3, kind)
    found = clamp(html)
    assert strip_tags(found.first + found.rest) == strip_tags(html)
