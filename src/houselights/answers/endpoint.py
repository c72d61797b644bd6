"""The operator's own language model, asked over HTTP in the form that OpenAI made common.

Whatever goes wrong there is one kind of trouble here, and comes within a fixed time: an address
that leads elsewhere is not followed, a reply that is too large is not read, and one that drips is
cut off.
"""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from houselights.base import environment

_SECONDS, _MOST_SECONDS = 10, 20
_MOST_BYTES = 64 * 1024  # a few sentences take less than one of these kilobytes
_MOST_TOKENS = 400


class Trouble(Exception):
    """The model gave nothing that can be used; says why, and neither the key nor what was sent."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model answers. key: "" where it wants none. seconds: for all of a reply."""

    url: str
    model: str
    seconds: int
    key: str = field(default="", repr=False)


def endpoint() -> Endpoint | None:
    """What the environment names; None where no address or no model is set."""
    url, model = environment.text("HOUSELIGHTS_MODEL_URL"), environment.text("HOUSELIGHTS_MODEL")
    if not url or not model:
        return None
    seconds = environment.number("HOUSELIGHTS_MODEL_SECONDS", _SECONDS)
    key = environment.text("HOUSELIGHTS_MODEL_KEY")
    return Endpoint(url, model, max(1, min(seconds, _MOST_SECONDS)), key)


def complete(where: Endpoint, messages: Sequence[Mapping[str, str]]) -> str:
    """What the model writes after these messages (role and content); `Trouble` where it fails."""
    asked = {
        "model": where.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
        "stream": False,
    }
    try:
        reply = json.loads(_post(where, json.dumps(asked).encode()))
        written = reply["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Trouble("its reply is not of the form that was asked for") from None
    if not isinstance(written, str):
        raise Trouble("its reply holds no text")
    return written


def _post(where: Endpoint, body: bytes) -> bytes:
    parts = urlsplit(where.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=where.seconds)
    # A time limit of a socket is for each read alone: a reply that drips would never end.
    end = Timer(where.seconds, _cut, (connection,))
    end.daemon = True
    end.start()
    try:
        path = f"{parts.path.rstrip('/')}/chat/completions"
        connection.request("POST", path, body, _headers(where.key))
        return _read(connection)
    except (OSError, HTTPException, ValueError) as error:
        raise Trouble(f"it could not be asked ({type(error).__name__})") from None
    finally:
        end.cancel()
        connection.close()


def _headers(key: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    return headers | {"Authorization": f"Bearer {key}"} if key else headers


def _read(connection: HTTPConnection) -> bytes:
    reply = connection.getresponse()
    if reply.status != 200:
        raise Trouble(f"it answered {reply.status}")
    read = reply.read(_MOST_BYTES + 1)
    if len(read) > _MOST_BYTES:
        raise Trouble("its reply is too large")
    return read


def _cut(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
