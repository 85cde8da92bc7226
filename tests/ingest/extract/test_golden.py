"""Whole notes in our own words, with all that must be read in them and nothing more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*.json"))
ASSESSMENT = ("risks", "sectors", "indicators", "mitigating")


def bounds(toll: dict[str, Any] | None) -> list[int | None] | None:
    return [toll["low"], toll["best"], toll["high"]] if toll else None


def incident_summary(incident: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """The fields that every golden incident states, and those that this one states besides."""
    perpetrators = [actor for actor in incident["actors"] if actor["role"] == "perpetrator"]
    communities = [actor["community"] for actor in incident["actors"] if actor["role"] == "target"]
    summary = {
        "date": [incident["date"]["start"], incident["date"]["end"], incident["date"]["precision"]],
        "event_type": incident["event_type"],
        "sub_event_type": incident["sub_event_type"],
        "place": incident["place"]["name"],
        "killed": bounds(incident["casualties"]["killed"]),
        "perpetrators": [
            [actor["name"], actor["attribution"], actor["claim_status"]] for actor in perpetrators
        ],
    }
    besides = {
        "country": incident["country"],
        "injured": bounds(incident["casualties"]["injured"]),
        "abducted": bounds(incident["casualties"]["abducted"]),
        "community": communities[0] if communities else None,
        "flags": incident["flags"],
    }
    return summary | {name: value for name, value in besides.items() if name in expected}


def note_summary(note: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    wanted = expected["incidents"]
    found = note["incidents"]
    assessment = note["assessment"]
    return {
        "incidents": [
            incident_summary(incident, wanted[number] if number < len(wanted) else {})
            for number, incident in enumerate(found)
        ],
        "context": [
            [fact["kind"], fact["value"], fact["qualifier"], fact["since"]]
            for fact in note["context"]
            if fact["kind"] == "running_total"
        ],
        "attributions": [[one["actor"], one["words"]] for one in assessment["attributions"]],
        **{name: assessment[name] for name in ASSESSMENT if name in expected},
    }


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_note_is_read_as_written(path: Path, reference_tables: Tables) -> None:
    golden = json.loads(path.read_text(encoding="utf-8"))
    note = extract(
        golden["text"], published=date.fromisoformat(golden["published"]), tables=reference_tables
    ).as_json()
    assert note["language"] == golden["language"]
    assert note_summary(note, golden["expected"]) == golden["expected"]


def test_there_are_golden_notes_in_both_languages() -> None:
    languages = [json.loads(path.read_text(encoding="utf-8"))["language"] for path in GOLDEN]
    assert min(languages.count("en"), languages.count("fr")) >= 6
