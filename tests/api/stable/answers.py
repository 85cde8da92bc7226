"""What is really answered, as types: the members of rows, headers of tables, problems."""

from __future__ import annotations

import csv
from typing import Any

from django.test import Client

from incidents import changes
from tests import make
from tests.api.test_formats import content

Json = dict[str, Any]
TABLES = ("csv", "acled.csv", "ucdp.csv")


def taken(client: Client) -> Json:
    """The types of answers about one incident that has everything, and the columns of the tables, in their order."""
    incident = make.published_incident(
        involvements=(make.perpetrator(),), external_ids=("ours:1",), risks=("terrorism",), sectors=("individuals",)
    )  # fmt: skip
    changes.number_changes()
    one = f"/api/v1/incidents/{incident.public_id}/"
    types = {
        "list": types_of(client.get("/api/v1/incidents/").json()),
        "list with sources": types_of(
            client.get("/api/v1/incidents/?expand=actors,casualties,sources").json()
        ),
        "geojson": types_of(_json(client, "/api/v1/incidents.geojson")),
        "one": types_of(client.get(one).json()),
        "history": types_of(client.get(f"{one}revisions/").json()),
        "changes": types_of(client.get("/api/v1/changes/?since=0").json()),
        "map": types_of(client.get("/api/v1/map/?zoom=9").json()),
        "timeline": types_of(client.get("/api/v1/timeline/").json()),
        "breakdown": types_of(client.get("/api/v1/breakdown/?by=type").json()),
        "problem": types_of(client.get("/api/v1/incidents/?since=x").json()),
    }
    return {"types": types, "columns": {name: _columns(client, name) for name in TABLES}}


def _json(client: Client, address: str) -> Any:
    import orjson

    return orjson.loads(content(client.get(address)))


def _columns(client: Client, table: str) -> list[str]:
    lines = content(client.get(f"/api/v1/incidents.{table}")).decode().splitlines()
    return next(csv.reader(lines))


def types_of(value: Any) -> Any:
    """Members by name with their types; of a list the type of its first item."""
    if isinstance(value, dict):
        return {name: types_of(part) for name, part in sorted(value.items())}
    if isinstance(value, list):
        return [types_of(value[0])] if value else []
    return {type(None): "null", bool: "boolean", int: "integer", float: "number", str: "string"}[type(value)]


def broken_answers(old: Json, new: Json) -> list[str]:
    """A sentence for each member that went or has another type, and each table whose columns are in another order."""
    found = [
        line for name, was in old["types"].items() for line in _differs(name, was, new["types"].get(name))
    ]
    for table, columns in old["columns"].items():
        now = new["columns"].get(table, [])
        if now[: len(columns)] != columns:
            at = next(
                (n for n, pair in enumerate(zip(columns, now, strict=False)) if pair[0] != pair[1]), len(now)
            )
            there = now[at] if at < len(now) else "nothing"
            found.append(f"{table}: column {at + 1} is {there}, not {columns[at]}; new columns come last")
    return found


def _differs(where: str, was: Any, now: Any) -> list[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        gone = [f"{where}.{name}: is gone" for name in was if name not in now]
        return gone + [
            line for name in was if name in now for line in _differs(f"{where}.{name}", was[name], now[name])
        ]
    if isinstance(was, list) and isinstance(now, list):
        if was and not now:
            return [f"{where}: is empty"]
        return _differs(f"{where}[]", was[0], now[0]) if was else []
    return [] if was in (now, "null") else [f"{where}: is {_word(now)}, not {_word(was)}"]


def _word(types: Any) -> str:
    return {dict: "an object", list: "a list", type(None): "missing"}.get(type(types), str(types))
