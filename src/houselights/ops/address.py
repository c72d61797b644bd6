"""Where the house listens, and whether it can."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

from houselights.base.errors import Refusal

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # named to be recognised, not to listen there


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port to listen at."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as this machine's browser would open it, without a slash at the end."""
        host = "127.0.0.1" if self.host in (*EVERYWHERE, "localhost") else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def free_address(host: str, port: int) -> Address:
    """The address, once it is certain that it can be listened at; port 0 becomes a free one.

    Asked before anything starts, and without SO_REUSEPORT, which web workers use among themselves
    and with which two houses would share a port unnoticed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(_why_not(host, port, error)) from error
        return Address(host, probe.getsockname()[1])


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; stop it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"port {port} may only be used by root; choose one above 1023 with --port."
    return f"{host} is no address of this machine ({error.strerror}); choose another with --host."
