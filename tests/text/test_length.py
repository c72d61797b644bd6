"""How long a text is to a reader."""

import pytest

from houselights.text.length import count_words, has_no_spaces, reading_minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("… — !", 0),
        ("I don't give it 8/10, not even 7.5.", 8),
        ("a so-called masterpiece", 3),
        ("phim rất hay", 3),
        ("这部电影很好", 3),
        ("すごい film", 3),
        ("فيلم جميل جدا", 3),
    ],
)
def test_counts_words_as_people_do(text: str, words: int) -> None:
    assert count_words(text) == words


def test_reading_time() -> None:
    assert reading_minutes("word " * 10) == 1
    assert reading_minutes("word " * 1190) == 5


def test_scripts_without_spaces() -> None:
    assert has_no_spaces("電影")
    assert not has_no_spaces("phim điện ảnh")
