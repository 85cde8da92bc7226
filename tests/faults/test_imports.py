"""Files of thousands of rows, taken in while the worker, the database, the broker or the web server breaks."""

from __future__ import annotations

import hashlib
import random
import re
import socket
import time
from collections.abc import Iterator

import pytest

from tests.faults.browsing import Browser
from tests.faults.fetchdesk import FetchDesk, killed, running, tell
from tests.faults.filing import ADD, ROWS, Order, csv_of, doubled, half_done, ids_of, lost, uploaded
from tests.faults.judging import SEED, TOTALS
from tests.queue.desk import seconds_until

pytestmark = pytest.mark.worker
ALL_NEW, ALL_KNOWN = (ROWS, 0, 0, 0, 0), (0, 0, ROWS, 0, 0)
# A third attempt is the last: so many faults a step may bear.
FAULTS_A_STEP = 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FetchDesk]:
    yield from running(tmp_path_factory.mktemp("imports"), {})


@pytest.fixture(scope="module")
def aissa(desk: FetchDesk) -> Browser:
    return desk.browser("aissa")


@pytest.fixture(scope="module")
def boubacar(desk: FetchDesk) -> Browser:
    return desk.browser("boubacar")


def judge(
    name: str, orders: list[Order], recovered: float, more: str = "", *, published: bool = False
) -> None:
    desk = orders[0].desk
    half = [part for order in orders for part in half_done(order, published=published)]
    slowest = max(order.browser.slowest for order in orders)
    TOTALS.slowest = max(TOTALS.slowest, slowest)
    number = len(set(desk.acknowledged(f"{name}-")))
    more = f"{more} slowest request {slowest:.2f} s,"
    tell(f"import, {name}", number, lost(desk, name), doubled(desk, name), half, recovered, more)


def checked(desk: FetchDesk, browser: Browser, name: str, ids: list[str] | None = None) -> Order:
    order = uploaded(desk, browser, f"{name}.csv", ids_of(name) if ids is None else ids)
    order.check()
    order.until("checked")
    return order


# The worker -------------------------------------------------------------------------------------------------
def test_the_process_at_the_file_is_killed_in_every_step(
    desk: FetchDesk, aissa: Browser, boubacar: Browser
) -> None:
    """At random moments of check, import and publication, and when nothing but the commit was left to do."""
    dice, name, hits = random.Random(SEED), "pool-killed", {"checking": 0, "importing": 0, "publishing": 0}
    orders = [uploaded(desk, aissa, f"{name}-{n}.csv", ids_of(f"{name}-{n}")) for n in range(2)]

    def kill_in_step(order: Order, step: str, longest: float) -> None:
        for attempt in range(1, FAULTS_A_STEP + 1):
            order.until_begun(attempt)
            time.sleep(dice.uniform(0.02, longest))
            if order.state != step:
                return
            pid = desk.reader_of(order.file)
            hits[step] += killed(pid) if pid is not None else desk.kill_pool() > 0

    for order in orders:
        order.check()
        kill_in_step(order, "checking", 0.6)
        order.until("checked")
        assert order.counts == ALL_NEW
        with desk.held_row("incidents_source", order.source):
            order.step("import")
            # The last statement of all: what the source's health says.
            seconds_until(
                lambda: desk.waits_for('UPDATE "incidents_source"'), 30, lambda: "the end is not reached"
            )
            assert desk.kill_pool() > 0
        hits["importing"] += 1
        order.until_begun(2)
        time.sleep(dice.uniform(0.1, 1))
        pid = desk.reader_of(order.file)
        hits["importing"] += killed(pid) if pid is not None else 0
        order.until("finished")
        assert order.counts == ALL_NEW
        order.step("publish", boubacar)
        kill_in_step(order, "publishing", 0.5)
        recovered = order.until("finished")
    told = ", ".join(f"{number} times while {step}" for step, number in hits.items())
    judge(name, orders, recovered, f" killed {told},", published=True)
    assert min(hits.values()) > 0


def test_the_worker_is_killed_and_leaves_its_processes_behind(desk: FetchDesk, aissa: Browser) -> None:
    name = "worker-killed"
    order = uploaded(desk, aissa, f"{name}.csv", ids_of(name))
    order.check()
    order.until_begun()
    desk.kill_worker()
    order.until("checked")
    order.step("import")
    for attempt in (1, 2):
        order.until_begun(attempt)
        time.sleep(0.3)
        assert order.state == "importing"
        desk.kill_worker()
    recovered = order.until("finished")
    assert order.counts == ALL_NEW
    judge(name, [order], recovered)


def test_a_file_that_kills_its_worker_is_given_up_and_the_next_one_is_taken_in(
    desk: FetchDesk, aissa: Browser
) -> None:
    poison = uploaded(desk, aissa, "poison.csv", ids_of("poison"))
    behind = uploaded(desk, aissa, "behind-poison.csv", ids_of("behind-poison"))
    poison.check()
    behind.check()
    began, deaths = time.monotonic(), 0
    while poison.state == "checking":
        pid = desk.reader_of(poison.file)
        deaths += pid is not None and killed(pid)
        time.sleep(0.02)
        assert time.monotonic() - began < 60
    given_up = time.monotonic() - began
    behind.until("checked")
    behind.step("import")
    recovered = behind.until("finished")
    print(f"\nimport, poison: given up {given_up:.1f} s after the order, after {poison.attempts} attempts")
    assert (poison.state, poison.attempts, deaths) == ("failed", 3, 3)
    assert poison._of("last_error") == "its worker ended 3 times while working on it"
    judge("behind-poison", [behind], recovered)
    # Nothing is held against it: a person may try again.
    poison.check()
    assert poison.until("checked") < 60


# Database and broker ----------------------------------------------------------------------------------------
def test_the_connection_to_the_database_is_cut(desk: FetchDesk, aissa: Browser) -> None:
    name = "connection-cut"
    dice, cut = random.Random(SEED), 0
    order = uploaded(desk, aissa, f"{name}.csv", ids_of(name))
    order.check()
    for attempt in range(1, FAULTS_A_STEP + 1):
        order.until_begun(attempt)
        time.sleep(dice.uniform(0.1, 0.4))
        cut += desk.terminate("run")
    order.until("checked")
    order.step("import")
    for _time in range(FAULTS_A_STEP):
        seconds_until(lambda: desk.backends("import") != [], 30, lambda: order.state)
        time.sleep(dice.uniform(0.1, 0.6))
        cut += desk.terminate("import")
    recovered = order.until("finished")
    assert (order.counts, cut > FAULTS_A_STEP) == (ALL_NEW, True)
    judge(name, [order], recovered, f" cut {cut} times,")


def test_redis_is_away_while_files_are_checked_and_taken_in(desk: FetchDesk) -> None:
    name, editor = "redis-away", desk.browser("aissa")
    order = uploaded(desk, editor, f"{name}.csv", ids_of(name))
    with desk.without_redis():
        order.check()
        time.sleep(3)
    order.until("checked")
    order.step("import")
    order.until_begun()
    with desk.without_redis():
        time.sleep(3)
    recovered = order.until("finished")
    assert (order.counts, order.attempts) == (ALL_NEW, 1)
    judge(name, [order], recovered)
    assert editor.slowest < 3


# Two at once ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["same-file", "opposite-order"])
def test_two_editors_take_the_same_rows_in_at_once(name: str, desk: FetchDesk, aissa: Browser) -> None:
    """With a worker that takes two files in at once. One brings all of them, the other finds all of them."""
    desk.kill("worker-fetch")
    desk.site.start_worker("fetch", {"IMPORTS_AT_ONCE": "2"})
    issa = desk.browser("issa")
    try:
        ids = ids_of(name)
        orders = [
            checked(desk, aissa, name),
            checked(desk, issa, name, ids if name == "same-file" else ids[::-1]),
        ]
        assert [order.counts for order in orders] == [ALL_NEW, ALL_NEW]
        for order in orders:
            order.step("import")
        recovered = max(order.until("finished") for order in orders)
        assert sorted(order.counts for order in orders) == [ALL_KNOWN, ALL_NEW]
        assert [order._of("last_error") for order in orders] == ["", ""]
        judge(name, orders, recovered)
    finally:
        desk.kill("worker-fetch")
        desk.site.start_worker("fetch")


# The web server ---------------------------------------------------------------------------------------------
def test_the_web_server_is_killed_in_the_middle_of_an_upload(desk: FetchDesk) -> None:
    """What is kept is whole; what was not answered can be sent again."""
    name, dice = "web-killed", random.Random(SEED)
    whole = csv_of(ids_of(name, 60_000))
    sha256 = hashlib.sha256(whole).hexdigest()
    kinds = {"half": 0, "sent": 0}
    for cycle in range(6):
        browser = desk.browser("aissa")
        kind, body = browser.file_form(ADD, f"{name}.csv", whole, source="")
        part = len(body) if cycle % 2 else dice.randrange(1_000, len(body) - 1_000)
        with _begun(desk, browser, kind, body, part):
            time.sleep(dice.uniform(0, 1) if cycle % 2 else 0.2)
            desk.kill("web")
        kinds["sent" if cycle % 2 else "half"] += 1
        desk.site.start_web()
        desk.site.wait_until_ready()
    stopped = time.monotonic()
    kept = desk.rows(
        """SELECT u.id, u.size, u.sha256, (SELECT coalesce(sum(length(data)), 0) FROM incidents_uploadpart p
                                           WHERE p.upload_id = u.id),
                  (SELECT count(*) FROM incidents_ingestrun r WHERE r.upload_id = u.id)
             FROM incidents_upload u WHERE u.name = %s""",
        f"{name}.csv",
    )
    half = [found for found in kept if found[1:] != (len(whole), sha256, len(whole), 1)]
    order = checked(desk, desk.browser("aissa"), name)
    order.step("import")
    order.until("finished")
    assert order.counts == ALL_NEW
    print(f"\nupload: web killed {kinds['half']} times before the file was sent and {kinds['sent']} times after it;"
          f" {len(kept)} whole files kept, {len(half)} halves")  # fmt: skip
    half += half_done(order)
    tell(f"import, {name}", ROWS, lost(desk, name), doubled(desk, name), half, time.monotonic() - stopped)


def _begun(desk: FetchDesk, browser: Browser, kind: str, body: bytes, part: int) -> socket.socket:
    """The connection on which so many bytes of a form were sent."""
    found = re.fullmatch(r"http://([\d.]+):(\d+)/", desk.site.address)
    assert found is not None
    connection = socket.create_connection((found[1], int(found[2])), timeout=20)
    head = (
        f"POST /{ADD} HTTP/1.1\r\nHost: {found[1]}:{found[2]}\r\nCookie: {browser.cookies()}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    connection.sendall(head.encode() + body[:part])
    return connection
