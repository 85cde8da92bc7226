"""A site with rows of every kind behind the API, and one token with every scope for each kind of account."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sahel.local import PROJECT, PrivateServices
from sahel.run import Site

SAMPLE = 60


@dataclass(frozen=True)
class FuzzSite:
    """Where it answers, without a slash at the end; keys by account, None of nobody's; what is known there, by name."""

    address: str
    keys: dict[str, str | None]
    known: dict[str, list[str | int]]


@contextmanager
def running(services: PrivateServices, folder: Path) -> Iterator[FuzzSite]:
    services.make_database("sahel_fuzz", anew=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sahel.settings",
        "DATABASE_URL": services.database_url.replace("/sahel?", "/sahel_fuzz?"),
        "BROKER_URL": services.broker_url,
        "SECURE_SSL": "0",
        "STATIC_ROOT": str(folder / "static"),
        "LOG_LEVEL": "ERROR",
        # Counted all the same; nobody is refused.
        **{f"RATE_{name}": "1000000" for name in ("ANONYMOUS", "ACCOUNT", "TOKEN", "REPORTS", "FAILED_KEYS")},
    }
    site = Site(folder=folder, port=_free_port(), environment=environment)
    site.prepare("--sample", str(SAMPLE), "--no-static")
    told = json.loads(_python(environment, "-m", "tests.api.fuzzrows"))
    try:
        site.start_web()
        site.wait_until_ready()
        yield FuzzSite(site.address.rstrip("/"), {"nobody": None, **told["keys"]}, told["known"])
    finally:
        site.stop()


def _python(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
