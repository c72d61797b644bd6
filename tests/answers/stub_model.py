"""A language model that answers as a test wants it to, on a port of its own on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from houselights.base.environment import SETTINGS

WAITS_AT_MOST = 5.0  # seconds that a handler stays, whatever a test does


@dataclass
class Stub:
    """What was asked of it, with the headers, and what it does next."""

    answer: Callable[[BaseHTTPRequestHandler], None]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    done: Event = field(default_factory=Event)  # set at the end, and by who was cut off


def says(text: Any, status: int = 200) -> Callable[[BaseHTTPRequestHandler], None]:
    """A reply in the usual form whose message is that text, or that value as JSON."""
    content = text if isinstance(text, str) else json.dumps(text)
    return raw(json.dumps({"choices": [{"message": {"content": content}}]}).encode(), status)


def raw(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A reply of these bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def forget_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no model be set up."""
    for name in SETTINGS:
        if name.startswith("HOUSELIGHTS_MODEL"):
            monkeypatch.delenv(name, raising=False)


@contextmanager
def stub_model(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Stub]:
    """The model, as long as the block lasts."""
    stub = Stub(answer)

    class Handler(BaseHTTPRequestHandler):
        """Keeps what is asked, and answers."""

        timeout = WAITS_AT_MOST

        def do_POST(self) -> None:
            stub.paths.append(self.path)
            stub.headers.append(dict(self.headers))
            stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            try:
                stub.answer(self)
            except OSError:
                stub.done.set()

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        stub.done.set()
        server.shutdown()
        server.server_close()
