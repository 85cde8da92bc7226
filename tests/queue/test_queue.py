"""With a real web server, worker, beat, PostgreSQL and Redis: nothing is lost, nothing doubled, nobody waits."""

from __future__ import annotations

import time

import pytest

from tests.queue.desk import LONG, Desk, seconds_until

pytestmark = pytest.mark.worker
# Longer than every time-out of a socket to the broker, so that the processes notice.
OUTAGE_SECONDS = 4


def assert_each_worked_on_once(desk: Desk, name: str, number: int) -> None:
    assert len(desk.acknowledged(name)) == number
    assert (desk.lost(name), desk.doubled(name), desk.without_draft(name)) == ([], [], [])
    assert desk.states(name) == {"proposed": number}
    desk.site.raise_if_a_child_ended()


def test_a_submitted_report_is_proposed_within_five_seconds(desk: Desk) -> None:
    assert desk.submit("first-0").status == 201
    desk.seconds_until_done("first", 5)
    assert_each_worked_on_once(desk, "first", 1)


def test_the_same_report_again_is_answered_200_and_not_worked_on_again(desk: Desk) -> None:
    assert [desk.submit("same-0").status for _turn in range(3)] == [201, 200, 200]
    seconds_until(lambda: desk.states("same") == {"proposed": 1}, 5, lambda: str(desk.states("same")))
    assert desk.doubled("same") == []


def test_a_wake_up_alone_brings_a_report_to_a_worker(desk: Desk) -> None:
    with desk.frozen(desk.site.children["beat"]):
        desk.submit("wake-0")
        desk.seconds_until_done("wake", 5)


def test_a_sweep_alone_finds_reports_whose_wake_up_was_lost(desk: Desk) -> None:
    desk.submit("before-swept-0")  # a source
    desk.write_unseen("swept", 1)
    seconds_until(lambda: desk.states("swept") == {"proposed": 1}, 5, lambda: str(desk.states("swept")))


@pytest.mark.slow
def test_workers_killed_in_mid_task_lose_nothing_and_double_nothing(desk: Desk) -> None:
    desk.submit_many("killed", 8, LONG)
    desk.seconds_until_one_is_read("killed")
    desk.kill_workers()
    assert desk.states("killed").get("extracting", 0) > 0
    desk.site.start_worker("extract")
    desk.seconds_until_done("killed", 40)
    assert_each_worked_on_once(desk, "killed", 8)


@pytest.mark.slow
def test_with_redis_stopped_fifty_reports_are_accepted_at_once_and_worked_on_after_it_returns(
    desk: Desk,
) -> None:
    with desk.without_redis():
        answers = desk.submit_many("stopped", 50)
        time.sleep(OUTAGE_SECONDS)
    assert {answer.status for answer in answers} == {201}
    assert max(answer.seconds for answer in answers) < 2
    desk.seconds_until_done("stopped", 60)
    assert_each_worked_on_once(desk, "stopped", 50)


@pytest.mark.slow
def test_with_redis_frozen_no_request_waits_and_afterwards_nothing_is_lost_or_doubled(desk: Desk) -> None:
    assert desk.services.redis is not None
    with desk.frozen(desk.services.redis):
        answers = desk.submit_many("frozen", 50)
        time.sleep(OUTAGE_SECONDS)
    assert {answer.status for answer in answers} == {201}
    assert max(answer.seconds for answer in answers) < 3
    desk.seconds_until_done("frozen", 60)
    assert_each_worked_on_once(desk, "frozen", 50)


def beats(desk: Desk) -> dict[str, float]:
    """Seconds since each queue was last served, by the database's clock."""
    found = desk.rows("SELECT queue, extract(epoch FROM now() - at)::float FROM incidents_heartbeat")
    return dict(found)  # type: ignore[arg-type]


def test_each_queue_shows_that_it_is_served(desk: Desk) -> None:
    seconds_until(
        lambda: {queue for queue, age in beats(desk).items() if age < 3} == {"extract", "fetch"},
        10,
        lambda: str(beats(desk)),
    )
    workers = desk.rows("SELECT queue, worker FROM incidents_heartbeat")
    assert [worker for queue, worker in workers if not worker.startswith(f"{queue}-")] == []


@pytest.mark.slow
def test_a_worker_that_takes_files_in_for_hours_keeps_no_report_waiting(desk: Desk) -> None:
    """Frozen, its processes are as busy as can be."""
    with desk.frozen_group("worker-fetch"):
        desk.submit_many("beside-a-file", 20)
        desk.seconds_until_done("beside-a-file", 20)
        seconds_until(lambda: beats(desk)["fetch"] > 3, 10, lambda: str(beats(desk)))
        assert beats(desk)["extract"] < 3
    seconds_until(lambda: beats(desk)["fetch"] < 3, 10, lambda: str(beats(desk)))
    assert_each_worked_on_once(desk, "beside-a-file", 20)


def test_messages_of_a_task_that_no_worker_knows_disturb_nobody(desk: Desk) -> None:
    desk.send("incidents.of_a_later_version")
    desk.submit("after-unknown-0")
    desk.seconds_until_done("after-unknown", 5)
    desk.site.raise_if_a_child_ended()
