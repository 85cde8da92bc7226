"""A private RabbitMQ for the slow suite: Debian's package, on a port of this machine, under its own account.

Root installs it when it is missing; otherwise the tests that need it are skipped and say so.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from sahel.local import CannotStart, die_with_parent, install_packages, stop_process
from sahel.run import end_group

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


class Rabbit:
    """One node; `start` and `stop` may follow each other, its data stay until `clean_up`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sahel-rabbit-", dir="/var/lib"))
        self.account = pwd.getpwnam("rabbitmq")
        self.port, self._distribution, self._names = (_free_port() for _ in range(3))
        os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        """Returns when it answers; raises CannotStart with the end of its log."""
        plugins = self.folder / "plugins"
        plugins.write_text("[].\n")
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8",
            "RABBITMQ_NODENAME": f"sahel{self.port}@localhost", "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port), "RABBITMQ_DIST_PORT": str(self._distribution),
            "ERL_EPMD_PORT": str(self._names), "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_MNESIA_BASE": str(self.folder), "RABBITMQ_LOG_BASE": str(self.folder),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins), "RABBITMQ_PID_FILE": str(self.folder / "pid"),
        }  # fmt: skip
        with (self.folder / "out.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(SERVER)], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                user=self.account.pw_uid, group=self.account.pw_gid, extra_groups=[], start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart((self.folder / "out.log").read_text(errors="replace")[-1500:])
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as probe:
                probe.sendall(b"AMQP\x00\x00\x09\x01")
                probe.settimeout(2)
                return bool(probe.recv(1))
        except OSError:
            return False

    def kill(self) -> None:
        """Without a word, the whole node."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def signal(self, number: int) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)

    def clean_up(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            stop_process(self.process, signal.SIGTERM, 20)
            end_group(self.process)
        self._end_names()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end_names(self) -> None:
        """Erlang's name server, which the node started on a port of its own, outlives the node."""
        epmd = shutil.which("epmd")
        if epmd:
            environment = {"PATH": os.environ["PATH"], "ERL_EPMD_PORT": str(self._names)}
            subprocess.run([epmd, "-kill"], env=environment, capture_output=True)


def private_rabbit() -> Rabbit:
    """A node that answers; skips the test, with the reason, where there can be none."""
    if not SERVER.exists():
        if os.geteuid() != 0:
            pytest.skip("RabbitMQ is not installed: as root it would be (apt-get install rabbitmq-server)")
        try:
            install_packages(["rabbitmq-server"], "The kill tests on RabbitMQ need it.")
        except CannotStart as error:
            pytest.skip(f"RabbitMQ cannot be installed: {error}")
    if os.geteuid() != 0:
        pytest.skip("RabbitMQ runs under an account of its own: only root can start it as that one")
    rabbit = Rabbit()
    try:
        rabbit.start()
    except CannotStart:
        rabbit.clean_up()
        raise
    return rabbit


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
