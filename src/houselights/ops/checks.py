"""The checks of the house: the same list at home and wherever the tests run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

import houselights


@dataclass(frozen=True, slots=True)
class Check:
    """A command that is silent or fails, and what it looks after."""

    looks_after: str
    command: tuple[str, ...]


SCRIPTS = ("houselights", ".ci/run", "requirements/compile.sh", "deploy/houselights-command")
CHECKS = (
    Check("types", ("mypy",)),
    Check("style", ("ruff", "check", "--quiet", ".")),
    Check("format", ("ruff", "format", "--check", "--quiet", ".")),
    Check("floors", ("lint-imports",)),
    Check("templates", ("djlint", "--lint", "--check", "--quiet", "src/houselights/web/templates")),
    Check("dead code", ("vulture",)),
    Check("dependencies", ("deptry", "src")),
    Check("spelling", ("typos",)),
    Check("shell", ("shellcheck", *SCRIPTS)),
)


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended: its output matters only where it failed."""

    check: Check
    passed: bool
    output: str
    seconds: float


def run_checks(root: Path) -> tuple[int, int]:
    """Run all checks of a checkout, two at a time; returns how many passed and failed."""
    results = []
    for result in _results(root):
        results.append(result)
        _print(result)
    passed = sum(result.passed for result in results)
    return passed, len(results) - passed


def tools_environment() -> dict[str, str]:
    """The environment with this Python's own tools first on PATH, which find the package."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    source = Path(houselights.__file__).resolve().parents[1]
    return {**os.environ, "PATH": path, "PYTHONPATH": str(source)}


def _results(root: Path) -> Iterator[Result]:
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda check: _run(check, root), CHECKS)


def _run(check: Check, root: Path) -> Result:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=root,
        env=tools_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(check, done.returncode == 0, done.stdout, time.monotonic() - began)


def _print(result: Result) -> None:
    word = "ok" if result.passed else "FAILED"
    click.echo(f"{word:<7}{result.check.looks_after:<14}{result.seconds:5.1f} s")
    if not result.passed:
        click.echo(f"$ {' '.join(result.check.command)}\n{result.output}")
