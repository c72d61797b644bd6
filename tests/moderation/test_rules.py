"""Receipts can't be guessed; reports, decisions and objections say what they lack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.base.ids import new_public_id
from houselights.base.limits import REPORT_CHARACTERS
from houselights.moderation.models import Act, Reason
from houselights.moderation.rules import (
    LETS_STAND,
    NEEDS_CONTACT,
    NEEDS_DETAILS,
    REVERSE,
    TAKES_AWAY,
    Decision,
    Reported,
    problems_of_decision,
    problems_of_objection,
    problems_of_report,
    receipt_token,
    report_id_of,
    why_not_answer,
    why_not_decide,
    why_not_object,
)

# ── receipts ────────────────────────────────────────────────────────────────────────────────────


def test_a_token_leads_back_to_its_report() -> None:
    report_id = new_public_id()
    assert report_id_of(receipt_token(report_id)) == report_id


@given(st.text(max_size=60))
def test_nobody_guesses_a_token(guess: str) -> None:
    assert report_id_of(guess) is None
    assert report_id_of(f"0123456789ab:{guess}") is None


def test_a_token_for_one_report_opens_no_other() -> None:
    mine, other = new_public_id(), new_public_id()
    signature = receipt_token(mine).partition(":")[2]
    assert report_id_of(f"{other}:{signature}") is None


# ── reports ─────────────────────────────────────────────────────────────────────────────────────


def test_a_reason_is_enough_where_nobody_must_be_asked_back() -> None:
    for reason in {*Reason.values} - NEEDS_CONTACT - NEEDS_DETAILS:
        assert problems_of_report(Reported(reason)) == {}, reason


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Reported(), {"reason"}),
        (Reported("boredom"), {"reason"}),
        (Reported("mine"), {"contact"}),
        (Reported("rights"), {"details", "contact"}),
        (Reported("private", "The third line."), {"contact"}),
        (Reported("other", " \n "), {"details"}),
        (Reported("spam", contact="nowhere"), {"contact"}),
        (Reported("spam", contact="a@example.org\nBcc: b@example.org"), {"contact"}),
        (Reported("spam", "x" * (REPORT_CHARACTERS + 1)), {"details"}),
        (Reported("rights", "Mine since 1999.", "me@example.org"), set()),
    ],
)
def test_a_report_says_what_it_lacks(said: Reported, fields: set[str]) -> None:
    assert set(problems_of_report(said)) == fields


# ── decisions ───────────────────────────────────────────────────────────────────────────────────


def test_what_takes_a_text_away_needs_a_reason() -> None:
    for act in TAKES_AWAY:
        assert set(problems_of_decision(Decision(act))) == {"reason"}
        assert problems_of_decision(Decision(act, "abuse")) == {}
    assert problems_of_decision(Decision(Act.KEEP)) == {}
    assert set(problems_of_decision(Decision(Act.KEEP, "because"))) == {"reason"}
    assert set(problems_of_decision(Decision(Act.NOTE))) == {"note"}


def test_nobody_clears_their_own_text_while_another_could() -> None:
    for act in LETS_STAND:
        assert why_not_decide(act, has_colleagues=True)
        assert not why_not_decide(act, has_colleagues=False)
    assert not why_not_decide(Act.REMOVE, has_colleagues=True)


# ── objections ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("act", Act.values)
def test_each_objects_to_what_went_against_them(act: str) -> None:
    by_writer = not why_not_object(act, by_writer=True, is_last=True)
    by_reporter = not why_not_object(act, by_writer=False, is_last=True)
    assert by_writer == (act in {"hide", "remove", "close", "merge"})
    assert by_reporter == (act in {"keep", "restore"})
    assert (by_writer or by_reporter) == (act in REVERSE)
    assert why_not_object(act, by_writer=by_writer, is_last=False)


def test_an_objection_needs_words() -> None:
    assert set(problems_of_objection("  ")) == {"words"}
    assert problems_of_objection("Look again.") == {}


def test_another_moderator_answers_if_there_is_one() -> None:
    assert why_not_answer(answered=False, own_decision=True, has_colleagues=True)
    assert not why_not_answer(answered=False, own_decision=True, has_colleagues=False)
    assert not why_not_answer(answered=False, own_decision=False, has_colleagues=True)
    assert why_not_answer(answered=True, own_decision=False, has_colleagues=False)
