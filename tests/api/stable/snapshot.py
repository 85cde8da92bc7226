"""The files of what is promised, and what the code says now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.api.stable.contract import contract

LINE = 110
FOLDER = Path(__file__).parent
CONTRACT, ANSWERS = FOLDER / "v1.json", FOLDER / "v1-answers.json"


def present_document() -> dict[str, Any]:
    """The OpenAPI document as it goes over the wire: keys are texts, lazy texts are texts."""
    with GENERATOR_STATS.silence():
        document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    found: dict[str, Any] = json.loads(json.dumps(document, default=str))
    return found


def present_contract() -> dict[str, Any]:
    return contract(present_document())


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def written(value: dict[str, Any]) -> str:
    """JSON with a line for each parameter, answer and schema, so that a difference is read at a glance."""
    return _lines(value, 4) + "\n"


def _lines(value: Any, depth: int, indent: str = "") -> str:
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if not (isinstance(value, dict) and depth and len(plain) > LINE):
        return plain
    inner = indent + " "
    members = [
        f"{inner}{json.dumps(name)}: {_lines(part, depth - 1, inner)}" for name, part in sorted(value.items())
    ]
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"
