"""Who is in the house, as the kernel knows it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from houselights.base.errors import Refusal
from houselights.upkeep import locks
from tests.ops.houses import environment

BE_THERE = """
import sys
from pathlib import Path
from houselights.upkeep import locks
locks.enter(Path(sys.argv[1]))
locks.be_worker(Path(sys.argv[1]))
print("there", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of a house."""
    (tmp_path / "run").mkdir()
    return tmp_path


@pytest.fixture
def somebody(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is in the house, as its worker."""
    with subprocess.Popen(
        [sys.executable, "-c", BE_THERE, data],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        yield process
        process.kill()


def test_nobody_is_alone_in_an_open_house(data: Path, somebody: subprocess.Popen[str]) -> None:
    with pytest.raises(Refusal, match="close it first"), locks.alone(data):
        pass
    somebody.kill()
    somebody.wait()
    with locks.alone(data):
        pass


def test_a_worker_is_seen_while_it_lives(data: Path, somebody: subprocess.Popen[str]) -> None:
    assert locks.is_held(data, locks.WORKER)
    somebody.kill()
    somebody.wait()
    assert not locks.is_held(data, locks.WORKER)


def test_nobody_enters_during_a_restore(data: Path) -> None:
    with locks.alone(data), pytest.raises(Refusal, match="being restored"):
        locks.enter(data)
    assert not locks.is_held(data, "nobody")


def test_a_program_keeps_the_house_closed_after_whoever_started_it(data: Path) -> None:
    with locks.alone(data):
        program = subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False)
    with pytest.raises(Refusal, match="being restored"):
        locks.enter(data)
    program.communicate()
    with locks.alone(data):
        pass
