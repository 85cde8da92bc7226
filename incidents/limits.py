"""How often somebody may ask: counters in Redis, which all processes of all hosts share.

A counter begins with the first request of its window and ends with it, by Redis' own clock. One script counts and
tells in one round trip, so nothing is counted twice or missed between processes.

No request waits for Redis. A dead or frozen one costs one request the time-out of its socket; then this process
lets everybody pass uncounted, and sends one request after `PAUSE_SECONDS` to see whether Redis is back.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from math import inf
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis import Redis, RedisError

logger = logging.getLogger(__name__)

SOCKET_SECONDS = 0.2
PAUSE_SECONDS = 10
SECONDS_BETWEEN_LINES = 60
# KEYS: counters. ARGV: for each what to add, and how long its window is (milliseconds).
COUNT = """
local told = {}
for number, key in ipairs(KEYS) do
  told[#told + 1] = redis.call('INCRBY', key, ARGV[2 * number - 1])
  local left = redis.call('PTTL', key)
  if left < 0 then
    left = tonumber(ARGV[2 * number])
    redis.call('PEXPIRE', key, left)
  end
  told[#told + 1] = left
end
return told
"""


@dataclass(frozen=True)
class Charge:
    """One step on a counter: `limit` is a name of settings.RATE_LIMITS, `who` is counted, a `cost` of 0 only looks."""

    limit: str
    who: str
    cost: int = 1

    @property
    def key(self) -> str:
        # Neither names nor addresses nor anything of a key can be read in Redis.
        return f"limit:{self.limit}:{salted_hmac('limits', self.who, algorithm='sha256').hexdigest()[:32]}"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: `most` in so many `seconds`, of which `used` are gone; None while nobody counts."""

    charge: Charge
    most: int
    seconds: int
    used: int | None = None
    reset: int = 0  # seconds until the window ends, rounded up

    @property
    def left(self) -> int:
        return max(0, self.most - (self.used or 0))

    @property
    def is_over(self) -> bool:
        """Whether this request is one too many; for a look, whether the next step would be."""
        return self.used is not None and self.used + (self.charge.cost == 0) > self.most


def spend(*charges: Charge) -> list[Standing]:
    """Counts, and tells where that leads; limits that are switched off (0) are left out. Never raises, never waits."""
    asked = [Standing(charge, *settings.RATE_LIMITS[charge.limit]) for charge in charges]
    asked = [standing for standing in asked if standing.most > 0]
    counted = _counted(asked) if asked else None
    if counted is None:
        return asked
    return [
        Standing(standing.charge, standing.most, standing.seconds, used, -(-left // 1000))
        for standing, used, left in zip(asked, counted[::2], counted[1::2], strict=True)
    ]


def forget(charge: Charge) -> None:
    """Sets a counter back."""
    _ask(lambda client: client.delete(charge.key))


def client_address(request: HttpRequest) -> str:
    """Whom an anonymous request is counted for: an IPv4 address, or the /64 network of an IPv6 one.

    It is the peer of the connection, or, behind NUM_PROXIES proxies of ours, what the outermost of them saw:
    X-Forwarded-For counted from the right. What clients write stands to the left of that and changes nothing.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.NUM_PROXIES > 0 else []
    proxied = seen[-min(settings.NUM_PROXIES, len(seen))] if seen else ""
    return _network(proxied) or _network(peer) or peer


def _network(text: str) -> str:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    # Whoever has one address of it has all.
    return str(ip_network((int(address), 64), strict=False))


# Redis ---------------------------------------------------------------------------------------------------
class Circuit:
    """Remembers that Redis did not answer. Times are those of time.monotonic()."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed_until = -inf
        self._told_at = -inf

    def may_ask(self) -> bool:
        """Whether to ask now. After a pause one request may; the others go on without an answer meanwhile."""
        with self._lock:
            now = time.monotonic()
            if self._closed_until == -inf:
                return True
            if now < self._closed_until:
                return False
            self._closed_until = now + PAUSE_SECONDS
            return True

    def answered(self) -> None:
        self._closed_until = -inf

    def failed(self, error: Exception) -> None:
        with self._lock:
            now = time.monotonic()
            self._closed_until = now + PAUSE_SECONDS
            if now - self._told_at < SECONDS_BETWEEN_LINES:
                return
            self._told_at = now
        logger.warning("limits are not counted at the moment: %s", type(error).__name__)


circuit = Circuit()


@cache
def _client(url: str) -> Redis:
    """One pool of connections a process. Made from an address it tries nothing twice, which a test watches over."""
    return Redis.from_url(url, socket_timeout=SOCKET_SECONDS, socket_connect_timeout=SOCKET_SECONDS)


@cache
def _count_by(client: Redis) -> Any:
    return client.register_script(COUNT)


def _counted(asked: list[Standing]) -> list[int] | None:
    """(used, milliseconds left) of each in one list; None when Redis did not answer."""
    keys = [standing.charge.key for standing in asked]
    steps = [number for standing in asked for number in (standing.charge.cost, standing.seconds * 1000)]
    return _ask(lambda client: _count_by(client)(keys, steps))


def _ask(question: Any) -> Any:
    if not settings.REDIS_URL or not circuit.may_ask():
        return None
    try:
        answer = question(_client(settings.REDIS_URL))
    except (RedisError, OSError, ValueError) as error:  # ValueError: REDIS_URL is no address
        circuit.failed(error)
        return None
    circuit.answered()
    return answer
