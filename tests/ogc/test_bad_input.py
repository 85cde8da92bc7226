"""Nonsense is a 400 that names the parameter and what it takes, or a 404, and never a 500."""

from __future__ import annotations

import pytest
from django.test import Client

from incidents.ogc.parameters import LimitField
from tests.api.test_bad_input import CURSORS, blamed, problem
from tests.ogc.asking import NAMES, at

pytestmark = pytest.mark.django_db
EVERY_COLLECTION = pytest.mark.parametrize("name", NAMES)
RESOURCES = (
    "/ogc", "/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/incidents", at("incidents"),
    "/ogc/collections/places", at("places"), "/ogc/collections/regions", at("regions"), f"{at('regions')}/ML07",
)  # fmt: skip

BAD_VALUES = [
    ("bbox", ["nan,0,1,1", "0,0,inf,1", "1,2,3", "1", "0,0,1,1,1", "0,0,0,1,1,1,1", "a,b,c,d", "0,10,1,5", "0,,1,1",
              "-181,0,1,1", "0,-91,1,1", "0,0,181,1", "0,0,1,91", "1e400,0,1,1", "0x1,0,1,1", "１,0,2,2", "0,0,5,1,1,4",
              "0,0,nan,1,1,1", "0,0,0,1,1,x", "0;0;1;1", ",,,", ",,,,,"]),
    ("datetime", ["bogus", "2018-02-30", "2018-02-30T00:00:00Z", "2018-9-1", "20180930", "2018", "2018-09", "..", "/",
                  "../..", "/..", "../", "2018-09-30/2018-09-29", "2018-09-01/2018-09-02/2018-09-03", "2018-09-30T12:00:00",
                  "2018-09-30T12:00Z", "2018-09-30T25:00:00Z", "2018-09-30T12:61:00Z", "2018-09-30T12:00:00+99:00",
                  "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "P1D/2018-09-30",
                  "2018-09-30T12:00:00Z/P1D", "99999-01-01T00:00:00Z", "now", "infinity", "２018-09-30", "x" * 5000]),
    ("limit", ["0", "00", "-1", "+5", "1.5", "1e2", "abc", "١٠", "1_0", "nan", "1,2"]),
    ("f", ["xml", "html", "JSON", "geojson"]),
]  # fmt: skip
BAD_PAIRS = [(parameter, value) for parameter, values in BAD_VALUES for value in values]


@pytest.mark.parametrize(("parameter", "value"), BAD_PAIRS, ids=[f"{p}={v[:40]}" for p, v in BAD_PAIRS])
@EVERY_COLLECTION
def test_a_bad_value_is_named_with_what_the_parameter_takes(
    client: Client, name: str, parameter: str, value: str
) -> None:
    [error] = problem(client.get(at(name, **{parameter: value})))["errors"]
    assert error["parameter"] == parameter
    assert "takes" in error["message"]


@pytest.mark.parametrize(
    "query", ["bbox=0,0,1,1&bbox=2,2,3,3", "datetime=2018-09-30&datetime=2018-09-30", "limit=1&limit=2", "f=json&f=json",
              "cursor=1&cursor=2"],
)  # fmt: skip
@EVERY_COLLECTION
def test_a_parameter_of_the_standard_is_given_once(client: Client, name: str, query: str) -> None:
    [error] = problem(client.get(f"{at(name)}?{query}"))["errors"]
    assert error == {"parameter": query.partition("=")[0], "message": "is given more than once"}


@pytest.mark.parametrize(
    ("text", "limit"),
    [("1", 1), ("0099", 99), ("10000", 10_000), ("10001", 10_000), ("99999", 10_000), ("9" * 20, 10_000)],
)
def test_a_limit_above_the_maximum_is_the_maximum_as_the_standard_demands(text: str, limit: int) -> None:
    assert LimitField().parse(text) == limit


@pytest.mark.parametrize("parameter", ["bbox", "datetime", "limit", "cursor", "f"])
@EVERY_COLLECTION
def test_a_parameter_has_a_value(client: Client, name: str, parameter: str) -> None:
    [error] = problem(client.get(f"{at(name)}?{parameter}"))["errors"]
    assert error == {"parameter": parameter, "message": "has no value"}


@pytest.mark.parametrize("cursor", CURSORS, ids=range(len(CURSORS)))
@EVERY_COLLECTION
def test_a_cursor_that_the_collection_did_not_give_is_refused(client: Client, name: str, cursor: str) -> None:
    assert blamed(client.get(at(name, cursor=cursor))) == ["cursor"]


@pytest.mark.parametrize("cursor", ["-1", "1.5", "9" * 19, "9" * 400, "nan", "١"])
@pytest.mark.parametrize("name", ["places", "regions"])
def test_a_cursor_that_is_no_number_of_ours_is_refused(client: Client, name: str, cursor: str) -> None:
    assert blamed(client.get(at(name, cursor=cursor))) == ["cursor"]


@pytest.mark.parametrize(
    "unknown",
    [
        "since",
        "until",
        "sort",
        "as_of",
        "offset",
        "page",
        "crs",
        "bbox-crs",
        "status",
        "internal_notes",
        "🔥",
    ],
)
def test_what_the_definition_does_not_name_is_refused_of_incidents(client: Client, unknown: str) -> None:
    assert blamed(client.get(at("incidents", **{unknown: "2018-09-30"}))) == [unknown]


@pytest.mark.parametrize("unknown", ["type", "region", "q", "after"])
@pytest.mark.parametrize("name", ["places", "regions"])
def test_filters_of_incidents_are_not_those_of_the_gazetteer(client: Client, name: str, unknown: str) -> None:
    assert blamed(client.get(at(name, **{unknown: "ML07"}))) == [unknown]


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("bbox=x&datetime=y&limit=0&f=z&colour=red&type=war&q=", {"bbox", "datetime", "limit", "f", "colour", "type", "q"}),
        ("bbox=nan,0,1,1&type=war&region=ZZ99", {"bbox", "type", "region"}),
    ],
)  # fmt: skip
def test_all_errors_of_a_query_are_told_at_once(client: Client, query: str, wrong: set[str]) -> None:
    assert set(blamed(client.get(f"{at('incidents')}?{query}"))) == wrong


@pytest.mark.parametrize("query", ["q=%00", "bbox=0,0,1,1%00", "datetime=%00", "a%00b=1"])
@pytest.mark.parametrize("address", RESOURCES)
def test_nul_is_refused_everywhere(client: Client, address: str, query: str) -> None:
    problem(client.get(f"{address}?{query}"))


@pytest.mark.parametrize("address", RESOURCES)
def test_f_is_json_everywhere(client: Client, address: str) -> None:
    assert client.get(f"{address}?f=json").status_code == 200
    assert blamed(client.get(f"{address}?f=html")) == ["f"]
    assert blamed(client.get(f"{address}?colour=red")) == ["colour"]


@pytest.mark.parametrize(
    "path",
    ["actors", "Incidents", "incidents%20", "x" * 400, "🔥", "actors/items", "actors/items/1", "incidents/items/1",
     "incidents/items/' OR 1=1", "incidents/items/00000000-0000-4000-8000-000000000000", "places/items/nowhere",
     "places/items/" + "x" * 400, "regions/items/ml07", "regions/items/🔥"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert problem(client.get(f"/ogc/collections/{path}"), 404)["type"] == "/problems/not-found"


@pytest.mark.parametrize("path", ["%00", "incidents%00", "incidents/items/%00", "places/items/a%00b"])
def test_nul_in_a_path_is_refused(client: Client, path: str) -> None:
    problem(client.get(f"/ogc/collections/{path}"))


@pytest.mark.parametrize("path", ["/ogcx", "/ogc/x", "/ogc//", "/ogc/collections/incidents/items/a/b"])
def test_nothing_else_lies_below(client: Client, plain_static_files: None, path: str) -> None:
    assert client.get(path).status_code == 404


# Methods and headers -------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("address", RESOURCES)
def test_a_reader_is_not_written_to(client: Client, address: str, method: str) -> None:
    problem(client.generic(method, address, b"{}", content_type="application/json"), 405)


@pytest.mark.parametrize("address", RESOURCES)
def test_options_tells_the_methods(client: Client, address: str) -> None:
    response = client.options(address)
    assert response.status_code == 200
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("address", RESOURCES)
def test_head_is_get_without_a_body(client: Client, address: str) -> None:
    got, told = client.get(address), client.head(address)
    assert (told.status_code, told["ETag"], told.content) == (200, got["ETag"], b"")


@pytest.mark.parametrize("address", RESOURCES)
def test_the_address_with_a_slash_and_without_is_one_resource(client: Client, address: str) -> None:
    other = address[:-1] if address.endswith("/") else f"{address}/"
    for each in (address, other):
        assert client.get(each).status_code == 200


@pytest.mark.parametrize(
    "accept", ["text/html", "application/json", "application/xml", "nonsense", "*/*", ""]
)
def test_what_is_asked_for_beside_json_is_answered_as_json(client: Client, accept: str) -> None:
    assert client.get("/ogc", headers={"Accept": accept})["Content-Type"] == "application/json"
    assert client.get(at("places"), headers={"Accept": accept})["Content-Type"] == "application/geo+json"


def words(header: str) -> set[str]:
    return set(header.split(", ")) - {
        "Accept-Encoding"
    }  # stands only at what is long enough to be compressed


@pytest.mark.parametrize("address", RESOURCES)
def test_headers_are_those_of_every_address(client: Client, address: str) -> None:
    answer, peer = client.get(address), client.get("/api/v1/incidents/")
    for header in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
                   "Cross-Origin-Opener-Policy", "Cache-Control", "Vary"):  # fmt: skip
        assert words(answer[header]) == words(peer[header])


@pytest.mark.parametrize("address", RESOURCES)
def test_what_a_signed_in_person_sees_is_kept_by_nobody(analyst_client: Client, address: str) -> None:
    answer = analyst_client.get(address)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
