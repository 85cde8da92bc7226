"""A file of many rows, led through the admin as people do it; the judgement about its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.faults.browsing import Browser
from tests.faults.fetchdesk import FetchDesk
from tests.ingest.written import csv_text, row
from tests.queue.desk import seconds_until

ROWS = 4_000
TYPES = ("battles", "violence_against_civilians", "explosions_remote_violence", "protests", "riots")
AT_WORK = ("checking", "importing", "publishing")
ADD = "admin/incidents/ingestrun/add/"


def ids_of(name: str, number: int = ROWS) -> list[str]:
    return [f"{name}-{n}" for n in range(number)]


def csv_of(ids: list[str]) -> bytes:
    """An attack a row: the same row for the same id, wherever it stands in the file."""
    rows = []
    for external_id in ids:
        n = int(external_id.rpartition("-")[2])
        day = f"2018-{1 + n % 12:02}-{1 + n % 28:02}"
        rows.append(row(external_id, date_start=day, event_type=TYPES[n % 5], killed_best=str(n % 9)))
    return csv_text(*rows).encode()


@dataclass
class Order:
    """One file's run, and who leads it."""

    desk: FetchDesk
    browser: Browser
    pk: int
    file: str

    def page(self, name: str) -> str:
        return f"admin/incidents/ingestrun/{self.pk}/{name}/"

    def check(self) -> None:
        """Orders the check of the rows, with the columns as they were recognised."""
        self.browser.post(self.page("columns"), {"as_recognised": "on"})

    def step(self, name: str, by: Browser | None = None) -> None:
        (by or self.browser).post(self.page("step"), {"step": name}, form=self.page("change"))

    @property
    def state(self) -> str:
        return str(self._of("state"))

    @property
    def attempts(self) -> int:
        return int(self._of("attempts"))

    @property
    def counts(self) -> tuple[int, ...]:
        """New, changed, unchanged, possible duplicates, quarantined."""
        columns = "new, changed, unchanged, possible_duplicate, quarantined"
        return self.desk.rows(f"SELECT {columns} FROM incidents_ingestrun WHERE id = %s", self.pk)[0]  # noqa: S608

    @property
    def source(self) -> int:
        return int(self._of("source_id"))

    def _of(self, column: str) -> Any:
        return self.desk.rows(f"SELECT {column} FROM incidents_ingestrun WHERE id = %s", self.pk)[0][0]  # noqa: S608

    def until(self, state: str, limit: float = 120) -> float:
        """Seconds until the run stands there."""
        return seconds_until(lambda: self.state == state, limit, self._told)

    def until_begun(self, attempt: int = 1) -> None:
        seconds_until(lambda: self.attempts >= attempt or self.state not in AT_WORK, 30, self._told)

    def _told(self) -> str:
        told = f"run {self.pk}: {self.state}, attempt {self.attempts}, {self._of('last_error')}"
        return told + self.desk.site._logs("worker-fetch", "beat")


def uploaded(desk: FetchDesk, browser: Browser, file: str, ids: list[str]) -> Order:
    """The file, sent by a browser; its rows are in the ledger once the upload was answered."""
    path = browser.upload(ADD, file, csv_of(ids), source="")
    found = re.fullmatch(r"/admin/incidents/ingestrun/(\d+)/columns/", path)
    assert found is not None, f"the upload led to {path}"
    desk.acknowledge(ids)
    return Order(desk, browser, int(found[1]), file)


def lost(desk: FetchDesk, name: str) -> list[str]:
    """Acknowledged rows that are not here as a report that an incident stands on."""
    kept = {
        value
        for (value,) in desk.rows(
            """SELECT r.external_id FROM incidents_report r JOIN incidents_reportlink l ON l.report_id = r.id
                 JOIN incidents_externalid e ON e.incident_id = l.incident_id AND e.value = r.external_id
                WHERE r.external_id LIKE %s""",
            f"{name}-%",
        )
    }
    return [one for one in desk.acknowledged(f"{name}-") if one not in kept]


def doubled(desk: FetchDesk, name: str) -> list[Any]:
    """Ids with more than one report or more than one incident."""
    return desk.rows(
        """SELECT r.external_id FROM incidents_report r LEFT JOIN incidents_reportlink l ON l.report_id = r.id
            WHERE r.external_id LIKE %s GROUP BY 1
           HAVING count(DISTINCT r.id) > 1 OR count(DISTINCT l.incident_id) > 1""",
        f"{name}-%",
    )


def half_done(order: Order, *, published: bool = False) -> list[Any]:
    """Incidents of the run that lack a part, or that nobody can see after it was published; and lines of the run's
    ledger that do not say what is here."""
    incidents = order.desk.rows(
        """SELECT i.id FROM incidents_incident i WHERE i.run_id = %s
              AND (NOT EXISTS (SELECT FROM incidents_reportlink l WHERE l.incident_id = i.id)
                   OR NOT EXISTS (SELECT FROM incidents_externalid e WHERE e.incident_id = i.id)
                   OR NOT EXISTS (SELECT FROM incidents_exactlocation x WHERE x.incident_id = i.id)
                   OR NOT EXISTS (SELECT FROM incidents_casualtyestimate c WHERE c.incident_id = i.id)
                   OR (%s AND (i.audience = 0
                               OR NOT EXISTS (SELECT FROM incidents_change g WHERE g.incident_id = i.id))))""",
        order.pk, published,
    )  # fmt: skip
    lines = order.desk.rows(
        """SELECT line, count(*) FROM incidents_ingestitem WHERE run_id = %s
            GROUP BY 1 HAVING count(*) > 1 OR bool_or(outcome = 'new' AND incident_id IS NULL)""",
        order.pk,
    )
    return [*incidents, *lines]
