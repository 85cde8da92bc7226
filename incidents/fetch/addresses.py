"""Which addresses may be asked: the URL is taken apart, its host resolved once, and every answer checked.

Whoever names an address may mean our own network by it: as a number (0x7f.1), behind a name, through a
translation (NAT64, 6to4, Teredo), or by a name that is resolved differently the second time.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from incidents.fetch.errors import FetchFailed, FetchRefused

PORTS = frozenset({80, 443})
MAX_URL = 4_000
Address = IPv4Address | IPv6Address
# What is reserved, by the words it is refused with. Everything outside 2000::/3 is refused anyway.
RESERVED: dict[IPv4Network | IPv6Network, str] = {
    ip_network(text): words
    for text, words in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "a provider's own (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "for benchmarks"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("::/96", "an IPv4 address in disguise"),
        ("64:ff9b::/96", "an IPv4 address in disguise (NAT64)"),
        ("64:ff9b:1::/48", "an IPv4 address in disguise (NAT64)"),
        ("100::/64", "reserved"),
        ("2001::/32", "an IPv4 address in disguise (Teredo)"),
        ("2001:2::/48", "for benchmarks"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "an IPv4 address in disguise (6to4)"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
}
GLOBAL_IPV6 = IPv6Network("2000::/3")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f\\]")
_AS_IT_IS = "/%:=&?~#+!$,;'@()*[]|"


@dataclass(frozen=True)
class Target:
    """A URL taken apart: scheme, host in lower case, port, and the path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def target_of(url: str, *, more_ports: Collection[int] = ()) -> Target:
    """Takes a URL apart. Raises FetchRefused unless it is plain http or https on a port that is allowed."""
    if len(url) > MAX_URL or _NOT_IN_URLS.search(url):
        raise FetchRefused("the address is too long, or holds blanks or signs that no address has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchRefused("the address cannot be read as a URL") from None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise FetchRefused(f"only http and https are asked, not {scheme[:20] or 'an address without them'}")
    if "@" in parts.netloc:
        raise FetchRefused("the address holds a user name or password: take it out")
    port = (443 if scheme == "https" else 80) if port is None else port
    if port not in PORTS and port not in more_ports:
        raise FetchRefused(f"port {port} is not asked: only 80 and 443")
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    query = f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else ""
    return Target(scheme, host_of(parts.hostname or ""), port, path + query)


def host_of(host: str) -> str:
    """The host in lower case. Refuses what is neither a plain name nor an address as people write it."""
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if ":" in host or _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ip_address(host))
        except ValueError:
            raise FetchRefused(f"{host[:60]!r} is a number in disguise, not a host") from None
    if not host.isascii():
        raise FetchRefused("the host is not in ASCII: write it as xn--…")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FetchRefused(f"{host[:60]!r} is not the name of a host")
    return host


def refusal(address: Address, allowed: Iterable[IPv4Network | IPv6Network] = ()) -> str | None:
    """Why this address is not connected to, in words; None when it is a public one (or specially allowed)."""
    if any(address in network for network in allowed):
        return None
    for network, words in RESERVED.items():
        if address in network:
            return words
    if isinstance(address, IPv6Address):
        return None if address in GLOBAL_IPV6 else "not a public one"
    return None if address.is_global else "not a public one"


def resolve(target: Target, *, seconds: float, allowed_networks: Iterable[str] = ()) -> list[str]:
    """The target's addresses, asked for once. Raises FetchRefused if even one of them is not public.

    The name server may take longer than it is waited for: it is asked in a thread of its own.
    """
    allowed = [ip_network(network) for network in allowed_networks]
    addresses = _lookup(target.host, target.port, seconds)
    for text in addresses:
        words = refusal(ip_address(text), allowed)
        if words is not None:
            raise FetchRefused(f"{target.host} leads to {text}, which is {words}")
    return addresses


def _lookup(host: str, port: int, seconds: float) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        pass
    answers: queue.Queue[list[str] | Exception] = queue.Queue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(row[4][0]).partition("%")[0] for row in rows])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name="name server", daemon=True).start()
    try:
        found = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise FetchFailed(f"the name server did not answer for {host} in {seconds:.0f} s") from None
    if isinstance(found, Exception) or not found:
        raise FetchFailed(f"the name server knows no address of {host}")
    return list(dict.fromkeys(found))
