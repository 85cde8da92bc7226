"""A whole site of its own: web server, worker and beat as processes, and a database that they share.

The test looks at it from outside: it submits over HTTP and counts in PostgreSQL; what was acknowledged it
keeps in a file, outside both stores.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from sahel.local import PROJECT, PrivateServices
from sahel.run import Site

SHORT = "Gunmen killed three people near Ansongo on 30 September 2018 (bulletin {})."
# Half a second of reading.
LONG = SHORT + " The market was quiet and traders in Menaka spoke about the price of millet." * 600
DONE = ("proposed", "parked", "linked", "quarantined")
SET_UP = """
import django; django.setup()
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from incidents.curated import load_reference
from incidents.models import ApiToken
call_command("migrate", verbosity=0, interactive=False)
load_reference()
user = User.objects.create_user("radio")
user.groups.add(Group.objects.get(name="editor"))
print(ApiToken.issue(user=user, name="test")[1])
"""


@dataclass(frozen=True)
class Answer:
    """What a submission was answered with, and how long that took (seconds)."""

    status: int
    seconds: float


class Desk:
    """The running site. `ledger` holds the external ids of every report that was acknowledged."""

    def __init__(self, services: PrivateServices, folder: Path, environment: dict[str, str]) -> None:
        self.services = services
        self.database_url = _made_database(services, "sahel_queue")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sahel.settings",
            "DATABASE_URL": self.database_url,
            "BROKER_URL": services.broker_url,
            "SWEEP_SECONDS": "1",
            "REPORT_SECONDS": "4",
            "LEASE_SECONDS": "5",
            "HEARTBEAT_SECONDS": "1",
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self.ledger = folder / "ledger"
        self.ledger.touch()
        self._token = self._set_up()
        self._connection = psycopg2.connect(self.database_url)
        self._connection.autocommit = True
        self.site = Site(folder=folder, port=_free_port(), environment=self.environment)

    def _set_up(self) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SET_UP], cwd=PROJECT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1]

    def start(self) -> None:
        self.site.start()
        self.site.wait_until_ready()

    def stop(self) -> None:
        self.site.stop()
        self._connection.close()

    # Reports ---------------------------------------------------------------------------------------------
    def submit(self, external_id: str, text: str = SHORT) -> Answer:
        """One report over HTTP; written to the ledger when it was acknowledged."""
        body = {
            "external_id": external_id,
            "text": text.format(external_id),
            "published": "2018-10-02",
            "language": "en",
        }
        request = urllib.request.Request(
            self.site.address + "api/v1/reports/",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
        )
        before = time.monotonic()
        with urllib.request.urlopen(request, timeout=30) as answer:
            status = answer.status
        seconds = time.monotonic() - before
        with self.ledger.open("a") as file:
            file.write(external_id + "\n")
            file.flush()
            os.fsync(file.fileno())
        return Answer(status, seconds)

    def submit_many(self, name: str, number: int, text: str = SHORT, at_once: int = 4) -> list[Answer]:
        ids = [f"{name}-{n}" for n in range(number)]
        with ThreadPoolExecutor(at_once) as people:
            return list(people.map(lambda external_id: self.submit(external_id, text), ids))

    def acknowledged(self, name: str = "") -> list[str]:
        return [line for line in self.ledger.read_text().split() if line.startswith(name)]

    # Counts ----------------------------------------------------------------------------------------------
    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall()

    def states(self, name: str) -> dict[str, int]:
        """How many of these reports are in each state."""
        found = self.rows(
            "SELECT state, count(*) FROM incidents_report WHERE external_id LIKE %s GROUP BY 1", f"{name}-%"
        )
        return dict(found)  # type: ignore[arg-type]

    def lost(self, name: str) -> list[str]:
        """Acknowledged reports that no row holds."""
        kept = {row[0] for row in self.rows("SELECT external_id FROM incidents_report")}
        return [external_id for external_id in self.acknowledged(name) if external_id not in kept]

    def doubled(self, name: str) -> list[tuple[Any, ...]]:
        """(external id, rows, open drafts) of reports with more than one row or more than one draft each."""
        return self.rows(
            """SELECT r.external_id, count(DISTINCT r.id), count(p.id)
                 FROM incidents_report r LEFT JOIN incidents_proposal p ON p.report_id = r.id
                WHERE r.external_id LIKE %s
                GROUP BY 1 HAVING count(DISTINCT r.id) <> 1 OR count(p.id) > 1""",
            f"{name}-%",
        )

    def without_draft(self, name: str) -> list[tuple[Any, ...]]:
        """Reports that count as proposed and have no draft: half-written results."""
        return self.rows(
            """SELECT r.external_id FROM incidents_report r
                WHERE r.external_id LIKE %s AND r.state = 'proposed'
                  AND NOT EXISTS (SELECT FROM incidents_proposal p WHERE p.report_id = r.id)""",
            f"{name}-%",
        )

    def seconds_until_done(self, name: str, limit: float) -> float:
        """How long it takes until every one of these reports has been worked on."""
        number = len(self.acknowledged(name))
        return seconds_until(
            lambda: sum(count for state, count in self.states(name).items() if state in DONE) == number,
            limit,
            lambda: f"of {number}: {self.states(name)}{self.site._logs('worker-extract', 'beat')}",
        )

    def seconds_until_one_is_read(self, name: str) -> float:
        return seconds_until(
            lambda: self.states(name).get("extracting", 0) > 0, 15, lambda: str(self.states(name))
        )

    def send(self, task: str, *arguments: Any, times: int = 1) -> None:
        """Messages beside those of the site, each in its queue."""
        program = (
            "import sys, json; from sahel.celery import app\n"
            "task, arguments, times = json.loads(sys.argv[1])\n"
            "for _ in range(times): app.send_task(task, args=arguments)"
        )
        words = json.dumps([task, arguments, times])
        subprocess.run([sys.executable, "-c", program, words], cwd=PROJECT, env=self.environment, check=True)

    # Faults ------------------------------------------------------------------------------------------------
    def kill(self, name: str) -> None:
        """This child and every process of its group, without a word."""
        child = self.site.children[name]
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def kill_workers(self) -> None:
        """The worker that reads reports and every process of its pool."""
        self.kill("worker-extract")

    @contextmanager
    def frozen_group(self, name: str) -> Iterator[None]:
        """A child and all its processes, as a machine that swaps would leave them."""
        group = self.site.children[name].pid
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)

    @contextmanager
    def frozen(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    @contextmanager
    def without_redis(self) -> Iterator[None]:
        redis = self.services.redis
        assert redis is not None
        redis.terminate()
        redis.wait(10)
        try:
            yield
        finally:
            self.services.start_redis()


def seconds_until(true: Callable[[], bool], limit: float, state: Callable[[], str]) -> float:
    """Waits for it; fails with the state when the time (seconds) is over."""
    before = time.monotonic()
    while not true():
        assert time.monotonic() - before < limit, f"not within {limit} s: {state()}"
        time.sleep(0.1)
    return time.monotonic() - before


def _made_database(services: PrivateServices, name: str) -> str:
    """An empty database beside the tests' own, in the private cluster; its address."""
    connection = psycopg2.connect(services.database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    return services.database_url.replace("/sahel?", f"/{name}?")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
