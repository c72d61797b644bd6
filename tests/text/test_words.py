"""Folded words."""

from houselights.text.words import folded_words, word_set


def test_words_are_folded_and_han_letters_stand_alone() -> None:
    assert folded_words("Đêm Trắng, isn’t it? 7.5 電影") == [
        *["dem", "trang", "isn't", "it", "7", "5", "電", "影"]
    ]


def test_word_set() -> None:
    assert word_set("a b\n a") == {"a", "b"}
