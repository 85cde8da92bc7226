"""The OpenAPI document: version 3.1, without a warning, with every address and every filter."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from incidents.api import examples
from incidents.api.filters import PARAMETERS
from incidents.api.urls import urlpatterns
from incidents.api.views import DETAIL_NAMES
from incidents.flat import COLUMN_NAMES
from tests import make

SELECTIONS = ("incidents/", "incidents.geojson", "incidents.csv", "incidents.acled.csv", "incidents.ucdp.csv", "map/",
              "timeline/", "breakdown/")  # fmt: skip
ALONE = {"limit", "cursor", "near_to", "zoom", "by", "since", "after", "q", "as_of", "fields", "expand"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    with GENERATOR_STATS.silence():
        return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def warnings() -> list[str]:
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    told = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    GENERATOR_STATS.reset()
    return told


def test_the_document_is_made_without_a_warning(warnings: list[str]) -> None:
    assert warnings == []


def test_the_document_is_valid_openapi_31(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate_schema(document)


def addresses() -> set[str]:
    """Paths of the API's routes as OpenAPI writes them, and the feed's."""
    routes = {"/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(route.pattern)) for route in urlpatterns}
    return routes | {"/feeds/incidents.atom"}


def test_every_route_stands_in_the_document_and_no_other(document: dict[str, Any]) -> None:
    assert {path.replace("{id}", "{pk}") for path in document["paths"]} == addresses()


@pytest.mark.parametrize("name", sorted(PARAMETERS))
@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_filter_stands_at_every_selection(document: dict[str, Any], selection: str, name: str) -> None:
    known = {entry["name"]: entry for entry in document["paths"][f"/api/v1/{selection}"]["get"]["parameters"]}
    assert known[name]["in"] == "query"
    assert "Takes" in known[name]["description"]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_document_promises_no_parameter_that_is_refused(
    document: dict[str, Any], db: None, client: Client, selection: str
) -> None:
    names = [entry["name"] for entry in document["paths"][f"/api/v1/{selection}"]["get"]["parameters"]]
    assert client.get(f"/api/v1/{selection}?" + "&".join(f"{name}=" for name in names)).status_code == 200
    assert set(names) - set(PARAMETERS) <= ALONE


def test_the_row_of_the_document_has_the_columns_of_the_table(document: dict[str, Any]) -> None:
    assert list(document["components"]["schemas"]["FlatRow"]["properties"]) == list(COLUMN_NAMES)


def test_a_report_is_sent_with_a_token(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
    assert {"token": []} in document["paths"]["/api/v1/reports/"]["post"]["security"]


def test_every_operation_says_which_scope_a_token_needs_and_who_is_refused(document: dict[str, Any]) -> None:
    operations = {
        (path, method): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    others = {
        key: operation["x-token-scopes"]
        for key, operation in operations.items()
        if operation["x-token-scopes"] != ["read"]
    }
    assert others == {
        ("/api/v1/reports/", "post"): ["submit"],
        ("/api/v1/incidents/{public_id}/comments/", "post"): ["submit"],
        ("/api/v1/comments/{id}/", "patch"): ["submit"],
        ("/api/v1/drafts/", "get"): ["edit"],
        ("/api/v1/drafts/", "post"): ["edit"],
        ("/api/v1/drafts/{public_id}/", "get"): ["edit"],
        ("/api/v1/drafts/{public_id}/", "patch"): ["edit"],
    }
    for operation in operations.values():
        told = operation["responses"]
        scope = operation["x-token-scopes"][0]
        assert {"401", "403", "429"} <= set(told)
        assert told["403"]["description"].startswith(f"The token lacks the scope `{scope}`")
        assert set(told["429"]["headers"]) == {"RateLimit", "RateLimit-Policy", "Retry-After"}
        assert {"RateLimit", "RateLimit-Policy"} <= set(told["200"]["headers"])
        for status in ("401", "403", "429"):
            (content,) = told[status]["content"].values()
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_errors_are_described_where_they_occur(document: dict[str, Any]) -> None:
    assert set(document["paths"]["/api/v1/incidents/"]["get"]["responses"]) >= {"200", "400"}
    assert set(document["paths"]["/api/v1/incidents/{public_id}/"]["get"]["responses"]) >= {
        "200",
        "301",
        "404",
        "410",
    }
    assert set(document["paths"]["/api/v1/reports/"]["post"]["responses"]) >= {
        "200",
        "201",
        "400",
        "401",
        "403",
    }


@pytest.mark.django_db
def test_document_and_its_page_are_served_to_everybody(client: Client, plain_static_files: None) -> None:
    assert client.get("/api/schema/").status_code == 200
    page = client.get("/api/docs/").content.decode()
    assert "https://cdn" not in page


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_every_operation_and_every_parameter_is_described_and_stands_under_a_tag(
    document: dict[str, Any],
) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for name, operation in operations(document).items():
        assert len(operation["description"]) > 10, name
        assert set(operation["tags"]) <= tags, name
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (name, parameter["name"])
    assert tags == {tag for operation in operations(document).values() for tag in operation["tags"]}


# Values of the record that differ from field to field.
ANYTHING = {"ChangedField.old", "ChangedField.new", "Difference.now", "Difference.given"}


def test_no_answer_is_an_object_of_unknown_members(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    unknown = {
        f"{name}.{member}"
        for name, schema in schemas.items()
        for member, part in schema.get("properties", {}).items()
        if part in ({}, {"type": "object"}, {"type": "object", "additionalProperties": {}})
    }
    assert unknown == ANYTHING
    for name, operation in operations(document).items():
        for status, told in operation["responses"].items():
            for kind, content in told.get("content", {}).items():
                is_file = content["schema"].get("format") == "binary" or kind in {
                    "text/csv",
                    "application/atom+xml",
                }
                assert "$ref" in content["schema"] or is_file, (
                    name,
                    status,
                    kind,
                )


def test_a_problem_is_of_its_own_media_type_and_is_shown_by_an_example(document: dict[str, Any]) -> None:
    problem = {"$ref": "#/components/schemas/Problem"}
    for name, operation in operations(document).items():
        for status, told in operation["responses"].items():
            kinds = {
                kind for kind, content in told.get("content", {}).items() if content["schema"] == problem
            }
            assert kinds == ({"application/problem+json"} if status >= "4" and status != "414" else set()), (
                name,
                status,
            )
        (shown,) = operation["responses"]["400"]["content"]["application/problem+json"]["examples"].values()
        assert shown["value"]["type"] == "/problems/bad-parameters"


FOR_ALL = {400, 401, 403, 414, 429, 503}


def test_every_refusal_that_any_request_may_meet_is_told(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        wanted = (
            FOR_ALL | ({404} if "{" in name else set()) | ({415} if "requestBody" in operation else set())
        )
        assert {str(status) for status in wanted} <= set(operation["responses"]), name


def test_who_needs_an_account_and_who_does_not(document: dict[str, Any]) -> None:
    accounts = [{"token": []}, {"cookieAuth": []}]
    closed = {name for name, operation in operations(document).items() if operation["security"] == accounts}
    assert closed == {
        "POST /api/v1/reports/", "GET /api/v1/reports/{id}/", "GET /api/v1/drafts/", "POST /api/v1/drafts/",
        "GET /api/v1/drafts/{public_id}/", "PATCH /api/v1/drafts/{public_id}/", "PATCH /api/v1/comments/{id}/",
        "GET /api/v1/incidents/{public_id}/comments/", "POST /api/v1/incidents/{public_id}/comments/",
    }  # fmt: skip
    for name, operation in operations(document).items():
        assert operation["security"] == (accounts if name in closed else [{}, *accounts]), name


EXAMPLES = {
    "GET /api/v1/incidents/": "A page",
    "GET /api/v1/incidents/{public_id}/": "An incident",
    "GET /api/v1/changes/": "A change",
    "POST /api/v1/reports/": "A report",
    "POST /api/v1/drafts/": "An incident",
    "PATCH /api/v1/drafts/{public_id}/": "A correction",
}


def test_the_main_operations_have_examples_that_are_as_their_schemas_say(document: dict[str, Any]) -> None:
    shown: dict[str, str] = {}
    for name, operation in operations(document).items():
        bodies = [operation.get("requestBody", {}), operation["responses"]["200"]]
        for content in (content for body in bodies for content in body.get("content", {}).values()):
            for example in content.get("examples", {}).values():
                shown[name] = example["summary"]
                schema = {**content["schema"], "components": document["components"]}
                jsonschema.Draft202012Validator(schema).validate(example["value"])
    assert shown == EXAMPLES


def test_examples_of_rows_have_every_column() -> None:
    assert list(examples.ROW) == list(COLUMN_NAMES)
    assert set(examples.WHOLE) == set(DETAIL_NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "body"), [("reports", examples.REPORT), ("drafts", examples.DRAFT)])
def test_examples_of_requests_can_be_sent_as_they_stand(
    client: Client, path: str, body: dict[str, Any]
) -> None:
    client.force_login(make.editor())
    answer = client.post(f"/api/v1/{path}/", body, content_type="application/json")
    assert answer.status_code == 201, answer.content
