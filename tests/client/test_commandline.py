"""`python -m sahel_incidents follow`: what it prints, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from sahel_incidents import Client, SQLiteStore

from incidents.models import ApiToken
from tests import make
from tests.api.copies import listed
from tests.client.conftest import PACKAGE
from tests.client.oddserver import OddServer, Told, busy, says
from tests.client.test_copies import held
from tests.client.test_killed import until


def ran(*arguments: str, token: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "SAHEL_TOKEN": token}
    command = [sys.executable, "-m", "sahel_incidents", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_once_brings_a_selection_in_step_and_says_where_it_stands(server: str, tmp_path: Path) -> None:
    make.published_incidents([{}, {"event_type": "battles", "sub_event_type": None}, {"event_type": "riots", "sub_event_type": None}])  # fmt: skip
    path = tmp_path / "copy.sqlite"
    done = ran("follow", server, str(path), "--once", "--filter", "type=battles", "--filter", "type=riots")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith(f"change 3: 2 rows in {path}\n")
    with SQLiteStore(path) as store:
        assert held(store) == listed(Browser(), "&type=battles&type=riots")


def test_the_token_comes_from_the_environment(server: str, tmp_path: Path) -> None:
    make.for_analysts_only()
    key = ApiToken.issue(user=make.analyst(), name="laptop")[1]
    done = ran("follow", server, str(tmp_path / "copy.sqlite"), "--once", token=key)
    assert "1 rows" in done.stderr
    assert key not in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--filter", "mood=bad"], "mood"),
        (["--filter", "region"], "takes NAME=VALUE"),
        (["--filter", "limit=5"], "page_size"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    server: str, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    done = ran("follow", server, str(tmp_path / "copy.sqlite"), "--once", *arguments)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert sentence in done.stderr


def test_a_copy_for_which_there_is_no_folder_is_told(server: str, tmp_path: Path) -> None:
    done = ran("follow", server, str(tmp_path / "none" / "copy.sqlite"), "--once")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_ctrl_c_ends_it_without_a_trace_and_the_copy_is_whole(server: str, tmp_path: Path) -> None:
    make.published_incidents([{}] * 5)
    path = tmp_path / "copy.sqlite"
    with subprocess.Popen(
        [sys.executable, "-m", "sahel_incidents", "follow", server, str(path), "--every", "0.05"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)}, stderr=subprocess.PIPE, text=True,
        # What runs in the background of a shell ignores Ctrl-C, and so do its children unless told otherwise.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stderr is not None
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        try:
            _nothing, rest = process.communicate(timeout=30)
        finally:
            process.kill()
    assert first.endswith("change 5: 5 loaded, 0 put in, 0 taken out\n")
    assert (process.returncode, rest.splitlines()[-1:]) == (130, [rest.splitlines()[0]])
    assert "stopped" in rest
    with SQLiteStore(path) as store:
        assert held(store) == listed(Browser())


# Outages ---------------------------------------------------------------------------------------------------
FEED = {"results": [], "since": 0, "next_since": 0, "current": 0, "audience": "public"}
LIST = {"results": [], "next": None, "change_number": 0, "audience": "public"}


def _follow(client: Client, store: SQLiteStore, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=client.follow, args=(store,), kwargs={"every": 0.02, "stop": stop})
    thread.start()
    return thread


def test_an_outage_is_waited_out_once_the_copy_was_in_step(odd: OddServer, store: SQLiteStore) -> None:
    odd.answers = [says(LIST), says(FEED), busy(503), busy(500), says(FEED)]
    stop = threading.Event()
    with Client(odd.url, retries=0) as client:
        thread = _follow(client, store, stop)
        until(lambda: len(odd.asked) >= 7)
        stop.set()
        thread.join(5)
    assert not thread.is_alive()


@pytest.mark.parametrize("before", [[], [says(LIST), says(FEED)]], ids=["at first", "later"])
@pytest.mark.parametrize("status", [401, 403, 400])
def test_what_no_waiting_mends_ends_it(
    odd: OddServer, store: SQLiteStore, before: list[Told], status: int
) -> None:
    odd.answers = [*before, busy(status)]
    with Client(odd.url, retries=0) as client, pytest.raises(Exception, match=str(status)):
        client.follow(store, every=0.01)
    assert len(odd.asked) == len(before) + 1


def test_an_older_server_whose_list_says_no_audience_is_asked_for_it(
    odd: OddServer, store: SQLiteStore
) -> None:
    older = {name: value for name, value in LIST.items() if name != "audience"}
    odd.answers = [says(older), says(FEED)]
    with Client(odd.url, retries=0) as client:
        client.update(store)
    assert [path.partition("?")[0] for _method, path, _body, _at in odd.asked] == [
        "/api/v1/incidents/", "/api/v1/changes/", "/api/v1/changes/",
    ]  # fmt: skip
    assert store.state is not None
    assert store.state.audience == "public"


def test_a_load_takes_one_question_a_page_and_one_of_the_feed(odd: OddServer, store: SQLiteStore) -> None:
    odd.answers = [says(LIST), says(FEED)]
    with Client(odd.url, retries=0) as client:
        client.update(store)
    assert len(odd.asked) == 2


def test_a_server_that_was_never_reached_is_told(odd: OddServer, store: SQLiteStore) -> None:
    odd.answers = [busy(503)]
    with Client(odd.url, retries=0) as client, pytest.raises(Exception, match="503"):
        client.follow(store, every=0.01)


def old_words(problem: dict[str, Any]) -> dict[str, Any]:
    """As a server said it before the problem had a type of its own."""
    return {**problem, "type": "/problems/bad-parameters", "title": "Some parameters were not understood."}


@pytest.mark.parametrize("worded", [dict, old_words], ids=["its type", "of an older server"])
def test_a_feed_that_always_ends_too_early_is_not_loaded_for_ever(
    odd: OddServer, store: SQLiteStore, worded: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    told = {"type": "/problems/number-ahead", "title": "Ahead.", "status": 400, "current": 0, "errors": [{"parameter": "since", "message": "takes a number up to 0"}]}  # fmt: skip
    page, ahead = says({**LIST, "change_number": 9}), says(worded(told), 400)
    odd.answers = [page, ahead, says(FEED)] * 2 + [page, ahead] + [says(FEED)]
    with Client(odd.url, retries=0) as client, pytest.raises(Exception, match="ends before the list"):
        client.update(store)
