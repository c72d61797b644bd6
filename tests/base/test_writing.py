"""The door for writes."""

from __future__ import annotations

import pytest

from houselights.base.house import choice, choose
from houselights.base.writing import generations, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]


def test_a_write_raises_the_version_once_it_has_committed() -> None:
    before = generations().read(70_001)
    with write(70_001):
        assert generations().read(70_001) is None
    assert before is not None
    assert generations().read(70_001) == before + 1


def test_an_inner_write_holds_its_film_until_the_outer_one_commits() -> None:
    with write(70_002):
        with write(70_003):
            pass
        assert generations().read(70_003) is None
    assert generations().read(70_003) is not None


def test_what_fails_leaves_nothing_behind_and_no_lease() -> None:
    def change_and_fail() -> None:
        with write(70_004):
            choose("house_name", "Half done")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert choice("house_name") == "Houselights"
    assert generations().read(70_004) is not None


def test_a_failed_inner_write_undoes_only_itself() -> None:
    def fail_inside() -> None:
        with write():
            choose("house_name", "Inner")
            raise RuntimeError

    with write():
        choose("shortest_review", 600)
        with pytest.raises(RuntimeError):
            fail_inside()
    assert choice("shortest_review") == 600
    assert choice("house_name") == "Houselights"
