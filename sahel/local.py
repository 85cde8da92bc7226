"""A private PostgreSQL with PostGIS and a private Redis, for `make run` and for the tests.

Both listen on Unix sockets in a folder that only their own account may enter, never on a port. As root
they run under an unprivileged account (PostgreSQL refuses root) with their data below /var/lib, because
a project inside a home of mode 0700 is out of that account's reach; otherwise below `.local/`.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("redis-server",)
DEFAULT_POSTGRES = "15"
SOCKET_PATH_LIMIT = 107
PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """Says what is missing and what to type; shown as it is, without a traceback."""


# Where ---------------------------------------------------------------------------------------------
def default_folder(suffix: str = "") -> Path:
    """Folder of the private services: SAHEL_DATA, else one named by the project's path."""
    named = os.environ.get("SAHEL_DATA")
    if named:
        return Path(named).expanduser().resolve() / suffix if suffix else Path(named).expanduser().resolve()
    if os.geteuid() == 0:
        digest = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:10]
        return Path("/var/lib") / f"sahel-{digest}{'-' + suffix if suffix else ''}"
    return PROJECT / ".local" / (suffix or "data")


def _socket_folder(folder: Path) -> Path:
    """The folder itself, or a short one where a socket's path would not fit into the system's limit."""
    if len(str(folder / "run" / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
        return folder / "run"
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sahel-{os.geteuid()}-{digest}"


# Programs -------------------------------------------------------------------------------------------
def postgres_programs(version: str | None = None) -> Path | None:
    """Folder of a PostgreSQL that has PostGIS: of this major version, else the newest."""
    found: list[tuple[int, Path]] = []
    for binaries in Path("/usr/lib/postgresql").glob("*/bin"):
        major = binaries.parent.name
        control = Path("/usr/share/postgresql") / major / "extension" / "postgis.control"
        if control.exists() and (binaries / "postgres").exists() and major.isdigit():
            found.append((int(major), binaries))
    for pg_config in filter(None, [shutil.which("pg_config")]):
        answer = subprocess.run(
            [pg_config, "--bindir", "--sharedir", "--version"], capture_output=True, text=True
        )
        lines = answer.stdout.splitlines()
        if len(lines) == 3 and (Path(lines[1]) / "extension" / "postgis.control").exists():
            major = lines[2].split()[1].split(".")[0]
            if major.isdigit() and (Path(lines[0]) / "postgres").exists():
                found.append((int(major), Path(lines[0])))
    if version is not None:
        found = [entry for entry in found if str(entry[0]) == version]
    return max(found)[1] if found else None


def _package_names() -> list[str]:
    """PostGIS for the newest PostgreSQL that this Debian offers, and Redis."""
    if shutil.which("apt-cache") is None:
        return [f"postgresql-{DEFAULT_POSTGRES}-postgis-3", *PACKAGES]
    answer = subprocess.run(
        ["apt-cache", "search", "--names-only", "^postgresql-[0-9]+-postgis-3$"],
        capture_output=True,
        text=True,
    )
    majors = [line.split("-")[1] for line in answer.stdout.splitlines() if line.startswith("postgresql-")]
    newest = max(majors, key=int, default=DEFAULT_POSTGRES)
    return [f"postgresql-{newest}-postgis-3", *PACKAGES]


def install_packages(names: Sequence[str], why: str) -> None:
    """As root: installs Debian packages. Otherwise: says the exact command."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise CannotStart(f"{why}\nInstall it, then try again:\n\n    sudo {' '.join(command)}\n")
    print(f"{why} Installing {' '.join(names)} ...", flush=True)
    _refuse_main_cluster()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-q"], [*command, "-q", "-o", "Dpkg::Options::=--force-confold"])
    # Runs side by side take turns: apt refuses a second one, and what is there already costs little.
    with Path(tempfile.gettempdir(), "sahel-packages.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        for step in steps:
            done = subprocess.run(step, env=environment, capture_output=True, text=True)
            if done.returncode != 0:
                raise CannotStart(f"{' '.join(step)} failed:\n{(done.stderr or done.stdout)[-2000:]}")


def _refuse_main_cluster() -> None:
    """Debian's package would make and start a server of its own on port 5432; this product needs none."""
    configuration = Path("/etc/postgresql-common/createcluster.conf")
    if not configuration.exists():
        configuration.parent.mkdir(parents=True, exist_ok=True)
        configuration.write_text("create_main_cluster = false\n")


def ensure_programs(*, postgres: bool = True, redis: bool = True) -> None:
    missing_postgres = postgres and postgres_programs() is None
    missing_redis = redis and shutil.which("redis-server") is None
    if not missing_postgres and not missing_redis:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], capture_output=True)
    names = _package_names()
    wanted = (names[:1] if missing_postgres else []) + (names[1:] if missing_redis else [])
    install_packages(wanted, "A PostgreSQL with PostGIS and a Redis server are needed.")
    if postgres and postgres_programs() is None:
        raise CannotStart("PostgreSQL with PostGIS was installed but is not where it was expected.")


# Accounts and processes -------------------------------------------------------------------------------
def _server_account() -> pwd.struct_passwd | None:
    """Whom the servers run as when we are root; None when they may run as we do."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotStart("As root, an unprivileged account (postgres or nobody) is needed.")


def die_with_parent(number: int) -> Callable[[], None]:
    """For a child: be sent this signal when the parent ends, so that a killed run leaves nothing behind.

    Linux counts the thread that started the child as its parent: start children from the main thread.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)


def stop_process(process: subprocess.Popen[bytes] | None, number: int, seconds: float) -> None:
    """Ends one child by its own pid: the polite signal, then, when the time is over, the last one."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(number)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float = 30
) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-1500:] if log.exists() else ""
            raise CannotStart(f"A private server did not start. Its log ends:\n{tail}")
        time.sleep(0.03)


# The two servers -----------------------------------------------------------------------------------
class PrivateServices:
    """Starts and stops the private servers of one folder. One owner at a time, by a lock on the folder."""

    def __init__(
        self, folder: Path, *, durable: bool = True, postgres: bool = True, redis: bool = True
    ) -> None:
        self.folder = folder
        self.durable = durable
        self.with_postgres = postgres
        self.with_redis = redis
        self.sockets = _socket_folder(folder)
        self.postgres: subprocess.Popen[bytes] | None = None
        self.redis: subprocess.Popen[bytes] | None = None
        self._account = _server_account()
        self._lock: IO[str] | None = None
        self._psql: list[str] = []

    @property
    def database_url(self) -> str:
        user = self._account.pw_name if self._account else pwd.getpwuid(os.geteuid()).pw_name
        return f"postgresql://{user}@/sahel?host={self.sockets}"

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.sockets}/redis.sock"

    def start(self) -> None:
        """Takes the lock, makes the cluster where there is none, starts both servers, waits for both."""
        ensure_programs(postgres=self.with_postgres, redis=self.with_redis)
        self._make_folders()
        self.take_lock()
        if self.with_postgres:
            self._start_postgres()
        if self.with_redis:
            self.start_redis()

    def stop(self) -> None:
        stop_process(self.redis, signal.SIGTERM, 5)
        stop_process(self.postgres, signal.SIGINT, 20)  # fast shutdown: ends sessions, writes a checkpoint
        self.redis = self.postgres = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # steps
    def _make_folders(self) -> None:
        for folder in (self.folder, self.sockets):
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise CannotStart(f"The folder {folder} cannot be made: {error.strerror}.") from None
            self._refuse_foreign(folder)
            if self._account:
                os.chown(folder, self._account.pw_uid, self._account.pw_gid)
            folder.chmod(0o700)
        if self._account and not self._account_can_enter(self.folder):
            raise CannotStart(
                f"The account {self._account.pw_name} cannot reach {self.folder}: name another folder with SAHEL_DATA."
            )

    def _refuse_foreign(self, folder: Path) -> None:
        """Below, the folder is closed to everybody else: that must not happen to /home or to somebody's link."""
        owners = {os.geteuid(), self._account.pw_uid if self._account else os.geteuid()}
        is_foreign = folder.is_symlink() or folder.stat().st_uid not in owners
        if folder == self.folder and not (folder / "lock").exists():
            # New, or a folder of such folders: a test run's lies below the one of `make run`.
            others = [entry for entry in folder.iterdir() if entry.name != "run"]
            is_foreign |= not all((entry / "lock").exists() for entry in others)
        if is_foreign:
            raise CannotStart(
                f"The folder {folder} holds other data: name a new or empty one with SAHEL_DATA."
            )

    def _account_can_enter(self, folder: Path) -> bool:
        return self._run(["test", "-x", str(folder)], check=False).returncode == 0

    def take_lock(self) -> None:
        """Refuses a second owner of the folder. A killed owner's lock is gone with it."""
        if self._lock is not None:
            return
        handle = (self.folder / "lock").open("a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            owner = handle.read().strip() or self.folder
            handle.close()
            raise CannotStart(f"Already running on this data: {owner}") from None
        handle.truncate(0)
        handle.write(f"process {os.getpid()}, {self.folder}\n")
        handle.flush()
        self._lock = handle

    def _start_postgres(self) -> None:
        cluster = self.folder / "postgres"
        made_by = (cluster / "PG_VERSION").read_text().strip() if (cluster / "PG_VERSION").exists() else None
        programs = postgres_programs(made_by)
        if programs is None:
            raise CannotStart(
                f"The data in {cluster} were made by PostgreSQL {made_by}, which is not installed with PostGIS."
            )
        if made_by is None:
            shutil.rmtree(cluster, ignore_errors=True)  # what a killed first run left half made
            self._run([str(programs / "initdb"), "-D", str(cluster), "-A", "trust", "-E", "UTF8",
                       "--locale=C.UTF-8", *([] if self.durable else ["--no-sync"])])  # fmt: skip
        log = self.folder / "postgres.log"
        self.postgres = self._spawn(
            [str(programs / "postgres"), "-D", str(cluster), *self._postgres_settings()], log, signal.SIGINT
        )
        self._psql = [str(programs / "psql"), "-h", str(self.sockets), "-d", "postgres", "-Atqc"]
        answers = [*self._psql, "select 1"]
        _wait_until(lambda: self._run(answers, check=False).returncode == 0, self.postgres, log)
        self.make_database("sahel")

    def make_database(self, name: str, *, anew: bool = False) -> None:
        """A database of this name (an identifier of ours) in the private cluster, unless there is one.

        `anew` drops the one that is there first.
        """
        if anew:
            self._run([*self._psql, f"drop database if exists {name} with (force)"])
        exists = self._run([*self._psql, f"select 1 from pg_database where datname = '{name}'"])  # noqa: S608
        if not exists.stdout.strip():
            self._run([*self._psql, f"create database {name}"])

    def _postgres_settings(self) -> Iterator[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "shared_buffers": "256MB",
            "work_mem": "32MB",
            "maintenance_work_mem": "256MB",
            "max_wal_size": "4GB",
            "jit": "off",
            "timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        for name, value in settings.items():
            yield "-c"
            yield f"{name}={value}"

    def start_redis(self) -> None:
        """Nothing is kept on disk: the broker holds wake-ups only, the reports are in PostgreSQL."""
        socket = self.sockets / "redis.sock"
        log = self.folder / "redis.log"
        self.redis = self._spawn(
            ["redis-server", "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--save", "",
             "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", str(self.folder)],
            log, signal.SIGTERM,
        )  # fmt: skip
        ping = ["redis-cli", "-s", str(socket), "ping"]
        _wait_until(lambda: self._run(ping, check=False).stdout.strip() == "PONG", self.redis, log)

    def _identity(self) -> dict[str, object]:
        if self._account is None:
            return {}
        return {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

    def _spawn(self, command: list[str], log: Path, death_signal: int) -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(  # type: ignore[call-overload]
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", env=_clean_environment(),
                start_new_session=True, preexec_fn=die_with_parent(death_signal), **self._identity(),
            )  # fmt: skip

    def _run(self, command: list[str], check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # type: ignore[call-overload]
            command, capture_output=True, text=True, cwd="/", env=_clean_environment(), **self._identity()
        )
        if check and done.returncode != 0:
            raise CannotStart(f"{Path(command[0]).name} failed:\n{(done.stderr or done.stdout)[-1500:]}")
        return done


def _clean_environment() -> dict[str, str]:
    """Without PGHOST, PGPORT and the like: a stray variable must not lead us to another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}
