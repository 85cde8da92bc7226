"""A site on servers of its own whose worker asks sources and takes files in; what it was given is kept in a ledger.

Nobody reads the reports here: that is the matter of the other scenarios, and the processors are few.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg2

from incidents.ingest.polling import SOURCE_LOCKS
from incidents.ingest.taking import TURN_LOCK
from incidents.ingest.uploads import RUN_LOCK
from sahel.local import PROJECT, PrivateServices, default_folder, die_with_parent
from tests.faults.browsing import PASSWORD, Browser
from tests.faults.judging import CAUGHT_UP, TOTALS, pool_of
from tests.queue.desk import Desk, seconds_until

PEOPLE = f"""
import django; django.setup()
from django.contrib.auth.models import Group, User
from django.core.management import call_command
for name, group in (("issa", "editor"), ("boubacar", "reviewer")):
    user = User.objects.create_user(name, password="{PASSWORD}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
User.objects.create_superuser("admin", password="{PASSWORD}")
call_command("collectstatic", verbosity=0, interactive=False)
"""
LOCKS = {"import": TURN_LOCK, "run": RUN_LOCK, "poll": SOURCE_LOCKS}
WORKER = [
    "worker",
    "--queues",
    "fetch",
    "--concurrency",
    "2",
    "--without-gossip",
    "--hostname",
    "second@localhost",
]


class FetchDesk(Desk):
    """The site without a reader of reports, and the faults of its worker."""

    def start(self) -> None:
        subprocess.run([sys.executable, "-c", PEOPLE], cwd=PROJECT, env=self.environment, check=True)
        self.site.start_web()
        self.site.start_worker("fetch")
        self.site.start_beat()
        self.site.wait_until_ready()

    def browser(self, name: str) -> Browser:
        return Browser(self.site.address, name)

    def acknowledge(self, ids: Iterable[str]) -> None:
        """Lines at the end of the ledger, on the disk before anybody goes on."""
        handle = os.open(self.ledger, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, "".join(f"{one}\n" for one in ids).encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    # Faults ------------------------------------------------------------------------------------------------
    def kill_pool(self) -> int:
        """Every process of the worker's pool, and not the worker; how many there were."""
        pool = pool_of(self, "fetch")
        return sum(killed(pid) for pid in pool)

    def kill_worker(self) -> None:
        """The worker alone; whoever runs the site notices, ends what it left behind, and starts it again."""
        child = self.site.children["worker-fetch"]
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        seconds_until(self._is_up_again, 20, lambda: "the worker was not started again")

    def _is_up_again(self) -> bool:
        self.site.watch()
        return self.site.children["worker-fetch"].poll() is None

    def reader_of(self, file: str) -> int | None:
        """The process of the pool that has an uploaded file of this name open."""
        for pid in pool_of(self, "fetch"):
            with suppress(OSError):  # a process or a file that is gone meanwhile
                if any(
                    str(handle.readlink()).endswith(f"/{file}")
                    for handle in Path(f"/proc/{pid}/fd").iterdir()
                ):
                    return pid
        return None

    def backends(self, lock: str) -> list[int]:
        """Of those that hold a lock of this kind (see LOCKS)."""
        found = self.rows(
            """SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %s AND d.datname = current_database()""",
            LOCKS[lock],
        )
        return [pid for (pid,) in found]

    def terminate(self, lock: str) -> int:
        """Ends the connections that hold such a lock, as a restart of a pooler or an administrator would."""
        return sum(
            bool(self.rows("SELECT pg_terminate_backend(%s)", pid)[0][0]) for pid in self.backends(lock)
        )

    @contextmanager
    def held_row(self, table: str, pk: int) -> Iterator[None]:
        """Nobody changes this row meanwhile: who wants to waits."""
        other = psycopg2.connect(self.database_url)
        try:
            with other.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR NO KEY UPDATE", [pk])  # noqa: S608
            yield
        finally:
            other.close()

    def waits_for(self, statement: str) -> bool:
        """Whether somebody waits for a lock with a statement that begins so."""
        return bool(
            self.rows(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE %s",
                f"{statement}%",
            )
        )

    @contextmanager
    def second(self, name: str) -> Iterator[None]:
        """A second beat or worker beside the site's own."""
        schedule = str(self.site.folder / "second-schedule")
        command = {"beat": ["beat", "--pidfile", "", "--schedule", schedule], "worker": WORKER}[name]
        with (self.site.folder / f"second-{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "sahel", *command], cwd=PROJECT, env=self.environment,
                start_new_session=True, stdout=log, stderr=log, preexec_fn=die_with_parent(signal.SIGTERM),
            )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def killed(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def running(folder: Path, environment: dict[str, str]) -> Iterator[FetchDesk]:
    """The site on its servers, until the test is over."""
    services = PrivateServices(default_folder("test-fetch"), durable=False)
    desk: FetchDesk | None = None
    try:
        services.start()
        desk = FetchDesk(services, folder, environment, "sahel_fetch")
        desk.start()
        yield desk
    finally:
        if desk is not None:
            desk.stop()
        services.stop()


def tell(
    name: str,
    number: int,
    lost: list[Any],
    doubled: list[Any],
    half: list[Any],
    recovered: float,
    more: str = "",
) -> None:
    """Prints the scenario's line, and asserts that nothing was lost, doubled or left half done."""
    print(
        f"\n{name}: {number} submitted, {len(lost)} lost, {len(doubled)} doubled, {len(half)} half done,{more}"
        f" all done {recovered:.1f} s after the last fault (bound on the rate: {3 / number:.2%})"
    )
    TOTALS.scenarios += 1
    TOTALS.submitted += number
    TOTALS.lost += len(lost)
    TOTALS.doubled += len(doubled)
    assert (lost[:5], doubled[:5], half[:5]) == ([], [], [])
    assert recovered <= CAUGHT_UP
