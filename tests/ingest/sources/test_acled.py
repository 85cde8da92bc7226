"""ACLED as a source: the token, the pages, what is asked the next time, and every way in which it says nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest

from incidents.fetch import FetchFailed
from incidents.ingest.sources import CannotPoll, Coded, Parsed, Unreadable, Withdrawn, acled
from tests.ingest.sources.feeds import NOW, asked
from tests.ingest.sources.providers import Acled, acled_row, question
from tests.ingest.sources.server import Page, Site, as_json

SECRETS = {"ACLED_USERNAME": "desk@example.org", "ACLED_PASSWORD": "right"}


@pytest.fixture(autouse=True)
def no_tokens() -> None:
    acled._tokens.clear()


@pytest.fixture
def provider(site: Site) -> Acled:
    return Acled(site, rows=[acled_row(1), acled_row(2), acled_row(3)])


def polled(site: Site, **fields: Any) -> tuple[list[Parsed], Any]:
    """What came in, and the last cursor."""
    given = asked(site.url("/api/acled/read"), **{"secrets": SECRETS, **fields})
    raws = list(acled.fetch(given))
    cursors = [raw.cursor for raw in raws if raw.cursor is not None]
    return [entry for raw in raws for entry in acled.parse(raw)], cursors[-1] if cursors else None


def ids(entries: list[Parsed]) -> list[str]:
    return [entry.cells["event_id_cnty"] for entry in entries if isinstance(entry, Coded)]


# Rows --------------------------------------------------------------------------------------------------------
def test_rows_come_in_acleds_own_columns_as_texts(site: Site, provider: Acled) -> None:
    provider.rows = [acled_row(1, fatalities=12, latitude=15.5, notes=None, **{"Civilian_Targeting ": True})]
    (entry,), _cursor = polled(site)
    assert isinstance(entry, Coded)
    assert {name: entry.cells[name] for name in ("fatalities", "latitude", "notes", "civilian_targeting")} == {
        "fatalities": "12", "latitude": "15.5", "notes": "", "civilian_targeting": "true",
    }  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_are_read_until_one_is_empty(size: int, site: Site, provider: Acled) -> None:
    entries, _cursor = polled(site, settings={"page": size})
    assert ids(entries) == ["MLI1", "MLI2", "MLI3"]


def test_a_server_that_gives_fewer_rows_than_asked_is_read_to_the_end(site: Site, provider: Acled) -> None:
    def miserly(request: Any) -> Page:
        page = int(question(request)["page"])
        return as_json({"success": True, "data": provider.rows[page - 1 : page]})

    site.answers("/api/acled/read", miserly)
    assert ids(polled(site)[0]) == ["MLI1", "MLI2", "MLI3"]


def test_the_next_poll_asks_from_a_day_before_the_newest_row(site: Site, provider: Acled) -> None:
    _entries, cursor = polled(site)
    assert cursor["timestamp"] == 1_538_400_003
    provider.rows += [acled_row(9, timestamp=str(1_538_400_003 + 1)), acled_row(8, timestamp="1538000000")]
    before = len(site.requests)
    entries, cursor = polled(site, cursor=cursor)
    assert (question(site.requests[before])["timestamp"], ids(entries), cursor["timestamp"]) == (
        str(1_538_400_003 - 86_400), ["MLI1", "MLI2", "MLI3", "MLI9"], 1_538_400_004,
    )  # fmt: skip


def test_countries_and_the_first_day_are_asked_for(site: Site, provider: Acled) -> None:
    polled(site, settings={"countries": ["Mali", "Niger"], "since": "2018-01-01", "page": 500})
    request = next(request for request in site.requests if request.path.startswith("/api/acled"))
    assert question(request) == {
        "_format": "json", "country": "Mali|Niger", "event_date": "2018-01-01|2100-01-01", "event_date_where": "BETWEEN",
        "limit": "500", "page": "1",
    }  # fmt: skip


def test_a_timestamp_that_is_none_moves_nothing(site: Site, provider: Acled) -> None:
    provider.rows.append(acled_row(4, timestamp="99999999999999"))
    provider.rows.append(acled_row(5, timestamp="0"))
    assert polled(site)[1]["timestamp"] == 1_538_400_003


# Deletions ---------------------------------------------------------------------------------------------------
def test_what_acled_deleted_is_withdrawn(site: Site, provider: Acled) -> None:
    moment = int(NOW.timestamp())
    provider.deleted = [
        {"event_id_cnty": "MLI7", "deleted_timestamp": str(moment)},
        {"event_id_cnty": "MLI0", "deleted_timestamp": str(moment - 10 * 86_400)},
        {"deleted_timestamp": str(moment + 1)},
    ]
    entries, cursor = polled(site)
    assert [entry for entry in entries if not isinstance(entry, Coded)] == [
        Withdrawn("MLI7", "ACLED deleted this event"),
        Unreadable("", "a deletion that names no event_id_cnty", f'{{"deleted_timestamp": "{moment + 1}"}}'),
    ]
    assert cursor == {"timestamp": 1_538_400_003, "deleted": moment + 1}


# Tokens ------------------------------------------------------------------------------------------------------
def test_one_token_serves_until_it_ends(site: Site, provider: Acled) -> None:
    polled(site)
    polled(site)
    assert (provider.tokens, provider.forms) == (1, [
        {"username": "desk@example.org", "password": "right", "grant_type": "password", "client_id": "acled"},
    ])  # fmt: skip


def test_a_token_that_the_server_no_longer_takes_is_renewed(site: Site, provider: Acled) -> None:
    polled(site)
    provider.valid = set()
    assert (ids(polled(site)[0]), provider.tokens) == (["MLI1", "MLI2", "MLI3"], 2)


def test_a_token_that_has_ended_is_renewed_without_the_password(
    site: Site, provider: Acled, monkeypatch: pytest.MonkeyPatch
) -> None:
    polled(site)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 90_000)
    polled(site)
    assert provider.forms[1] == {
        "grant_type": "refresh_token",
        "refresh_token": "again",
        "client_id": "acled",
    }


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (as_json({"error": "invalid_grant"}, status=400), "ACLED gives no token (400): see ACLED_USERNAME and ACLED_PASSWORD"),
        (as_json({"error": "no"}, status=401), "ACLED gives no token (401): see ACLED_USERNAME and ACLED_PASSWORD"),
        (as_json({"token": "x"}), "ACLED gave an answer without a token: its sign-in may have changed"),
        (as_json({"access_token": None}), "ACLED gave an answer without a token: its sign-in may have changed"),
        (Page(b"[1]", kind="application/json"), "ACLED answered with JSON that is no object: '[1]'"),
    ],
)  # fmt: skip
def test_without_a_token_it_is_said_why(token: Page, reason: str, site: Site, provider: Acled) -> None:
    site.answers("/oauth/token", token)
    with pytest.raises(CannotPoll) as refused:
        polled(site)
    assert str(refused.value) == reason


def test_a_sign_in_that_is_down_may_be_tried_again(site: Site, provider: Acled) -> None:
    site.answers("/oauth/token", Page(status=503, headers={"Retry-After": "60"}))
    with pytest.raises(FetchFailed) as failed:
        polled(site)
    assert failed.value.retry_after == 60


# Silence -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (as_json({"status": 200, "success": True, "data": []}),
         "ACLED answered with success and not one row: see whether the account may read these countries, and whether"
         " their names are ACLED's"),
        (as_json({"status": 200, "data": []}),
         'ACLED answered with neither rows nor success: {"status": 200, "data": []}'),
        (as_json({"status": 200, "success": True, "data": "access denied"}), 'ACLED answered: "access denied"'),
        (as_json({"success": False, "data": []}), 'ACLED answered: {"success": false, "data": []}'),
        (as_json({"error": {"status": 403}, "data": []}), 'ACLED answered: {"status": 403}'),
        (as_json({"success": True}), 'ACLED answered without a list of rows: {"success": true}'),
        (as_json({"success": True, "data": {"a": 1}}),
         'ACLED answered without a list of rows: {"success": true, "data": {"a": 1}}'),
        (as_json({"success": True, "data": [1]}),
         'ACLED answered without a list of rows: {"success": true, "data": [1]}'),
        (Page(b"<html>", kind="application/json"), "ACLED answered with what is no JSON: '<html>'"),
        (Page(b"", kind="application/json"), "ACLED answered with what is no JSON: ''"),
        (Page(b"[" * 100_000, kind="application/json"), "ACLED answered with what is no JSON: '" + "[" * 80 + "'"),
        (as_json({}, status=403), "ACLED refuses these credentials (403): see ACLED_USERNAME and ACLED_PASSWORD, and"
         " what the account may read"),
        (as_json({}, status=401), "ACLED refuses these credentials (401): see ACLED_USERNAME and ACLED_PASSWORD, and"
         " what the account may read"),
        (as_json({"success": True, "data": [acled_row(1)]}),
         "ACLED answers page 2 with the rows of page 1: nothing newer is read"),
    ],
    ids=lambda value: str(value)[-60:] if isinstance(value, str) else "",
)  # fmt: skip
def test_an_answer_that_is_none_is_told_and_not_taken_for_silence(
    answer: Page, reason: str, site: Site, provider: Acled
) -> None:
    site.answers("/api/acled/read", answer)
    with pytest.raises(CannotPoll) as refused:
        polled(site)
    assert str(refused.value) == reason


def test_nothing_new_is_no_failure_once_something_was_read(site: Site, provider: Acled) -> None:
    _entries, cursor = polled(site)
    provider.rows = []
    assert polled(site, cursor=cursor) == ([], cursor)


@pytest.mark.parametrize(
    ("row", "identity", "reason"),
    [
        ({"id": 1, "date": "x"}, "", "has no country, event_date, event_id_cnty, event_type: ACLED may have changed its"
         " columns (found id, date)"),
        (acled_row(1, event_date=""), "MLI1", "has no event_date: ACLED may have changed its columns (found event_id_cnty"
         ", event_date, event_type, sub_event_type, country, location, latitude, longitude, actor1, geo_precision, time_precision, fatalities, timestamp)"),
        (acled_row(1, actor1=["a", "b"]), "MLI1", "the cell actor1 holds more than one value"),
    ],
)  # fmt: skip
def test_a_row_of_another_shape_is_set_aside_and_its_neighbours_come_in(
    row: dict[str, Any], identity: str, reason: str, site: Site, provider: Acled
) -> None:
    provider.rows = [row | {"timestamp": "5"} if "timestamp" in row else row, acled_row(2)]
    entries, _cursor = polled(site)
    (bad,) = [entry for entry in entries if isinstance(entry, Unreadable)]
    assert (bad.external_id, bad.reason, ids(entries)) == (identity, reason, ["MLI2"])


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"countries": []}, "settings: countries: expected a list of texts"),
        ({"since": "last year"}, "settings: since: expected a day as YYYY-MM-DD"),
        ({"page": 0}, "settings: page: expected a whole number from 1 to 5000"),
        ({"page": True}, "settings: page: expected a whole number from 1 to 5000"),
        (
            {"country": "Mali"},
            "settings: 'country' is not a setting (known: countries, hosts, overlap_hours, page, since)",
        ),
    ],
)
def test_settings_that_are_wrong_are_refused_in_words(
    settings: dict[str, Any], reason: str, site: Site
) -> None:
    with pytest.raises(CannotPoll) as refused:
        polled(site, settings=settings)
    assert str(refused.value) == reason
