"""A clean machine for the price of a few namespaces: folders, network and processes of its own.

What its root writes into /etc, /opt, /var and the other folders below lands in memory and goes away
with it. It sees the programs of the machine that runs the test. Needs root and Linux.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ops.houses import ROOT

ENOUGH_SECONDS = 300
OVERLAID = ("/etc", "/opt", "/root", "/usr/local", "/var")
NEEDED = (
    "unshare",
    "nsenter",
    "mount",
    "ip",
    "openssl",
    "curl",
    "runuser",
    "setpriv",
    "useradd",
    "git",
)
AUTHORITY = "/etc/ssl/our-own.pem"  # a certificate authority that the machine trusts
# Root's own Python may lie where no other user can reach it; here it is for everybody.
PYTHON = "/mnt"
PATH = f"{PYTHON}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

PREPARE = f"""
set -eu
mkdir -p "$ROOM/kept" && cp -L /etc/resolv.conf "$ROOM/kept/"
mount --make-rprivate /
mount --bind "$BASE" {PYTHON}
mount -t tmpfs tmpfs "$ROOM/memory"
for folder in {" ".join(OVERLAID)}; do
    under="$ROOM/memory$folder"
    mkdir -p "$under/upper" "$under/work"
    layers="lowerdir=$folder,upperdir=$under/upper,workdir=$under/work"
    mount -t overlay overlay -o "$layers" "$folder"
done
mount -t tmpfs tmpfs /run
rm -f /etc/resolv.conf && cp "$ROOM/kept/resolv.conf" /etc/
rm -rf /opt/houselights /etc/houselights /var/lib/houselights
echo "127.0.0.1 localhost $HOST" > /etc/hosts
git config --global safe.directory '*'
git config --global "url.file://$TREE.insteadOf" https://git.example.org/houselights.git
ip link set lo up
echo ready
exec sleep infinity
"""


def why_not() -> str:
    """Why no such machine can be made here; empty if one can."""
    if sys.platform != "linux" or os.getuid() != 0:
        return "namespaces of one's own need root on Linux"
    if missing := [program for program in NEEDED if not shutil.which(program, path=PATH)]:
        return f"missing programs: {', '.join(missing)}"
    tried = subprocess.run(
        ["unshare", "--mount", "--net", "--pid", "--fork", "true"], check=False, capture_output=True
    )
    return "" if tried.returncode == 0 else "this machine allows no namespaces"


@dataclass
class Machine:
    """The machine: `run` pastes commands into its root's shell and returns what they printed."""

    pid: int
    room: Path
    host: str

    def run(self, commands: str, *, outside_network: bool = False) -> str:
        """Run commands as root, as if pasted into a new shell, up to the first that fails."""
        done = subprocess.run(
            [*self._enter(outside_network), "bash", "-c", f"set -eu\ncd /root\n{commands}"],
            env=self._environment(outside_network),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=ENOUGH_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"$ {commands}\n{done.stdout}"
        return done.stdout

    @contextmanager
    def running(self, commands: str, log: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a service until the block ends; what it prints goes to the log."""
        with log.open("wb") as said:
            process = subprocess.Popen(
                [*self._enter(outside_network=False), "bash", "-c", commands],
                env={**self._environment(outside_network=False), **more},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        with process:
            try:
                yield process
            finally:
                os.kill(_child_of(process.pid), signal.SIGTERM)
                process.wait(ENOUGH_SECONDS)

    def _environment(self, outside_network: bool) -> dict[str, str]:
        """What root's shell has set: outside, the way to a package index; inside, whom to trust."""
        ours = ("LANG", "PIP_", "UV_")
        kept = {name: value for name, value in os.environ.items() if name.startswith(ours)}
        authority = dict.fromkeys(("CURL_CA_BUNDLE", "SSL_CERT_FILE"), AUTHORITY)
        more = kept if outside_network else authority
        return {**more, "PATH": PATH, "HOME": "/root", "HOUSE": self.host}

    def _enter(self, outside_network: bool) -> list[str]:
        network = [] if outside_network else ["--net"]
        return ["nsenter", "--target", str(self.pid), "--mount", "--pid", *network, "--"]


@contextmanager
def clean_machine(room: Path, host: str) -> Iterator[Machine]:
    """A machine that answers to that host name; all its processes end with the block."""
    (room / "memory").mkdir()
    more = {"ROOM": str(room), "HOST": host, "TREE": str(ROOT), "BASE": sys.base_prefix}
    holder = subprocess.Popen(
        ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-c", PREPARE],
        env={"PATH": PATH, "HOME": "/root", **more},
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "ready\n"
            yield Machine(_child_of(holder.pid), room, host)
        finally:
            holder.kill()


def _child_of(pid: int) -> int:
    """The process in the namespace, as the machine below numbers it."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def wait_for(log: Path, words: str) -> str:
    """The line of a growing log that has these words."""
    end = time.monotonic() + ENOUGH_SECONDS
    while time.monotonic() < end:
        found = [line for line in log.read_text().splitlines() if words in line]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"It never said {words!r} but: {log.read_text()}")
