"""No host is asked more often than it bears, by however many workers.

The turn is an advisory lock of PostgreSQL on the host's name, held until the pause after the request is
over. It goes with the connection: a worker that dies holds nobody up (and may shorten one pause).
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from incidents.fetch.errors import FetchFailed
from incidents.turns import held

# The first of the two numbers of these locks: nothing else in the project uses it.
HOST_LOCKS = 7_335_004
WAIT_SECONDS = 30.0
LOOK_AGAIN_SECONDS = 0.1


@contextmanager
def turn(host: str, *, pause: float, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """The block may ask this host; the next turn comes `pause` seconds after its end. Raises FetchFailed
    when others keep the host busy for longer than `wait` seconds. Without a pause nobody waits."""
    if pause <= 0:
        yield
        return
    key = zlib.crc32(host.encode()) - 2**31
    until = time.monotonic() + wait
    while True:
        with held(HOST_LOCKS, key) as is_ours:
            if is_ours:
                try:
                    yield
                finally:
                    time.sleep(pause)
                return
        if time.monotonic() > until:
            raise FetchFailed(f"{host} is being asked by other workers all the time", retry_after=wait)
        time.sleep(LOOK_AGAIN_SECONDS)
