"""The scored notes: `open/` is worked with, `held/` is looked at for the final figures only."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from incidents import reference
from incidents.ingest.gazetteer import Tables
from incidents.ingest.scoring import Facts, families

FOLDER = Path(__file__).parent
HALVES = ("open", "held")


@dataclass(frozen=True)
class GoldenNote:
    """A note of our own and what is true of it; `raw` are its incidents as written in the file."""

    name: str
    language: str
    genre: str
    published: date
    text: str
    raw: list[dict[str, Any]]
    running_totals: list[int]

    def truth(self, family: Callable[[str | None], str]) -> list[Facts]:
        return [true_facts(incident, family) for incident in self.raw]


def reference_families(tables: Tables) -> Callable[[str | None], str]:
    """The families of actors by the relations that ship with the product."""
    lasting = (row for row in reference.actor_relations() if row.relation == "member_of")
    return families(tables, [(row.actor, row.other, row.valid_from, row.valid_to) for row in lasting])


def notes(half: str) -> list[GoldenNote]:
    """The notes of one half, by name."""
    return [note_of(path) for path in sorted((FOLDER / half).glob("*.json"))]


def note_of(path: Path) -> GoldenNote:
    """The note that a file holds, by the file's name."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return GoldenNote(
        name=path.stem,
        language=content["language"],
        genre=content["genre"],
        published=date.fromisoformat(content["published"]),
        text=content["text"],
        raw=content["incidents"],
        running_totals=content["running_totals"],
    )


def true_facts(incident: dict[str, Any], family: Callable[[str | None], str]) -> Facts:
    first, last, _precision = incident["date"]
    place = incident["place"] or {}
    return Facts(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        event_type=incident["event_type"],
        killed=incident["killed"][1] if incident["killed"] else None,
        place=place.get("name"),
        longitude=place.get("longitude"),
        latitude=place.get("latitude"),
        tolerance_m=place.get("tolerance_m") or 10_000,
        families=frozenset(family(slug) for slug, _how in incident["perpetrators"]),
        attribution=incident["perpetrators"][0][1] if incident["perpetrators"] else None,
    )
