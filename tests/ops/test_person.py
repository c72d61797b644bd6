"""`houselights person`: accounts and roles from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import PASSWORD
from tests.ops.houses import environment, houselights

pytestmark = pytest.mark.slow

MAKE = ("person", "make", "carla", "--email", "carla@example.org", "--password-stdin")


def make(data: Path, *more: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "houselights", *MAKE, *more, "--data", str(data)],
        env=environment(),
        input=f"{password}\n",
        capture_output=True,
        text=True,
        check=False,
    )


def roles(data: Path) -> list[str]:
    shown = houselights("person", "show", "Carla", "--json", "--data", data)
    found: list[str] = json.loads(shown.stdout)["roles"]
    return found


def test_an_account_is_made_and_its_roles_change(tmp_path: Path) -> None:
    made = make(tmp_path, "--role", "editor")
    assert (made.returncode, made.stderr) == (0, "carla may sign in now.\n")
    added = houselights("person", "role", "carla", "add", "moderator", "--data", tmp_path)
    assert added.stderr == "carla has: editor, moderator.\n"
    houselights("person", "role", "carla", "remove", "editor", "--data", tmp_path)
    assert roles(tmp_path) == ["moderator"]


def test_the_only_administrator_is_kept(tmp_path: Path) -> None:
    make(tmp_path, "--role", "administrator")
    refused = houselights("person", "role", "carla", "remove", "administrator", "--data", tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("houselights: This is the only administrator.")
    assert roles(tmp_path) == ["administrator"]


def test_refusals_are_one_sentence(tmp_path: Path) -> None:
    weak = make(tmp_path, password="12345678")
    nobody = houselights("person", "show", "nobody", "--data", tmp_path)
    assert (weak.returncode, nobody.returncode) == (1, 1)
    assert "Traceback" not in weak.stderr + nobody.stderr
    assert nobody.stderr == "houselights: Nobody here has the handle nobody.\n"


def test_an_unknown_role_is_wrong_usage(tmp_path: Path) -> None:
    assert make(tmp_path, "--role", "projectionist").returncode == 2
