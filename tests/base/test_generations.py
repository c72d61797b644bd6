"""Leases on films, and what a killed writer leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from houselights.base.generations import Generations

HOLD_AND_WAIT = """
import sys
from pathlib import Path
from houselights.base.generations import Generations
Generations(Path(sys.argv[1])).take([7])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "generations")


def test_a_film_has_a_version_that_a_write_raises(generations: Generations) -> None:
    before = generations.read(7)
    generations.release(generations.take([7]))
    assert before is not None
    assert generations.read(7) == before + 1


def test_while_a_writer_holds_a_lease_there_is_no_version(generations: Generations) -> None:
    lease = generations.take([7, 8])
    assert generations.read(7) is None
    assert generations.read(8) is None
    assert generations.read(9) is not None
    generations.release(lease)
    assert generations.read(7) is not None


def test_two_writers_are_never_taken_for_none(generations: Generations) -> None:
    first, second = generations.take([7]), generations.take([7])
    generations.release(first)
    assert generations.read(7) is None
    generations.release(second)
    assert generations.read(7) is not None


def test_processes_share_one_file(tmp_path: Path) -> None:
    here, there = Generations(tmp_path / "g"), Generations(tmp_path / "g")
    lease = here.take([7])
    assert there.read(7) is None
    here.release(lease)
    assert there.read(7) == here.read(7)


def test_a_killed_writer_is_found_out_and_its_version_raised(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "g")
    before = generations.read(7)
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_WAIT, str(tmp_path / "g")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"held\n"
    assert generations.read(7) is None
    writer.kill()
    writer.communicate()
    assert before is not None
    assert generations.read(7) == before + 1


def test_a_new_file_never_repeats_the_versions_of_an_old_one(tmp_path: Path) -> None:
    old = Generations(tmp_path / "old").read(7)
    new = Generations(tmp_path / "new").read(7)
    assert old is not None
    assert new is not None
    assert new > old


def test_many_threads_lose_no_raise(generations: Generations) -> None:
    before = generations.read(7)

    def write_often() -> None:
        for _ in range(50):
            generations.release(generations.take([7]))

    threads = [threading.Thread(target=write_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert before is not None
    assert generations.read(7) == before + 200
