"""`houselights invite`: a link from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.ops.houses import houselights

pytestmark = pytest.mark.slow


def test_a_link_is_printed_once(tmp_path: Path) -> None:
    made = houselights("invite", "--uses", "5", "--note", "The film club", "--data", tmp_path)
    assert made.returncode == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/join/[\w-]{32}/\n", made.stdout)
    assert "for 5 people who join as reviewer" in made.stderr
    told = json.loads(
        houselights("invite", "--role", "editor", "--json", "--data", tmp_path).stdout
    )
    assert (told["uses"], told["role"]) == (1, "editor")
    assert told["link"] != made.stdout.strip()


def test_refusals_are_one_sentence(tmp_path: Path) -> None:
    endless = houselights("invite", "--uses", "0", "--data", tmp_path)
    assert endless.returncode == 1
    assert endless.stderr == "houselights: Say a number from 1 to 1000.\n"
    assert houselights("invite", "--role", "administrator", "--data", tmp_path).returncode == 2
