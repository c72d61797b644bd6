"""`houselights test`: the checks, then the tests on each engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

import houselights
from houselights.base.errors import Refusal
from houselights.ops.checks import run_checks, tools_environment
from houselights.ops.chromium import find_chromium

NO_TESTS_CHOSEN = 5  # pytest's own exit status
SKIPPED_WITHOUT_CHROMIUM = (
    "No Chromium was found, so the tests that drive a browser are left out. Install your system's "
    "chromium package (or run: playwright install chromium) to run them too."
)


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the tests: on which engine, and which of them (a pytest marker expression)."""

    engine: str
    name: str
    markers: str


@dataclass(slots=True)
class Count:
    """How many tests of a round (or checks) passed, failed and were skipped."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.option("--fast", is_flag=True, help="Checks and quick tests, on SQLite only: a minute.")
@click.option("--full", is_flag=True, help="Every test, those of the database on both engines.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(fast: bool, full: bool, pytest_arguments: tuple[str, ...]) -> int:
    """Run the checks, all tests on SQLite, and those marked `engine` on PostgreSQL too.

    Arguments for pytest may follow (paths, -k …); then the checks are left out.
    """
    if fast and full:
        raise click.UsageError("--fast and --full exclude each other.")
    root = _checkout()
    browser = _look_for_chromium(wanted=not fast)
    counts = [] if pytest_arguments else [_check(root)]
    rounds = _rounds(fast=fast, full=full, browser=browser)
    counts += [_run(each, root, pytest_arguments) for each in rounds]
    _print_counts(counts)
    return int(any(count.failed for count in counts))


def _checkout() -> Path:
    root = Path(houselights.__file__).resolve().parents[2]
    if not (root / "tests").is_dir():
        raise Refusal("the tests are not part of an installed copy; run them in a checkout.")
    return root


def _look_for_chromium(*, wanted: bool) -> bool:
    if not wanted:
        return False
    found = find_chromium() is not None
    if not found and os.environ.get("CI") == "true":
        raise Refusal("no Chromium was found, and under CI=true no test may be left out.")
    if not found:
        click.echo(SKIPPED_WITHOUT_CHROMIUM)
    return found


def _rounds(*, fast: bool, full: bool, browser: bool) -> list[Round]:
    left_out = [] if full else ["not long"]
    left_out += [] if browser else ["not browser"]
    if fast:
        return [Round("sqlite", "SQLite", " and ".join([*left_out, "not slow"]))]
    # What a browser or a long walk finds on a page does not hang on the database it came from.
    chosen = [*left_out, "(engine or not (browser or long))" if full else "engine"]
    return [
        Round("sqlite", "SQLite", " and ".join(left_out)),
        Round("postgresql", "PostgreSQL", " and ".join(chosen)),
    ]


def _check(root: Path) -> Count:
    passed, failed = run_checks(root)
    return Count("checks", passed, failed)


def _run(each: Round, root: Path, arguments: tuple[str, ...]) -> Count:
    click.echo(f"\n── {each.name} ──")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "counts.json"
        environment = {
            **tools_environment(),
            "HOUSELIGHTS_TEST_ENGINE": each.engine,
            "HOUSELIGHTS_TEST_COUNTS": str(report),
        }
        done = subprocess.run(
            _pytest(each, arguments), cwd=root, env=_without_house(environment), check=False
        )
        return _count(each, report, done.returncode)


def _pytest(each: Round, arguments: tuple[str, ...]) -> list[str]:
    spread = () if arguments else ("-n", str(os.cpu_count() or 1), "--dist", "worksteal", "-q")
    return [sys.executable, "-m", "pytest", "-m", each.markers, *spread, *arguments]


def _without_house(environment: dict[str, str]) -> dict[str, str]:
    """The tests open houses of their own, never the one that the person keeps."""
    ours = ("HOUSELIGHTS_DATA", "DATABASE_URL", "HOUSELIGHTS_PUBLIC_URL", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in environment.items() if name not in ours}


def _count(each: Round, report: Path, status: int) -> Count:
    count = Count(each.name)
    if report.exists():
        count = Count(each.name, **json.loads(report.read_text()))
    if status not in (0, NO_TESTS_CHOSEN) and not count.failed:
        count.failed = 1  # pytest itself broke off: a bad option, an import that fails
    return count


def _print_counts(counts: list[Count]) -> None:
    click.echo()
    for count in counts:
        click.echo(f"{count.name:<12}{count}")
    total = Count("total")
    for count in counts:
        total.passed += count.passed
        total.failed += count.failed
        total.skipped += count.skipped
    click.echo(str(total))
