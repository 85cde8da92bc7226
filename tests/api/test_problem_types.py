"""Each type of problem has an address that explains it, and the code uses no other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.test import Client
from rest_framework import exceptions

from incidents.api import problemtypes
from sahel.local import PROJECT
from tests.api.test_bad_input import problem

MAKERS = {"problem": 1, "Refused": 1}  # where the slug stands among the arguments
# Of the framework's own errors, those that a request here can bring about.
OF_THE_FRAMEWORK = [exceptions.ParseError, exceptions.MethodNotAllowed, exceptions.UnsupportedMediaType]


def slugs_in(file: Path) -> set[str]:
    """Texts that stand where a slug belongs, and values of `default_code` and `/problems/…`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
            place = MAKERS[node.func.id]  # type: ignore[attr-defined]
            if len(node.args) > place:
                found |= {part.value for part in ast.walk(node.args[place]) if isinstance(part, ast.Constant)}
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
            "default_code",
            "NOT_FOUND",
        }:
            found |= {part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant)}
    return {slug for slug in found if isinstance(slug, str) and " " not in slug}


def test_every_type_that_the_code_answers_with_is_explained_and_no_other() -> None:
    files = [*(PROJECT / "incidents" / "api").glob("*.py"), *(PROJECT / "incidents" / "ogc").glob("*.py")]
    used = set().union(*map(slugs_in, files)) | {"bad-request"}  # the latter by the middleware
    used |= {error.default_code for error in OF_THE_FRAMEWORK}
    assert used == set(problemtypes.TYPES)


def test_the_middleware_speaks_of_a_type_that_is_explained(client: Client) -> None:
    assert problem(client.get("/api/v1/incidents/?q=%00"))["type"] == "/problems/bad-request"


@pytest.mark.parametrize("slug", sorted(problemtypes.TYPES))
@pytest.mark.parametrize("end", ["", "/"])
def test_the_type_of_a_problem_is_an_address(client: Client, slug: str, end: str) -> None:
    answer = client.get(f"/problems/{slug}{end}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    told = answer.json()
    assert list(told) == ["type", "status", "when", "then"]
    assert told["type"] == f"/problems/{slug}"
    assert 400 <= told["status"] < 600


def test_all_of_them_are_in_one_place(client: Client) -> None:
    told = client.get("/problems/").json()["types"]
    assert [entry["type"] for entry in told] == [f"/problems/{slug}" for slug in problemtypes.TYPES]
    assert told[0] == client.get(told[0]["type"]).json()


def test_a_type_that_there_is_none_of_is_not_found(client: Client) -> None:
    assert problem(client.get("/problems/boredom"), 404)["type"] == "/problems/not-found"
