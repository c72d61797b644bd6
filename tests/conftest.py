"""What all tests share: the browser, and the counts that `houselights test` adds up."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import settings

from houselights.ops.chromium import ARGUMENTS, find_chromium
from tests.settings import ENGINE

pytest_plugins = ["tests.cast"]

# How long an example takes says how busy the machine is, and nothing of the program.
settings.register_profile("houselights", deadline=None)
settings.load_profile("houselights")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts Chromium: the system's, if there is one."""
    return {"executable_path": find_chromium(), "args": list(ARGUMENTS)}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Each test begins in English, whatever language a page of the test before was made in."""
    yield
    translation.deactivate()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second engine nothing runs that asks no database: it said the same on the first."""
    if ENGINE == "sqlite":
        return
    left_out = [item for item in items if not _asks_the_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _asks_the_database(item)]


def _asks_the_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "engine"))
    return marked or "django_db_setup" in getattr(item, "fixturenames", ())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the counts where the command `houselights test` finds them."""
    file = os.environ.get("HOUSELIGHTS_TEST_COUNTS")
    if file:
        Path(file).write_text(json.dumps(_counts(terminalreporter.stats)))


def _counts(stats: dict[str, list[Any]]) -> dict[str, int]:
    many = {name: len(reports) for name, reports in stats.items()}
    return {
        "passed": many.get("passed", 0) + many.get("xfailed", 0),
        "failed": many.get("failed", 0) + many.get("error", 0),
        "skipped": many.get("skipped", 0),
    }
