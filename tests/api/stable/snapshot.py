"""The files of what is promised, and what the code says now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.api.stable.contract import contract

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
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
