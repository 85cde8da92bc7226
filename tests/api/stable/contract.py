"""The OpenAPI document without what may change: descriptions, examples, names of schemas and operations."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
# What a request has to keep to; in answers only the words of WORDS are promised.
LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")
WORDS = ("type", "format", "enum")
METHODS = ("get", "post", "put", "patch", "delete")


def contract(document: Json) -> Json:
    """{operations, schemas}: of each operation its parameters, its body, its answers by status, and who may ask."""
    schemas = {name: schema(known) for name, known in document["components"]["schemas"].items()}
    operations = {
        f"{method.upper()} {path}": _operation(known)
        for path, methods in document["paths"].items()
        for method, known in methods.items()
        if method in METHODS
    }
    return {"operations": operations, "schemas": schemas}


def _operation(known: Json) -> Json:
    return {
        "anybody": {} in known["security"],
        "scopes": known["x-token-scopes"],
        "parameters": {
            f"{p['in']} {p['name']}": {"required": p.get("required", False), "schema": schema(p["schema"])}
            for p in known.get("parameters", ())
        },
        "body": _contents(known.get("requestBody", {})),
        "answers": {status: _contents(told) for status, told in known["responses"].items()},
        "headers": {status: sorted(told.get("headers", ())) for status, told in known["responses"].items()},
    }


def _contents(told: Json) -> Json:
    return {kind: schema(content["schema"]) for kind, content in told.get("content", {}).items()}


def schema(known: Json) -> Json:
    """A JSON Schema in one form: types as a sorted list that holds `null` too, `const` as an enum."""
    found: Json = {name: known[name] for name in (*LIMITS, "format") if name in known}
    if "$ref" in known:
        return {**found, "ref": known["$ref"].rpartition("/")[2]}
    if "type" in known:
        found["type"] = sorted([known["type"]] if isinstance(known["type"], str) else known["type"])
    if "enum" in known or "const" in known:
        found["enum"] = sorted(known.get("enum", [known.get("const")]), key=repr)
    if "properties" in known:
        found["properties"] = {name: schema(part) for name, part in known["properties"].items()}
        found["required"] = sorted(known.get("required", ()))
    for name in ("items", "additionalProperties"):
        if isinstance(known.get(name), dict):
            found[name] = schema(known[name])
    variants = [part for word in ("anyOf", "oneOf", "allOf") for part in known.get(word, ())]
    if variants:
        found["variants"] = [schema(part) for part in variants]
    return found
