"""The one fetcher against a real server that behaves badly: it always ends, in time, within its caps, with a reason."""

from __future__ import annotations

import gzip
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import certifi
import pytest
from django.db import connection
from django.test import override_settings

from incidents.fetch import Answer, FetchError, FetchFailed, FetchRefused, fetch, pace, user_agent
from tests.ingest.sources.server import HOST, OTHER, Page, Request, Site, names, packed

TYPES = ["application/rss+xml"]
MEGABYTE = 1024 * 1024


def ask(site: Site, path: str = "/feed", host: str = HOST, **arguments: Any) -> Answer:
    given = {"allowed_hosts": {HOST}, "content_types": TYPES, "seconds": 3.0, **arguments}
    return fetch(site.url(path, host), **given)


def reason(site: Site, kind: type[FetchError] = FetchFailed, **arguments: Any) -> str:
    with pytest.raises(kind) as raised:
        ask(site, **arguments)
    assert type(raised.value) is kind
    return raised.value.reason


# What is sent ------------------------------------------------------------------------------------------------
def test_an_answer_comes_with_its_body_its_headers_and_where_it_came_from(site: Site) -> None:
    site.answers("/feed", Page(b"<rss/>", headers={"ETag": '"1"'}))
    answer = ask(site)
    assert (answer.status, answer.body, answer.url, answer.headers["etag"]) == (
        200,
        b"<rss/>",
        site.url(),
        '"1"',
    )


def test_the_host_is_told_who_asks_and_asked_by_its_name(site: Site) -> None:
    site.answers("/feed", Page(b"x"))
    with override_settings(SITE_NAME="Ménaka desk", FETCH_CONTACT="desk@example.org"):
        ask(site, headers={"X-Given": "1"})
        assert user_agent() == "sahel-incidents (M?naka desk; desk@example.org)"
    (request,) = site.requests
    assert request.headers == {
        "host": f"{HOST}:{site.port}",
        "user-agent": "sahel-incidents (M?naka desk; desk@example.org)",
        "accept": "application/rss+xml",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
        "x-given": "1",
    }


def test_a_form_is_posted_with_its_body(site: Site) -> None:
    site.answers("/feed", Page(b"x"))
    ask(site, method="POST", body=b"a=1", headers={"Content-Type": "application/x-www-form-urlencoded"})
    (request,) = site.requests
    assert (request.method, request.body) == ("POST", b"a=1")


def test_no_proxy_of_the_environment_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers("/feed", Page(b"x"))
    assert ask(site).body == b"x"


@pytest.mark.parametrize(("status", "sent"), [(200, False), (304, True)])
def test_what_was_read_before_is_not_sent_again(status: int, sent: bool, site: Site) -> None:
    def answer(request: Request) -> Page:
        known = request.headers.get("if-none-match") == '"1"'
        return Page(status=304, kind=None) if known else Page(b"x")

    site.answers("/feed", answer)
    found = ask(
        site, etag='"1"' if sent else "", last_modified="Sun, 30 Sep 2018 10:00:00 GMT" if sent else ""
    )
    assert (found.status, found.not_modified) == (status, sent)
    assert site.requests[0].headers.get("if-modified-since") == (
        "Sun, 30 Sep 2018 10:00:00 GMT" if sent else None
    )


def test_a_mark_that_is_no_header_is_not_sent(site: Site) -> None:
    site.answers("/feed", Page(b"x"))
    ask(site, etag='"1"\r\nX-Evil: 1')
    assert {"if-none-match", "x-evil"}.isdisjoint(site.requests[0].headers)


def test_a_header_that_breaks_the_request_is_not_sent(site: Site) -> None:
    assert "cannot be read (ValueError)" in reason(site, headers={"X": "1\r\nY: 2"})
    assert site.requests == []


# Status ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "kind", "said", "status", "retry_after"),
    [
        (Page(status=304, kind=None), FetchFailed, "answered 304 (Not Modified)", 304, None),
        (Page(status=404), FetchFailed, "answered 404 (Not Found)", 404, None),
        (Page(status=401), FetchFailed, "answered 401 (Unauthorized)", 401, None),
        (Page(status=403), FetchFailed, "answered 403 (Forbidden)", 403, None),
        (Page(status=410), FetchRefused, "says that this address is gone for good (410)", 410, None),
        (Page(status=500), FetchFailed, "answered 500 (Internal Server Error)", 500, None),
        (Page(status=204), FetchFailed, "answered 204 (No Content)", 204, None),
        (Page(status=206), FetchFailed, "answered 206 (Partial Content)", 206, None),
        (Page(status=999), FetchFailed, "answered 999", 999, None),
        (Page(status=429, headers={"Retry-After": "120"}), FetchFailed, "answered 429 (Too Many Requests)", 429, 120),
        (Page(status=503, headers={"Retry-After": "9" * 40}), FetchFailed, "answered 503 (Service Unavailable)", 503, 86_400),
        (Page(status=503, headers={"Retry-After": "-5"}), FetchFailed, "answered 503 (Service Unavailable)", 503, None),
        (Page(status=503, headers={"Retry-After": "soon"}), FetchFailed, "answered 503 (Service Unavailable)", 503, None),
        (Page(status=503, headers={"Retry-After": "Sun, 30 Sep 2018 10:00:00 GMT"}), FetchFailed,
         "answered 503 (Service Unavailable)", 503, 0),
        (Page(status=503, headers={"Retry-After": "Fri, 30 Sep 2185 10:00:00 GMT"}), FetchFailed,
         "answered 503 (Service Unavailable)", 503, 86_400),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_any_other_status_is_a_reason(
    page: Page, kind: type[FetchError], said: str, status: int, retry_after: float | None, site: Site
) -> None:
    site.answers("/feed", page)
    with pytest.raises(kind) as raised:
        ask(site)
    assert (raised.value.reason, raised.value.status, raised.value.retry_after) == (
        f"{HOST} {said}",
        status,
        retry_after,
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("application/rss+xmlx", "application/rss+xmlx"),
        (None, "no type of content"),
    ],
)
def test_another_type_of_content_is_refused(kind: str | None, said: str, site: Site) -> None:
    site.answers("/feed", Page(b"<html>sign in</html>", kind=kind))
    error = FetchRefused if kind else FetchFailed
    assert reason(site, error) == f"{HOST} answered with {said}, not with application/rss+xml"


def test_the_type_of_content_is_read_whatever_its_case_and_parameters(site: Site) -> None:
    site.answers("/feed", Page(b"x", kind="Application/RSS+XML ; charset=UTF-8"))
    assert ask(site).body == b"x"


# Redirects ---------------------------------------------------------------------------------------------------
def test_up_to_three_redirects_are_followed(site: Site) -> None:
    for number in range(3):
        site.redirects(f"/{number}", f"/{number + 1}", status=(301, 307, 308)[number])
    site.answers("/3", Page(b"there"))
    answer = ask(site, "/0")
    assert (answer.body, answer.url, site.paths()) == (b"there", site.url("/3"), ["/0", "/1", "/2", "/3"])


def test_a_circle_of_redirects_ends_after_the_third(site: Site) -> None:
    site.redirects("/feed", "/feed")
    assert reason(site, FetchRefused) == f"{HOST} sends us on more than 3 times"
    assert len(site.requests) == 4


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is not among the hosts that this source may ask"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not among the hosts that this source may ask"),
        ("file:///etc/passwd", "only http and https are asked, not file"),
        ("gopher://feeds.example.org/", "only http and https are asked, not gopher"),
        ("http://user:secret@feeds.example.org/", "the address holds a user name or password: take it out"),
        ("http://feeds.example.org:22/", "port 22 is not asked: only 80 and 443"),
        ("http://0x7f.1/", "'0x7f.1' is a number in disguise, not a host"),
        ("http://elsewhere.example.org/", f"{OTHER} is not among the hosts that this source may ask"),
        ("http://[::1", f"{HOST} sends us to an address that cannot be read"),
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_the_first_address(location: str, said: str, site: Site) -> None:
    site.redirects("/feed", location)
    assert reason(site, FetchRefused) == said
    assert site.paths() == ["/feed"]


@pytest.mark.parametrize("inside", ["127.0.0.2", "169.254.169.254", "10.0.0.1"])
def test_a_redirect_to_an_allowed_name_that_leads_inside_is_refused(
    inside: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.redirects("/feed", site.url("/inside", OTHER))
    with names(monkeypatch, elsewhere=[inside]):
        said = reason(site, FetchRefused, allowed_hosts={HOST, OTHER})
    assert said.startswith(f"{OTHER} leads to {inside}, which is ")


def test_a_redirect_without_an_address_is_a_failure(site: Site) -> None:
    site.answers("/feed", Page(status=302, kind=None))
    assert reason(site) == f"{HOST} sends us on without saying where"


def test_credentials_stay_with_the_host_they_are_for(site: Site) -> None:
    secrets = {"Authorization": "Bearer x", "Cookie": "a=1", "x-ucdp-access-token": "y"}
    site.redirects("/feed", "/again")
    site.redirects("/again", site.url("/there", OTHER))
    site.answers("/there", Page(b"x"))
    ask(site, headers=secrets, allowed_hosts={HOST, OTHER})
    shown = [
        {name for name in request.headers if name in {n.lower() for n in secrets}}
        for request in site.requests
    ]
    assert shown == [{name.lower() for name in secrets}] * 2 + [set()]


def test_a_form_goes_to_no_other_host(site: Site) -> None:
    site.redirects("/feed", site.url("/there", OTHER), status=307)
    said = reason(site, FetchRefused, method="POST", body=b"password=x", allowed_hosts={HOST, OTHER})
    assert (said, site.paths()) == (f"{HOST} sends what we post on to {OTHER}", ["/feed"])


@pytest.mark.parametrize(
    ("status", "method", "body"), [(302, "GET", b""), (303, "GET", b""), (308, "POST", b"a=1")]
)
def test_a_form_is_sent_again_only_where_the_redirect_says_so(
    status: int, method: str, body: bytes, site: Site
) -> None:
    site.redirects("/feed", "/there", status=status)
    site.answers("/there", Page(b"x"))
    ask(site, method="POST", body=b"a=1", headers={"Content-Type": "text/plain"})
    assert (site.requests[1].method, site.requests[1].body) == (method, body)
    assert ("content-type" in site.requests[1].headers) is (method == "POST")


# Names -------------------------------------------------------------------------------------------------------
def test_a_name_is_resolved_once_and_connected_to_as_it_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: whoever asked a second time would be led to another address."""
    answers = iter([["127.0.0.1"], ["127.0.0.66"], ["127.0.0.66"]])
    asked: list[str] = []

    def lookup(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host != HOST:
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(answers)]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    site.answers("/feed", Page(b"x"))
    assert (ask(site).body, asked) == (b"x", [HOST])


def test_a_second_address_is_tried_when_the_first_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers("/feed", Page(b"x"))
    with (
        names(monkeypatch, feeds=["127.0.0.9", "127.0.0.1"]),
        override_settings(FETCH_ALLOWED_NETWORKS=["127.0.0.0/24"]),
    ):
        assert ask(site).body == b"x"


def test_a_host_that_is_not_allowed_is_not_even_looked_up(site: Site, asked_names: list[str]) -> None:
    said = reason(site, FetchRefused, host=OTHER)
    assert (said, asked_names) == (f"{OTHER} is not among the hosts that this source may ask", [])


def test_nobody_there_is_a_failure(site: Site) -> None:
    site.close()
    assert reason(site) == f"{HOST} cannot be connected to"


# Caps --------------------------------------------------------------------------------------------------------
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda body: gzip.compress(body[:3]) + gzip.compress(body[3:]),
        zlib.compress,
        lambda body: zlib.compress(body)[2:-4],
        lambda body: body,
    ],
    ids=["gzip", "gzip in two members", "deflate", "deflate without a header", "identity"],
)
def test_a_packed_answer_is_unpacked(pack: Any, site: Site, request: pytest.FixtureRequest) -> None:
    encoding = request.node.callspec.id.split()[0]
    site.answers("/feed", Page(pack(b"<rss>text</rss>"), headers={"Content-Encoding": encoding}))
    assert ask(site).body == b"<rss>text</rss>"


@pytest.mark.parametrize(
    ("page", "kind", "said"),
    [
        (Page(b"x" * (MEGABYTE + 1)), FetchRefused, "the answer is larger than 1 MB"),
        (Page(b"x", headers={"Content-Length": "99999999999999999999999999"}), FetchRefused, "the answer is larger than 1 MB"),
        (Page(raw=HEAD + b"\r\n", endless=b"x" * 65536), FetchRefused, "the answer is larger than 1 MB"),
        (Page(raw=HEAD + b"Transfer-Encoding: chunked\r\n\r\n", endless=b"1000\r\n" + b"x" * 4096 + b"\r\n"),
         FetchRefused, "the answer is larger than 1 MB"),
        (packed(b"\0" * 200 * MEGABYTE), FetchRefused, "the answer unpacks to more than 1 MB"),
        (packed(gzip.compress(b"\0" * 50 * MEGABYTE)), None, ""),
        (Page(zlib.compress(b"\0" * 50 * MEGABYTE), headers={"Content-Encoding": "deflate"}), FetchRefused,
         "the answer unpacks to more than 1 MB"),
        (Page(b"x", headers={"Content-Encoding": "br"}), FetchRefused,
         "the answer is packed in a way that is not read here: only gzip and deflate are"),
        (Page(b"x", headers={"Content-Encoding": "gzip, gzip"}), FetchRefused,
         "the answer is packed in a way that is not read here: only gzip and deflate are"),
        (Page(b"no gzip", headers={"Content-Encoding": "gzip"}), FetchFailed, "the answer is not gzip, as it says"),
        (Page(gzip.compress(b"text" * 99)[:-9], headers={"Content-Encoding": "gzip"}), FetchFailed,
         "the answer broke off while it was unpacked"),
        (Page(b"short", headers={"Content-Length": "500"}), FetchFailed,
         f"{HOST}: the answer broke off or cannot be read (ProtocolError)"),
        (Page(raw=HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n"), FetchFailed,
         f"{HOST}: the answer broke off or cannot be read (ProtocolError)"),
        (Page(raw=b"SSH-2.0-OpenSSH\r\n"), FetchFailed,
         f"{HOST}: the answer broke off or cannot be read (BadStatusLine)"),
        (Page(raw=b""), FetchFailed, f"{HOST}: the answer broke off or cannot be read (RemoteDisconnected)"),
        (Page(raw=b"HTTP/1.1 200 OK\r\n", endless=b"X: y\r\n"), FetchFailed,
         f"{HOST}: the answer broke off or cannot be read (HTTPException)"),
        (Page(raw=b"HTTP/1.1 200 OK\r\nX: ", endless=b"y" * 65536), FetchFailed,
         f"{HOST}: the answer broke off or cannot be read (LineTooLong)"),
    ],
    ids=lambda value: "" if isinstance(value, Page) else str(value)[-40:],
)  # fmt: skip
def test_no_answer_is_larger_than_its_cap_packed_or_unpacked(
    page: Page, kind: type[FetchError] | None, said: str, site: Site
) -> None:
    site.answers("/feed", page)
    if kind is None:  # packed once is unpacked once: what is in it stays packed, and small
        assert len(ask(site, max_bytes=MEGABYTE).body) < MEGABYTE
    else:
        assert reason(site, kind, max_bytes=MEGABYTE) == said


@pytest.mark.parametrize(
    "page",
    [
        Page(raw=HEAD + b"Content-Length: 900\r\n\r\n" + b"x" * 900, drip=0.1, at_once=len(HEAD) + 23),
        Page(raw=b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 900, drip=0.1, at_once=20),
        Page(
            raw=HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 900,
            drip=0.1,
            at_once=len(HEAD) + 30,
        ),
        Page(raw=HEAD + b"\r\n" + b"x" * 900, drip=0.1, at_once=len(HEAD) + 2),
        Page(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 900, drip=0.05),
        Page(raw=b"", drip=0.1, endless=b""),
    ],
    ids=["body", "headers", "chunks", "no length", "continue for ever", "closed at once"],
)
def test_a_byte_a_second_ends_when_the_time_is_up(page: Page, site: Site) -> None:
    """Each byte comes long before a read would time out: only the whole is too slow."""
    site.answers("/feed", page)
    began = time.monotonic()
    said = reason(site, seconds=1.0)
    took = time.monotonic() - began
    if page.raw:
        assert (said, 0.9 < took < 2.0) == (f"{HOST} took too long to answer", True)
    else:
        assert took < 1


def test_a_host_that_says_nothing_ends_when_the_time_is_up(site: Site) -> None:
    def silent(request: Request) -> Page:
        time.sleep(2.5)
        return Page(b"x")

    site.answers("/feed", silent)
    began = time.monotonic()
    assert reason(site, seconds=0.5) == f"{HOST} took too long to answer"
    assert time.monotonic() - began < 1.5


def test_redirects_share_one_time(site: Site) -> None:
    def slow(request: Request) -> Page:
        time.sleep(0.6)
        return Page(status=302, kind=None, headers={"Location": "/feed"})

    site.answers("/feed", slow)
    assert reason(site, seconds=1.0) == f"{HOST} took too long to answer"
    assert len(site.requests) == 2


def test_no_thread_and_no_socket_is_left_behind(site: Site) -> None:
    site.answers("/feed", Page(b"x"))
    before = {thread.name for thread in threading.enumerate()}
    for _time in range(3):
        ask(site)
    names_left = {thread.name for thread in threading.enumerate()} - before
    assert {
        name for name in names_left if name.startswith("Thread-") and "process_request" not in name
    } == set()


# Encrypted ---------------------------------------------------------------------------------------------------
@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """An authority, and a certificate of it for feeds.example.org."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=tmp_path, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2",
            "-subj", "/CN=Test authority")  # fmt: skip
    openssl(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "req.pem",
        "-subj",
        f"/CN={HOST}",
    )
    (tmp_path / "names.txt").write_text(f"subjectAltName=DNS:{HOST}\n")
    openssl("x509", "-req", "-in", "req.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
            "cert.pem", "-days", "2", "-extfile", "names.txt")  # fmt: skip
    return tmp_path


@pytest.fixture
def secure(certificates: Path, asked_names: list[str]) -> Iterator[Site]:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "cert.pem", certificates / "key.pem")
    server = Site(tls=context)
    server.answers("/feed", Page(b"secret"))
    try:
        with override_settings(
            FETCH_PORTS=[server.port], FETCH_ALLOWED_NETWORKS=["127.0.0.1/32"], FETCH_PAUSE_SECONDS=0
        ):
            yield server
    finally:
        server.close()


def trusting(monkeypatch: pytest.MonkeyPatch, certificates: Path) -> None:
    monkeypatch.setattr(certifi, "where", lambda: str(certificates / "ca.pem"))


def test_the_certificate_is_checked_against_the_name_though_the_address_is_pinned(
    secure: Site, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(monkeypatch, certificates)
    assert ask(secure).body == b"secret"
    said = reason(secure, host=OTHER, allowed_hosts={OTHER})
    assert said.startswith(f"{OTHER}: its certificate does not hold: Hostname mismatch")


def test_a_certificate_of_nobody_known_is_refused(secure: Site) -> None:
    assert reason(secure).startswith(f"{HOST}: its certificate does not hold: ")


def test_a_redirect_from_https_to_http_is_refused(
    secure: Site, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(monkeypatch, certificates)
    secure.redirects("/feed", f"http://{HOST}:{secure.port}/feed")
    assert reason(secure, FetchRefused) == f"{HOST} sends us from https to http"


def test_a_host_without_encryption_behind_https_is_a_failure(site: Site) -> None:
    site.answers("/feed", Page(b"x"))
    with pytest.raises(FetchFailed, match="no encrypted connection could be made"):
        fetch(f"https://{HOST}:{site.port}/feed", allowed_hosts={HOST}, content_types=TYPES, seconds=3)


# Pace --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_one_host_is_asked_with_a_pause_between(site: Site) -> None:
    site.answers("/feed", Page(b"x"))
    with override_settings(FETCH_PAUSE_SECONDS=0.3):
        ask(site)
        ask(site)
        ask(site, host=OTHER, allowed_hosts={OTHER})
    first, second, other = (request.at for request in site.requests)
    assert (second - first >= 0.29, other - second >= 0.29) == (True, True)


@pytest.mark.usefixtures("real_commits")
def test_the_pause_holds_across_workers_but_not_across_hosts(site: Site) -> None:
    """Each thread has a connection of its own, as each worker has."""
    site.answers("/feed", Page(b"x"))

    def worker(host: str) -> None:
        try:
            ask(site, host=host, allowed_hosts={host})
        finally:
            connection.close()

    with override_settings(FETCH_PAUSE_SECONDS=0.4):
        threads = [threading.Thread(target=worker, args=[host]) for host in (HOST, HOST, HOST, OTHER)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = sorted(r.at for r in site.requests if r.headers["host"].startswith("feeds"))
    (elsewhere,) = [r.at for r in site.requests if r.headers["host"].startswith("elsewhere")]
    assert [later - earlier >= 0.39 for earlier, later in pairwise(times)] == [True, True]
    assert elsewhere < times[2]


@pytest.mark.usefixtures("real_commits")
def test_a_host_that_others_keep_busy_is_left_for_later(site: Site) -> None:
    held, done = threading.Event(), threading.Event()

    def holder() -> None:
        with pace.turn(HOST, pause=0.01):
            held.set()
            done.wait(5)
        connection.close()

    thread = threading.Thread(target=holder)
    thread.start()
    held.wait(5)
    try:
        with (
            pytest.raises(FetchFailed, match="is being asked by other workers all the time"),
            pace.turn(HOST, pause=0.01, wait=0.3),
        ):
            pass
    finally:
        done.set()
        thread.join()
    with pace.turn(HOST, pause=0.01, wait=2):
        pass
