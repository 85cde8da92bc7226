"""A connection to an address that was checked, and a watchdog that ends it when its time is up.

A host that sends a byte a second never meets a read time-out; only a clock beside the reader ends it.
"""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from functools import cache
from typing import Any

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from incidents.fetch.addresses import Target
from incidents.fetch.errors import FetchFailed


class _Pinned:
    """Connects to the socket that is given: the name is not resolved a second time, no proxy is asked."""

    raw: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.raw


class _PinnedHTTP(_Pinned, HTTPConnection):
    pass


class _PinnedHTTPS(_Pinned, HTTPSConnection):
    pass


class Watchdog:
    """Shuts a socket after so many seconds, from a thread of its own; `ended` says whether it had to."""

    def __init__(self, raw: socket.socket, seconds: float) -> None:
        # A handle of its own on the same connection: TLS takes the first one away.
        self._handle = raw.dup()
        self.ended = False
        self._timer = threading.Timer(max(seconds, 0.001), self._end)
        self._timer.daemon = True

    def _end(self) -> None:
        self.ended = True
        with suppress(OSError):
            self._handle.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Watchdog:
        self._timer.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self._timer.cancel()
        self._timer.join()
        self._handle.close()


def open_socket(target: Target, addresses: list[str], *, seconds: float) -> socket.socket:
    """A socket to the first of the checked addresses that answers. Raises FetchFailed."""
    for address in addresses:
        with suppress(OSError):
            return socket.create_connection((address, target.port), timeout=max(seconds, 0.001))
    raise FetchFailed(f"{target.host} cannot be connected to")


def connection_on(target: Target, raw: socket.socket, *, seconds: float) -> HTTPConnection:
    """An HTTP connection over this socket; with https the certificate is checked against the host's name."""
    connection: Any
    if target.scheme == "https":
        context = _trusting(certifi.where())
        connection = _PinnedHTTPS(target.host, target.port, timeout=seconds, ssl_context=context)
    else:
        connection = _PinnedHTTP(target.host, target.port, timeout=seconds)
    raw.settimeout(seconds)
    connection.raw = raw
    connection.connect()
    connection.auto_open = 0
    return connection


@cache
def _trusting(authorities: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities)
