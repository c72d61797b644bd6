"""Where upkeep puts its files in the data folder."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

BACKUPS = "backups"
RESTORING = "restoring"
READY = "ready"
SECRET_KEY = "secret_key"  # noqa: S105  # the name of the file, not the key
REMOVAL_KEY = "removal_key"


def data() -> Path:
    """The house's folder."""
    return Path(settings.DATA_DIR)


def backups() -> Path:
    """Where backups go unless somebody names another place; made where it is missing."""
    folder = data() / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def running() -> Path:
    """Locks, stamps and what is made anew when missing."""
    folder = data() / "run"
    folder.mkdir(exist_ok=True)
    return folder


def is_broken_off(folder: Path) -> bool:
    """Whether a restore was ready to change the house in `folder` and did not come to its end."""
    return (folder / RESTORING / READY).exists()
