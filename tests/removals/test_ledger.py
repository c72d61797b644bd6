"""The ledger outlives crashes, and the database makes up for what it missed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from houselights.base.errors import Refusal
from houselights.removals import ledger
from houselights.removals.actions import keep_out, lift, take_over, write_ledger
from houselights.removals.models import Cause, Tombstone
from houselights.removals.reads import row_digest
from houselights.removals.rules import Subject

TEXT = Subject("review", "abc123", ("The Long Lamp", 1999), ("Slow", "It is slow."))


@pytest.fixture
def stone(db: None) -> Tombstone:
    keep_out([TEXT], cause=Cause.REMOVED)
    write_ledger()
    return Tombstone.objects.get()


def test_a_tombstone_is_one_line_and_tells_no_word(stone: Tombstone, ledger_folder: Path) -> None:
    (line,) = (ledger_folder / ledger.LEDGER).read_text().splitlines()
    assert "slow" not in line.lower()
    assert ledger.read()[stone.public_id]["row"] == row_digest("review", "abc123")


def test_only_its_owner_may_read_key_and_ledger(stone: Tombstone, ledger_folder: Path) -> None:
    for name in (ledger.KEY, ledger.LEDGER):
        assert stat.S_IMODE((ledger_folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(ledger_folder.stat().st_mode) == 0o700


def test_the_last_line_of_a_tombstone_counts(stone: Tombstone) -> None:
    lift(stone.row)
    assert write_ledger() == 1
    assert ledger.read()[stone.public_id]["lifted_at"]
    assert write_ledger() == 0


def test_an_older_line_that_comes_last_does_not_count(stone: Tombstone) -> None:
    older = ledger.read()
    lift(stone.row)
    write_ledger()
    ledger.append(older.values())
    assert ledger.read()[stone.public_id]["lifted_at"]


def test_a_ledger_without_its_key_gets_no_other(stone: Tombstone, ledger_folder: Path) -> None:
    (ledger_folder / ledger.KEY).unlink()
    with pytest.raises(Refusal, match="lacks its file “key”"):
        ledger.removal_key()


def test_a_crash_after_the_commit_is_made_up_for(stone: Tombstone) -> None:
    Tombstone.objects.update(in_ledger=False)
    assert write_ledger() == 1
    assert len(ledger.read()) == 1


def test_a_torn_line_spoils_no_other(stone: Tombstone, ledger_folder: Path) -> None:
    file = ledger_folder / ledger.LEDGER
    file.write_bytes(file.read_bytes() + b'{"id": "torn", "ki')
    assert set(ledger.read()) == {stone.public_id}
    lift(stone.row)
    write_ledger()
    assert ledger.read()[stone.public_id]["lifted_at"]
    file.write_bytes(file.read_bytes() + b"\x00\xff\x00")
    assert set(ledger.read()) == {stone.public_id}


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text('{"name": "no tombstone"}\n')
    with pytest.raises(Refusal, match="line 1"):
        ledger.read(tmp_path / "other.jsonl")


def test_a_database_without_them_takes_the_tombstones_over(stone: Tombstone) -> None:
    Tombstone.objects.all().delete()
    for _again in range(2):
        take_over(ledger.read().values())
    taken = Tombstone.objects.get()
    assert (taken.public_id, taken.row, taken.in_ledger) == (stone.public_id, stone.row, True)


def test_versions_that_say_the_same_leave_one_tombstone(db: None) -> None:
    keep_out([TEXT, TEXT], cause=Cause.DELETED)
    assert Tombstone.objects.count() == 1
