"""The client's package on the path, and servers to ask: ours with real commits, and one that misbehaves."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer

PACKAGE = Path(__file__).resolve().parents[2] / "clients" / "python" / "src"
sys.path.insert(0, str(PACKAGE))

from sahel_incidents import Client, SQLiteStore  # noqa: E402  the path comes first

from incidents.models import Release  # noqa: E402
from tests.client.oddserver import OddServer  # noqa: E402


@pytest.fixture(scope="session")
def running_server(django_db_setup: None) -> Iterator[str]:
    running = LiveServer("127.0.0.1")
    yield running.url
    running.stop()


@pytest.fixture
def server(real_commits: None, running_server: str) -> Iterator[str]:
    """The address of our own server, on the tests' database."""
    yield running_server
    Release.objects.all().delete()
    # A thread of the server ends when its client has hung up, and gives its connection back then.
    until = time.monotonic() + 5
    while _sessions_of_others() and time.monotonic() < until:
        time.sleep(0.02)


def _sessions_of_others() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@pytest.fixture
def client(server: str) -> Iterator[Client]:
    """The public's client; three rows a page, so that there is always a next one."""
    with Client(server, page_size=3) as client:
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    with SQLiteStore(tmp_path / "copy.sqlite") as store:
        yield store


@pytest.fixture
def odd() -> Iterator[OddServer]:
    """A server that answers what a test tells it to."""
    with OddServer() as server:
        yield server
