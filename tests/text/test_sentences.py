"""Where sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Hale met Dr. J. K. Rowe at 9 p.m. on Main St. in the rain.", "They talked."]),
        ("en", ['He said "Why?" and left.', "Nobody knew."]),
        ("en", ['"It is over." she said.', '"Is it?"', "He was not sure."]),
        ("en", ["I give it 8.5 out of 10.", "My friend gave it 8/10.", "Fair."]),
        ("en", ["The plot... well, there is none.", "Just wow...", "What?!", "Yes."]),
        ("en", ["we saw it twice. ".strip(), "it was worse the second time."]),
        ("en", ["See No. 5 first.", "No.", "Really not."]),
        ("en", ["It was made in the U.S.", "The rest is from Spain, etc. and so on."]),
        ("en", ["So did I.", "Then we left."]),
        ("en", ["1. The light", "2. The sound is good.", "Both are."]),
        ("en", ["More on www.Example.Com today.", "Or not."]),
        ("de", ["Am 3. Mai kam er, z.B. mit Hr. Braun.", "Es war gut."]),
        ("fr", ["M. Hulot arrive avec Mme. Dubois.", "Il pleut."]),
        ("vi", ["Phim rất buồn.", "Tôi đã khóc!"]),
        ("ar", ["هل أعجبك الفيلم؟", "نعم.", "كان جميلا."]),
        ("ru", ["Фильм снят в 1975 г. на Волге.", "Он прекрасен."]),
        (None, ["Just one, without a stop"]),
    ],
)
def test_splits_at_stops_followed_by_space(language: str | None, sentences: list[str]) -> None:
    text = " ".join(sentences).replace(" 2. The", "\n2. The")
    assert _split(text, language) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["I liked the plot.", "The cast was fine!", "Even so."]),
        ("zh", ["这部电影很好。", "我哭了！", "你呢？"]),
        ("ja", ["「なぜ？」と彼は言った。", "終わり。"]),
    ],
)
def test_splits_where_no_space_stands(language: str, sentences: list[str]) -> None:
    assert _split("".join(sentences), language) == sentences


def test_blank_lines_always_divide_and_single_ones_do_not() -> None:
    assert _split("A title\n\nA line\nthat goes on.", "en") == ["A title", "A line\nthat goes on."]


@given(st.text(st.sampled_from("abAB .!?…\"'\n。」1"), max_size=50), st.sampled_from(["en", "de"]))
def test_holds_each_character_once(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def _split(text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]
