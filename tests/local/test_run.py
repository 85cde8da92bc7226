"""`make run` from the first start over Ctrl-C, a second start and kill -9 to the third one."""

from __future__ import annotations

import json
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from sahel.local import PrivateServices
from tests.local.runs import Run, free_port, is_alive, reachable_folder, refused

pytestmark = pytest.mark.slow
INCIDENTS = "SELECT count(*) FROM incidents_incident"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with reachable_folder() as made:
        yield made / "data"


@pytest.fixture(scope="module")
def prepared(folder: Path) -> Iterator[Run]:
    """A first run on a new folder."""
    run = Run(folder)
    try:
        run.wait_until_ready()
        yield run
    finally:
        run.clean_up()


def read(run: Run, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{run.port}{path}", timeout=10) as answer:
        return bytes(answer.read())


def database(folder: Path, statement: str) -> int:
    connection = psycopg2.connect(PrivateServices(folder).database_url)
    connection.autocommit = True
    with connection, connection.cursor() as cursor:
        cursor.execute(statement)
        (number,) = cursor.fetchone()
    connection.close()
    return int(number)


def test_a_first_run_serves_the_page_and_the_sample_and_prints_four_accounts(prepared: Run) -> None:
    incidents = json.loads(read(prepared, "/api/v1/incidents/"))["results"]
    assert (read(prepared, "/health/ready")[:1] != b"", len(incidents) > 0) == (True, True)
    assert sorted(prepared.accounts()) == ["admin", "analyst", "editor", "reviewer"]
    assert len(set(prepared.accounts().values())) == 4


def test_a_second_run_on_the_same_folder_is_refused_while_the_first_lives(prepared: Run) -> None:
    status, said = refused(SAHEL_DATA=str(prepared.folder), PORT=str(free_port()))
    assert (status, said) == (
        1, f"\nAlready running on this data: process {prepared.process.pid}, {prepared.folder}\n",
    )  # fmt: skip
    assert prepared.process.poll() is None


def test_ctrl_c_ends_every_child_and_a_second_run_finds_the_data_and_the_accounts(prepared: Run) -> None:
    kept = database(prepared.folder, INCIDENTS)
    assert prepared.end(signal.SIGINT) == 0
    prepared.seconds_until_nothing_is_left(2)
    again = Run(prepared.folder, SAMPLE="50")
    try:
        again.wait_until_ready()
        assert (database(again.folder, INCIDENTS), again.accounts()) == (kept, prepared.accounts())
        _assert_a_kill_leaves_nothing(again)
    finally:
        again.clean_up()


def _assert_a_kill_leaves_nothing(run: Run) -> None:
    assert run.end(signal.SIGKILL) == -signal.SIGKILL
    # A second with an idle machine; beside other slow tests a worker that is just starting has taken more than ten.
    run.seconds_until_nothing_is_left(20)


def test_after_a_kill_the_next_run_starts_and_ends_in_order(prepared: Run) -> None:
    prepared.end(signal.SIGKILL) if prepared.process.poll() is None else None
    run = Run(prepared.folder)
    try:
        run.wait_until_ready()
        assert run.end(signal.SIGTERM) == 0
        run.seconds_until_nothing_is_left(2)
        assert [child for child in run.children if is_alive(child)] == []
    finally:
        run.clean_up()


def test_named_servers_are_used_and_none_are_started(private_services: PrivateServices) -> None:
    connection = psycopg2.connect(private_services.database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS sahel_named WITH (FORCE)")
        cursor.execute("CREATE DATABASE sahel_named")
    with reachable_folder() as made:
        address = private_services.database_url.replace("/sahel?", "/sahel_named?")
        run = Run(made / "data", DATABASE_URL=address, BROKER_URL=private_services.broker_url, SAMPLE="0")
        try:
            run.wait_until_ready()
            assert not (run.folder / "postgres").exists()
            assert not (run.folder / "run" / "redis.sock").exists()
            assert run.end(signal.SIGINT) == 0
        finally:
            run.clean_up()
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE sahel_named WITH (FORCE)")
    connection.close()
