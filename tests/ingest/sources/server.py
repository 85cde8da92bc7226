"""A real HTTP server of this machine that answers as badly as a test wants, and names that lead to it.

site = Site(); site.answers("/feed", Page(body=b"...")) ; site.url("/feed")  ->  http://feeds.example.org:PORT/feed
"""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "feeds.example.org"
OTHER = "elsewhere.example.org"


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Page:
    """What to answer: `raw` replaces the whole answer by bytes, `drip` sends byte by byte with such a pause,
    after the first `at_once` bytes."""

    body: bytes = b""
    status: int = 200
    kind: str | None = "application/rss+xml"
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    drip: float = 0.0
    at_once: int = 0
    endless: bytes = b""


Answering = Page | Callable[[Request], Page]


def as_json(value: Any, **fields: Any) -> Page:
    return Page(json.dumps(value).encode(), kind="application/json", **fields)


def packed(body: bytes, **fields: Any) -> Page:
    return Page(gzip.compress(body), headers={"Content-Encoding": "gzip"}, **fields)


class Site:
    """The server; `requests` are those that came, in order."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> None:
        self.pages: dict[str, Answering] = {}
        self.requests: list[Request] = []
        self._server = ThreadingHTTPServer((address, 0), self._handler())
        self._server.daemon_threads = True
        self.scheme = "http"
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
            self.scheme = "https"
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/feed", host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def answers(self, path: str, page: Answering) -> None:
        """For every request of this path, whatever its query."""
        self.pages[path] = page

    def redirects(self, path: str, to: str, status: int = 302) -> None:
        self.answers(path, Page(status=status, kind=None, headers={"Location": to}))

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, self.path, headers, self.rfile.read(length), time.monotonic())
                site.requests.append(request)
                page = site.pages.get(self.path.partition("?")[0], Page(status=404, kind="text/plain"))
                with suppress(OSError):
                    self._send(page(request) if callable(page) else page)
                self.close_connection = True

            do_POST = do_GET  # noqa: N815

            def _send(self, page: Page) -> None:
                if page.raw is not None:
                    self.wfile.write(page.raw[: page.at_once])
                    _write(self.wfile, page.raw[page.at_once :], page.drip)
                    while page.endless:
                        self.wfile.write(page.endless)
                    return
                self.send_response(page.status)
                if page.kind is not None:
                    self.send_header("Content-Type", page.kind)
                if "Content-Length" not in page.headers and page.status not in {204, 304}:
                    self.send_header("Content-Length", str(len(page.body)))
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if page.status not in {204, 304}:
                    _write(self.wfile, page.body, page.drip)

            def log_message(self, *args: Any) -> None:
                """Says nothing."""

        return Handler


def _write(file: Any, content: bytes, drip: float) -> None:
    if not drip:
        file.write(content)
        return
    for index in range(len(content)):
        file.write(content[index : index + 1])
        file.flush()
        time.sleep(drip)


@contextmanager
def names(patch: Any, **addresses: list[str]) -> Iterator[list[str]]:
    """Names of example.org lead to these addresses (those not named: to this machine); gives what was asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if not str(host).endswith("example.org"):
            return real(host, port, *args, **kwargs)
        asked.append(host)
        found = addresses.get(str(host).partition(".")[0], ["127.0.0.1"])
        return [
            (socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port))
            for a in found
        ]

    patch.setattr(socket, "getaddrinfo", lookup)
    yield asked
