"""The file of a backup is as it was written, or it is refused."""

from __future__ import annotations

import random
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houselights.base.errors import Refusal
from houselights.upkeep.archive import check_seal, pack, read_manifest, unpack
from houselights.upkeep.manifest import Manifest, Rows, Table, manifest_from, member_of, table_of

MOMENT = datetime(2026, 11, 25, 19, 46, tzinfo=UTC)


def no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A small archive of two members, one of them empty."""
    files = {"rows": tmp_path / "rows", "secret_key": tmp_path / "key"}
    files["rows"].write_bytes(random.Random(7).randbytes(3_000))  # noqa: S311
    files["secret_key"].write_bytes(b"")
    manifest = Manifest(
        program="0.0",
        created=MOMENT,
        engine="sqlite",
        rows=Rows({"film": Table(1, "0" * 64)}, ("base.0001_initial",)),
        members={name: member_of(file) for name, file in files.items()},
    )
    pack(tmp_path / "one.tar", manifest, files)
    return tmp_path / "one.tar"


def test_it_is_a_tar_that_only_its_owner_reads(packed: Path) -> None:
    listed = subprocess.run(["tar", "tf", packed], capture_output=True, text=True, check=True)
    assert listed.stderr == ""
    assert listed.stdout.split() == ["manifest.json", "rows", "secret_key", "seal.sha256"]
    assert packed.stat().st_mode & 0o777 == 0o600


def test_what_comes_out_is_what_went_in(packed: Path, tmp_path: Path) -> None:
    manifest = check_seal(packed, no_progress)
    out = tmp_path / "out"
    out.mkdir()
    unpack(packed, manifest, out)
    assert (out / "rows").read_bytes() == (tmp_path / "rows").read_bytes()
    assert manifest_from(manifest.to_json()) == manifest


def test_the_same_rows_make_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    files = {"rows": tmp_path / "rows", "secret_key": tmp_path / "key"}
    pack(tmp_path / "two.tar", read_manifest(packed), files)
    assert (tmp_path / "two.tar").read_bytes() == packed.read_bytes()


def test_no_byte_may_change(packed: Path) -> None:
    whole = packed.read_bytes()
    for place in range(0, len(whole), 13):
        packed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        with pytest.raises(Refusal, match=r"damaged|no backup|later format"):
            check_seal(packed, no_progress)


@pytest.mark.parametrize("left", [0, 1, 512, 3_000, -1, -1024])
def test_no_end_may_be_missing(packed: Path, left: int) -> None:
    packed.write_bytes(packed.read_bytes()[:left])
    with pytest.raises(Refusal):
        check_seal(packed, no_progress)


def test_nothing_may_be_added(packed: Path) -> None:
    packed.write_bytes(packed.read_bytes() + b"\0")
    with pytest.raises(Refusal, match="damaged"):
        check_seal(packed, no_progress)


def test_another_tar_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("A lamp.")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "words", "words")
    with pytest.raises(Refusal, match="no backup of Houselights"):
        read_manifest(tmp_path / "other.tar")


def test_a_later_format_asks_for_a_later_program(packed: Path) -> None:
    later = read_manifest(packed).to_json().replace(b'"format": 1', b'"format": 2')
    with pytest.raises(Refusal, match="upgrade the program first"):
        manifest_from(later)


def test_a_failed_backup_leaves_no_file(packed: Path, tmp_path: Path) -> None:
    manifest = read_manifest(packed)
    with pytest.raises(FileNotFoundError):
        pack(tmp_path / "two.tar", manifest, {"rows": tmp_path / "not-there"})
    assert list(tmp_path.glob("*two*")) + list(tmp_path.glob(".*")) == []


@given(st.lists(st.binary(max_size=8), max_size=8), st.randoms(use_true_random=False))
def test_a_table_is_known_by_its_rows_in_any_order(rows: list[bytes], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert table_of(shuffled) == table_of(rows)
    assert table_of([*rows, b"one more"]) != table_of(rows)
    if rows:
        assert table_of([*rows, rows[0]]).digest != table_of(rows).digest
