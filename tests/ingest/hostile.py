"""Parsers that misbehave, each in its own way: run in a child by tests of `incidents.ingest.confined`."""

from __future__ import annotations

import os
import signal
from typing import Any

from incidents.ingest.formats import FileRefused


def hangs(content: bytes) -> Any:
    while content:
        pass


def eats(content: bytes) -> Any:
    return len(content * 1_000_000_000)


def dies(content: bytes) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def nests(content: bytes) -> Any:
    return nests(content)


def fails(content: bytes) -> Any:
    raise KeyError(content.decode())


def floods(content: bytes) -> Any:
    return content.decode() * 70_000_000


def writes(content: bytes) -> Any:
    os.write(os.memfd_create("file"), content)


def refuses(content: bytes) -> Any:
    raise FileRefused("is a PDF of another kind")


def listens(content: bytes) -> Any:
    return sorted(os.environ)
