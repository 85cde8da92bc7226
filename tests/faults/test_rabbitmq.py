"""The same site with RabbitMQ in place of Redis: BROKER_URL is all that differs."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from sahel.local import PrivateServices
from tests.faults.judging import CYCLES, NUMBER, SEED, judge, pool_of, submitted_during
from tests.faults.rabbit import Rabbit, private_rabbit
from tests.queue.desk import LONG, Desk, seconds_until

pytestmark = pytest.mark.worker


@pytest.fixture(scope="module")
def rabbit() -> Iterator[Rabbit]:
    node = private_rabbit()
    yield node
    node.clean_up()


@pytest.fixture(scope="module")
def desk(
    rabbit: Rabbit, private_services: PrivateServices, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    running = Desk(
        private_services, tmp_path_factory.mktemp("rabbit"), {"BROKER_URL": rabbit.url}, "sahel_rabbit"
    )
    try:
        running.start()
        yield running
    finally:
        running.stop()


def test_a_wake_up_alone_brings_a_report_to_a_worker(desk: Desk) -> None:
    with desk.frozen(desk.site.children["beat"]):
        desk.submit("rabbit-wake-0")
        desk.seconds_until_done("rabbit-wake", 5)


def test_each_queue_shows_that_it_is_served(desk: Desk) -> None:
    served = "SELECT count(*) FROM incidents_heartbeat WHERE at > now() - interval '3 s'"
    seconds_until(
        lambda: desk.rows(served) == [(2,)], 10, lambda: str(desk.rows("TABLE incidents_heartbeat"))
    )


def test_a_message_that_no_worker_knows_ends_no_connection(desk: Desk) -> None:
    log = desk.site.folder / "worker-extract.log"
    before = log.read_text().count("Connection to broker lost")
    desk.send("incidents.of_a_later_version", times=5)
    desk.submit("rabbit-unknown-0")
    desk.seconds_until_done("rabbit-unknown", 5)
    said = log.read_text()
    assert said.count("Received unregistered task of type 'incidents.of_a_later_version'") == 5
    assert said.count("Connection to broker lost") == before


def test_killed_worker_groups(desk: Desk) -> None:
    def fault() -> None:
        for _cycle in range(CYCLES):
            desk.seconds_until_one_is_read("rabbit-workers-killed")
            desk.kill_workers()
            desk.site.start_worker("extract")
            time.sleep(2)

    answers = submitted_during(desk, "rabbit-workers-killed", fault, LONG, number=min(NUMBER, 40))
    judge(desk, "rabbit-workers-killed", answers, 3)


def test_killed_pool_processes(desk: Desk) -> None:
    dice = random.Random(SEED)

    def fault() -> None:
        for _cycle in range(2 * CYCLES):
            time.sleep(dice.uniform(0.05, 0.5))
            pool = pool_of(desk, "extract")
            if pool:
                os.kill(dice.choice(pool), signal.SIGKILL)

    answers = submitted_during(desk, "rabbit-pool-killed", fault)
    judge(desk, "rabbit-pool-killed", answers, 3)


def test_the_broker_killed_again_and_again(desk: Desk, rabbit: Rabbit) -> None:
    def fault() -> None:
        for _cycle in range(2):
            rabbit.kill()
            time.sleep(3)
            rabbit.start()
            time.sleep(2)

    judge(desk, "rabbit-killed", submitted_during(desk, "rabbit-killed", fault), 2)


def test_the_broker_frozen(desk: Desk, rabbit: Rabbit) -> None:
    def fault() -> None:
        rabbit.signal(signal.SIGSTOP)
        time.sleep(25)  # longer than two heartbeats
        rabbit.signal(signal.SIGCONT)

    judge(desk, "rabbit-frozen", submitted_during(desk, "rabbit-frozen", fault), 3)


def test_afterwards_wake_ups_reach_the_workers_again(desk: Desk) -> None:
    """The web server's connection, the beat's and the workers' have all come back."""
    with desk.frozen(desk.site.children["beat"]):
        desk.submit_many("rabbit-after", 5)
        desk.seconds_until_done("rabbit-after", 10)
