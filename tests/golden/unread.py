"""What the rules drafted of golden notes while nobody had read them: what `benchmarks.learn` learns from.

A line of `unread.jsonl` is a note's name and its drafts at that time. Rules written with a note in hand read it better
than they will read the next one; drafts of such rules would teach to trust them too much. So a new set of notes is
drafted once, before anybody looks at it, and the drafts are kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from incidents.ingest.drafts import (
    ActorDraft,
    DateDraft,
    EvidenceSpan,
    GroupToll,
    IncidentDraft,
    PlaceDraft,
    Toll,
)

FILE = Path(__file__).with_name("unread.jsonl")
Drafts = tuple[IncidentDraft, ...]


def unread() -> dict[str, Drafts]:
    """Drafts by the name of the note."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["note"]: drafts_in(line) for line in lines}


def drafts_in(line: str) -> Drafts:
    """The drafts of one line."""
    return tuple(_draft(one) for one in json.loads(line)["drafts"])


def line_of(note: str, drafts: Sequence[IncidentDraft]) -> str:
    """The line that keeps the drafts of a note, without its end."""
    return json.dumps({"note": note, "drafts": [_kept(draft) for draft in drafts]}, ensure_ascii=False)


def _kept(draft: IncidentDraft) -> dict[str, Any]:
    day, place = draft.date, draft.place
    return {
        "type": [draft.event_type, draft.sub_event_type],
        "weapons": list(draft.weapons),
        "date": [day.start.isoformat(), day.end.isoformat(), day.precision] if day else None,
        "country": draft.country,
        "place": [
            place.key, place.name, place.latitude, place.longitude, place.precision, place.radius_m, place.method,
            place.second_key, place.country, place.admin1,
        ] if place else None,
        "tolls": [
            [row.kind, row.group, row.toll.low, row.toll.best, row.toll.high, row.community] for row in draft.casualties
        ],
        "actors": [
            [one.slug, one.name, one.role, one.attribution, one.claim_status, one.community, one.words]
            for one in draft.actors
        ],
        "civilians": draft.civilian_targeting,
        "evidence": [[one.field, one.start, one.end, one.rule, one.confidence] for one in draft.evidence],
        "text": [draft.text_start, draft.text_end],
        "flags": list(draft.flags),
    }  # fmt: skip


def _draft(kept: dict[str, Any]) -> IncidentDraft:
    place, day = kept["place"], kept["date"]
    return IncidentDraft(
        event_type=kept["type"][0],
        sub_event_type=kept["type"][1],
        weapons=tuple(kept["weapons"]),
        date=DateDraft(date.fromisoformat(day[0]), date.fromisoformat(day[1]), day[2]) if day else None,
        country=kept["country"],
        place=PlaceDraft(*place[:7], second_key=place[7], country=place[8], admin1=place[9])
        if place
        else None,
        casualties=tuple(
            GroupToll(kind, group, Toll(low, best, high), community)
            for kind, group, low, best, high, community in kept["tolls"]
        ),
        actors=tuple(ActorDraft(*one) for one in kept["actors"]),
        civilian_targeting=kept["civilians"],
        evidence=tuple(EvidenceSpan(*one) for one in kept["evidence"]),
        text_start=kept["text"][0],
        text_end=kept["text"][1],
        flags=tuple(kept["flags"]),
    )
