"""`make bench`: a database of BENCH incidents in a private cluster of its own, and every figure on it.

BENCH is 1000000 unless said otherwise; each size has a database that is filled once and kept. The names of
figures may follow (`python -m benchmarks.run peers pan`). Nothing of `make run` is read or written: neither
its data nor a database that DATABASE_URL names.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from sahel.local import (
    PROJECT,
    CannotStart,
    PrivateServices,
    default_folder,
    die_with_parent,
    stop_process,
)
from sahel.run import is_number, kept_secret

MOST = 20_000_000
# Figures that fill a database of their own, made anew each time; only run when named.
OWN_DATABASE = ("importing", "duplicates", "review")


def wanted_size() -> int:
    text = os.environ.get("BENCH", "1000000")
    if not is_number(text) or not 1_000 <= int(text) <= MOST:
        raise CannotStart(f"BENCH={text!r}: expected a number of incidents from 1000 to {MOST}.")
    return int(text)


def environment_of(services: PrivateServices, folder: Path, database: str) -> dict[str, str]:
    """What the steps run with; DATABASE_URL and the like of the caller are left behind."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sahel.settings",
        "DATABASE_URL": services.database_url.replace("/sahel?", f"/{database}?"),
        "BROKER_URL": services.broker_url,
        "COLUMNS_DIR": str(folder / "columns"),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": kept_secret(folder),
        "SECURE_SSL": "0",
        "DEBUG": "0",
        "REVIEW_RULE": "two_person",
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
        # Far out of reach, and counted all the same.
        **{f"RATE_{name}": "1000000000" for name in ("ANONYMOUS", "ACCOUNT", "TOKEN", "REPORTS")},
    }


def step(environment: dict[str, str], *arguments: str) -> None:
    """Runs one command of the project to its end; raises CannotStart when it fails."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=PROJECT, env=environment, preexec_fn=die_with_parent(signal.SIGTERM)
    )
    try:
        process.wait()
    finally:
        stop_process(process, signal.SIGTERM, 15)
    if process.returncode != 0:
        raise CannotStart(f"{' '.join(arguments)} ended with status {process.returncode}.")


def filled(services: PrivateServices, folder: Path, size: int) -> dict[str, str]:
    """The environment of a database of that size, filled now unless an earlier run has filled it."""
    database, done = f"bench_{size}", folder / f"filled-{size}"
    services.make_database(database, anew=not done.exists())
    environment = environment_of(services, folder, database)
    step(environment, "manage.py", "prepare")
    if not done.exists():
        print(f"Filling a database of {size} incidents, once ...", flush=True)
        step(environment, "-m", "benchmarks.fill", str(size))
        done.touch()
    return environment


def main(names: list[str]) -> int:
    signal.signal(signal.SIGTERM, interrupt)
    services: PrivateServices | None = None
    try:
        size, folder = wanted_size(), default_folder("bench")
        services = PrivateServices(folder, durable=False)
        services.start()
        own = [name for name in names if name in OWN_DATABASE]
        for name in own:
            services.make_database(f"bench_{name}", anew=True)
            environment = environment_of(services, folder, f"bench_{name}")
            step(environment, "manage.py", "prepare")
            step(environment, "-m", f"benchmarks.{name}", str(size))
        if len(own) < len(names) or not names:
            rest = [name for name in names if name not in own]
            step(filled(services, folder, size), "-m", "benchmarks", *rest)
    except KeyboardInterrupt:
        return 130
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    finally:
        if services is not None:
            services.stop()
    return 0


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
