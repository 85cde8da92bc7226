"""Sources that hang, lie, drown us or refuse, beside good ones; and the worker killed while it polls."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from tests.faults.browsing import Browser
from tests.faults.fetchdesk import FetchDesk, running, tell
from tests.faults.judging import SEED
from tests.faults.serving import (
    Feed,
    Feeds,
    doubled,
    entry,
    half_done,
    lost,
    overlapping,
    poll_now,
    runs,
    seconds_until_kept,
    set_up,
    source,
)
from tests.ingest.sources.feeds import rss
from tests.ingest.sources.server import Page, Request, packed
from tests.queue.desk import seconds_until

pytestmark = pytest.mark.worker
IN_TIME = 20.0
MINUTE = 60.0
MANY = 50_000
TAKEN = 2_000


@pytest.fixture(scope="module")
def feeds() -> Iterator[Feeds]:
    made = Feeds(48)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def desk(feeds: Feeds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FetchDesk]:
    yield from running(tmp_path_factory.mktemp("sources"), feeds.environment())


@pytest.fixture(scope="module")
def admin(desk: FetchDesk) -> Browser:
    return desk.browser("admin")


def judge(desk: FetchDesk, name: str, recovered: float, more: str = "") -> None:
    number = len(set(desk.acknowledged(name)))
    tell(
        f"sources, {name}",
        number,
        lost(desk, name),
        doubled(desk, name),
        half_done(desk, name),
        recovered,
        more,
    )


# Bad sources ------------------------------------------------------------------------------------------------
def hanging(seconds: float = 40) -> object:
    def answer(request: Request) -> Page:
        time.sleep(seconds)
        return Page(status=500)

    return answer


def test_bad_sources_fail_in_time_with_their_reason_and_keep_no_good_one_waiting(
    feeds: Feeds, desk: FetchDesk, admin: Browser
) -> None:
    good = feeds.made(desk, "good-", 10, 20)
    ill = feeds.made(desk, "ill-", 10, 10)
    hangs, drips, loopback, metadata, bomb, unchanged, broken, drowning, failing, busy = ill
    hangs.answers(hanging())  # type: ignore[arg-type]
    drips.answers(
        Page(raw=b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n" + drips.body(), drip=1.0)
    )
    feeds.own.answers("/feed", Page(rss(entry("ill-never-asked"))))
    loopback.site.redirects("/feed", feeds.own.url("/feed", "127.0.0.1"))
    metadata.site.redirects("/feed", "http://169.254.169.254/latest/meta-data/")
    bomb.answers(packed(b"<rss>" + b" " * 100_000_000))
    unchanged.answers(Page(status=304, kind=None))
    broken.answers(Page(rss(*map(entry, broken.entries[:5]), end="<item><guid>cut o")))
    failing.answers(Page(status=500))
    busy.answers(Page(status=429, headers={"Retry-After": "90"}))
    numbers = "".join(f"<item><guid>many-{n}</guid><title>t{n}</title></item>" for n in range(MANY))
    drowning.answers(Page(rss(numbers)))

    set_up(desk, good)
    # The admin named the hosts of the redirects: only the check of the address is left.
    set_up(desk, [loopback, metadata], '{"hosts": ["127.0.0.1", "169.254.169.254"]}')
    set_up(desk, [feed for feed in ill if feed not in (loopback, metadata)])
    stop = threading.Event()
    growing = threading.Thread(target=_grow, args=[good, stop], daemon=True)
    growing.start()
    reasons = {
        hangs: "127.0.1.11: took too long to answer",
        drips: "127.0.1.12 took too long to answer",
        loopback: "127.0.0.1 leads to 127.0.0.1, which is loopback",
        metadata: "169.254.169.254 leads to 169.254.169.254, which is link-local",
        bomb: "the answer unpacks to more than 5 MB",
        unchanged: "127.0.1.16 answered 304 (Not Modified)",
        failing: "127.0.1.19 answered 500 (Internal Server Error)",
        busy: "127.0.1.20 answered 429 (Too Many Requests)",
    }
    seconds_until(lambda: all(runs(desk, feed)[:1] and runs(desk, feed)[0][0] != "running" for feed in ill), 150,
                  lambda: str([(feed.name, runs(desk, feed)) for feed in ill]))  # fmt: skip
    first = {feed.name: runs(desk, feed)[0] for feed in ill}
    for feed in ill:
        state, reason, took = first[feed.name]
        print(f"\n  {feed.name}: {state} after {took:.1f} s: {reason or _remarks(desk, feed)}", end="")
    assert {feed.name: first[feed.name][:2] for feed in reasons} == {
        feed.name: ("failed", reason) for feed, reason in reasons.items()
    }
    # Two thousand entries are written one by one: that is work, and no wait.
    assert max(first[feed.name][2] for feed in ill if feed is not drowning) <= IN_TIME
    assert feeds.own.requests == []
    assert (source(desk, busy)["next_due"] - source(desk, busy)["last_tried"]).total_seconds() >= 85
    # What can be read of a bad feed is read, and what was left is told.
    assert _remarks(desk, drowning) == [f"{MANY - TAKEN} older entries of the feed were left out: "
                                        "the newest 2,000 are taken at one time"]  # fmt: skip
    assert len(_remarks(desk, broken)) == 1
    assert len(desk.rows("SELECT id FROM incidents_report WHERE external_id LIKE 'many-%%'")) == TAKEN

    # The good ones: each polled again a minute later, also while the bad ones are asked again.
    seconds_until(lambda: all(len(feed.site.requests) >= 2 for feed in good), 2 * MINUTE,
                  lambda: f"only {[len(feed.site.requests) for feed in good]} requests")  # fmt: skip
    stop.set()
    growing.join()
    gaps = [later.at - earlier.at for feed in good
            for earlier, later in zip(feed.site.requests, feed.site.requests[1:], strict=False)]  # fmt: skip
    print(f"\n  good sources: asked every {min(gaps):.0f} to {max(gaps):.0f} s (their interval is 60 s)")
    assert max(gaps) <= MINUTE + IN_TIME

    # All become well.
    for feed in ill:
        feed.is_well()
    poll_now(desk, admin, [*ill, *good])
    recovered = max(seconds_until_kept(desk, ill, "ill-"), seconds_until_kept(desk, good, "good-"))
    judge(desk, "good-", recovered, " beside ten bad ones,")
    judge(desk, "ill-", recovered, " well again,")
    assert [source(desk, feed)["failures_in_a_row"] for feed in ill] == [0] * 10
    desk.rows("UPDATE incidents_source SET active = false WHERE reader <> '' RETURNING id")


def _grow(good: Sequence[Feed], stop: threading.Event) -> None:
    while not stop.wait(3):
        for feed in good:
            feed.add(1)


def _remarks(desk: FetchDesk, feed: Feed) -> list[str]:
    """What was set aside of its first poll that left a run, with the reason."""
    rows = desk.rows(
        """SELECT i.reason FROM incidents_ingestitem i
            WHERE i.outcome = 'quarantined' AND i.run_id = (SELECT min(r.id) FROM incidents_ingestrun r
                  JOIN incidents_source s ON s.id = r.source_id WHERE s.name = %s) ORDER BY i.id""",
        feed.name,
    )
    return [reason for (reason,) in rows]


# Faults of our own ------------------------------------------------------------------------------------------
def until_written(desk: FetchDesk, number: int) -> None:
    """In the middle of a poll: so many more entries were gone through, and somebody is at it."""
    count = "SELECT count(*) FROM incidents_ingestitem"
    enough = desk.rows(count)[0][0] + number
    seconds_until(lambda: desk.rows(count)[0][0] >= enough and desk.backends("poll") != [], 90,
                  lambda: "no entries are being written" + desk.site._logs("worker-fetch"))  # fmt: skip


def test_the_worker_is_killed_again_and_again_while_it_polls(
    feeds: Feeds, desk: FetchDesk, admin: Browser
) -> None:
    name, dice = "killed-", random.Random(SEED)
    many = feeds.made(desk, name, 4, 600)
    set_up(desk, many)
    for cycle in range(6):
        until_written(desk, dice.randrange(1, 150))
        if cycle % 2:
            desk.kill_worker()
        else:
            assert desk.kill_pool() > 0
        if cycle < 5:
            # The waits double: nobody sits through them who can say "poll now".
            poll_now(desk, admin, many)
    poll_now(desk, admin, many)
    recovered = seconds_until_kept(desk, many, name)
    died = sum(state == "failed" for feed in many for state, _reason, _took in runs(desk, feed))
    judge(desk, name, recovered, f" {died} polls cut off,")
    assert died >= 6


def test_a_poll_that_was_cut_off_is_taken_up_by_itself(feeds: Feeds, desk: FetchDesk) -> None:
    name = "left-alone-"
    two = feeds.made(desk, name, 2, 400)
    set_up(desk, two)
    until_written(desk, 20)
    assert desk.kill_pool() > 0
    judge(desk, name, seconds_until_kept(desk, two, name))


def test_the_connection_to_the_database_is_cut_during_a_poll(feeds: Feeds, desk: FetchDesk) -> None:
    name = "cut-"
    two = feeds.made(desk, name, 2, 400)
    set_up(desk, two)
    until_written(desk, 20)
    assert desk.terminate("poll") > 0
    recovered = seconds_until_kept(desk, two, name)
    judge(desk, name, recovered)
    assert [source(desk, feed)["failures_in_a_row"] for feed in two] == [0, 0]


def test_two_beats_and_two_workers_ask_no_source_twice_at_once(
    feeds: Feeds, desk: FetchDesk, admin: Browser
) -> None:
    """While an admin is impatient."""
    name = "two-of-each-"
    some = feeds.made(desk, name, 6, 200)
    for feed in some:
        feed.seconds = 1.5
    with desk.second("beat"), desk.second("worker"):
        seconds_until(lambda: "second@" in str(desk.rows("SELECT worker FROM incidents_heartbeat")), 30,
                      lambda: "the second worker serves nobody")  # fmt: skip
        began = time.monotonic()
        set_up(desk, some)
        for _turn in range(8):
            poll_now(desk, admin, some)
            time.sleep(1)
        seconds_until_kept(desk, some, name)
        recovered = time.monotonic() - began
    judge(desk, name, recovered, f" {sum(feed.asked for feed in some)} polls,")
    assert max(feed.most_at_once for feed in some) == 1
    assert [run for feed in some for run in runs(desk, feed) if run[0] != "finished"] == []
    assert overlapping(desk, name) == []
