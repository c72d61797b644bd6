"""backup, restore and doctor as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ops.houses import houselights, open_house
from tests.upkeep.houses import add_person

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with an administrator."""
    folder = tmp_path_factory.mktemp("house") / "var"
    add_person(folder, "ada", "--role", "administrator")
    return folder


def test_the_doctor_names_each_finding_in_eighty_columns(data: Path) -> None:
    seen = houselights("doctor", "--data", data)
    assert seen.returncode == 0
    assert seen.stdout.startswith("✓  database")
    assert "! " in seen.stdout
    assert "→ ./houselights backup --check, best every night" in seen.stdout
    assert max(map(len, seen.stdout.splitlines())) <= 80


def test_the_doctor_ends_with_one_where_something_is_wrong(data: Path) -> None:
    public = "http://reviews.example.org"
    seen = houselights("doctor", "--json", "--data", data, HOUSELIGHTS_PUBLIC_URL=public)
    assert seen.returncode == 1
    report = json.loads(seen.stdout)
    assert report["healthy"] is False
    wrong = [each for each in report["findings"] if each["level"] == "wrong"]
    assert [each["about"] for each in wrong] == ["address"]
    assert wrong[0]["mend"]


def test_the_doctor_sees_the_worker_of_an_open_house(data: Path) -> None:
    with open_house(data) as house:
        assert house.get("/") == 200
        report = json.loads(houselights("doctor", "--json", "--data", data).stdout)
        lives = [each for each in report["findings"] if each["about"] == "worker"]
        assert {each["level"] for each in lives} == {"fine"}


def test_where_there_is_no_house_nothing_is_made(tmp_path: Path) -> None:
    for words in (["doctor"], ["backup"]):
        refused = houselights(*words, "--data", tmp_path / "none")
        assert refused.returncode == 1
        assert refused.stderr.startswith("houselights: There is no house in ")
    assert not (tmp_path / "none").exists()


def test_a_backup_by_command(data: Path, tmp_path: Path) -> None:
    for _ in range(3):
        done = houselights("backup", "--check", "--keep", "2", "--to", tmp_path, "--data", data)
        assert done.returncode == 0
        assert "is whole" in done.stderr
    assert "Deleted, because newer ones are kept" in done.stderr
    assert len(list(tmp_path.iterdir())) == 2
    report = json.loads(houselights("backup", "--json", "--data", data).stdout)
    assert report["rows"]["accounts_person"] == 1
    assert report["checked"] is False
    assert Path(report["file"]).parent == data / "backups"
