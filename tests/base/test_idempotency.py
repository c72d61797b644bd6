"""Acting once under one key."""

from __future__ import annotations

import pytest

from houselights.base.idempotency import Answer, once

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def test_a_repeated_key_acts_once_and_answers_the_same() -> None:
    acts: list[int] = []

    def act() -> Answer:
        acts.append(1)
        return {"number": len(acts)}

    assert once("alice", "ask", "k1", act) == {"number": 1}
    assert once("alice", "ask", "k1", act) == {"number": 1}
    assert once("alice", "ask", "k2", act) == {"number": 2}
    assert once("bruno", "ask", "k1", act) == {"number": 3}


def test_an_action_that_fails_keeps_no_answer() -> None:
    def fail() -> Answer:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        once("alice", "ask", "k1", fail)
    assert once("alice", "ask", "k1", lambda: {"done": True}) == {"done": True}


def test_without_a_key_nothing_is_kept() -> None:
    acts: list[int] = []
    for _ in range(2):
        once("alice", "ask", "", lambda: acts.append(1) or {})  # type: ignore[func-returns-value]
    assert len(acts) == 2
