"""A whole site of its own: web server, worker and beat as processes, and a database that they share.

The test looks at it from outside: it submits over HTTP and counts in PostgreSQL; what was acknowledged it
keeps in a file, outside both stores.
"""

from __future__ import annotations

import http.client
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
from sahel.run import Site, end_group

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
editor = User.objects.create_user("aissa", password="a long password of ours", is_staff=True)
editor.groups.add(Group.objects.get(name="editor"))
print(ApiToken.issue(user=user, name="test")[1])
"""


@dataclass(frozen=True)
class Answer:
    """What a submission was answered with, and how long that took (seconds)."""

    status: int
    seconds: float
    refused: int = 0  # how often it was not acknowledged before; `seconds` is the slowest of all requests


class Desk:
    """The running site. `ledger` holds the external ids of every report that was acknowledged."""

    def __init__(
        self,
        services: PrivateServices,
        folder: Path,
        environment: dict[str, str],
        database: str = "sahel_queue",
    ) -> None:
        self.services = services
        self.database_url = _made_database(services, database)
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
            "SECURE_SSL": "0",
            "STATIC_ROOT": str(folder / "static"),
            **environment,
        }
        self.ledger = folder / "ledger"
        self.ledger.touch()
        self._token = self._set_up()
        self._connection = self._connect()
        self.site = Site(folder=folder, port=_free_port(), environment=self.environment)

    def _set_up(self) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SET_UP], cwd=PROJECT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1]

    def _connect(self) -> Any:
        connection = psycopg2.connect(self.database_url)
        connection.autocommit = True
        return connection

    def start(self) -> None:
        self.site.start()
        self.site.wait_until_ready()

    def stop(self) -> None:
        self.site.stop()
        self._connection.close()

    # Reports ---------------------------------------------------------------------------------------------
    def submit(self, external_id: str, text: str = SHORT, patience: float = 0) -> Answer:
        """One report over HTTP; written to the ledger when it was acknowledged.

        With patience (seconds) a sender tries again until it is; without, a refusal is an error.
        """
        until, refused, slowest = time.monotonic() + patience, 0, 0.0
        while True:
            before = time.monotonic()
            try:
                status = self._post(external_id, text)
                break
            except OSError:  # refused with a status, or nobody is there
                if time.monotonic() > until:
                    raise
                refused += 1
                time.sleep(0.2)
            finally:
                slowest = max(slowest, time.monotonic() - before)
        self._acknowledge(external_id)
        return Answer(status, slowest, refused)

    def _post(self, external_id: str, text: str) -> int:
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
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return int(answer.status)
        except http.client.HTTPException as error:  # the server died in the middle of its answer
            raise ConnectionError(str(error)) from error

    def _acknowledge(self, external_id: str) -> None:
        """A line at the end of the ledger, on the disk before anybody goes on."""
        handle = os.open(self.ledger, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, f"{external_id}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def submit_many(
        self,
        name: str,
        number: int,
        text: str = SHORT,
        at_once: int = 4,
        patience: float = 0,
        lasting: float = 0,
    ) -> list[Answer]:
        """So many reports by so many people at once; spread over at least `lasting` seconds."""
        ids = [f"{name}-{n}" for n in range(number)]

        def one(external_id: str) -> Answer:
            answer = self.submit(external_id, text, patience)
            time.sleep(lasting * at_once / number)
            return answer

        with ThreadPoolExecutor(at_once) as people:
            return list(people.map(one, ids))

    def acknowledged(self, name: str = "") -> list[str]:
        """Each once, however often it was acknowledged."""
        lines = dict.fromkeys(self.ledger.read_text().split())
        return [line for line in lines if line.startswith(name)]

    # Counts ----------------------------------------------------------------------------------------------
    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._asked(statement, values)
        except psycopg2.Error:  # the server was stopped in between; an error of ours comes again
            self._connection = self._connect()
            return self._asked(statement, values)

    def _asked(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
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

    def wake(self, name: str, times: int) -> None:
        """So many wake-ups for each of these reports, in any order."""
        found = self.rows("SELECT id FROM incidents_report WHERE external_id LIKE %s", f"{name}-%")
        program = (
            "import sys, json, random; from sahel.celery import app\n"
            "ids = json.load(sys.stdin)\n"
            "random.shuffle(ids)\n"
            "for pk in ids: app.send_task('incidents.work_report', args=[pk])"
        )
        ids = json.dumps([row[0] for row in found] * times)
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=PROJECT,
            env=self.environment,
            check=True,
            text=True,
            input=ids,
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

    def write_unseen(self, name: str, number: int) -> None:
        """Reports that nobody is woken up for, as if each wake-up had been lost."""
        for count in range(number):
            self.rows(
                """INSERT INTO incidents_report (source_id, external_id, version, url, published_at, language, title,
                                                 text, content_hash, state, state_reason, attempts, last_error)
                   SELECT id, %s, 1, '', now(), 'en', 't', 'Gunmen killed three people near Ansongo.', 'h',
                          'pending', '', 0, '' FROM incidents_source LIMIT 1 RETURNING id""",
                f"{name}-{count}",
            )
            self._acknowledge(f"{name}-{count}")

    # Faults ------------------------------------------------------------------------------------------------
    def kill(self, name: str) -> None:
        """This child and every process of its group, without a word."""
        child = self.site.children[name]
        end_group(child)
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
