"""The private servers of one folder: one owner at a time, and whatever was killed starts again."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from sahel import local
from sahel.local import CannotStart, PrivateServices
from tests.local.runs import reachable_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with reachable_folder() as made:
        yield made / "data"


@pytest.fixture
def services(folder: Path) -> Iterator[PrivateServices]:
    made = PrivateServices(folder, durable=False)
    try:
        yield made
    finally:
        made.stop()


def answers(services: PrivateServices) -> tuple[int, bool]:
    connection = psycopg2.connect(services.database_url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        (one,) = cursor.fetchone()
    connection.close()
    with redis.Redis(unix_socket_path=services.broker_url.removeprefix("redis+socket://")) as broker:
        return one, bool(broker.ping())


def test_both_answer_on_sockets_in_a_folder_that_nobody_else_may_enter(services: PrivateServices) -> None:
    services.start()
    assert answers(services) == (1, True)
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (services.folder, services.sockets)] == [
        0o700,
        0o700,
    ]
    assert [services.database_url.partition("host=")[2], services.sockets.parent] == [
        str(services.sockets), services.folder,
    ]  # fmt: skip


def test_a_second_owner_of_the_folder_is_refused_with_the_first_ones_process(
    services: PrivateServices, folder: Path
) -> None:
    services.start()
    second = PrivateServices(folder, durable=False)
    with pytest.raises(CannotStart) as refused:
        second.start()
    assert str(refused.value) == f"Already running on this data: process {os.getpid()}, {folder}"
    assert answers(services) == (1, True)


def test_servers_that_were_killed_start_again_on_what_they_left_behind(services: PrivateServices) -> None:
    services.start()
    assert services.postgres is not None
    assert services.redis is not None
    for server in (services.postgres, services.redis):
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    services.start()
    assert answers(services) == (1, True)


def test_a_cluster_that_was_half_made_is_made_anew(services: PrivateServices, folder: Path) -> None:
    folder.mkdir()
    (folder / "lock").touch()
    (folder / "postgres" / "base").mkdir(parents=True)
    services.start()
    assert answers(services) == (1, True)


def test_data_of_a_postgresql_that_is_not_installed_are_left_alone(
    services: PrivateServices, folder: Path
) -> None:
    (folder / "postgres").mkdir(parents=True)
    (folder / "lock").touch()
    (folder / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(CannotStart) as refused:
        services.start()
    assert str(refused.value) == (
        f"The data in {folder}/postgres were made by PostgreSQL 9, which is not installed with PostGIS."
    )
    assert [entry.name for entry in (folder / "postgres").iterdir()] == ["PG_VERSION"]


def test_named_servers_are_not_started_beside(folder: Path) -> None:
    services = PrivateServices(folder, postgres=False, redis=False)
    services.start()
    services.stop()
    assert (services.postgres, services.redis) == (None, None)
    assert sorted(entry.name for entry in folder.iterdir()) == ["lock", "run"]


def test_a_folder_whose_path_is_too_long_for_a_socket_gets_short_ones_elsewhere(folder: Path) -> None:
    services = PrivateServices(folder / ("x" * 120), postgres=False)
    services.start()
    try:
        assert len(f"{services.sockets}/.s.PGSQL.5432") <= local.SOCKET_PATH_LIMIT
        assert (services.sockets / "redis.sock").is_socket()
        assert stat.S_IMODE(services.sockets.stat().st_mode) == 0o700
    finally:
        services.stop()
        services.sockets.rmdir()


def test_a_folder_of_sockets_that_somebody_else_laid_out_is_refused(folder: Path) -> None:
    services = PrivateServices(folder / ("y" * 120), postgres=False)
    services.sockets.symlink_to(folder.parent)
    try:
        with pytest.raises(CannotStart, match="holds other data"):
            services.start()
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o755
    finally:
        services.sockets.unlink()


@pytest.mark.parametrize(("length", "inside"), [(88, True), (89, True), (90, False), (200, False)])
def test_sockets_lie_in_the_folder_as_long_as_the_systems_limit_allows(length: int, inside: bool) -> None:
    folder = Path("/" + "x" * (length - 1))
    assert (local._socket_folder(folder) == folder / "run") is inside


@pytest.mark.parametrize(
    ("named", "suffix", "folder"),
    [
        ("/srv/sahel", "", "/srv/sahel"),
        ("/srv/sahel", "test0", "/srv/sahel/test0"),
        ("/srv/../data", "", "/data"),
    ],
)
def test_sahel_data_names_the_folder(
    named: str, suffix: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAHEL_DATA", named)
    assert local.default_folder(suffix) == Path(folder)


def test_without_sahel_data_two_copies_of_the_project_have_two_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SAHEL_DATA", raising=False)
    here = local.default_folder()
    monkeypatch.setattr(local, "PROJECT", Path("/elsewhere"))
    assert (here == local.default_folder(), here.name == local.default_folder().name) == (
        False,
        os.geteuid() != 0,
    )
