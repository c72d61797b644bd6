"""Runs the command `houselights`, and kills itself just before its N-th change of a file.

Arguments: N, then the words of the command line. At its end it says how many changes there were.
Python reports each change to an audit hook (PEP 578) before it happens, so no moment is missed
and none depends on time.
"""

from __future__ import annotations

import os
import signal
import sys

CHANGES = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_limit = int(sys.argv[1])
_seen = 0


def _is_change(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & WRITES)
    return event in CHANGES or event == "sqlite3.connect"


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    global _seen
    if _is_change(event, arguments):
        _seen += 1
        if _seen == _limit:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    from houselights.ops.cli import main

    sys.addaudithook(_watch)
    status = main(sys.argv[2:])
    sys.stdout.write(f"{_seen}\n")
    sys.exit(status)
