"""Reading what was typed, and showing where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.search.rules import Piece, highlight, holds, read_query, snippet, words_of


class TestReadQuery:
    def test_each_chunk_is_a_phrase_of_folded_words(self) -> None:
        wanted = read_query("Đêm trắng don't")
        assert wanted.phrases == (("dem",), ("trang",), ("don", "t"))

    def test_the_last_word_may_go_on(self) -> None:
        assert read_query("long lam").unfinished
        assert not read_query("long l").unfinished
        assert not read_query('"long lam"').unfinished

    def test_quotes_hold_words_together(self) -> None:
        assert read_query('"slow burn" lamp').phrases == (("slow", "burn"), ("lamp",))

    def test_han_letters_stand_side_by_side(self) -> None:
        assert read_query("花样年华").phrases == (("花", "样", "年", "华"),)

    @pytest.mark.parametrize("typed", ["", "   ", '""', "* - ( ) ^ :", "'", '"'])
    def test_nothing_wanted(self, typed: str) -> None:
        assert not read_query(typed)

    @given(st.text())
    def test_no_word_can_end_a_string_or_be_an_operator(self, typed: str) -> None:
        words = {word for phrase in read_query(typed).phrases for word in phrase}
        assert all(words)
        assert not set("".join(words)) & set("\"'\\():*&|!<>^+- \0")


class TestSnippet:
    TEXT = (
        "A beginning that goes on for quite a while. " * 5 + "The lamp burns. " + "It ends. " * 60
    )

    def test_it_shows_the_first_hit_between_whole_words(self) -> None:
        pieces = snippet(self.TEXT, read_query("lamp"))
        assert Piece("lamp", hit=True) in pieces
        assert (pieces[0], pieces[-1]) == (Piece("… "), Piece(" …"))
        assert pieces[1].text.split()[0] in self.TEXT.split()
        assert len("".join(piece.text for piece in pieces)) < 230

    def test_without_a_hit_it_begins_at_the_beginning(self) -> None:
        assert snippet("One, two.", read_query("three")) == [Piece("One, two.")]
        assert snippet("", read_query("three")) == []

    def test_accents_and_case_do_not_hide_a_hit(self) -> None:
        assert highlight("Phim Đêm Trắng", read_query("dem tra")) == [
            Piece("Phim "),
            Piece("Đêm", hit=True),
            Piece(" "),
            Piece("Trắng", hit=True),
        ]

    @given(st.text(), st.text())
    def test_highlighting_changes_no_character(self, text: str, typed: str) -> None:
        assert "".join(p.text for p in highlight(text, read_query(typed))) == text


class TestHolds:
    """The same as the index says, of texts that are redacted for one reader."""

    @pytest.mark.parametrize(
        "typed", ["lamp", "LAMP burn", "burns lamp", '"lamp burns"', "don't", "lam", "keeper lamp"]
    )
    def test_each_phrase_in_one_of_the_texts(self, typed: str) -> None:
        assert holds(["The lamp burns, don't it?", "A keeper."], read_query(typed))

    @pytest.mark.parametrize(
        "typed", ["moth", '"burns lamp"', "lam burns", '"lam"', '"it keeper"', "don't burns moth"]
    )
    def test_what_is_not_there(self, typed: str) -> None:
        assert not holds(["The lamp burns, don't it?", "A keeper."], read_query(typed))


def test_words_have_no_apostrophes() -> None:
    assert words_of("The keeper’s lamp, 1999") == ["the", "keeper", "s", "lamp", "1999"]
