"""A small HTTP server that answers as it is told: busy, slow, cut off, or as somebody else's page."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Told = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: OddServer

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.server.asked.append((self.command, self.path, self.rfile.read(length), time.monotonic()))
        self.server.tokens.append(self.headers.get("Authorization"))
        answers = self.server.answers
        # The last answer is given for ever.
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    do_POST = do_GET  # noqa: N815  the name that http.server looks for

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""

    def give(self, status: int, body: bytes, promised: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if promised is None else promised))
        self.end_headers()
        self.wfile.write(body)


class OddServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Told] = []
        self.asked: list[tuple[str, str, bytes, float]] = []
        self.tokens: list[str | None] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> OddServer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some tests are about."""


def says(body: Any, status: int = 200, **headers: str) -> Told:
    """A JSON answer."""
    return lambda handler: handler.give(status, json.dumps(body).encode(), **headers)


def busy(status: int, **headers: str) -> Told:
    return says({"type": "/problems/busy", "title": "Busy.", "status": status}, status, **headers)


def cut(handler: Handler) -> None:
    """Half of what was promised, then nothing."""
    handler.give(200, b'{"results": [', promised=500)
    handler.close_connection = True


def hung_up(handler: Handler) -> None:
    """Not a byte."""
    handler.close_connection = True


def silent(handler: Handler) -> None:
    """Answers after three seconds."""
    time.sleep(3)
    handler.close_connection = True


def dripping(handler: Handler) -> None:
    """A byte now and then: never silent, never done."""
    handler.give(200, b"", promised=500)
    for _ in range(60):
        handler.wfile.write(b" ")
        time.sleep(0.05)
    handler.close_connection = True
