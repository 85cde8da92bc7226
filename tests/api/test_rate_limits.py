"""Limits of the API: who is counted as whom, what a refusal says, and that nobody waits for Redis."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from redis import Redis

from incidents import limits
from incidents.limits import Charge, Circuit, client_address, forget, spend
from incidents.models import ApiToken
from sahel.local import PROJECT, PrivateServices
from tests import make
from tests.api.test_bad_input import problem

pytestmark = pytest.mark.django_db
LIST = "/api/v1/incidents/"
NOTE = {"text": "Gunmen killed three people near Ansongo on Sunday.", "published": "2018-10-02"}
_serial = count()


@pytest.fixture(autouse=True)
def counters(settings: Any) -> Iterator[Redis]:
    """Every test begins at nothing."""
    redis = Redis.from_url(settings.REDIS_URL)
    for key in redis.scan_iter("limit:*"):
        redis.delete(key)
    yield redis
    redis.close()


@pytest.fixture
def at_most(settings: Any) -> Any:
    """`at_most(anonymous=3)` sets these limits for a minute, `at_most(1, ...)` for a second."""

    def lower(seconds: int = 60, **most: int) -> None:
        changed = {name.replace("_", "-"): (number, seconds) for name, number in most.items()}
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, **changed}

    return lower


def new_key(user: Any = None) -> str:
    return ApiToken.issue(user=user or make.editor(), name=f"token {next(_serial)}")[1]


def get(key: str = "", address: str = LIST, **meta: str) -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return Client().get(address, headers=headers, **meta)  # type: ignore[arg-type]


def post(key: str) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    return Client().post("/api/v1/reports/", NOTE, content_type="application/json", headers=headers)


def statuses(number: int, ask: Any) -> list[int]:
    return [ask().status_code for _time in range(number)]


# What an answer says -------------------------------------------------------------------------------------
def test_an_answer_says_what_is_left_of_which_limit(at_most: Any) -> None:
    at_most(anonymous=3)
    answers = [get() for _time in range(3)]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"anonymous";q=3;w=60'}
    assert [answer["RateLimit"] for answer in answers] == [
        '"anonymous";r=2;t=60',
        '"anonymous";r=1;t=60',
        '"anonymous";r=0;t=60',
    ]


def test_the_request_after_the_last_is_told_how_long_to_wait(at_most: Any) -> None:
    at_most(anonymous=2)
    assert statuses(2, get) == [200, 200]
    answer = get()
    assert problem(answer, 429) == {
        "type": "/problems/too-many-requests",
        "title": "Too many requests: at most 2 in 60 seconds. Wait, then go on.",
        "status": 429,
        "limit": "anonymous",
    }
    assert 55 <= int(answer["Retry-After"]) <= 60
    assert answer["RateLimit"] == f'"anonymous";r=0;t={answer["Retry-After"]}'


def test_a_window_ends_and_begins_anew(at_most: Any) -> None:
    at_most(1, anonymous=2)
    assert statuses(3, get) == [200, 200, 429]
    time.sleep(1.1)
    assert statuses(3, get) == [200, 200, 429]


ANSWERS = [
    (LIST, 200), ("/api/v1/incidents.geojson", 200), ("/feeds/incidents.atom", 200), ("/api/schema/", 200), ("/ogc/collections", 200),
    (LIST + "?colour=red", 400), ("/api/v1/reports/1/", 401), ("/api/v1/nothing/", 404),
    ("/api/v1/incidents/00000000-0000-4000-8000-000000000000/", 404), ("/api/v1/reports/", 401),
]  # fmt: skip


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_every_answer_of_the_api_says_it(address: str, status: int, plain_static_files: None) -> None:
    answer = get(address=address)
    assert answer.status_code == status
    assert answer["RateLimit-Policy"] == '"anonymous";q=1000000;w=60'
    assert answer["RateLimit"] == '"anonymous";r=999999;t=60'


def test_an_answer_without_a_body_says_it_too() -> None:
    etag = get()["ETag"]
    again = Client().get(LIST, headers={"If-None-Match": etag})
    assert (again.status_code, again["RateLimit"]) == (304, '"anonymous";r=999998;t=60')


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/health/live", "/actors/isgs/"])
def test_pages_and_probes_are_not_counted(address: str, plain_static_files: None, at_most: Any) -> None:
    at_most(anonymous=1)
    assert statuses(3, lambda: get(address=address)) == [200, 200, 200]
    assert "RateLimit-Policy" not in get(address=address)


def test_a_limit_of_zero_is_none(at_most: Any, counters: Redis) -> None:
    at_most(anonymous=0)
    answer = get()
    assert (answer.status_code, "RateLimit" in answer, "RateLimit-Policy" in answer) == (200, False, False)
    assert list(counters.scan_iter("limit:*")) == []


# Who is counted as whom ----------------------------------------------------------------------------------
def test_an_address_is_counted_by_itself(at_most: Any) -> None:
    at_most(anonymous=1)
    assert statuses(2, lambda: get(REMOTE_ADDR="192.0.2.1")) == [200, 429]
    assert statuses(2, lambda: get(REMOTE_ADDR="192.0.2.2")) == [200, 429]


def test_a_token_is_counted_by_itself_wherever_it_is_used(at_most: Any) -> None:
    at_most(token=2, anonymous=1, account=1)
    first, second = new_key(), new_key()
    assert [get(first, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(3)] == [200, 200, 429]
    assert statuses(3, lambda: get(second)) == [200, 200, 429]
    assert get().status_code == 200


def test_an_account_is_counted_once_in_all_its_browsers(at_most: Any) -> None:
    at_most(account=2, anonymous=0)
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(make.analyst())
    other = Client()
    other.force_login(make.editor())
    answers = [browser.get(LIST) for browser in (*browsers, *browsers)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[0]["RateLimit-Policy"] == '"account";q=2;w=60'
    assert other.get(LIST).status_code == 200


def test_a_made_up_session_is_an_anonymous_address(at_most: Any) -> None:
    at_most(anonymous=2)
    made_up = iter(f"sessionid={n:032}" for n in range(3))
    assert statuses(3, lambda: get(HTTP_COOKIE=next(made_up))) == [200, 200, 429]


def test_reports_have_a_limit_beside_that_of_their_token(at_most: Any) -> None:
    at_most(token=5, reports=2)
    key = new_key()
    answers = [post(key) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"token";q=5;w=60, "reports";q=2;w=60'
    assert answers[0]["RateLimit"] == '"token";r=4;t=60, "reports";r=1;t=60'
    assert answers[2].json()["limit"] == "reports"
    assert statuses(3, lambda: get(key)) == [200, 200, 429]


FORWARDED = [
    # (NUM_PROXIES, peer, X-Forwarded-For, who asks)
    (0, "192.0.2.1", "", "192.0.2.1"),
    (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
    (1, "10.0.0.1", "198.51.100.7", "198.51.100.7"),
    (1, "10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
    (1, "10.0.0.1", "nonsense,198.51.100.7 ", "198.51.100.7"),
    (2, "10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
    (2, "10.0.0.1", "198.51.100.7", "198.51.100.7"),
    (1, "10.0.0.1", "", "10.0.0.1"),
    (1, "10.0.0.1", "198.51.100.7, nonsense", "10.0.0.1"),
    (1, "10.0.0.1", ",", "10.0.0.1"),
    (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    (1, "10.0.0.1", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
    (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
    (0, "", "", ""),  # a socket of the file system
]


@pytest.mark.parametrize(("proxies", "peer", "forwarded", "who"), FORWARDED)
def test_an_address_is_what_our_outermost_proxy_saw(
    settings: Any, proxies: int, peer: str, forwarded: str, who: str
) -> None:
    settings.NUM_PROXIES = proxies
    given = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **given)) == who  # type: ignore[arg-type]


@pytest.mark.parametrize(("proxies", "proxied"), [(0, ""), (1, ", 198.51.100.7")])
def test_a_forged_header_does_not_set_a_limit_back(
    settings: Any, at_most: Any, proxies: int, proxied: str
) -> None:
    settings.NUM_PROXIES = proxies
    at_most(anonymous=2)
    forged = iter(f"203.0.113.{n}{proxied}" for n in range(9))
    assert statuses(4, lambda: get(HTTP_X_FORWARDED_FOR=next(forged))) == [200, 200, 429, 429]


# Keys that are not known ---------------------------------------------------------------------------------
def test_after_some_unknown_keys_an_address_is_not_even_looked_up(at_most: Any) -> None:
    at_most(failed_keys=3)
    guesses = iter(f"sahel_{n:043}" for n in range(9))
    assert statuses(4, lambda: get(next(guesses))) == [401, 401, 401, 429]
    with CaptureQueriesContext(connection) as captured:
        answer = get(next(guesses))
    assert (problem(answer, 429)["limit"], len(captured)) == ("failed-keys", 0)
    # A right guess would not be noticed either; from elsewhere the key works.
    right = new_key()
    assert get(right).status_code == 429
    assert get(right, REMOTE_ADDR="192.0.2.9").status_code == 200
    assert get().status_code == 200


def test_keys_that_work_do_not_count_as_guesses(at_most: Any) -> None:
    at_most(failed_keys=2)
    key = new_key()
    assert statuses(5, lambda: get(key)) == [200] * 5
    assert statuses(3, lambda: get("wrong")) == [401, 401, 429]


def test_what_is_forbidden_or_missing_is_no_guess(at_most: Any) -> None:
    at_most(failed_keys=1)
    key = ApiToken.issue(user=make.analyst(), name="read", scopes=["read"])[1]
    assert statuses(3, lambda: post(key)) == [403, 403, 403]
    assert statuses(3, lambda: get(address="/api/v1/reports/1/")) == [401, 401, 401]


# Counting ------------------------------------------------------------------------------------------------
def test_many_at_once_are_each_counted_once(settings: Any) -> None:
    charge = Charge("token", "many")
    with ThreadPoolExecutor(8) as people:
        used = list(people.map(lambda _n: spend(charge)[0].used, range(200)))
    assert sorted(used) == list(range(1, 201))  # type: ignore[type-var]


def test_two_processes_share_a_counter() -> None:
    program = (
        "import django; django.setup()\n"
        "from incidents.limits import Charge, spend\n"
        "for _time in range(50): spend(Charge('token', 'shared'))"
    )
    others = [subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT) for _n in range(2)]
    assert [other.wait(60) for other in others] == [0, 0]
    assert spend(Charge("token", "shared"))[0].used == 101


def test_a_look_counts_nothing_and_says_whether_the_next_step_is_one_too_many(at_most: Any) -> None:
    at_most(token=2)
    look, step = Charge("token", "a", cost=0), Charge("token", "a")
    seen = []
    for charge in (look, step, look, step, look, step):
        standing = spend(charge)[0]
        seen.append((standing.used, standing.is_over))
    assert seen == [(0, False), (1, False), (1, False), (2, False), (2, True), (3, True)]


def test_a_counter_that_was_set_back_begins_at_nothing() -> None:
    charge = Charge("sign-in", "somebody")
    assert [spend(charge)[0].used for _time in range(2)] == [1, 2]
    forget(charge)
    assert spend(charge)[0].used == 1


def test_every_counter_ends_by_itself_even_one_that_lost_its_end(counters: Redis) -> None:
    charge = Charge("token", "a")
    spend(charge)
    counters.persist(charge.key)
    assert spend(charge)[0].reset == 60
    assert 0 < int(counters.ttl(charge.key)) <= 60  # type: ignore[arg-type]


def test_nobody_can_be_recognised_in_redis(counters: Redis) -> None:
    key = new_key()
    get(key)
    get(REMOTE_ADDR="192.0.2.77")
    names = sorted(name.decode().rpartition(":")[0] for name in counters.scan_iter("limit:*"))
    assert names == ["limit:anonymous", "limit:failed-keys", "limit:token"]
    assert [name for name in counters.scan_iter("limit:*") if b"192.0.2" in name] == []


def test_a_limit_costs_no_query(at_most: Any) -> None:
    browser = Client()
    browser.force_login(make.analyst())
    costs = []
    for most in (0, 100):
        at_most(account=most, anonymous=most)
        for client in (browser, Client()):
            client.get(LIST)
            with CaptureQueriesContext(connection) as captured:
                client.get(LIST)
            costs.append(len(captured))
    assert costs[:2] == costs[2:]


# Redis away ----------------------------------------------------------------------------------------------
@pytest.fixture
def new_circuit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just started; what went before is of no concern."""
    limits._client.cache_clear()
    monkeypatch.setattr(limits, "circuit", Circuit())


@contextmanager
def stopped(services: PrivateServices) -> Iterator[None]:
    assert services.redis is not None
    services.redis.terminate()
    services.redis.wait(10)
    try:
        yield
    finally:
        services.start_redis()


@contextmanager
def frozen(services: PrivateServices) -> Iterator[None]:
    assert services.redis is not None
    services.redis.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        services.redis.send_signal(signal.SIGCONT)


def timed(ask: Any) -> tuple[int, float]:
    before = time.monotonic()
    return ask().status_code, time.monotonic() - before


@pytest.mark.usefixtures("new_circuit")
@pytest.mark.parametrize("known", [False, True], ids=["at the start", "connected before"])
@pytest.mark.parametrize("away", [stopped, frozen])
def test_without_redis_everybody_passes_and_only_the_first_notices(
    away: Any, known: bool, private_services: PrivateServices, at_most: Any, caplog: pytest.LogCaptureFixture
) -> None:
    at_most(anonymous=3)
    if known:
        assert "RateLimit" in get()
    with away(private_services), caplog.at_level(logging.WARNING, "incidents.limits"):
        (status, first), *others = [timed(get) for _time in range(20)]
        answer = get()
    assert [status, *(later for later, _seconds in others)] == [200] * 20
    assert first < 1
    assert sum(seconds for _status, seconds in others) < 1  # none of the nineteen waited 0.2 s
    assert (answer["RateLimit-Policy"], "RateLimit" in answer) == ('"anonymous";q=3;w=60', False)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "limits are not counted at the moment"
    ]


@pytest.mark.usefixtures("new_circuit")
def test_when_redis_is_back_it_is_asked_again(
    private_services: PrivateServices, at_most: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAUSE_SECONDS", 0.3)
    at_most(anonymous=2)
    with frozen(private_services):
        assert statuses(4, get) == [200] * 4
    time.sleep(0.4)
    # What was sent to the frozen server is counted when it wakes up: at most the one that tried.
    assert statuses(3, get)[-1] == 429


def test_nothing_is_tried_twice_which_would_multiply_the_time_out(settings: Any) -> None:
    made = limits._client(settings.REDIS_URL).connection_pool.make_connection()
    assert made.retry.get_retries() == 0
    assert (made.socket_timeout, made.socket_connect_timeout) == (0.2, 0.2)


@pytest.mark.usefixtures("new_circuit")
def test_twenty_people_at_once_do_not_wait_one_after_another(private_services: PrivateServices) -> None:
    with frozen(private_services), ThreadPoolExecutor(20) as people:
        before = time.monotonic()
        told = list(people.map(lambda n: spend(Charge("token", str(n)))[0].used, range(100)))
        assert time.monotonic() - before < 1
    assert told == [None] * 100


def test_after_a_pause_one_request_tries_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 9.9, 10.1, 10.2, 10.3, 20.0, 20.2, 21.0]).__next__
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=clock))
    circuit = Circuit()
    assert circuit.may_ask()  # 0.0
    circuit.failed(OSError())  # 1.0: until 11.0
    assert not circuit.may_ask()  # 9.9
    assert not circuit.may_ask()  # 10.1
    assert not circuit.may_ask()  # 10.2
    assert not circuit.may_ask()  # 10.3
    assert circuit.may_ask()  # 20.0: this one tries
    assert not circuit.may_ask()  # 20.2
    circuit.answered()
    assert circuit.may_ask()  # 21.0


def test_a_line_a_minute_says_that_nothing_is_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = iter([100.0, 110.0, 159.0, 161.0]).__next__
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=clock))
    circuit = Circuit()
    for _time in range(4):
        circuit.failed(ConnectionError("at redis://:secret@redis"))
    assert [record.getMessage() for record in caplog.records] == [
        "limits are not counted at the moment: ConnectionError"
    ] * 2


@pytest.mark.usefixtures("new_circuit")
@pytest.mark.parametrize(
    "url", ["", "nonsense", "unix:///nowhere.sock", "redis://127.0.0.1:1/0", "redis://x:y/0"]
)
def test_an_address_where_no_redis_is_stops_nobody(settings: Any, url: str) -> None:
    settings.REDIS_URL = url
    assert timed(get)[0] == 200
    assert timed(get) < (200, 1.0)


def test_a_database_that_is_away_is_told_and_no_defect() -> None:
    browser = Client()
    browser.force_login(make.analyst())

    def away(*_arguments: Any, **_named: Any) -> None:
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(away):
        assert problem(browser.get(LIST), 503)["type"] == "/problems/busy"
