"""What readers' marks come to, and how little a ring of accounts can do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houselights.spoilers.rules import (
    ENOUGH,
    MOST_COVERED,
    UNKNOWN_TOGETHER,
    Bounds,
    Case,
    Outcome,
    Said,
    Track,
    holds,
    lower_bound,
    settle,
    weight_of,
    weight_together,
)

BOUNDS = Bounds(harmless=112, outright=450)
FRESH = Track(days=0.5)
AGED = Track(days=400)
ORDINARY = Track(by_editors=10, wrong=1, days=90)
BEST = Track(by_editors=200, by_authors=200, days=900)
RINGS = {"fresh": FRESH, "aged": AGED, "best": BEST}
MIDDLE = 250
MOST_OF_TEN = 4  # sentences of a text that ten accounts of the best record can cover


def marks(number: int, track: Track, *, gives_away: bool = True) -> list[Said]:
    return [Said(gives_away, track)] * number


def case(*said: list[Said], **fields: object) -> Case:
    given_marks = [one for some in said for one in some]
    return replace(Case(marks=given_marks, suspicion=MIDDLE, bounds=BOUNDS), **fields)  # type: ignore[arg-type]


# ── weights ─────────────────────────────────────────────────────────────────────────────────────


def test_weight_grows_with_what_was_confirmed() -> None:
    """Known figures of Wilson's bound, scaled."""
    assert lower_bound(10, 11) == pytest.approx(0.7397, abs=1e-3)
    assert weight_of(ORDINARY) == pytest.approx(0.479, abs=2e-3)
    assert weight_of(Track(by_editors=3, days=30)) == pytest.approx(0.293, abs=2e-3)
    assert 0.9 < weight_of(BEST) <= 1


def test_a_coin_weighs_nothing_and_less_than_somebody_unknown() -> None:
    assert weight_of(Track(by_editors=20, wrong=20, days=90)) == 0 < weight_of(AGED)


def test_authors_alone_make_nobody_known() -> None:
    """Or a ring's own authors would vouch for its readers."""
    vouched = Track(by_authors=50, days=400)
    assert weight_of(vouched) == weight_of(AGED)
    assert weight_of(Track(by_authors=50, by_editors=2, days=400)) < 0.5


def test_a_record_of_a_young_account_does_not_count() -> None:
    assert weight_of(replace(BEST, days=2)) == weight_of(FRESH)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.floats(0, 4000))
def test_any_weight_is_between_0_and_1(editors: int, authors: int, wrong: int, days: float) -> None:
    assert 0 <= weight_of(Track(editors, authors, wrong, days)) <= 1


@given(st.lists(st.sampled_from([FRESH, AGED]), max_size=500))
def test_unknown_accounts_settle_nothing_however_many(tracks: list[Track]) -> None:
    assert weight_together(tracks) <= UNKNOWN_TOGETHER < ENOUGH
    for suspicion in (0, MIDDLE, 1000):
        for side in (True, False):
            said = [Said(side, track) for track in tracks]
            assert settle(case(said, suspicion=suspicion)) in (Outcome.OPEN, Outcome.WAITS)


# ── what settles ────────────────────────────────────────────────────────────────────────────────


def test_three_ordinary_readers_cover_a_sentence() -> None:
    assert settle(case(marks(2, ORDINARY))) is Outcome.WAITS
    assert settle(case(marks(3, ORDINARY))) is Outcome.GIVES_AWAY


def test_two_readers_never_do_however_good() -> None:
    assert settle(case(marks(2, BEST))) is Outcome.WAITS


def test_three_ordinary_readers_find_a_sentence_harmless() -> None:
    assert settle(case(marks(3, ORDINARY, gives_away=False))) is Outcome.HARMLESS


def test_readers_do_not_cover_what_the_program_clearly_takes_for_harmless() -> None:
    assert settle(case(marks(10, BEST), suspicion=50)) is Outcome.WAITS


def test_readers_do_not_open_what_the_program_clearly_takes_to_tell() -> None:
    assert settle(case(marks(10, BEST, gives_away=False), suspicion=450)) is Outcome.WAITS


@pytest.mark.parametrize("side", [True, False])
def test_readers_do_not_settle_against_the_author(*, side: bool) -> None:
    said = marks(10, BEST, gives_away=side)
    assert settle(case(said, author_said=not side)) is Outcome.WAITS


def test_nothing_is_settled_while_the_author_may_answer() -> None:
    assert settle(case(marks(10, BEST), must_wait=True)) is Outcome.OPEN


def test_two_known_readers_who_say_otherwise_bring_it_before_the_editors() -> None:
    ring = marks(10, BEST)
    assert settle(case(ring, marks(2, ORDINARY, gives_away=False))) is Outcome.WAITS
    assert settle(case(ring, marks(1, ORDINARY, gives_away=False))) is Outcome.GIVES_AWAY


def test_each_further_sentence_of_a_text_needs_twice_as_much() -> None:
    fewest = [
        next(n for n in range(1, 100) if holds(case(marks(n, BEST), earlier=k), gives_away=True))
        for k in range(5)
    ]
    assert fewest == [3, 3, 5, 10, 20]


def test_one_young_account_asks_no_editor_and_two_do() -> None:
    assert settle(case(marks(1, FRESH))) is Outcome.OPEN
    assert settle(case(marks(2, FRESH))) is Outcome.WAITS
    assert settle(case(marks(1, AGED))) is Outcome.WAITS


def test_marks_that_say_what_the_program_says_ask_for_nothing() -> None:
    assert settle(case(marks(2, AGED), suspicion=800)) is Outcome.OPEN
    assert settle(case(marks(2, AGED, gives_away=False))) is Outcome.OPEN


# ── rings ───────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Text:
    """A text as its readers' marks leave it: for each sentence suspicion, words, and the state."""

    sentences: list[tuple[int, int]]
    marks: dict[int, dict[int, Said]] = field(default_factory=dict)  # by sentence, by person
    settled: dict[int, bool] = field(default_factory=dict)  # in the order of settling

    def mark(self, person: int, number: int, said: Said) -> None:
        self.marks.setdefault(number, {})[person] = said
        outcome = settle(self.case(number))
        if outcome is Outcome.GIVES_AWAY:
            self.settled.setdefault(number, True)
            self.settled[number] = True
        elif outcome is Outcome.HARMLESS:
            self.settled[number] = False

    def case(self, number: int) -> Case:
        others = [n for n, gives_away in self.settled.items() if gives_away and n != number]
        whole = sum(words for _suspicion, words in self.sentences)
        covered = sum(self.sentences[n][1] for n in [*others, number])
        return Case(
            marks=list(self.marks.get(number, {}).values()),
            suspicion=self.sentences[number][0],
            bounds=BOUNDS,
            earlier=len(others),
            share=covered / whole,
        )

    @property
    def covered(self) -> list[int]:
        return [number for number, gives_away in self.settled.items() if gives_away]

    @property
    def share(self) -> float:
        words = [words for _suspicion, words in self.sentences]
        return sum(words[n] for n in self.covered) / sum(words)


@st.composite
def attacks(draw: st.DrawFn, suspicions: st.SearchStrategy[int]) -> Text:
    """A text after up to ten colluding accounts did with it whatever they like, in any order.

    Each act is one account's mark of one sentence, either way, and with the record that it has at
    that moment: they may wait, grow, and come back, all at once or one by one.
    """
    text = Text(draw(st.lists(st.tuples(suspicions, st.integers(3, 40)), min_size=4, max_size=20)))
    act = st.tuples(
        st.integers(0, 9),
        st.integers(0, len(text.sentences) - 1),
        st.booleans(),
        st.sampled_from([FRESH, AGED, ORDINARY, BEST]),
    )
    for person, number, side, track in draw(st.lists(act, max_size=120)):
        text.mark(person, number, Said(side, track))
    return text


@settings(max_examples=150)
@given(attacks(st.integers(0, 111)))
def test_ten_can_not_cover_anything_that_is_clearly_harmless(text: Text) -> None:
    assert text.covered == []


@settings(max_examples=150)
@given(attacks(st.integers(450, 1000)))
def test_ten_can_not_open_anything_that_clearly_tells(text: Text) -> None:
    assert False not in text.settled.values()


@settings(max_examples=150)
@given(attacks(st.integers(0, 1000)))
def test_ten_can_cover_no_more_than_a_few_sentences_of_any_text(text: Text) -> None:
    assert len(text.covered) <= MOST_OF_TEN
    assert text.share <= MOST_COVERED


@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("by_sentence", [True, False])
def test_ten_who_mark_every_sentence(ring: str, *, by_sentence: bool) -> None:
    """In one burst, sentence by sentence, or slowly, account by account: the most they get."""
    text = Text([(MIDDLE, 20)] * 20)
    acts = [(person, n) for person in range(10) for n in range(20)]
    for person, n in sorted(acts, key=lambda act: act[::-1]) if by_sentence else acts:
        text.mark(person, n, Said(True, RINGS[ring]))
    assert len(text.covered) == (MOST_OF_TEN if ring == "best" else 0)


@pytest.mark.parametrize("ring", RINGS)
def test_ten_can_not_open_what_three_honest_readers_covered(ring: str) -> None:
    text = Text([(MIDDLE, 20)] * 8)
    for person in range(3):
        text.mark(person, 0, Said(True, ORDINARY))
    assert text.covered == [0]
    for person in range(10, 20):
        text.mark(person, 0, Said(False, RINGS[ring]))
    assert text.covered == [0]
    assert settle(text.case(0)) in (Outcome.WAITS, Outcome.GIVES_AWAY)
    assert holds(text.case(0), gives_away=True)
