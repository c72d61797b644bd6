"""A ledger of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def ledger_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Where the ledger and the key of the test stand."""
    settings.LEDGER_DIR = str(tmp_path / "ledger")
    return tmp_path / "ledger"
