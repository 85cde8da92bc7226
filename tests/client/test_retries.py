"""What passes is asked again, patiently and not for ever; what does not is told at once."""

from __future__ import annotations

import itertools
import json
import random
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from sahel_incidents import Client, Problem, SahelError, Unreachable, connection
from sahel_incidents.connection import seconds_of

from tests.client.oddserver import OddServer, Told, busy, cut, dripping, hung_up, says, silent
from tests.client.test_killed import until

EMPTY = says({"results": [], "next": None, "change_number": 0})
RECEIPT = {"id": 7, "state": "pending", "outcome": "new", "version": 1}


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.02)


def pauses(odd: OddServer) -> list[float]:
    moments = [at for _method, _path, _body, at in odd.asked]
    return [later - sooner for sooner, later in itertools.pairwise(moments)]


@pytest.mark.parametrize("told", [busy(429), busy(502), busy(503), busy(504), cut, hung_up])
def test_what_passes_is_asked_again(odd: OddServer, told: Told) -> None:
    odd.answers = [told, told, EMPTY]
    with Client(odd.url) as client:
        assert list(client.incidents()) == []
    assert len(odd.asked) == 3


@pytest.mark.parametrize("status", [429, 503])
def test_the_server_says_how_long_to_wait(odd: OddServer, status: int) -> None:
    odd.answers = [busy(status, Retry_After="1"), EMPTY]
    with Client(odd.url) as client:
        list(client.incidents())
    (pause,) = pauses(odd)
    assert 1.0 <= pause < 2.0


def test_pauses_double_and_are_never_those_of_all_other_clients(
    odd: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is at least half of its step, and the rest by chance: this seed draws next to nothing for the last."""
    monkeypatch.setattr(connection, "FIRST_PAUSE", 0.1)
    odd.answers = [busy(503)]
    random.seed(2)
    drawn = [random.random() for _ in range(4)]
    assert drawn[3] < 0.1
    random.seed(2)
    with Client(odd.url, retries=4) as client, pytest.raises(Problem):
        list(client.incidents())
    found, least = pauses(odd), [0.05 * 2**n * (1 + part) for n, part in enumerate(drawn)]
    assert [pause >= expected for pause, expected in zip(found, least, strict=True)] == [True] * 4
    assert found[3] < least[3] + 0.25


def test_a_wait_that_is_too_long_is_told_instead(odd: OddServer) -> None:
    odd.answers = [busy(503, Retry_After="86400")]
    with Client(odd.url) as client, pytest.raises(Problem) as raised:
        list(client.incidents())
    assert (len(odd.asked), raised.value.status, raised.value.retry_after) == (1, 503, 86400.0)


@pytest.mark.parametrize(
    ("told", "raises"), [(busy(503), Problem), (cut, Unreachable), (hung_up, Unreachable)]
)
@pytest.mark.parametrize("retries", [0, 2])
def test_there_is_an_end_to_asking(odd: OddServer, told: Told, raises: type[Exception], retries: int) -> None:
    odd.answers = [told]
    with Client(odd.url, retries=retries) as client, pytest.raises(raises):
        list(client.incidents())
    assert len(odd.asked) == retries + 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422, 500])
def test_other_errors_are_told_at_once(odd: OddServer, status: int) -> None:
    odd.answers = [busy(status), EMPTY]
    with Client(odd.url) as client, pytest.raises(Problem) as raised:
        list(client.incidents())
    assert (raised.value.status, raised.value.type, len(odd.asked)) == (status, "/problems/busy", 1)


@pytest.mark.parametrize("told", [silent, dripping])
def test_a_slow_server_meets_the_timeout(odd: OddServer, told: Told) -> None:
    odd.answers = [told]
    began = time.monotonic()
    with Client(odd.url, timeout=0.4, retries=1) as client, pytest.raises(Unreachable):
        list(client.incidents())
    assert 0.8 <= time.monotonic() - began < 2.5
    assert len(odd.asked) == 2


def test_no_server_at_all_is_unreachable() -> None:
    with OddServer() as gone:
        address = gone.url
    with Client(address, retries=1) as client, pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
        list(client.incidents())


@pytest.mark.parametrize("body", [b"<html>Welcome to the hotel</html>", b"\xff\xfe", b""])
def test_a_page_of_somebody_else_is_no_answer(odd: OddServer, body: bytes) -> None:
    odd.answers = [lambda handler: handler.give(200, body)]
    with Client(odd.url, retries=0) as client, pytest.raises(Unreachable, match="not JSON"):
        list(client.incidents())


@pytest.mark.parametrize("body", [b"<html>gone</html>", b"[1]", b"null", b""])
def test_an_error_without_a_description_is_still_one(odd: OddServer, body: bytes) -> None:
    odd.answers = [lambda handler: handler.give(404, body)]
    with Client(odd.url) as client, pytest.raises(Problem) as raised:
        client.release("2026-11")
    assert (raised.value.status, raised.value.errors, raised.value.reason) == (404, [], "")


def test_one_connection_serves_many_questions(odd: OddServer) -> None:
    ports = set()

    def answer(handler: Any) -> None:
        ports.add(handler.client_address[1])
        EMPTY(handler)

    odd.answers = [answer]
    with Client(odd.url) as client:
        for _ in range(5):
            list(client.incidents())
    assert (len(odd.asked), len(ports)) == (5, 1)


@pytest.mark.parametrize("told", [EMPTY, busy(404), cut])
def test_a_client_that_was_closed_holds_no_connection_even_while_its_error_is_kept(
    odd: OddServer, told: Told
) -> None:
    before = set(threading.enumerate())
    odd.answers = [told]
    kept: list[BaseException] = []
    with Client(odd.url, retries=0) as client:
        try:
            list(client.incidents())
        except SahelError as error:
            kept.append(error)
    until(lambda: set(threading.enumerate()) == before)
    assert len(kept) == (told is not EMPTY)


def test_an_address_with_a_prefix_keeps_it(odd: OddServer) -> None:
    odd.answers = [EMPTY]
    with Client(odd.url + "/sahel/") as client:
        list(client.incidents())
    assert [path for _method, path, _body, _at in odd.asked] == ["/sahel/api/v1/incidents/?limit=1000"]


@pytest.mark.parametrize("told", [busy(503), busy(429, Retry_After="0"), cut, hung_up])
def test_a_report_is_sent_again_as_it_was(odd: OddServer, told: Told) -> None:
    odd.answers = [told, says(RECEIPT, 201)]
    with Client(odd.url, "secret") as client:
        assert client.submit(text="Gunmen came.", published="2018-10-02") == RECEIPT
    first, second = odd.asked
    assert first[:3] == second[:3]
    assert (first[0], first[1]) == ("POST", "/api/v1/reports/")
    assert json.loads(first[2]) == {"text": "Gunmen came.", "published": "2018-10-02"}


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_report_that_was_refused_is_not_sent_again(odd: OddServer, status: int) -> None:
    odd.answers = [busy(status)]
    with Client(odd.url, "secret") as client, pytest.raises(Problem):
        client.submit(text="Gunmen came.", published="2018-10-02")
    assert len(odd.asked) == 1


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("5", 5.0),
        (" 5 ", 5.0),
        ("soon", None),
        ("-5", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
    ],
)
def test_a_time_to_wait_is_seconds_or_a_moment(header: str | None, expected: float | None) -> None:
    assert seconds_of(header) == expected


def test_a_moment_to_wait_for_is_counted_from_now() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=60)
    assert 57 <= (seconds_of(format_datetime(moment, usegmt=True)) or 0) <= 60
