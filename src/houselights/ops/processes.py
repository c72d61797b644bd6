"""How processes of the house begin and end."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys

# Elsewhere forking is unsafe (macOS) or unknown (Windows): there each process loads Django itself.
START_METHOD = "fork" if platform.system() == "Linux" else "spawn"
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent() -> None:
    """Ask the kernel to stop this process if its parent is killed (Linux only)."""
    if sys.platform == "linux" and os.getppid() != 1:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
