"""Limits with a real web server of two processes: counted once, and nobody waits for a Redis that is away."""

from __future__ import annotations

import re
import time
import urllib.request
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.queue.desk import Desk, seconds_until

pytestmark = pytest.mark.worker


def asked(desk: Desk) -> tuple[int, float, int | None]:
    """(status, seconds, what is left of the limit, None when nobody counts) of a read."""
    before = time.monotonic()
    with urllib.request.urlopen(desk.site.address + "api/v1/incidents/?limit=1", timeout=30) as answer:
        left = re.search(r";r=(\d+)", answer.headers.get("RateLimit", ""))
        return answer.status, time.monotonic() - before, int(left[1]) if left else None


def is_counted(desk: Desk) -> bool:
    return asked(desk)[2] is not None


def wait_until_both_count(desk: Desk) -> None:
    """Each of the two processes asks Redis again after its pause: another test may have taken it away before."""
    seconds_until(lambda: all(is_counted(desk) for _time in range(30)), 25, lambda: "not counted")


def counted_reads(desk: Desk) -> list[int]:
    """What was left after each of 40 reads in a row. On a busy machine Redis may not answer one in time (0.2 s), which then
    is not counted: such a series says nothing of how reads are counted, and another one is read, of three at most."""
    for _series in range(3):
        wait_until_both_count(desk)
        left = [asked(desk)[2] for _time in range(40)]
        counted = [one for one in left if one is not None]
        if len(counted) == len(left):
            return counted
    pytest.fail(f"of three series none was counted throughout; the last one: {left}")


def test_two_processes_count_each_request_once(desk: Desk) -> None:
    left = counted_reads(desk)
    assert left == list(range(left[0], left[0] - 40, -1))


def away(desk: Desk, how: str) -> AbstractContextManager[Any]:
    if how == "stopped":
        return desk.without_redis()
    assert desk.services.redis is not None
    return desk.frozen(desk.services.redis)


@pytest.mark.parametrize("how", ["stopped", "frozen"])
@pytest.mark.slow
def test_with_redis_away_no_request_lasts_a_second_and_afterwards_they_are_counted_again(
    desk: Desk, how: str
) -> None:
    with away(desk, how):
        reads = [asked(desk) for _time in range(40)]
        answers = desk.submit_many(f"limits-{how}", 20)
    assert ({status for status, _seconds, _left in reads}, {answer.status for answer in answers}) == (
        {200},
        {201},
    )
    assert max([seconds for _status, seconds, _left in reads] + [answer.seconds for answer in answers]) < 1
    assert {left for _status, _seconds, left in reads[-20:]} == {None}
    wait_until_both_count(desk)
    desk.seconds_until_done(f"limits-{how}", 60)
