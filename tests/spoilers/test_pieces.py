"""What of a change is covered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from houselights.spoilers.pieces import Version, compare, covers_before
from houselights.text.covers import split_covers
from houselights.text.diff import Kind


def version(source: str) -> Version:
    text, spans = split_covers(source)
    return Version(text, spans)


def open_words(old: str, new: str) -> str:
    return "".join(p.text for p in compare(version(old), version(new)) if not p.covered)


def test_what_either_covers_stays_covered() -> None:
    assert "butler" not in open_words("It was ||the butler||.", "It was the butler.")
    assert "butler" not in open_words("It was the butler.", "It was ||the butler||.")


def test_words_taken_out_beside_a_cover_stay_covered() -> None:
    shown = open_words(
        "I liked it. He dies at the end. Go.", "I liked it. ||He leaves at the end.|| Go."
    )
    assert "dies" not in shown
    assert "I liked it." in shown


def test_far_from_covers_everything_is_shown() -> None:
    pieces = compare(
        version("One lamp. ||A secret.|| Two."), version("One lamp. ||A secret.|| Ten.")
    )
    assert [p.text for p in pieces if p.kind is Kind.INSERT and not p.covered] == ["Ten"]


def test_an_earlier_version_takes_over_later_covers() -> None:
    old, new = (
        version("A start.\n\nHe dies.\n\nAn end."),
        version("A start.\n\n||He dies.||\n\nEnd."),
    )
    (span,) = covers_before(old, new)
    assert old.text[span.start : span.end] == "He dies."


_SOURCES = st.lists(
    st.sampled_from(["lamp ", "||", "dark. ", "\n\n", "he dies ", "x"]), max_size=12
)


@given(_SOURCES.map("".join), _SOURCES.map("".join))
def test_pieces_join_up_to_both_texts_and_keep_every_cover(old: str, new: str) -> None:
    was, becomes = version(old), version(new)
    pieces = compare(was, becomes)
    for kind, one in ((Kind.DELETE, was), (Kind.INSERT, becomes)):
        own = [piece for piece in pieces if piece.kind in (Kind.KEEP, kind)]
        assert "".join(piece.text for piece in own) == one.text
        flags = [piece.covered for piece in own for _letter in piece.text]
        assert all(all(flags[start:end]) for start, end in one.covers)
