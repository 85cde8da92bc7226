"""Each index says in a comment above it which query it serves, and exists in the database under its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

FOLDER = Path(apps.get_app_config("incidents").path) / "models"


def _declared() -> Iterator[tuple[str, str, bool]]:
    """(file, name, whether a comment stands above) of every index in a Meta."""
    for file in sorted(FOLDER.glob("*.py")):
        source = file.read_text(encoding="utf-8")
        lines = source.splitlines()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["indexes"]:
                for entry in node.value.elts:  # type: ignore[attr-defined]
                    yield file.name, _name(entry), lines[entry.lineno - 2].strip().startswith("#")


def _name(entry: ast.Call) -> str:
    return next(keyword.value.value for keyword in entry.keywords if keyword.arg == "name")  # type: ignore[attr-defined]


DECLARED = list(_declared())


@pytest.mark.parametrize(
    ("file", "name", "explained"), DECLARED, ids=[name for _file, name, _said in DECLARED]
)
def test_an_index_says_what_it_is_for(file: str, name: str, explained: bool) -> None:
    assert explained, f"{file}: {name} has no comment above it"


def test_every_index_of_the_models_was_found_in_the_source() -> None:
    known = {
        index.name for model in apps.get_app_config("incidents").get_models() for index in model._meta.indexes
    }
    assert {name for _file, name, _said in DECLARED} == known


@pytest.mark.django_db
def test_every_index_exists_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename LIKE 'incidents\\_%%'")
        present = {name for (name,) in cursor.fetchall()}
    assert {name for _file, name, _said in DECLARED} - present == set()
