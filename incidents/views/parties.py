"""Who takes part in an incident, each once in a role, however many sources or communities name it there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# What a claim says beside whom it names.
CLAIMED = ("attribution", "claim_status", "source", "words", "as_of", "judgement", "confidence")


def parties_told(actors: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """[{role, actor, name, name_then, communities, claims}] in the order of the record.

    `actors` is the list of that name in `changes.images`; `claims` are the different claims of one party.
    """
    parties: dict[Any, dict[str, Any]] = {}
    for row in actors:
        named = {name: row[name] for name in ("role", "actor", "name", "name_then")}
        party = parties.setdefault(tuple(named.values()), {**named, "communities": [], "claims": []})
        claim = {name: row[name] for name in CLAIMED}
        if row["community"] and row["community"] not in party["communities"]:
            party["communities"].append(row["community"])
        if claim not in party["claims"]:
            party["claims"].append(claim)
    return list(parties.values())
