"""The abstract tests of OGC 17-069r4, Annex A, for the classes that we claim: core, GeoJSON, OpenAPI 3.0.

Each test bears the id of the abstract test that it carries out; the last one counts them. Not covered here:

- /conf/core/http: HTTP 1.1 and TLS are matters of the web server; test_readers.py reads over HTTP.
- The parts on HTML, GML and vertical coordinates of other tests: neither is offered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from drf_spectacular.validation import validate_schema

from incidents.models import Incident
from incidents.ogc.openapi import RESPONSES
from tests.ogc.asking import NAMES, at, href, page, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

CORE = (
    "http", "crs84", "root-op", "root-success", "api-definition-op", "api-definition-success", "conformance-op",
    "conformance-success", "fc-md-op", "fc-md-success", "fc-md-links", "fc-md-items", "fc-md-items-links", "fc-md-extent",
    "sfc-md-op", "sfc-md-success", "fc-op", "fc-bbox-definition", "fc-bbox-response", "fc-limit-definition",
    "fc-limit-response", "fc-time-definition", "fc-time-response", "query-param-invalid", "query-param-unknown",
    "fc-response", "fc-links", "fc-timeStamp", "fc-numberMatched", "fc-numberReturned", "f-op", "f-success", "f-links",
)  # fmt: skip
GEOJSON = ("definition", "content")
OAS30 = ("completeness", "exceptions-codes", "oas-definition-1", "oas-definition-2", "oas-impl", "security")
ABSTRACT_TESTS = {
    *(f"/conf/core/{name}" for name in CORE),
    *(f"/conf/geojson/{name}" for name in GEOJSON),
    *(f"/conf/oas30/{name}" for name in OAS30),
}
NOT_COVERED = {"/conf/core/http"}
COVERED: set[str] = set()

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
EVERY_COLLECTION = pytest.mark.parametrize("name", NAMES)
Test = Callable[..., None]


def carries_out(*names: str) -> Callable[[Test], Test]:
    COVERED.update(names)
    return lambda test: test


def document(client: Client, address: str, media_type: str = "application/json") -> dict[str, Any]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, media_type)
    return response.json()


def definition(client: Client) -> dict[str, Any]:
    return document(client, "/ogc/api", OPENAPI)


def parameters_of(api: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    """The parameters of an operation by name, references followed."""
    known = api["components"]["parameters"]
    given = api["paths"][path]["get"]["parameters"]
    each = [known[entry["$ref"].rpartition("/")[2]] if "$ref" in entry else entry for entry in given]
    return {entry["name"]: entry for entry in each}


def without_words(parameter: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parameter.items() if key != "description"}


# Landing page, definition, conformance -------------------------------------------------------------------
@carries_out("/conf/core/root-op", "/conf/core/root-success")
@pytest.mark.parametrize("address", ["/ogc", "/ogc/"])
def test_the_landing_page_links_to_all_there_is(client: Client, address: str) -> None:
    landing = document(client, address)
    assert {link["rel"]: (link["href"], link["type"]) for link in landing["links"]} == {
        "self": (f"http://testserver{address}", "application/json"),
        "service-desc": ("http://testserver/ogc/api", OPENAPI),
        "service-doc": ("http://testserver/ogc/docs", "text/html"),
        "conformance": ("http://testserver/ogc/conformance", "application/json"),
        "data": ("http://testserver/ogc/collections", "application/json"),
    }


@carries_out("/conf/core/api-definition-op", "/conf/oas30/oas-definition-1")
def test_the_link_to_the_definition_leads_to_one(client: Client, plain_static_files: None) -> None:
    landing = document(client, "/ogc")
    assert document(client, href(landing, "service-desc") or "", OPENAPI)["openapi"] == "3.0.3"
    assert client.get(href(landing, "service-doc") or "").status_code == 200


@carries_out("/conf/core/api-definition-success", "/conf/oas30/oas-definition-2")
def test_the_definition_is_valid_openapi_30(client: Client) -> None:
    validate_schema(definition(client))


@carries_out("/conf/core/conformance-op", "/conf/core/conformance-success")
def test_the_classes_that_are_claimed(client: Client) -> None:
    assert document(client, "/ogc/conformance") == {
        "conformsTo": [
            f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
            for name in ("core", "oas30", "geojson")
        ]
    }


# Collections ---------------------------------------------------------------------------------------------
@carries_out("/conf/core/fc-md-op", "/conf/core/fc-md-success", "/conf/core/fc-md-items")
def test_every_collection_is_listed_with_what_describes_it(client: Client) -> None:
    collections = document(client, "/ogc/collections")["collections"]
    assert [collection["id"] for collection in collections] == list(NAMES)
    for collection in collections:
        assert collection["title"]
        assert collection["description"]
        assert collection["itemType"] == "feature"
        assert collection["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]


@carries_out("/conf/core/fc-md-links", "/conf/core/fc-md-items-links")
def test_the_list_of_collections_links_to_itself_and_each_to_its_features(client: Client) -> None:
    listed = document(client, "/ogc/collections")
    assert href(listed, "self") == "http://testserver/ogc/collections"
    for collection in listed["collections"]:
        items = [link for link in collection["links"] if link["rel"] == "items"]
        assert [(link["href"], link["type"]) for link in items] == [
            (f"http://testserver{at(collection['id'])}", "application/geo+json")
        ]
        assert all({"href", "rel", "type"} <= set(link) for link in collection["links"])


@carries_out("/conf/core/fc-md-extent")
@EVERY_COLLECTION
def test_an_extent_holds_every_feature(client: Client, name: str) -> None:
    extent = document(client, f"/ogc/collections/{name}")["extent"]
    [[west, south, east, north]] = extent["spatial"]["bbox"]
    features = page(client, name, limit=10_000)["features"]
    corners = [corner for feature in features for corner in corners_of(feature["geometry"])]
    assert (west, south) == (min(x for x, _y in corners), min(y for _x, y in corners))
    assert (east, north) == (max(x for x, _y in corners), max(y for _x, y in corners))
    if name == "incidents":
        days = [feature["properties"] for feature in features]
        assert extent["temporal"]["interval"] == [
            [
                min(day["date_start"] for day in days) + "T00:00:00Z",
                max(day["date_end"] for day in days) + "T23:59:59Z",
            ]
        ]
    else:
        assert "temporal" not in extent


def corners_of(geometry: dict[str, Any] | None) -> list[list[float]]:
    if geometry is None:
        return []
    if geometry["type"] == "Point":
        return [geometry["coordinates"]]
    assert geometry["type"] == "MultiPolygon"
    return [corner for polygon in geometry["coordinates"] for ring in polygon for corner in ring]


@carries_out("/conf/core/sfc-md-op", "/conf/core/sfc-md-success")
@EVERY_COLLECTION
def test_a_collection_says_the_same_of_itself_as_the_list_does(client: Client, name: str) -> None:
    alone = document(client, f"/ogc/collections/{name}")
    assert alone in document(client, "/ogc/collections")["collections"]
    assert href(alone, "self") == f"http://testserver/ogc/collections/{name}"


# Features ------------------------------------------------------------------------------------------------
@carries_out("/conf/core/fc-op", "/conf/core/fc-response", "/conf/geojson/definition")
@EVERY_COLLECTION
def test_every_collection_is_read_as_a_feature_collection(client: Client, name: str) -> None:
    collection = document(client, at(name), "application/geo+json")
    assert set(collection) == {
        "type", "numberMatched", "numberReturned", "links", "features", "timeStamp",
    }  # fmt: skip
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) > 0


@carries_out("/conf/core/crs84", "/conf/geojson/content")
@EVERY_COLLECTION
def test_features_are_as_rfc_7946_has_them_longitude_first(client: Client, name: str) -> None:
    for feature in page(client, name, limit=10_000)["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert (feature["type"], type(feature["id"])) == ("Feature", str)
        # All of it lies west of 30 E and north of the equator; much of it south of 30 N and west of Greenwich.
        assert all(-20 < x < 30 and 0 < y < 40 for x, y in corners_of(feature["geometry"]))


@carries_out("/conf/core/fc-links")
@EVERY_COLLECTION
def test_a_page_links_to_itself_the_next_page_and_its_collection(client: Client, name: str) -> None:
    first = page(client, name, limit=2)
    assert href(first, "self") == f"http://testserver{at(name, limit=2)}"
    assert href(first, "collection") == f"http://testserver/ogc/collections/{name}"
    assert (href(first, "next") or "").startswith(f"http://testserver{at(name, limit=2)}&cursor=")
    assert all({"href", "rel", "type"} <= set(link) for link in first["links"])
    assert href(walk(client, name, limit=100)[-1], "next") is None


@carries_out("/conf/core/fc-timeStamp")
@EVERY_COLLECTION
def test_the_time_stamp_is_that_of_the_answer(client: Client, name: str) -> None:
    stamp = page(client, name)["timeStamp"]
    assert stamp.endswith("Z")
    assert (
        timedelta(0) <= timezone.now() - datetime.fromisoformat(stamp).astimezone(UTC) < timedelta(seconds=10)
    )


@carries_out("/conf/core/fc-numberMatched", "/conf/core/fc-numberReturned")
@EVERY_COLLECTION
def test_the_numbers_are_those_of_the_features(client: Client, name: str) -> None:
    everything = walk(client, name, limit=50)
    total = sum(len(each["features"]) for each in everything)
    assert everything[0]["numberMatched"] == total
    # Counting them anew for each page would cost more than the page.
    assert all("numberMatched" not in each for each in everything[1:])
    assert [each["numberReturned"] for each in everything] == [len(each["features"]) for each in everything]


@carries_out("/conf/core/f-op", "/conf/core/f-success")
@EVERY_COLLECTION
def test_a_feature_alone_is_the_one_of_the_list(client: Client, name: str) -> None:
    for listed in page(client, name, limit=10)["features"]:
        alone = document(client, f"{at(name)}/{listed['id']}", "application/geo+json")
        assert {key: value for key, value in alone.items() if key != "links"} == listed


@carries_out("/conf/core/f-links")
@EVERY_COLLECTION
def test_a_feature_links_to_itself_and_its_collection(client: Client, name: str) -> None:
    address = f"{at(name)}/{page(client, name)['features'][0]['id']}"
    alone = document(client, address, "application/geo+json")
    assert href(alone, "self") == f"http://testserver{address}"
    assert href(alone, "collection") == f"http://testserver/ogc/collections/{name}"


# Parameters ----------------------------------------------------------------------------------------------
STANDARD = {
    "bbox": {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}},
    "limit": {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100},
    "datetime": {"type": "string"},
}


@carries_out(
    "/conf/core/fc-bbox-definition", "/conf/core/fc-limit-definition", "/conf/core/fc-time-definition"
)
@pytest.mark.parametrize("parameter", STANDARD)
@EVERY_COLLECTION
def test_the_parameters_of_the_standard_are_declared_as_it_has_them(
    client: Client, name: str, parameter: str
) -> None:
    declared = parameters_of(definition(client), f"/collections/{name}/items")[parameter]
    assert without_words(declared) == {
        "name": parameter,
        "in": "query",
        "required": False,
        "schema": STANDARD[parameter],
        "style": "form",
        "explode": False,
    }


@carries_out("/conf/core/fc-bbox-response")
@EVERY_COLLECTION
def test_a_box_gives_what_meets_it_and_what_has_no_geometry(client: Client, name: str) -> None:
    west, south, east, north = 0.0, 15.0, 3.0, 17.0
    everything = {
        feature["id"]: feature["geometry"] for feature in page(client, name, limit=10_000)["features"]
    }
    found = {feature["id"] for feature in page(client, name, limit=10_000, bbox="0,15,3,17")["features"]}
    assert {key for key, geometry in everything.items() if geometry is None} <= found
    inside = {
        key
        for key, geometry in everything.items()
        if any(west <= x <= east and south <= y <= north for x, y in corners_of(geometry))
    }
    assert inside
    assert inside <= found
    for key in found - inside:
        # A region may meet the box with an edge alone, or hold all of it.
        assert everything[key] is None or everything[key]["type"] == "MultiPolygon"
    assert found < set(everything)


@carries_out("/conf/core/fc-limit-response")
@pytest.mark.parametrize(
    ("limit", "most"), [(1, 1), (2, 2), (10_000, 10_000), (10_001, 10_000), (10**20, 10_000)]
)
@EVERY_COLLECTION
def test_a_page_holds_no_more_than_the_limit_and_a_larger_one_is_no_error(
    client: Client, name: str, limit: int, most: int
) -> None:
    total = page(client, name)["numberMatched"]
    assert page(client, name, limit=limit)["numberReturned"] == min(most, total)


@carries_out("/conf/core/fc-time-response")
def test_a_time_gives_what_overlaps_it(client: Client) -> None:
    rows = [feature["properties"] for feature in page(client, "incidents")["features"]]
    asked = page(client, "incidents", datetime="2018-08-20T00:00:00Z/2018-09-10T00:00:00Z")["features"]
    assert sorted(feature["properties"]["date_start"] for feature in asked) == sorted(
        row["date_start"]
        for row in rows
        if row["date_start"] <= "2018-09-10" and row["date_end"] >= "2018-08-20"
    )
    assert 0 < len(asked) < len(rows)


@carries_out("/conf/core/fc-time-response")
@pytest.mark.parametrize("name", ["places", "regions"])
def test_what_has_no_time_is_found_at_every_time(client: Client, name: str) -> None:
    asked = page(client, name, datetime="1990-01-01T00:00:00Z/..")
    assert asked["numberMatched"] == page(client, name)["numberMatched"]


@carries_out("/conf/core/query-param-invalid")
@pytest.mark.parametrize("query", ["bbox=1,2,3", "limit=0", "datetime=bogus", "f=xml"])
@EVERY_COLLECTION
def test_an_invalid_parameter_is_refused(client: Client, name: str, query: str) -> None:
    assert client.get(f"{at(name)}?{query}").status_code == 400


@carries_out("/conf/core/query-param-unknown")
def test_an_unknown_parameter_is_refused_at_every_resource(client: Client) -> None:
    for address in addresses(client):
        assert client.get(f"{address}?colour=red").status_code == 400, address


# OpenAPI 3.0 ---------------------------------------------------------------------------------------------
def addresses(client: Client) -> list[str]:
    """An address for every path of the definition."""
    api = definition(client)
    [server] = api["servers"]
    assert server["url"] == "http://testserver/ogc"
    found = []
    for path in api["paths"]:
        name = path.split("/")[2] if path.startswith("/collections/") else ""
        some = page(client, name)["features"][0]["id"] if name else ""
        found.append("/ogc" + path.replace("{featureId}", some))
    return found


@carries_out("/conf/oas30/oas-impl")
def test_every_path_of_the_definition_answers_and_nothing_else_is_offered(client: Client) -> None:
    found = addresses(client)
    assert [client.get(address).status_code for address in found] == [200] * len(found)
    assert len(found) == 4 + 3 * len(NAMES)


@carries_out("/conf/oas30/oas-impl")
@EVERY_COLLECTION
def test_every_parameter_of_the_definition_is_taken(client: Client, name: str) -> None:
    """One without a value is refused as such; one that is not known is refused as a stranger."""
    for parameter in parameters_of(definition(client), f"/collections/{name}/items"):
        [error] = client.get(f"{at(name)}?{parameter}=").json()["errors"]
        assert error["message"] == "has no value"


@carries_out("/conf/oas30/completeness")
@EVERY_COLLECTION
def test_the_columns_of_an_answer_are_those_of_its_schema(client: Client, name: str) -> None:
    schemas = definition(client)["components"]["schemas"]
    collection = page(client, name)
    assert set(collection) == set(schemas[f"{name.capitalize()}Page"]["properties"])
    feature = collection["features"][0]
    assert {*feature, "links"} == set(schemas[name.capitalize()]["properties"])
    if name == "incidents":
        properties = schemas["Incidents"]["properties"]["properties"]["properties"]
        assert list(properties) == list(feature["properties"])


@carries_out("/conf/oas30/exceptions-codes")
def test_every_status_that_is_answered_is_described(client: Client) -> None:
    paths = definition(client)["paths"]
    common = {"200", "304", "400", "401", "403", "414", "503"}
    of_one = {"incidents": {"301", "404", "410"}, "places": {"404"}, "regions": {"404"}}
    for path, operations in paths.items():
        beside = of_one[path.split("/")[2]] if path.endswith("}") else set()
        assert set(operations["get"]["responses"]) == common | beside, path
    assert set(definition(client)["components"]["responses"]) == set(RESPONSES)


@carries_out("/conf/oas30/security")
def test_a_token_may_be_sent_and_need_not(client: Client) -> None:
    api = definition(client)
    assert api["security"] == [{}, {"token": []}]
    assert api["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}
    assert client.get(at("incidents"), headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_operations_have_names_of_their_own(client: Client) -> None:
    names = [operations["get"]["operationId"] for operations in definition(client)["paths"].values()]
    assert len(names) == len(set(names))


def test_every_abstract_test_is_carried_out_or_named_as_not_covered() -> None:
    assert COVERED | NOT_COVERED == ABSTRACT_TESTS
    assert COVERED.isdisjoint(NOT_COVERED)
    assert Incident.objects.for_audience(2).count() == 6
