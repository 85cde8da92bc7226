"""Which addresses are asked: everything that could mean our own network is refused, however it is written."""

from __future__ import annotations

import socket
import time
from ipaddress import ip_address

import pytest

from incidents.fetch.addresses import Target, host_of, refusal, resolve, target_of
from incidents.fetch.errors import FetchFailed, FetchRefused
from tests.ingest.sources.server import names


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://example.org", Target("http", "example.org", 80, "/")),
        ("https://Example.ORG./feed?a=1&b=%20#part", Target("https", "example.org", 443, "/feed?a=1&b=%20")),
        ("https://example.org:443/é", Target("https", "example.org", 443, "/%C3%A9")),
        ("http://example.org:443/", Target("http", "example.org", 443, "/")),
        ("HTTP://93.184.216.34/x", Target("http", "93.184.216.34", 80, "/x")),
        ("http://[2606:2800:220:1:0:0:0:1]/", Target("http", "2606:2800:220:1::1", 80, "/")),
    ],
)
def test_a_plain_address_is_taken_apart(url: str, target: Target) -> None:
    assert target_of(url) == target


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https are asked, not file"),
        ("gopher://example.org/_x", "only http and https are asked, not gopher"),
        ("ftp://example.org/", "only http and https are asked, not ftp"),
        ("//example.org/feed", "only http and https are asked, not an address without them"),
        ("feed", "only http and https are asked, not an address without them"),
        ("javascript:alert(1)", "only http and https are asked, not javascript"),
        ("http://user@example.org/", "the address holds a user name or password: take it out"),
        ("http://example.org:80@127.0.0.1/", "the address holds a user name or password: take it out"),
        ("http://example.org:22/", "port 22 is not asked: only 80 and 443"),
        ("http://example.org:0/", "port 0 is not asked: only 80 and 443"),
        ("http://example.org:99999/", "the address cannot be read as a URL"),
        ("http://[::1/", "the address cannot be read as a URL"),
        ("http:///feed", "'' is not the name of a host"),
        ("http://exa mple.org/", "the address is too long, or holds blanks or signs that no address has"),
        ("http://example.org\\@127.0.0.1/", "the address is too long, or holds blanks or signs that no address has"),
        ("http://example.org/\r\nHost: x", "the address is too long, or holds blanks or signs that no address has"),
        ("http://example.org/" + "a" * 5_000, "the address is too long, or holds blanks or signs that no address has"),
        ("http://0x7f.1/", "'0x7f.1' is a number in disguise, not a host"),
        ("http://2130706433/", "'2130706433' is a number in disguise, not a host"),
        ("http://0x7f000001/", "'0x7f000001' is a number in disguise, not a host"),
        ("http://0177.0.0.1/", "'0177.0.0.1' is a number in disguise, not a host"),
        ("http://127.1/", "'127.1' is a number in disguise, not a host"),
        ("http://127.0.0.1.:80/x", None),
        ("http://１２７.0.0.1/", "'１２７.0.0.1' is a number in disguise, not a host"),
        ("http://exämple.org/", "the host is not in ASCII: write it as xn--…"),
        ("http://exa%6dple.org/", "'exa%6dple.org' is not the name of a host"),
        ("http://[fe80::1%25eth0]/", None),
        ("http://-example.org/", "'-example.org' is not the name of a host"),
        ("http://example..org/", "'example..org' is not the name of a host"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(url: str, reason: str | None) -> None:
    """Without a reason here: an address as it should be written, which its network refuses further on."""
    if reason is None:
        with pytest.raises(FetchRefused):
            resolve(target_of(url), seconds=1)
        return
    with pytest.raises(FetchRefused) as refused:
        target_of(url)
    assert refused.value.reason == reason


@pytest.mark.parametrize("port", [80, 443, 8443])
def test_more_ports_are_asked_only_where_a_setting_names_them(port: int) -> None:
    assert target_of(f"http://example.org:{port}/", more_ports=[8443]).port == port


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("0.0.0.0", "unspecified"),  # noqa: S104
        ("0.1.2.3", "unspecified"),
        ("10.0.0.1", "private"),
        ("100.64.0.1", "a provider's own (CGNAT)"),
        ("100.127.255.255", "a provider's own (CGNAT)"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("169.254.169.254", "link-local"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.1", "reserved"),
        ("192.0.2.1", "for documentation"),
        ("192.88.99.1", "a 6to4 relay"),
        ("192.168.1.1", "private"),
        ("198.18.0.1", "for benchmarks"),
        ("198.19.255.255", "for benchmarks"),
        ("198.51.100.1", "for documentation"),
        ("203.0.113.9", "for documentation"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "an IPv4 address in disguise"),
        ("::ffff:93.184.216.34", "an IPv4 address in disguise"),
        ("::127.0.0.1", "an IPv4 address in disguise"),
        ("64:ff9b::7f00:1", "an IPv4 address in disguise (NAT64)"),
        ("64:ff9b:1::7f00:1", "an IPv4 address in disguise (NAT64)"),
        ("100::1", "reserved"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "an IPv4 address in disguise (Teredo)"),
        ("2001:2::1", "for benchmarks"),
        ("2001:10::1", "reserved"),
        ("2001:db8::1", "for documentation"),
        ("2002:7f00:1::", "an IPv4 address in disguise (6to4)"),
        ("3fff::1", "for documentation"),
        ("5f00::1", "not a public one"),
        ("4000::1", "not a public one"),
        ("fc00::1", "private"),
        ("fd12:3456::1", "private"),
        ("fe80::1", "link-local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("93.184.216.34", None),
        ("100.63.255.255", None),
        ("100.128.0.1", None),
        ("2606:2800:220:1::1", None),
        ("2a00:1450:4007::1", None),
    ],
)
def test_only_public_addresses_are_connected_to(address: str, words: str | None) -> None:
    assert refusal(ip_address(address)) == words


def test_one_bad_address_among_good_ones_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        names(monkeypatch, feeds=["93.184.216.34", "10.0.0.1"]),
        pytest.raises(FetchRefused, match=r"feeds\.example\.org leads to 10\.0\.0\.1, which is private"),
    ):
        resolve(target_of("http://feeds.example.org/"), seconds=1)


def test_every_address_of_a_host_is_given_once_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ["2606:2800:220:1::1", "93.184.216.34", "93.184.216.34"]
    with names(monkeypatch, feeds=found):
        assert resolve(target_of("http://feeds.example.org/"), seconds=1) == found[:2]


@pytest.mark.parametrize(
    "host", ["[::ffff:127.0.0.1]", "[::1]", "169.254.169.254", "127.0.0.1", "[2002:7f00:1::]"]
)
def test_an_address_as_a_host_is_checked_like_one_that_a_name_leads_to(host: str) -> None:
    with pytest.raises(FetchRefused, match="leads to"):
        resolve(target_of(f"http://{host}/"), seconds=1)


def test_a_network_of_our_own_is_asked_only_where_a_setting_names_it() -> None:
    target = target_of("http://127.0.0.1/")
    assert resolve(target, seconds=1, allowed_networks=["127.0.0.1/32"]) == ["127.0.0.1"]
    with pytest.raises(FetchRefused):
        resolve(target_of("http://127.0.0.2/"), seconds=1, allowed_networks=["127.0.0.1/32"])


def test_a_name_server_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [time.sleep(1.5)][:0])
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"the name server did not answer for example\.org"):
        resolve(target_of("http://example.org/"), seconds=0.2)
    assert time.monotonic() - began < 1


def test_a_name_that_nobody_knows_may_be_known_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchFailed, match=r"the name server knows no address of example\.org"):
        resolve(target_of("http://example.org/"), seconds=1)


def test_the_host_of_an_address_is_in_lower_case_without_its_last_dot() -> None:
    assert (host_of("FEEDS.Example.org."), host_of("xn--exmple-cua.org")) == (
        "feeds.example.org",
        "xn--exmple-cua.org",
    )
