"""What the tests of upkeep share: PostgreSQL's own programs, and a folder for backups."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from houselights.upkeep import places
from tests.engines import unpack_programs


@pytest.fixture(autouse=True)
def _postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and its kin of the server that the tests run on."""
    if connection.vendor == "postgresql":
        path = os.pathsep.join([str(unpack_programs()), os.environ["PATH"]])
        monkeypatch.setenv("PATH", path)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where a test puts its backups; what the house itself kept goes afterwards."""
    yield tmp_path
    shutil.rmtree(places.data() / places.BACKUPS, ignore_errors=True)
    (places.running() / "last-backup.json").unlink(missing_ok=True)
