"""Feeds of our own on addresses of this machine, well or ill, and the sources that an admin sets up for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.browsing import Browser
from tests.faults.fetchdesk import FetchDesk
from tests.ingest.sources.feeds import item, rss
from tests.ingest.sources.server import Answering, Page, Request, Site
from tests.queue.desk import seconds_until

# Of loopback's sixteen million addresses these may be asked by the site of these tests, and no others.
NETWORK = "127.0.1.0/24"
ADD = "admin/incidents/source/add/"
LIST = "admin/incidents/source/"


@dataclass(eq=False)
class Feed:
    """A server of its own. What it serves is in the ledger before it is sent; the same feed again is a 304."""

    site: Site
    name: str
    acknowledge: Callable[[Sequence[str]], None] = lambda ids: None
    entries: list[str] = field(default_factory=list)
    asked: int = 0
    at_once: int = 0
    most_at_once: int = 0
    seconds: float = 0.0

    @property
    def host(self) -> str:
        return str(self.site._server.server_address[0])

    @property
    def url(self) -> str:
        return self.site.url("/feed", self.host)

    def add(self, number: int) -> None:
        first = len(self.entries)
        self.entries += [f"{self.name}-{n}" for n in range(first, first + number)]

    def is_well(self) -> None:
        self.site.answers("/feed", self._answer)

    def answers(self, page: Answering) -> None:
        self.site.answers("/feed", page)

    def _answer(self, request: Request) -> Page:
        self.asked += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            time.sleep(self.seconds)
            mark = f'"{len(self.entries)}"'
            if request.headers.get("if-none-match") == mark:
                return Page(status=304, kind=None)
            self.acknowledge(self.entries)
            return Page(self.body(), headers={"ETag": mark})
        finally:
            self.at_once -= 1

    def body(self) -> bytes:
        return rss(*(entry(one) for one in self.entries))


def entry(identity: str) -> str:
    return item(identity, title=f"Bulletin {identity}", text=f"Gunmen killed three people near Ansongo ({identity}).",
                link=f"https://news.example.org/{identity}")  # fmt: skip


class Feeds:
    """The servers, made before the site that is to ask them: it is told their ports."""

    def __init__(self, number: int) -> None:
        self.sites = [Site(address=f"127.0.1.{n + 1}") for n in range(number)]
        self.own = Site()  # on 127.0.0.1: never to be asked
        self._free = iter(self.sites)

    def environment(self) -> dict[str, str]:
        ports = ",".join(str(site.port) for site in [*self.sites, self.own])
        return {"FETCH_PORTS": ports, "FETCH_ALLOWED_NETWORKS": NETWORK}

    def close(self) -> None:
        for site in [*self.sites, self.own]:
            site.close()

    def made(self, desk: FetchDesk, name: str, number: int, entries: int) -> list[Feed]:
        """So many feeds of so many entries each."""
        feeds = [Feed(next(self._free), f"{name}{n}", desk.acknowledge) for n in range(number)]
        for feed in feeds:
            feed.add(entries)
            feed.is_well()
        return feeds


def set_up(desk: FetchDesk, feeds: Sequence[Feed], settings: str = "{}") -> None:
    """Sources that are polled every minute and are due at once."""
    for feed in feeds:
        desk.rows(
            """INSERT INTO incidents_source (name, kind, reliability, redistributable, reader, url, poll_minutes,
                                             settings, cursor, column_mappings, active, failures_in_a_row, last_error,
                                             belligerent, licence)
               VALUES (%s, 'feed', 'F', true, 'rss', %s, 1, %s, '{}', '{}', true, 0, '', false, '') RETURNING id""",
            feed.name, feed.url, settings,
        )  # fmt: skip


def poll_now(desk: FetchDesk, admin: Browser, feeds: Sequence[Feed]) -> None:
    """As an admin says it on the page of sources."""
    ids = [str(source(desk, feed)["id"]) for feed in feeds]
    admin.post(LIST, {"action": "poll_now", "_selected_action": ids})


def source(desk: FetchDesk, feed: Feed) -> dict[str, Any]:
    columns = ("id", "failures_in_a_row", "last_error", "last_success", "next_due", "last_tried")
    (found,) = desk.rows(f"SELECT {', '.join(columns)} FROM incidents_source WHERE name = %s", feed.name)  # noqa: S608
    return dict(zip(columns, found, strict=True))


def runs(desk: FetchDesk, feed: Feed) -> list[tuple[Any, ...]]:
    """(state, reason, seconds it took) of the polls that left a run, in order."""
    return desk.rows(
        """SELECT r.state, r.last_error, extract(epoch FROM r.finished_at - r.started_at)::float
             FROM incidents_ingestrun r JOIN incidents_source s ON s.id = r.source_id
            WHERE s.name = %s ORDER BY r.id""",
        feed.name,
    )


def overlapping(desk: FetchDesk, name: str) -> list[Any]:
    """Sources that were polled by two at once."""
    return desk.rows(
        """SELECT DISTINCT s.name FROM incidents_source s
             JOIN incidents_ingestrun a ON a.source_id = s.id
             JOIN incidents_ingestrun b ON b.source_id = s.id AND b.id > a.id AND b.started_at < a.finished_at
            WHERE s.name LIKE %s""",
        f"{name}%",
    )


def kept(desk: FetchDesk, name: str) -> int:
    return int(
        desk.rows(
            "SELECT count(DISTINCT external_id) FROM incidents_report WHERE external_id LIKE %s", f"{name}%"
        )[0][0]
    )


def lost(desk: FetchDesk, name: str) -> list[str]:
    """Entries that were served and that no report holds."""
    here = {
        row[0]
        for row in desk.rows("SELECT external_id FROM incidents_report WHERE external_id LIKE %s", f"{name}%")
    }
    return [one for one in desk.acknowledged(name) if one not in here]


def doubled(desk: FetchDesk, name: str) -> list[Any]:
    """Entries with more than one report."""
    return desk.rows(
        "SELECT external_id FROM incidents_report WHERE external_id LIKE %s GROUP BY 1 HAVING count(*) > 1",
        f"{name}%",
    )


def half_done(desk: FetchDesk, name: str) -> list[Any]:
    """Reports of which no run tells, and sources that are left in the middle of a poll."""
    return desk.rows(
        """SELECT r.external_id FROM incidents_report r WHERE r.external_id LIKE %(like)s
              AND NOT EXISTS (SELECT FROM incidents_ingestitem i WHERE i.report_id = r.id AND i.outcome = 'new')
           UNION ALL
           SELECT s.name FROM incidents_ingestrun r JOIN incidents_source s ON s.id = r.source_id
            WHERE s.name LIKE %(like)s AND r.state = 'running'""".replace("%(like)s", f"'{name}%%'"),
    )


def seconds_until_kept(desk: FetchDesk, feeds: Sequence[Feed], name: str, limit: float = 120) -> float:
    """How long it takes until every entry of the feeds is here and no poll is under way."""
    number = sum(len(feed.entries) for feed in feeds)
    return seconds_until(
        lambda: kept(desk, name) == number and not half_done(desk, name),
        limit,
        lambda: (
            f"{kept(desk, name)} of {number}, {half_done(desk, name)[:3]}, {[source(desk, f) for f in feeds][:3]}"
            + desk.site._logs("worker-fetch", "beat")
        ),
    )
