"""`houselights settings` shows what is set, and changes what the house itself keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ops.houses import houselights

pytestmark = pytest.mark.slow


def test_a_choice_is_set_shown_and_refused_in_words(tmp_path: Path) -> None:
    done = houselights("settings", "registration", "invited", "--data", tmp_path)
    assert (done.returncode, done.stderr) == (0, "registration is set; it acts at once.\n")
    for value in ("perhaps", "true"):
        refused = houselights("settings", "registration", value, "--data", tmp_path)
        assert refused.returncode == 1
        assert "must be one of: 'open', 'invited', 'closed'" in refused.stderr
    shown = houselights("settings", "registration", "--json", "--data", tmp_path)
    assert json.loads(shown.stdout)["registration"]["value"] == "invited"


@pytest.mark.long
def test_choices_have_kinds(tmp_path: Path) -> None:
    for name, value in (("removed_days", "45"), ("house_name", "1984"), ("demonstration", "no")):
        assert houselights("settings", name, value, "--data", tmp_path).returncode == 0
    shown = json.loads(houselights("settings", "--json", "--data", tmp_path).stdout)
    assert shown["removed_days"]["value"] == 45
    assert shown["house_name"]["value"] == "1984"
    assert shown["demonstration"]["value"] is False
    refused = houselights("settings", "removed_days", "many", "--data", tmp_path)
    assert "removed_days must be a whole number" in refused.stderr


def test_the_environment_is_shown_without_secrets_and_not_changed(tmp_path: Path) -> None:
    told = {"EMAIL_URL": "smtp://house:s3cr3t@localhost", "HOUSELIGHTS_SECRET_KEY": "s3cr3t" * 9}
    shown = houselights("settings", "--data", tmp_path, **told)
    assert "EMAIL_URL = smtp://house:•••@localhost" in shown.stdout
    assert "s3cr3t" not in shown.stdout
    assert max(len(line) for line in shown.stdout.splitlines() if line[0] == " ") <= 80
    refused = houselights("settings", "EMAIL_URL", "smtp://h", "--data", tmp_path)
    assert "EMAIL_URL is set in the environment" in refused.stderr


def test_what_cannot_be_read_is_one_sentence_before_anything_starts(tmp_path: Path) -> None:
    data = tmp_path / "house"
    refused = houselights("run", "--data", data, HOUSELIGHTS_PUBLIC_URL="https://a.example/films")
    assert refused.returncode == 1
    assert refused.stderr.startswith("houselights: HOUSELIGHTS_PUBLIC_URL must be an address")
    assert refused.stderr.count("\n") == 1
    assert not data.exists()


def test_a_stranger_in_the_environment_is_warned_about(tmp_path: Path) -> None:
    slip = f"HOUSELIGHTS_{'EMIAL_URL'}"
    warned = houselights("settings", "house_name", "--data", tmp_path, **{slip: "smtp://h"})
    assert warned.returncode == 0
    assert f"houselights: {slip} in the environment is no setting; is " in warned.stderr
