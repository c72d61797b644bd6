"""Running the command as a person would: another process, a clean environment, an empty folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENOUGH_SECONDS = 60


def environment(**more: str) -> dict[str, str]:
    """What a shell without any setting of ours would hand over."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1", **more}


def houselights(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command line to its end."""
    return subprocess.run(
        _command(*arguments),
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=ENOUGH_SECONDS,
        check=False,
    )


def _command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-P", "-m", "houselights", *map(str, arguments)]


@dataclass
class OpenHouse:
    """A running `houselights run`: what it printed so far, and its processes."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def wait_for(self, words: str) -> str:
        """The first line with these words; fails if the house closes before it says them."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line.strip()
        raise AssertionError(f"It never said {words!r} but: {''.join(self.said)}")

    def get(self, path: str = "/") -> int:
        """The status of a page; asked again while the web worker is not there yet."""
        return _status(self.wait_for("is open at").rpartition(" ")[2].rstrip("/") + path)

    def children(self) -> list[int]:
        """The ids of the processes that it started."""
        kept = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in kept.split()]

    def end(self, by: signal.Signals) -> int:
        """Send a signal; returns the exit status."""
        self.process.send_signal(by)
        return self.rest()

    def rest(self) -> int:
        """Read what it still says until it ends; returns the exit status."""
        said, _ = self.process.communicate(timeout=ENOUGH_SECONDS)
        self.said.append(said)
        return self.process.returncode


@contextmanager
def open_house(data: Path, *arguments: str) -> Iterator[OpenHouse]:
    """Open an empty house in that folder at a free port; it is closed at the end in any case."""
    process = subprocess.Popen(
        _command("run", "--empty", "--port", "0", "--data", data, *arguments),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield OpenHouse(process)
        finally:
            if process.poll() is None:
                process.terminate()


def _status(url: str) -> int:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=ENOUGH_SECONDS) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            continue


def is_alive(pid: int) -> bool:
    """Whether the process runs (one that waits to be collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
