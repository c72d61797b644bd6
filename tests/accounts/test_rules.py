"""Handles that there may be, and what roles add up to."""

from __future__ import annotations

import pytest

from houselights.accounts.models import Role
from houselights.accounts.rules import ABILITIES, Ability, abilities_of, handle_problem


@pytest.mark.parametrize("handle", ["al", "Alice", "a.b-c_d", "7seas", "x" * 30])
def test_handles_that_somebody_may_have(handle: str) -> None:
    assert handle_problem(handle) is None


@pytest.mark.parametrize(
    "handle",
    ["", "a", "x" * 31, ".alice", "alice-", "al ice", "al/ice", "alice@here", "Zoë", "al\n"],
)
def test_handles_of_a_wrong_shape(handle: str) -> None:
    assert "2 to 30 letters" in str(handle_problem(handle))


@pytest.mark.parametrize("handle", ["admin", "Moderator", "HOUSELIGHTS", "me", "set-up"])
def test_handles_of_the_house(handle: str) -> None:
    assert "kept for the house" in str(handle_problem(handle))


def test_every_role_says_what_it_may_do() -> None:
    assert set(ABILITIES) == set(Role.values)


def test_roles_add_up() -> None:
    both = abilities_of(["editor", "moderator"])
    assert both == abilities_of(["editor"]) | abilities_of(["moderator"])
    assert Ability.RUN_HOUSE not in both
    assert abilities_of([]) == abilities_of(["a role of the future"]) == frozenset()
