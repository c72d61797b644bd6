"""Where a Chromium is, for the tests and pictures that need one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Sandboxes and caches as they must be where tests run as root, in containers.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking")


def find_chromium() -> str | None:
    """The system's Chromium, else the one that Playwright keeps for itself, else None."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    kept = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright"
    programs = sorted(Path(kept).glob("chromium-*/chrome-*/chrome"))
    return str(programs[-1]) if programs else None
