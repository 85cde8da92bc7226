"""Asking over the API: what is understood, what is the same again, how many at once, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis import Redis

from incidents import changes, wakeup
from incidents.api.filters import PARAMETERS
from incidents.exports import asking
from incidents.exports.wanted import wanted
from incidents.models import ApiToken, Export
from tests import make
from tests.api.test_bad_input import BAD_PAIRS, PAIR_IDS, blamed, problem
from tests.exports.desk import ADDRESS, ask, made

pytestmark = pytest.mark.django_db


def waiting() -> int:
    return Export.objects.filter(state="waiting").count()


# What is answered ----------------------------------------------------------------------------------------
def test_an_export_is_written_as_a_row_that_waits_and_its_address_is_told(client: Client) -> None:
    make.published_incident()
    changes.number_changes()
    answer = ask(client, "xlsx", "region=ML07&since=2018-09-01")
    export = Export.objects.get()
    address = f"http://testserver/api/v1/exports/{export.uuid}/"
    assert (answer.status_code, answer["Location"]) == (202, address)
    body = answer.json()
    assert client.get(address).json() == body
    asked_at = body.pop("asked_at")
    assert asked_at.endswith("Z")
    assert body == {
        "id": str(export.uuid), "url": address, "state": "waiting", "reason": "", "format": "xlsx",
        "query": "region=ML07&since=2018-09-01", "audience": "public", "change_number": changes.latest_number(2),
        "rows_done": 0, "rows_in_all": 1, "made_at": None, "expires_at": None, "size": None, "sha256": None, "file": None,
    }  # fmt: skip
    assert (export.account, export.attempts) == (None, 0)


def test_when_it_is_ready_its_size_checksum_end_and_file_are_told(client: Client) -> None:
    export = made(client, "gpkg")
    body = client.get(f"{ADDRESS}{export.uuid}/").json()
    assert (body["state"], body["size"], body["sha256"]) == ("ready", export.size, export.sha256)
    assert body["file"] == f"http://testserver/api/v1/exports/{export.uuid}/file"
    assert export.expires_at - export.made_at == timedelta(hours=24)


def test_the_workers_are_woken_up_after_the_commit(
    client: Client, committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, int, str]] = []
    monkeypatch.setattr(wakeup._waiting, "put_nowait", sent.append)
    with committed():
        ask(client)
        assert sent == []
    assert sent == [("incidents.make_export", Export.objects.get().pk, "fetch")]


def test_an_address_of_the_client_is_kept_nowhere(client: Client) -> None:
    ask(client)
    row = Export.objects.values().get()
    assert "127.0.0.1" not in str(row)
    assert len(row["asker"]) == 32


# What is understood --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "spelled"),
    [
        ("", ""),
        ("?type=battles", "type=battles"),
        ("type=protests&country=MLI&type=battles", "country=MLI&type=battles&type=protests"),
        ("type=battles&type=battles&until=&region=", "type=battles"),
        ("sort=deadliest&min_killed=3", "min_killed=3"),
        ("q=%20market%20", "q=market"),
        ("q=caf%C3%A9+noir", "q=caf%C3%A9+noir"),
        ("fields=place,id&fields=id", "fields=place%2Cid"),
        ("fields=", ""),
    ],
)
def test_one_selection_has_one_spelling(query: str, spelled: str) -> None:
    found = wanted(2, query)
    assert found.query == spelled
    assert wanted(2, found.query).query == spelled


def test_every_filter_passes_through(client: Client) -> None:
    examples = {
        "bbox": "0,15,3,17", "near": "0.5,15.66,100", "area": "0,15,3,15,3,17", "country": "MLI", "region": "ML07",
        "place": "ml-ansongo", "actor": "isgs", "type": "battles", "subtype": "armed_clash", "weapon": "ied",
        "since": "2018-09-01", "until": "2018-09-30", "min_killed": "3", "killed_group": "civilians",
        "civilian_targeting": "true", "community": "tuareg", "risk": "terrorism", "sector": "mining",
        "attribution": "suspected", "verification": "confirmed", "geo_precision": "near", "source": "Sahel FM",
        "external_id": "acled:MLI1", "synthetic": "false", "updated_since": "2018-09-01T00:00:00Z", "q": "market",
    }  # fmt: skip
    assert set(examples) == set(PARAMETERS) - {"sort"}
    make.source("Sahel FM")
    for name, value in examples.items():
        (spelled,) = wanted(2, f"{name}={value}").query.split("&")
        assert spelled.partition("=")[0] == name


@pytest.mark.parametrize(("name", "value"), BAD_PAIRS, ids=PAIR_IDS)
def test_a_bad_value_is_refused_as_in_the_list(client: Client, name: str, value: str) -> None:
    query = urlencode({name: value})
    if len(query) > 20_000:
        assert blamed(ask(client, "xlsx", query)) == ["query"]
        return
    listed = client.get(f"/api/v1/incidents/?{query}")
    assert problem(ask(client, "xlsx", query))["errors"] == problem(listed)["errors"]
    assert waiting() == 0


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"format"}),
        ({"format": "pdf"}, {"format"}),
        ({"format": ""}, {"format"}),
        ({"format": None}, {"format"}),
        ({"format": ["xlsx"]}, {"format"}),
        ({"format": "XLSX"}, {"format"}),
        ({"format": "xlsx", "query": None}, {"query"}),
        ({"format": "xlsx", "query": ["type=battles"]}, {"query"}),
        ({"format": "xlsx", "query": "q=%00"}, {"query"}),
        ({"format": "xlsx", "query": "x" * 20_001}, {"query"}),
        ({"format": "xlsx", "query": "&".join("a" * 2_500)}, {"query"}),
        ({"format": "xlsx", "query": "colour=red"}, {"colour"}),
        ({"format": "xlsx", "query": "as_of=2018-10-01T00:00:00Z"}, {"as_of"}),
        ({"format": "xlsx", "query": "limit=5&cursor=x"}, {"limit", "cursor"}),
        ({"format": "xlsx", "query": "fields=id,secret"}, {"fields"}),
        ({"format": "xlsx", "query": "expand=actors"}, {"expand"}),
        ({"format": "xlsx", "audience": 1}, {"audience"}),
        ({"format": "pdf", "query": "type=war&since=x&fields=y", "audience": 1},
         {"format", "type", "since", "fields", "audience"}),
    ],
    ids=range(18),
)  # fmt: skip
def test_every_error_of_a_body_is_named(client: Client, body: Any, wrong: set[str]) -> None:
    answer = client.post(ADDRESS, body, content_type="application/json")
    assert set(blamed(answer)) == wrong
    assert waiting() == 0


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b"null", b'"x"', b'{"format": "xlsx", "query": "\\u0000"}', b"\xff"]
)
def test_a_body_that_is_none_is_refused(client: Client, raw: bytes) -> None:
    problem(client.post(ADDRESS, raw, content_type="application/json"))


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_exports_are_posted_and_nothing_else(client: Client, method: str) -> None:
    problem(client.generic(method, ADDRESS, b"{}", content_type="application/json"), 405)


@pytest.mark.parametrize("path", ["", "file"])
@pytest.mark.parametrize("name", ["00000000-0000-4000-8000-000000000000", "1", "x", "%00"])
@pytest.mark.usefixtures("plain_static_files")
def test_an_address_of_none_is_not_found(client: Client, name: str, path: str) -> None:
    assert client.get(f"{ADDRESS}{name}/{path}").status_code in {400, 404}


@pytest.mark.parametrize("path", ["?x=1", "file?x=1"])
def test_an_export_takes_no_parameters(client: Client, path: str) -> None:
    export = made(client)
    assert blamed(client.get(f"{ADDRESS}{export.uuid}/{path}")) == ["x"]


def test_more_rows_than_a_sheet_has_are_refused_before_the_work(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asking.SHEET_ROWS == 1_048_575
    monkeypatch.setattr(asking, "SHEET_ROWS", 1)
    make.published_incidents([{}, {}])
    (error,) = problem(ask(client))["errors"]
    assert error == {
        "parameter": "format",
        "message": "a sheet of Excel holds 1 rows and this selection has 2: narrow it, or take gpkg",
    }
    assert (ask(client, "gpkg").status_code, waiting()) == (202, 1)


# The same again ------------------------------------------------------------------------------------------
def aged(client: Client, hours: int) -> None:
    Export.objects.update(asked_at=Now() - timedelta(hours=hours))


def moved_on(client: Client) -> None:
    make.published_incident()
    changes.number_changes()


@pytest.mark.parametrize(
    ("meanwhile", "again", "status"),
    [
        (lambda client: None, ("xlsx", "country=MLI&type=battles"), 200),
        (lambda client: None, ("xlsx", "type=battles&country=MLI&sort=oldest"), 200),
        (lambda client: None, ("gpkg", "country=MLI&type=battles"), 202),
        (lambda client: None, ("xlsx", "country=MLI"), 202),
        (lambda client: None, ("xlsx", "country=MLI&type=battles&fields=id"), 202),
        (moved_on, ("xlsx", "country=MLI&type=battles"), 202),
        (lambda client: aged(client, 2), ("xlsx", "country=MLI&type=battles"), 202),
        (lambda client: Export.objects.update(state="failed", reason="x"), ("xlsx", "country=MLI&type=battles"), 202),
        (lambda client: Export.objects.update(expires_at=Now()), ("xlsx", "country=MLI&type=battles"), 202),
    ],
    ids=["the same", "spelled otherwise", "format", "selection", "columns", "the record moved on", "an hour later", "failed", "expired"],
)  # fmt: skip
def test_the_same_asked_again_within_the_hour_is_the_same_export(
    client: Client, meanwhile: Callable[[Client], Any], again: tuple[str, str], status: int
) -> None:
    export = made(client, "xlsx", "country=MLI&type=battles")
    meanwhile(client)
    answer = ask(client, *again)
    assert answer.status_code == status
    assert (answer.json()["id"] == str(export.uuid)) is (status == 200)


def test_what_waits_is_the_same_although_the_record_moves_on(client: Client) -> None:
    first = ask(client).json()["id"]
    moved_on(client)
    again = ask(client)
    assert (again.status_code, again.json()["id"]) == (200, first)


def test_an_account_and_the_public_do_not_share(client: Client, analyst_client: Client) -> None:
    other = Client()
    other.force_login(make.editor())
    ids = {ask(reader).json()["id"] for reader in (client, analyst_client, other, Client())}
    assert len(ids) == 3  # two who have no account asked for the same


# How many ------------------------------------------------------------------------------------------------
def test_an_address_has_two_at_once_and_an_account_two_of_its_own(
    client: Client, analyst_client: Client
) -> None:
    for reader in (client, analyst_client):
        assert [ask(reader, "xlsx", f"min_killed={n}").status_code for n in range(2)] == [202, 202]
        refused = ask(reader, "xlsx", "min_killed=2")
        assert problem(refused, 429)["type"] == "/problems/too-many-exports"
        assert refused["Retry-After"] == "10"
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert ask(elsewhere, "xlsx", "min_killed=2").status_code == 202
    assert ask(client, "xlsx", "min_killed=1").status_code == 200  # the same as one of its own


def test_one_that_has_ended_makes_room(client: Client, settings: Any) -> None:
    settings.EXPORTS_WAITING = 1
    made(client)
    assert ask(client, "gpkg").status_code == 202
    Export.objects.filter(format="gpkg").update(state="making", leased_until=Now())
    assert ask(client, "gpkg", "country=MLI").status_code == 429
    Export.objects.filter(format="gpkg").update(state="failed", reason="x")
    assert ask(client, "gpkg", "country=MLI").status_code == 202


def test_the_files_that_are_kept_have_a_bound_and_make_room_when_they_go(
    client: Client, settings: Any
) -> None:
    kept = made(client)
    Export.objects.update(size=2_000_000, expires_at=Now() + timedelta(hours=1))
    settings.EXPORTS_MB = 2
    refused = ask(client, "gpkg")
    assert problem(refused, 503)["type"] == "/problems/no-room"
    assert 3590 <= int(refused["Retry-After"]) <= 3600
    assert ask(client, kept.format, kept.query).status_code == 200  # what is there already takes no room
    settings.EXPORTS_MB = 3
    assert ask(client, "gpkg").status_code == 202
    Export.objects.filter(pk=kept.pk).update(expires_at=Now())
    settings.EXPORTS_MB = 2
    assert ask(client, "gpkg", "country=MLI").status_code == 202


def test_a_rate_limit_of_their_own_counts_what_is_sent(client: Client, settings: Any) -> None:
    redis = Redis.from_url(settings.REDIS_URL)
    for key in redis.scan_iter("limit:exports:*"):
        redis.delete(key)
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "exports": (2, 60)}
    assert [ask(client).status_code for _time in range(3)] == [202, 200, 429]
    assert client.get(f"{ADDRESS}{Export.objects.get().uuid}/").status_code == 200
    redis.close()


# Tokens --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("scopes", "status"), [(["read"], 202), (["submit"], 403), (["edit"], 403)])
def test_a_token_that_may_read_may_ask(client: Client, scopes: list[str], status: int) -> None:
    editor = make.editor()
    _token, key = ApiToken.issue(user=editor, name="t", scopes=scopes)
    headers = {"Authorization": f"Bearer {key}"}
    answer = client.post(ADDRESS, {"format": "xlsx"}, content_type="application/json", headers=headers)
    assert answer.status_code == status
    assert list(Export.objects.values_list("account", flat=True)) == ([editor.pk] if status == 202 else [])


def test_a_session_needs_its_csrf_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make.analyst())
    assert problem(ask(browser), 403)
    assert waiting() == 0


# Queries -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("step", ["ask", "look"])
def test_asking_and_looking_cost_the_same_however_much_there_is(client: Client, step: str) -> None:
    def cost(query: str) -> int:
        export = None if step == "ask" else made(client, "xlsx", query)
        with CaptureQueriesContext(connection) as captured:
            if export is None:
                ask(client, "xlsx", query)
            else:
                client.get(f"{ADDRESS}{export.uuid}/")
        return len(captured)

    few = cost("min_killed=1")
    make.published_incidents([{}] * 5)
    changes.number_changes()
    assert cost("min_killed=2") == few
