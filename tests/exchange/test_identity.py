"""Which text on a page is which row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from houselights.exchange.identity import Known, Matching, identify, identity_of_key

TEXTS = st.lists(st.tuples(st.none() | st.text(max_size=3), st.text(max_size=3)), max_size=12)


def never(_at: int, _row: int) -> bool:
    """No text is an edited copy of another."""
    return False


def known_from(texts: list[tuple[str | None, str]]) -> list[Known]:
    """Rows 100, 101, … as that page made them."""
    return [Known(100 + at, identity, at + 1) for at, identity in enumerate(identify(texts))]


@given(TEXTS)
def test_keys_are_unique_on_a_page_and_read_back(texts: list[tuple[str | None, str]]) -> None:
    identities = identify(texts)
    keys = [identity.key for identity in identities]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 for key in keys)
    assert [identity_of_key(key) for key in keys] == identities


@given(TEXTS)
def test_the_same_page_matches_row_by_row(texts: list[tuple[str | None, str]]) -> None:
    found = Matching(identify(texts), known_from(texts), never).run()
    assert found == {at: 100 + at for at in range(len(texts))}


@given(TEXTS, TEXTS)
def test_no_row_is_given_twice(
    before: list[tuple[str | None, str]], after: list[tuple[str | None, str]]
) -> None:
    found = Matching(identify(after), known_from(before), never).run()
    assert len(set(found.values())) == len(found)


def test_a_changed_body_is_known_by_headline_and_place() -> None:
    before = [("A", "one"), ("B", "two"), ("C", "three")]
    after = [("new", "zero"), ("A", "one"), ("B", "2"), ("C", "three")]
    found = Matching(identify(after), known_from(before), never).run()
    assert found == {1: 100, 2: 101, 3: 102}


def test_another_page_with_a_common_headline_is_not_mixed_up() -> None:
    before = [("X", "one"), ("Great", "two")]
    after = [("Great", "other"), ("Y", "three"), ("Z", "four")]
    assert Matching(identify(after), known_from(before), never).run() == {}
