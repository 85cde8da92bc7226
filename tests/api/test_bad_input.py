"""Nonsense in an address is a 400 that names the parameter and what it takes, and never a 500."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Incident
from tests import make

pytestmark = pytest.mark.django_db
LISTS = ("/api/v1/incidents/", "/api/v1/incidents.geojson", "/api/v1/incidents.csv", "/api/v1/map/",
         "/api/v1/timeline/", "/api/v1/breakdown/", "/api/v1/incidents.acled.csv", "/api/v1/incidents.ucdp.csv",
         "/feeds/incidents.atom")  # fmt: skip
MISSING = "00000000-0000-4000-8000-000000000000"


def problem(response: Any, status: int = 400) -> dict[str, Any]:
    """The problem document of a refusal."""
    assert response.status_code == status, response.content[:400]
    assert response["Content-Type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    assert document["type"].startswith("/problems/")
    return document


def blamed(response: Any) -> list[str]:
    return [error["parameter"] for error in problem(response)["errors"]]


BAD_VALUES = [
    ("bbox", ["nan,0,1,1", "0,0,inf,1", "-inf,0,1,1", "0,0,1", "0,0,1,1,1", "a,b,c,d", "0,10,1,5", "0,,1,1", "0;0;1;1",
              "-181,0,1,1", "0,-91,1,1", "0,0,181,1", "0,0,1,91", "1e400,0,1,1", "0x1,0,1,1", "１,0,2,2", "1_0,0,11,1",
              "0, 0, 1, 1 1", "15.6,0.5,16,95"]),
    ("near", ["0,0", "0,0,0", "0,0,-5", "0,0,2001", "0,0,nan", "181,0,5", "0,91,5", "0,0,5,5", "x"]),
    ("area", ["0,0,1,1", "0,0,0,1,1", "0,0,1,1,0,1,1,0", "nan,0,1,0,1,1", "0,0,0,0,0,0", "181,0,1,0,1,1", "x,y,z",
              ",".join(["1,2"] * 2000)]),
    ("region", ["ZZ99", "ml07", "' OR 1=1", "ML07;ML10", "%_", "x" * 500]),
    ("actor", ["nobody-knows", "isgs:boss", "isgs:perpetrator:x", ":", "ISGS", "x" * 500]),
    ("type", ["war", "Battles", "battles;protests", ""[:0] + "battles,protests"]),
    ("subtype", ["duel"]),
    ("weapon", ["laser"]),
    ("since", ["2018-02-30", "30/09/2018", "2018-9-1", "20180930", "2018-W01-1", "0025-01-01", "99999-01-01", "infinity",
               "today", "2018-09-30T00:00:00Z", "2023-02-29", "9999-12-31", "2018-09-30 "[:10] + "x"]),
    ("until", ["2018-13-01", "0001-01-01", "epoch"]),
    ("min_killed", ["-1", "3.5", "several", "5-10", "1e3", "١٣", "１３", " 1 3", "99999999999999999999", "9" * 400, "nan"]),
    ("killed_group", ["everybody"]),
    ("civilian_targeting", ["maybe", "2", "None"]),
    ("community", ["martian"]),
    ("risk", ["boredom"]),
    ("sector", ["space"]),
    ("attribution", ["claimed"]),
    ("verification", ["true"]),
    ("geo_precision", ["street"]),
    ("external_id", ["acled", ":x", "acled:", "a:" + "x" * 400]),
    ("synthetic", ["yes"]),
    ("updated_since", ["yesterday", "2018-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
                       "2018-09-30T24:00:00+99:00", "infinity"]),
    ("q", ["x" * 201, "x" * 90_000]),
    ("country", ["x" * 201]),
    ("place", ["x" * 201]),
    ("source", ["x" * 201]),
    ("sort", ["source_name", "?", "-", "__", "-date_start", "internal_notes", "\x01", "date_start"]),
]  # fmt: skip
BAD_PAIRS = [(name, value) for name, values in BAD_VALUES for value in values]
PAIR_IDS = [f"{name}={value[:40]}" for name, value in BAD_PAIRS]


@pytest.mark.parametrize(("name", "value"), BAD_PAIRS, ids=PAIR_IDS)
def test_a_bad_value_is_named_with_what_the_parameter_takes(client: Client, name: str, value: str) -> None:
    document = problem(client.get("/api/v1/incidents/", {name: value}))
    assert [error["parameter"] for error in document["errors"]] == [name]
    assert "takes" in document["errors"][0]["message"] or "at most" in document["errors"][0]["message"]


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/changes/"])
@pytest.mark.parametrize(
    "query", ["bbox=nan,0,1,1", "since=2018-02-30", "actor=nobody-knows", "type=war", "area=0,0"]
)
def test_every_reader_refuses_the_same(client: Client, address: str, query: str) -> None:
    assert blamed(client.get(f"{address}?{query}")) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "name",
    [
        "status", "source__name__startswith", "internal_notes", "submitted_by", "page", "page_size", "offset",
        "ordering", "order_by", "in_bbox", "tile", "format", "_method", "__class__", "public_id", "point__within",
        "audience", "1", "type ", "Type", "type[]", "🔥",
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", LISTS)
def test_an_unknown_parameter_is_refused_by_name(client: Client, address: str, name: str) -> None:
    assert blamed(client.get(address, {name: "draft"})) == [name]


@pytest.mark.parametrize("address", LISTS)
def test_all_errors_of_a_query_are_told_at_once(client: Client, address: str) -> None:
    query = "bbox=x&since=y&type=z&colour=red&status=draft"
    assert set(blamed(client.get(f"{address}?{query}"))) == {"bbox", "since", "type", "colour", "status"}


@pytest.mark.parametrize(
    ("address", "query", "wrong"),
    [
        ("/api/v1/map/", "zoom=99&type=war", {"zoom", "type"}),
        ("/api/v1/map/", "zoom=x&bbox=nan,0,1,1&since=y", {"zoom", "bbox", "since"}),
        ("/api/v1/breakdown/", "by=colour&type=war", {"by", "type"}),
        ("/api/v1/incidents/", "limit=0&type=war", {"limit", "type"}),
        ("/api/v1/changes/", "since=x&colour=red&size=2", {"since", "colour", "size"}),
        ("/api/v1/actors/", "colour=red&size=2", {"colour", "size"}),
    ],
)
def test_a_parameter_beside_the_filters_is_told_together_with_them(
    client: Client, address: str, query: str, wrong: set[str]
) -> None:
    assert set(blamed(client.get(f"{address}?{query}"))) == wrong


@pytest.mark.parametrize("count", [51, 1999])
def test_a_parameter_repeated_too_often_is_refused(client: Client, count: int) -> None:
    assert blamed(client.get("/api/v1/incidents/?" + "&".join(["type=battles"] * count))) == ["type"]


@pytest.mark.parametrize("address", [*LISTS, "/", "/api/v1/actors/", "/api/v1/changes/"])
def test_ten_thousand_parameters_are_refused(client: Client, plain_static_files: None, address: str) -> None:
    assert client.get(address + "?" + "&".join(f"a{n}=1" for n in range(10_000))).status_code == 400


@pytest.mark.parametrize("raw", ["%00", "a%00b", "a\x00b"])
@pytest.mark.parametrize("address", [*LISTS, "/", "/api/v1/places/", "/api/v1/changes/", "/api/schema/"])
def test_nul_is_refused_everywhere(client: Client, address: str, raw: str) -> None:
    problem(client.get(f"{address}?q={raw}"))


@pytest.mark.parametrize(
    "raw",
    [
        "%ED%A0%80",
        "%C0%AF",
        "%FF%FE",
        "%zz",
        "%",
        "%E2%80%AE",
        "%F0%9F%94%A5",
        "%EF%BB%BF",
        "%5C",
        "%25_",
        "[(.*",
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/incidents/", "/api/v1/places/", "/api/v1/actors/"])
def test_strange_characters_in_a_search_find_nothing(client: Client, address: str, raw: str) -> None:
    response = client.get(f"{address}?q={raw}")
    assert (response.status_code, response.json()["results"]) == (200, [])


@pytest.mark.parametrize("kilobytes", [101, 1000])
def test_a_query_of_100_kilobytes_is_refused(client: Client, kilobytes: int) -> None:
    problem(client.get("/api/v1/incidents/?q=" + "x" * (kilobytes * 1024)))


@pytest.mark.parametrize(
    "path",
    ["' OR 1=1", "-1", "9223372036854775808", "9" * 400, "not-a-uuid", "{" + MISSING + "}", MISSING.replace("-", ""),
     "urn:uuid:" + MISSING, MISSING + "0", "..%2f..%2fetc", "%00", "🔥"],
)  # fmt: skip
@pytest.mark.parametrize(
    "pattern", ["/api/v1/incidents/{}/", "/api/v1/incidents/{}/revisions/", "/api/v1/reports/{}/"]
)
def test_an_id_that_is_none_is_not_found(
    client: Client, plain_static_files: None, pattern: str, path: str
) -> None:
    assert client.get(pattern.format(path)).status_code in {400, 401, 404}


@pytest.mark.parametrize("name", ["api_incident", "api_revisions"])
def test_an_id_that_nothing_has_is_a_problem_document(client: Client, name: str) -> None:
    assert problem(client.get(reverse(name, args=[MISSING])), 404)["type"] == "/problems/not-found"


# Boxes that are strange and right -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("box", "count"),
    [
        ("-180,-90,180,90", 1),
        ("0.5022,15.6597,0.5022,15.6597", 1),
        ("170,-90,160,90", 1),
        ("170,0,-170,20", 0),
        ("-0,-0,1e0,16", 1),
    ],
)
def test_a_strange_box_that_is_right_is_answered(client: Client, box: str, count: int) -> None:
    make.published_incident()
    assert client.get(f"/api/v1/map/?bbox={box}").json()["in_frame"] == count


@pytest.mark.parametrize("zoom", [str(zoom) for zoom in range(21)])
def test_every_zoom_is_answered(client: Client, zoom: str) -> None:
    make.published_incident()
    assert client.get(f"/api/v1/map/?zoom={zoom}").json()["in_frame"] == 1


@pytest.mark.parametrize("zoom", ["-1", "21", "1024", "x", "1.5", "nan", "١", "9" * 400, "5&zoom=6"])
def test_a_zoom_that_is_none_is_refused(client: Client, zoom: str) -> None:
    assert blamed(client.get(f"/api/v1/map/?zoom={zoom}")) == ["zoom"]


# Cursors, limits, numbers --------------------------------------------------------------------------------
def cursor_of(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


CURSORS = [
    "x", "====", "🔥", "AAAA", cursor_of(1), cursor_of([]), cursor_of({}), cursor_of(["newest", "2018-09-30"]),
    cursor_of(["newest", "2018-02-30", 1]), cursor_of(["newest", 5, 1]), cursor_of(["newest", None, 1]),
    cursor_of(["newest", "2018-09-30", "1"]), cursor_of(["newest", "2018-09-30", -1]),
    cursor_of(["newest", "2018-09-30", 2**63]), cursor_of(["newest", "2018-09-30", 1.5]),
    cursor_of(["oldest", "2018-09-30", 1]), cursor_of(["newest", ["2018-09-30"], 1]), cursor_of([["newest"], 1, 1]),
    base64.urlsafe_b64encode(b"[" * 50_000).decode(), base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b'["newest", "2018-09-30", 1' + b"0" * 5000 + b"]").decode(),
]  # fmt: skip


@pytest.mark.parametrize("cursor", CURSORS, ids=range(len(CURSORS)))
def test_a_cursor_that_this_list_did_not_give_is_refused(client: Client, cursor: str) -> None:
    assert blamed(client.get("/api/v1/incidents/", {"cursor": cursor})) == ["cursor"]


@pytest.mark.parametrize(
    ("sort", "value"),
    [("deadliest", float("inf")), ("deadliest", float("nan")), ("deadliest", "x"), ("deadliest", None),
     ("updated", "2018-09-30"), ("updated", "2018-09-30T00:00:00"), ("updated", 1)],
)  # fmt: skip
def test_a_forged_cursor_of_another_order_is_refused(client: Client, sort: str, value: Any) -> None:
    assert blamed(
        client.get("/api/v1/incidents/", {"sort": sort, "cursor": cursor_of([sort, value, 1])})
    ) == ["cursor"]


def test_a_number_out_of_the_databases_range_in_a_cursor_is_refused(client: Client) -> None:
    forged = {"sort": "deadliest", "cursor": cursor_of(["deadliest", 10**30, 1])}
    problem(client.get("/api/v1/incidents/", forged))


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "1000000000", "abc", "1.5", "١٠", "9" * 400])
def test_a_limit_that_is_none_is_refused(client: Client, limit: str) -> None:
    assert blamed(client.get(f"/api/v1/incidents/?limit={limit}")) == ["limit"]


@pytest.mark.parametrize("since", ["-1", "x", "1.5", "9" * 19, "9" * 400, "nan", "1&since=2"])
def test_a_change_number_that_is_none_is_refused(client: Client, since: str) -> None:
    assert blamed(client.get(f"/api/v1/changes/?since={since}")) == ["since"]


@pytest.mark.parametrize("noun", ["actors", "regions", "places", "sources"])
@pytest.mark.parametrize(
    ("query", "wrong"),
    [("after=x", "after"), ("after=-1", "after"), ("q=" + "x" * 201, "q"), ("colour=red", "colour")],
)
def test_the_other_nouns_refuse_nonsense(client: Client, noun: str, query: str, wrong: str) -> None:
    assert list(blamed(client.get(f"/api/v1/{noun}/?{query}"))) == [wrong]


# Methods and hosts ---------------------------------------------------------------------------------------
READERS = (*LISTS, "/api/v1/changes/", "/api/v1/releases/", "/api/v1/releases/2026-11/",
           "/api/v1/releases/2026-11/incidents.csv", "/api/v1/actors/", "/api/v1/regions/", "/api/v1/places/", "/api/v1/sources/",
           "/api/v1/basemap/", f"/api/v1/incidents/{MISSING}/", f"/api/v1/incidents/{MISSING}/revisions/")  # fmt: skip


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("address", READERS)
def test_a_reader_is_not_written_to(client: Client, address: str, method: str) -> None:
    response = client.generic(method, address, b"{}", content_type="application/json")
    assert problem(response, 405)["status"] == 405
    assert not Incident.objects.unpublished_too().exists()


@pytest.mark.parametrize("address", READERS)
def test_options_tells_no_more_than_the_methods(client: Client, address: str) -> None:
    response = client.options(address)
    assert response.status_code == 200
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("address", LISTS)
def test_head_is_get_without_a_body(client: Client, address: str) -> None:
    response = client.head(address)
    assert (response.status_code, response["ETag"]) == (200, client.get(address)["ETag"])


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_reports_are_posted_and_nothing_else(client: Client, method: str) -> None:
    client.force_login(make.editor())
    problem(client.generic(method, "/api/v1/reports/", b"{}", content_type="application/json"), 405)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "", "a" * 300, "localhost\r\nX: y"]
)
def test_a_forged_host_is_refused(client: Client, plain_static_files: None, host: str) -> None:
    assert client.get("/api/v1/incidents/", HTTP_HOST=host).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "localhost, evil.example"])
def test_a_forwarded_host_is_not_believed(client: Client, host: str) -> None:
    for _ in range(3):
        make.published_incident()
    following = client.get("/api/v1/incidents/?limit=1", HTTP_X_FORWARDED_HOST=host).json()["next"]
    assert following.startswith("http://testserver/api/v1/incidents/?")


@pytest.mark.parametrize("address", [
    "/api/v1/incidents/null/", "/api/v1/drafts/1/", "/api/v1/reports/-1/", "/api/v2/incidents/", "/feeds/x", "/ogc/x",
])  # fmt: skip
def test_an_address_for_programs_that_nothing_matches_is_a_problem_document(
    client: Client, address: str
) -> None:
    assert problem(client.get(address), 404) == {
        "type": "/problems/not-found", "title": "Nothing is published at this address.", "status": 404,
    }  # fmt: skip


def test_any_other_address_that_nothing_matches_is_a_page(client: Client, plain_static_files: None) -> None:
    answer = client.get("/nowhere/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["/api/v1/incidents/", "/api/v1/drafts/", "/api/v1/reports/1/"])
def test_a_wish_for_a_format_that_there_is_none_of_is_answered_as_json(path: str) -> None:
    client = Client()
    client.force_login(make.editor())
    answer = client.get(path, headers={"Accept": "image/png"})
    assert (answer.status_code, answer["Content-Type"].partition("+")[0]) in (
        (200, "application/json"), (404, "application/problem"),
    )  # fmt: skip
