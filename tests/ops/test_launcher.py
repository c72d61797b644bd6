"""`./houselights`, the launcher: finds a Python that runs, and says so where it can't go on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.houses import ENOUGH_SECONDS, ROOT

TOOLS = [
    "cat",
    "cksum",
    "cut",
    "dirname",
    "grep",
    "id",
    "mkdir",
    "rm",
    "sed",
    "sh",
    "tail",
    "tr",
]
NO_INDEX = "http://127.0.0.1:9/simple"  # the port of "discard": nobody answers
BASE = Path(sys._base_executable).resolve()  # type: ignore[attr-defined]


class Machine:
    """A machine that has the usual tools, no Python on its PATH, and an empty home."""

    def __init__(self, folder: Path) -> None:
        self.home, self.bin, self.venv = folder / "home", folder / "bin", folder / "venv"
        self.home.mkdir()
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
        self._add_program("getent", f'echo "someone:x:1000:1000::{self.home}:/bin/sh"')

    def add_shim(self, name: str) -> None:
        """A program on PATH that is there and does not run, as version managers leave them."""
        self._add_program(name, f'echo "{name}: command not found" >&2\nexit 127')

    def _add_program(self, name: str, script: str) -> None:
        program = self.bin / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def add_pyenv(self, version: str) -> Path:
        """A Python that only pyenv's folder knows; the one that runs this test."""
        python = self.home / ".pyenv" / "versions" / version / "bin" / "python3"
        python.parent.mkdir(parents=True)
        python.symlink_to(BASE)
        return python

    def launch(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        here = {"HOME": str(self.home), "PATH": str(self.bin), "HOUSELIGHTS_VENV": str(self.venv)}
        return subprocess.run(
            [str(ROOT / "houselights"), *arguments],
            env={**here, **more},
            capture_output=True,
            text=True,
            timeout=5 * ENOUGH_SECONDS,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_a_python_it_says_which_one_to_install(machine: Machine) -> None:
    machine.add_shim("python3.13")
    refused = machine.launch("run")
    assert refused.returncode == 1
    assert refused.stderr.startswith("houselights: no Python 3.12 or newer was found")
    assert refused.stderr.count("\n") == 1


@pytest.mark.slow
def test_it_passes_over_shims_and_says_that_the_index_cannot_be_reached(machine: Machine) -> None:
    machine.add_shim("python3.13")
    machine.add_shim("python3")
    machine.add_shim("uv")
    python = machine.add_pyenv("3.13.99")
    refused = machine.launch("run", PIP_INDEX_URL=NO_INDEX, PIP_CONFIG_FILE="/dev/null")
    assert refused.returncode == 1
    assert f"Setting up with {python}" in refused.stderr
    assert "houselights: the packages could not be installed" in refused.stderr
    assert (machine.venv / ".unfinished").exists()


@pytest.mark.long
def test_a_new_machine_gets_all_it_needs_and_a_broken_venv_is_mended(machine: Machine) -> None:
    machine.add_pyenv("3.13.99")
    first = machine.launch("--version")
    assert (first.returncode, first.stdout[:11]) == (0, "houselights")
    assert machine.launch("--version").stderr == ""  # nothing left to do
    shutil.rmtree(machine.venv / "bin")
    mended = machine.launch("--version")
    assert (mended.returncode, mended.stdout) == (0, first.stdout)
