"""A backup takes the place of a house: by command, whole or not at all."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from houselights.upkeep.archive import pack, read_manifest, unpack
from houselights.upkeep.manifest import Manifest, Rows
from tests.ops.houses import environment, houselights, open_house
from tests.upkeep.houses import (
    FILM,
    add_page,
    add_person,
    backup,
    column,
    people,
    remove_review,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's locks and /proc"),
]

KILLED = Path(__file__).with_name("killed.py")
# The end of a run, which is no change of a file.
NEVER = 10**9


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a house of Carla and Mira, with a page of reviews."""
    folder = tmp_path_factory.mktemp("backed-up")
    add_person(folder / "var", "carla")
    add_person(folder / "var", "mira", "--role", "moderator")
    add_page(folder / "var")
    return backup(folder / "var", folder / "backup.tar")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house of Dora, which nobody changes: `var` beside it is a copy for each test."""
    data = tmp_path_factory.mktemp("other") / "original"
    add_person(data, "dora")
    return data


@pytest.fixture
def house(other: Path, tmp_path: Path) -> Path:
    """A copy of Dora's house."""
    return Path(shutil.copytree(other, tmp_path / "var"))


@pytest.fixture
def same(backed_up: Path, tmp_path: Path) -> Path:
    """A copy of the house of the backup as it was then."""
    return Path(shutil.copytree(backed_up.parent / "var", tmp_path / "var"))


def altered(file: Path, to: Path, change: Manifest) -> Path:
    """The same members under another manifest, rightly sealed."""
    members = to.with_suffix(".members")
    members.mkdir()
    unpack(file, read_manifest(file), members)
    pack(to, change, {name: members / name for name in change.members})
    return to


@pytest.mark.long
def test_an_empty_folder_becomes_the_house(backed_up: Path, tmp_path: Path) -> None:
    data = tmp_path / "new" / "var"
    done = houselights("restore", backed_up, "--data", data)
    assert done.returncode == 0
    assert people(data) == ["carla", "mira"]
    assert (data / "secret_key").read_bytes() == (
        backed_up.parent / "var" / "secret_key"
    ).read_bytes()
    assert "No ledger of removals was found" in done.stderr
    with open_house(data) as opened:
        assert opened.get("/films/the-long-lamp-1999/") == 200


def test_a_house_with_content_says_first_what_it_would_lose(backed_up: Path, same: Path) -> None:
    add_person(same, "dora")
    refused = houselights("restore", backed_up, "--data", same)
    assert refused.returncode == 1
    assert "Newer than the backup, and not in it: 1 people, 1 role grants." in refused.stderr
    assert "last written to on 20" in refused.stderr
    assert refused.stderr.endswith("say --force to replace it.\n")
    assert people(same) == ["carla", "dora", "mira"]


def test_force_replaces_it_and_keeps_the_old_one_aside(backed_up: Path, same: Path) -> None:
    add_person(same, "dora")
    version = (same / "run" / "generations").stat().st_ino
    done = houselights("restore", backed_up, "--force", "--data", same)
    assert done.returncode == 0
    assert people(same) == ["carla", "mira"]
    (aside,) = same.glob("houselights.sqlite3.before-restore-*")
    aside.rename(same / "houselights.sqlite3")
    assert people(same) == ["carla", "dora", "mira"]
    assert not (same / "restoring").exists()
    generations = same / "run" / "generations"
    assert not generations.exists() or generations.stat().st_ino != version


@pytest.mark.long
def test_everybody_has_to_sign_in_again(backed_up: Path, same: Path) -> None:
    with_session = backed_up.parent / "with-session.tar"
    column(same, "SELECT 1")
    subprocess.run([sys.executable, "-P", "-c", BEGIN_SESSION, same], env=environment(), check=True)
    backup(same, with_session)
    assert read_manifest(with_session).rows.tables["django_session"].rows == 1
    done = houselights("restore", with_session, "--force", "--data", same)
    assert "Everybody has to sign in again." in done.stderr
    assert column(same, "SELECT count(*) FROM django_session") == ["0"]


BEGIN_SESSION = """
import sys
from pathlib import Path
from houselights.ops.house import open_house
open_house(Path(sys.argv[1]))
from django.contrib.sessions.backends.db import SessionStore
SessionStore().create()
"""


def test_removed_since_the_backup_stays_removed(backed_up: Path, same: Path) -> None:
    remove_review(same, "Bring a coat")
    done = houselights("restore", backed_up, "--force", "--data", same)
    assert "Removed since then, and removed again: 1 texts." in done.stderr
    exported = houselights("export", "--film", FILM, "--data", same).stdout
    assert "Bring a coat" not in exported
    assert "Slow as a tide" in exported
    again = houselights("import", same.parent / "page.txt", "--film", FILM, "--data", same)
    assert again.returncode in (0, 1)
    assert "Bring a coat" not in houselights("export", "--film", FILM, "--data", same).stdout


@pytest.mark.long
def test_a_ledger_from_elsewhere_is_heeded(backed_up: Path, same: Path, tmp_path: Path) -> None:
    add_person(same, "dora")
    remove_review(same, "Bring a coat")
    late = backup(same, tmp_path / "late.tar")
    ledger = same / "ledger" / "ledger.jsonl"
    early = altered(backed_up, tmp_path / "early.tar", read_manifest(backed_up))
    lost = tmp_path / "lost" / "var"
    with_key = houselights("restore", late, "--ledger", ledger, "--data", lost)
    assert with_key.returncode == 0
    assert "Removed since then, and removed again: 0 texts." in with_key.stderr
    back = houselights("restore", early, "--force", "--data", lost)
    assert "removed again: 1 texts." in back.stderr


@pytest.mark.long
def test_a_backup_from_before_the_first_removal_takes_over_the_key_of_the_ledger(
    backed_up: Path, same: Path, tmp_path: Path
) -> None:
    remove_review(same, "Bring a coat")
    elsewhere = Path(shutil.copytree(same / "ledger", tmp_path / "elsewhere"))
    ledger = elsewhere / "ledger.jsonl"
    new = tmp_path / "new" / "var"
    done = houselights("restore", backed_up, "--ledger", ledger, "--data", new)
    assert "Removed since then, and removed again: 1 texts." in done.stderr
    assert "Bring a coat" not in houselights("export", "--film", FILM, "--data", new).stdout
    (elsewhere / "key").unlink()
    newer = tmp_path / "newer" / "var"
    refused = houselights("restore", backed_up, "--ledger", ledger, "--data", newer)
    assert refused.returncode == 1
    assert "lacks its file “key”" in refused.stderr
    assert not (newer / "houselights.sqlite3").exists()


def test_a_member_that_no_backup_has_is_refused(backed_up: Path, tmp_path: Path) -> None:
    manifest = read_manifest(backed_up)
    extra = replace(manifest, members={**manifest.members, "ready": manifest.members["secret_key"]})
    members = {name: tmp_path / name for name in manifest.members}
    unpack(backed_up, manifest, tmp_path)
    pack(tmp_path / "extra.tar", extra, {**members, "ready": tmp_path / "secret_key"})
    refused = houselights("restore", tmp_path / "extra.tar", "--data", tmp_path / "new" / "var")
    assert refused.returncode == 1
    assert "it has a member called ready" in refused.stderr


@pytest.mark.long
def test_the_ledger_of_another_house_is_refused(
    backed_up: Path, same: Path, tmp_path: Path
) -> None:
    remove_review(same, "Bring a coat")
    ours = backup(same, tmp_path / "ours.tar")
    theirs = tmp_path / "theirs" / "var"
    houselights("restore", backed_up, "--data", theirs).check_returncode()
    remove_review(theirs, "Bring a coat")
    refused = houselights("restore", ours, "--force", "--data", theirs)
    assert refused.returncode == 1
    assert "is of another house than this backup" in refused.stderr


def test_a_running_house_is_left_alone(backed_up: Path, house: Path) -> None:
    with open_house(house) as opened:
        opened.get("/")
        refused = houselights("restore", backed_up, "--force", "--data", house)
        assert refused.returncode == 1
        assert "The house is open" in refused.stderr
        assert houselights("backup", "--data", house).returncode == 0
    assert people(house) == ["dora"]


def test_a_broken_database_can_be_replaced(backed_up: Path, house: Path) -> None:
    (house / "houselights.sqlite3").write_bytes(b"no database at all" * 400)
    refused = houselights("restore", backed_up, "--data", house)
    assert "can't be read, so nobody can say what would be lost" in refused.stderr
    assert refused.returncode == 1
    assert houselights("restore", backed_up, "--force", "--data", house).returncode == 0
    assert people(house) == ["carla", "mira"]


def test_a_backup_of_a_later_program_is_refused(
    backed_up: Path, house: Path, tmp_path: Path
) -> None:
    manifest = read_manifest(backed_up)
    known = manifest.rows
    later = replace(
        manifest,
        program="99.0",
        rows=Rows(known.tables, (*known.migrations, "reviews.9999_of_tomorrow")),
    )
    file = altered(backed_up, tmp_path / "later.tar", later)
    refused = houselights("restore", file, "--force", "--data", house)
    assert refused.returncode == 1
    assert "made by Houselights 99.0" in refused.stderr
    assert "upgrade the program first" in refused.stderr
    assert people(house) == ["dora"]


def test_a_backup_of_another_database_is_refused(
    backed_up: Path, house: Path, tmp_path: Path
) -> None:
    other = replace(read_manifest(backed_up), engine="postgresql")
    file = altered(backed_up, tmp_path / "other.tar", other)
    refused = houselights("restore", file, "--force", "--data", house)
    assert "is a backup of postgresql, but this house uses sqlite" in refused.stderr


def test_a_damaged_backup_changes_nothing(backed_up: Path, house: Path, tmp_path: Path) -> None:
    whole = backed_up.read_bytes()
    file = tmp_path / "damaged.tar"
    middle = len(whole) // 2  # in the database, which is most of it
    file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    for words in (["--check"], ["--force"]):
        refused = houselights("restore", file, *words, "--data", house)
        assert refused.returncode == 1
        assert "is damaged" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert people(house) == ["dora"]
    assert not (house / "restoring").exists()


def test_check_says_what_it_compared(backed_up: Path, house: Path) -> None:
    checked = houselights("restore", "--check", backed_up, "--data", house)
    assert checked.returncode == 0
    assert "reviews_review" in checked.stderr
    assert "is whole" in checked.stderr
    assert people(house) == ["dora"]


# ── killed in the middle ────────────────────────────────────────────────────────────────────────


def restore_and_kill(backed_up: Path, data: Path, at: int) -> subprocess.CompletedProcess[str]:
    """Restore, killed just before the change of a file of that number."""
    return subprocess.run(
        [sys.executable, KILLED, str(at), "restore", backed_up, "--force", "--data", data],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )


def assert_old_or_new(data: Path, backed_up: Path, other: Path) -> bool:
    """The house opens as the old or the new one, with the keys of the same; whether it is new."""
    found = houselights("backup", "--json", "--data", data)
    if found.returncode:  # it was completed first, and says so
        assert "completed now" in found.stderr
        found = houselights("backup", "--json", "--data", data)
    rows = json.loads(found.stdout)["rows"]
    is_new = rows["accounts_person"] == 2
    assert people(data) == (["carla", "mira"] if is_new else ["dora"])
    of = backed_up.parent / "var" if is_new else other
    assert (data / "secret_key").read_bytes() == (of / "secret_key").read_bytes()
    assert not (data / "restoring" / "ready").exists()
    return is_new


def moments(backed_up: Path, house: Path) -> int:
    """How many changes of files a whole restore makes."""
    copy = shutil.copytree(house, house.with_name("whole"))
    whole = restore_and_kill(backed_up, Path(copy), NEVER)
    assert whole.returncode == 0
    return int(whole.stdout)


def kill_at(places: list[int], backed_up: Path, house: Path, other: Path) -> list[bool]:
    """For each moment a house that was killed there; whether it is the new one."""
    found = []
    for at in places:
        data = Path(shutil.copytree(house, house.with_name(f"killed-{at}")))
        assert restore_and_kill(backed_up, data, at).returncode == -signal.SIGKILL
        found.append(assert_old_or_new(data, backed_up, other))
    return found


@pytest.mark.long
def test_killed_in_the_middle_it_is_the_old_or_the_new_house(
    backed_up: Path, house: Path, other: Path
) -> None:
    total = moments(backed_up, house)
    places = [total * part // 6 for part in range(1, 6)] + [total]
    found = kill_at(places, backed_up, house, other)
    assert found == sorted(found)
    assert set(found) == {False, True}


@pytest.mark.long
def test_killed_at_any_moment_it_is_the_old_or_the_new_house(
    backed_up: Path, house: Path, other: Path
) -> None:
    total = moments(backed_up, house)
    found = kill_at(list(range(1, total + 1)), backed_up, house, other)
    assert found == sorted(found)
