"""One form of each letter; addresses and sorting made of titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.text.fold import fold, slugify, sort_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đêm Trắng", "dem trang"),
        ("STRASSE", "Straße"),
        ("Œuvre d’Æther", "oeuvre d'aether"),
        ("Łódź, Ørsted", "lodz, orsted"),
        ("İstanbul", "istanbul"),
        ("“Quoted” — yes", '"quoted" - yes'),
        ("أُغنية", "اغنيه"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("ё", "е"),
    ],
)
def test_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["がぎぐ", "한국 영화", "हिन्दी", "ภาพยนตร์"])
def test_marks_that_belong_to_letters_stay(text: str) -> None:
    assert fold(text) == text


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("title", "year", "slug"),
    [
        ("Amélie", 2001, "amelie-2001"),
        ("Schindler’s List", None, "schindlers-list"),
        ("Mission: Impossible — Part_Two!", None, "mission-impossible-part-two"),
        ("東京物語", 1953, "東京物語-1953"),
        ("باب الحديد", 1958, "باب-الحديد-1958"),
        ("हिन्दी", None, "हिन्दी"),
        ("???", None, ""),
        ("???", 1999, "1999"),
        ("word " * 40, 2000, "-".join(["word"] * 16) + "-2000"),
        ("x" * 99, None, "x" * 80),
    ],
)
def test_slugs(title: str, year: int | None, slug: str) -> None:
    assert slugify(title, year) == slug


@pytest.mark.parametrize(
    ("title", "language", "sorted_as"),
    [
        ("The Third Man", None, "third man"),
        ("A Man Escaped", None, "man escaped"),
        ("L’Avventura", "it", "avventura"),
        ("Les Diaboliques", None, "diaboliques"),
        ("Das Boot", None, "boot"),
        ("Die Hard", None, "die hard"),
        ("Die Ehe der Maria Braun", "de", "ehe der maria braun"),
        ("La La Land", None, "la la land"),
        ("The The", None, "the the"),
        ("A", None, "a"),
        ("“The” Movie", None, 'the" movie'),
        ("Theodora", None, "theodora"),
        ("", None, ""),
        ("…", None, "..."),
    ],
)
def test_sorting(title: str, language: str | None, sorted_as: str) -> None:
    assert sort_title(title, language) == sorted_as
