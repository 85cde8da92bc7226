"""What `make run` says when it cannot start: a sentence with what to type, a status of 1, no traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sahel.local import PROJECT
from tests.local.runs import environment, free_port, reachable_folder, refused

ONLY_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.mark.parametrize("port", ["abc", "", "0", "65536", "-1", "8000.0", "٨٠٠٠", "²", "9" * 5000, "80 80"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert refused(PORT=port) == (1, f"\nPORT={port!r}: expected a number from 1 to 65535.\n")


@pytest.mark.parametrize("sample", ["many", "-1", "1e3", "10000001", "²", "9" * 5000])
def test_a_number_of_sample_incidents_that_is_none_is_refused(sample: str) -> None:
    status, said = refused(PORT=str(free_port()), SAMPLE=sample)
    assert (status, said) == (1, f"\nSAMPLE={sample!r}: expected a number of incidents, at most 10000000.\n")


def test_a_port_in_use_is_refused_with_how_to_choose_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused(PORT=str(port)) == (
            1,
            f"\nPort {port} is in use: choose another with PORT=8001 make run\n",
        )


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    status, said = refused(PORT=str(free_port()), SAHEL_DATA=str(file))
    assert (status, said) == (1, f"\nThe folder {file} cannot be made: File exists.\n")


def test_a_folder_with_other_data_is_refused_and_left_as_it_was() -> None:
    with reachable_folder() as folder:
        (folder / "photos").mkdir()
        status, said = refused(PORT=str(free_port()), SAHEL_DATA=str(folder))
        assert (status, said) == (
            1, f"\nThe folder {folder} holds other data: name a new or empty one with SAHEL_DATA.\n",
        )  # fmt: skip
        assert (folder.stat().st_mode & 0o777, folder.stat().st_uid) == (0o755, os.geteuid())


@ONLY_ROOT
def test_a_folder_that_the_servers_account_cannot_reach_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    folder = tmp_path / "data"
    status, said = refused(PORT=str(free_port()), SAHEL_DATA=str(folder))
    assert (status, said) == (
        1, f"\nThe account postgres cannot reach {folder}: name another folder with SAHEL_DATA.\n",
    )  # fmt: skip


@ONLY_ROOT
def test_an_ordinary_user_without_the_server_programs_is_told_the_exact_command() -> None:
    as_nobody = "import os, sys, sahel.run; os.setgid(65534); os.setuid(65534); sys.exit(sahel.run.main())"
    with reachable_folder() as folder:
        done = subprocess.run(
            [sys.executable, "-c", as_nobody], cwd=PROJECT, capture_output=True, text=True, timeout=60,
            env=environment(PATH="/nonexistent", PORT=str(free_port()), SAHEL_DATA=str(folder / "data")),
        )  # fmt: skip
        assert list(folder.iterdir()) == []
    assert done.returncode == 1
    assert done.stderr == (
        "\nA PostgreSQL with PostGIS and a Redis server are needed.\nInstall it, then try again:\n\n"
        "    sudo apt-get install -y --no-install-recommends redis-server\n\n"
    )


def test_a_database_that_does_not_answer_is_told_and_no_private_one_is_made() -> None:
    with reachable_folder() as folder:
        status, said = refused(
            PORT=str(free_port()), SAHEL_DATA=str(folder / "data"), BROKER_URL="redis://127.0.0.1:1/0",
            DATABASE_URL=f"postgresql://nobody@/none?host={folder}",
        )  # fmt: skip
        assert (status, said.endswith("The database could not be prepared: see the message above.\n")) == (
            1,
            True,
        )
        assert sorted(entry.name for entry in (folder / "data").iterdir()) == ["lock", "run", "secret-key"]
