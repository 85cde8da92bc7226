"""`make run`: the whole product on this machine, from one command.

1. private PostgreSQL and Redis (unless DATABASE_URL and BROKER_URL name others);
2. migrate, reference data, sample data, accounts, static files (`manage.py prepare`);
3. web, columns, two workers and beat as children; 4. the address and the accounts; 5. wait: a worker or beat that
ended is started again, the end of another child ends the site; Ctrl-C stops every child.

Reports and imports have a worker each, so that a file which takes hours never keeps a report waiting.

Variables: PORT, SAHEL_DATA, SAMPLE, SAHEL_ADMIN_PASSWORD, DATABASE_URL, BROKER_URL.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from sahel.local import (
    PR_SET_PDEATHSIG,
    PROJECT,
    CannotStart,
    PrivateServices,
    default_folder,
    die_with_parent,
    stop_process,
)
from sahel.restarts import MOST, WITHIN_SECONDS, Restarts

READY_SECONDS = 60
# One worker a queue, with so many processes. One of those that serve `fetch` takes files in (IMPORTS_AT_ONCE),
# one makes exports (EXPORTS_AT_ONCE), the third asks the sources.
WORKERS = {"extract": 2, "fetch": 3}


class Interrupted(Exception):
    """SIGTERM or SIGINT: leave in order."""


class Site:
    """The children of a running site; used by `make run` and by the browser tests."""

    def __init__(self, *, folder: Path, port: int, environment: dict[str, str]) -> None:
        self.folder = folder
        self.port = port
        self.environment = environment
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        # children that are started again when they end, when that is due, and how often it was
        self._again: dict[str, Callable[[], None]] = {
            **{f"worker-{queue}": partial(self.start_worker, queue) for queue in WORKERS},
            "beat": self.start_beat,
        }
        self._due: dict[str, float] = {}
        self._restarts: dict[str, Restarts] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def prepare(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", "prepare", *arguments], cwd=PROJECT, env=self.environment
        )
        if done.returncode != 0:
            raise CannotStart("The database could not be prepared: see the message above.")

    def start(self) -> None:
        self.start_web()
        if self.environment.get("COLUMNS_DIR"):
            self._spawn("columns", [sys.executable, "manage.py", "columns"])
        for queue in WORKERS:
            self.start_worker(queue)
        self.start_beat()

    def start_web(self, extra: dict[str, str] | None = None) -> None:
        reload_code = ["--reload"] if self.environment.get("DEBUG") == "1" else []
        self._spawn(
            "web",
            [sys.executable, "-m", "gunicorn", "sahel.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2",
             "--worker-class", "gthread", "--threads", "4", "--timeout", "60", "--max-requests", "20000",
             "--max-requests-jitter", "2000", "--limit-request-line", "8190", "--no-control-socket", *reload_code],
            {"STATEMENT_TIMEOUT_MS": "10000", **(extra or {})},
        )  # fmt: skip

    def start_worker(self, queue: str, extra: dict[str, str] | None = None) -> None:
        # Readers come first: a file that is taken in steps back for them.
        polite = ["nice", "-n", "10"] if queue == "fetch" else []
        self._spawn(
            f"worker-{queue}",
            [*polite, sys.executable, "-m", "celery", "-A", "sahel", "worker", "--queues", queue, "--loglevel", "WARNING",
             "--concurrency", str(WORKERS[queue]), "--without-gossip", "--without-mingle",
             "--hostname", f"{queue}-{os.getpid()}@localhost"],
            extra,
        )  # fmt: skip

    def start_beat(self, extra: dict[str, str] | None = None) -> None:
        self._spawn(
            "beat",
            [sys.executable, "-m", "celery", "-A", "sahel", "beat", "--loglevel", "WARNING", "--pidfile", "",
             "--schedule", str(self.folder / "beat-schedule")],
            extra,
        )  # fmt: skip

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            self.raise_if_a_child_ended()
            try:
                with urllib.request.urlopen(self.address + "health/ready", timeout=2) as answer:  # noqa: S310  our own address
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise CannotStart(f"The web server did not answer within {READY_SECONDS} s.{self._logs()}")

    def raise_if_a_child_ended(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise CannotStart(f"The {name} ended with status {child.returncode}.{self._logs(name)}")

    def watch(self) -> None:
        """Called again and again: starts a worker or beat that ended once more, after a pause.

        Raises CannotStart for any other child, and for one that ends faster than it helps to start it.
        """
        now = time.monotonic()
        for name, child in list(self.children.items()):
            if child.poll() is None:
                continue
            if name not in self._again:
                raise CannotStart(f"The {name} ended with status {child.returncode}.{self._logs(name)}")
            if name not in self._due:
                self._plan_restart(name, child, now)
            elif now >= self._due[name]:
                del self._due[name]
                self._again[name]()

    def _plan_restart(self, name: str, child: subprocess.Popen[bytes], now: float) -> None:
        end_group(child)  # a killed worker leaves the processes of its pool behind
        pause = self._restarts.setdefault(name, Restarts()).pause_after_end(now)
        if pause is None:
            raise CannotStart(
                f"The {name} ended {MOST + 1} times within {WITHIN_SECONDS:.0f} s, the last time with status"
                f" {child.returncode}.{self._logs(name)}"
            )
        self._due[name] = now + pause
        print(f"The {name} ended with status {child.returncode}: again in {pause:g} s.", flush=True)

    def stop(self) -> None:
        """All children are told first, then waited for, so that stopping takes as long as the slowest."""
        for child in self.children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.children.values():
            stop_process(child, signal.SIGTERM, 15)
            end_group(child)
        self.children.clear()

    def _spawn(self, name: str, command: list[str], extra: dict[str, str] | None = None) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                command, cwd=PROJECT, env={**self.environment, **(extra or {})}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent(signal.SIGTERM),
            )  # fmt: skip

    def _logs(self, *names: str) -> str:
        parts = []
        for name in names or tuple(self.children):
            log = self.folder / f"{name}.log"
            if log.exists():
                parts.append(f"\n--- {log}\n{log.read_text(errors='replace')[-1500:]}")
        return "".join(parts)


def end_group(child: subprocess.Popen[bytes]) -> None:
    """Ends what a child that is gone has left in its process group, which is its own (start_new_session)."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def kept_secret(folder: Path) -> str:
    """The site's own SECRET_KEY, made once and kept beside its data, readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists() or len(path.read_text()) < 50:
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def site_environment(services: PrivateServices, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sahel.settings",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or services.database_url,
        "BROKER_URL": os.environ.get("BROKER_URL") or services.broker_url,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or kept_secret(folder),
        # Plain HTTP on this machine only.
        "SECURE_SSL": os.environ.get("SECURE_SSL", "0"),
        "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"),
        "COLUMNS_DIR": os.environ.get("COLUMNS_DIR", str(folder / "columns")),
        "PYTHONUNBUFFERED": "1",
    }


def is_number(text: str) -> bool:
    """Whether these are digits that `int` takes, and not too many of them."""
    return text.isascii() and text.isdigit() and len(text) < 20


def chosen_port() -> int:
    text = os.environ.get("PORT", "8000")
    if not is_number(text) or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT={text!r}: expected a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError:
            raise CannotStart(f"Port {text} is in use: choose another with PORT=8001 make run") from None
    return int(text)


def sample_size() -> int:
    text = os.environ.get("SAMPLE", "2000")
    if not is_number(text) or int(text) > 10_000_000:
        raise CannotStart(f"SAMPLE={text!r}: expected a number of incidents, at most 10000000.")
    return int(text)


def main() -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    _end_with_make()
    services: PrivateServices | None = None
    site: Site | None = None
    started = time.monotonic()
    try:
        port, sample = chosen_port(), sample_size()
        folder = default_folder()
        services = PrivateServices(
            folder, postgres=not os.environ.get("DATABASE_URL"), redis=not os.environ.get("BROKER_URL")
        )
        services.start()
        site = Site(folder=folder, port=port, environment=site_environment(services, folder))
        accounts = folder / "accounts.json"
        site.prepare("--sample", str(sample), "--demo-accounts", str(accounts))
        site.start()
        site.wait_until_ready()
        _announce(site, accounts, time.monotonic() - started)
        while True:
            time.sleep(0.5)
            site.watch()
    except Interrupted:
        print("\nStopping ...", flush=True)
        return 0
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    finally:
        _ignoring_further_signals(lambda: site.stop() if site else None)
        _ignoring_further_signals(lambda: services.stop() if services else None)


def _announce(site: Site, accounts: Path, seconds: float) -> None:
    import json  # noqa: PLC0415  only here

    lines = [f"\nReady after {seconds:.1f} s:  {site.address}", "Accounts (this machine only):"]
    for name, password in json.loads(accounts.read_text()).items():
        lines.append(f"  {name:<10} {password}")
    lines.append(f"Admin: {site.address}admin/    Logs: {site.folder}    Ctrl-C stops everything.\n")
    print("\n".join(lines), flush=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


def _ignoring_further_signals(step: Callable[[], None]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    step()


def _end_with_make() -> None:
    """Started by make: end when make is killed, so that no orphan holds the port."""
    if "MAKELEVEL" in os.environ and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
