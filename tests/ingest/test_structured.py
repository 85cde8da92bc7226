"""The structured form of a report: what it may hold, and what is said of a part that is wrong. No database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables
from incidents.ingest.proposing import proposed_records
from incidents.ingest.structured import note_of
from incidents.record import IncidentRecord

TABLES = Tables.from_reference()
ATTACK: dict[str, Any] = {
    "event_type": "violence_against_civilians",
    "sub_event_type": "attack",
    "date": {"start": "2018-09-30", "precision": "day"},
    "country": "MLI",
    "place": {"name": "Ansongo"},
    "casualties": {"killed": {"low": 20, "best": 22, "high": 30}},
    "actors": [{"name": "ISGS", "role": "perpetrator", "attribution": "suspected", "claim_status": "none",
                "words": "probably"}],
    "civilian_targeting": True,
}  # fmt: skip


def read(**given: Any) -> IncidentRecord:
    note = note_of({"incidents": [{**ATTACK, **given}], "language": "en"}, TABLES)
    return proposed_records(note, report=1)[0]


def test_the_form_becomes_the_record_that_an_editor_is_shown() -> None:
    record = read()
    (toll,), (party,) = record.estimates, record.involvements
    assert (record.event_type, record.sub_event_type, record.date_start, record.date_end) == (
        "violence_against_civilians", "attack", "2018-09-30", "2018-09-30",
    )  # fmt: skip
    assert (record.place, record.civilian_targeting, toll.low, toll.best, toll.high) == (
        "ml-ansongo",
        True,
        20,
        22,
        30,
    )
    assert (party.actor, party.attribution, party.claim_status, party.words) == (
        "isgs",
        "suspected",
        "none",
        "probably",
    )


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"place": {"name": "Ansongo"}}, {"place": "ml-ansongo"}),
        ({"place": {"name": "?", "key": "ml-ansongo"}}, {"place": "ml-ansongo"}),
        ({"place": {"name": "Gao", "key": "ML07"}}, {"stated_region": "ML07"}),
        ({"place": {"name": "Gao", "key": "ML07", "latitude": 16.2, "longitude": 0.0}}, {"stated_region": "ML07"}),
        ({"place": {"name": "Atlantis"}}, {"stated_region": "MLI"}),
        ({"place": None}, {"stated_region": "MLI"}),
        ({"place": {"name": "Camp", "latitude": 15.5, "longitude": 0.5}},
         {"longitude": 0.5, "latitude": 15.5, "geo_precision": "settlement"}),
        ({"place": {"name": "Ansongo", "latitude": 15.7, "longitude": 0.5, "radius_m": 900, "precision": "near"}},
         {"place": "ml-ansongo", "longitude": 0.5, "latitude": 15.7, "radius_m": 900, "geo_precision": "near"}),
    ],
    ids=str,
)  # fmt: skip
def test_a_place_is_a_name_a_key_a_region_or_a_point(given: dict[str, Any], taken: dict[str, Any]) -> None:
    record = read(**given).as_json()
    names = ("place", "stated_region", "longitude", "latitude", "radius_m", "geo_precision")
    assert {name: record[name] for name in names if record[name] is not None} == taken


def test_a_name_with_several_bearers_is_not_guessed() -> None:
    assert read(place={"name": "Gao"}, country=None).place is None


def test_parts_of_a_toll_keep_their_group_and_community() -> None:
    parts = [{"kind": "killed", "group": "civilians", "community": "tuareg", "best": 20}]
    record = read(casualties={"killed": {"best": 22}, "injured": None, "by_group": parts})
    assert [(row.kind, row.group, row.community, row.best) for row in record.estimates] == [
        ("killed", "all", "", 22),
        ("killed", "civilians", "tuareg", 20),
    ]


def test_an_empty_form_says_nothing_and_keeps_unknown_unknown() -> None:
    note = note_of({"incidents": [{}]}, TABLES)
    assert proposed_records(note, report=1)[0] == IncidentRecord(
        sources=proposed_records(note, report=1)[0].sources
    )


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({}, "incidents: expected a list"),
        ({"incidents": {}}, "incidents: expected a list"),
        ({"incidents": ["an attack"]}, "incidents.0: expected an object"),
    ],
    ids=str,
)
def test_a_payload_of_another_shape_is_refused(payload: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(ValueError) as refused:
        note_of(payload, TABLES)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"event_type": "war"}, "incidents.0.event_type: 'war' is none of battles"),
        ({"sub_event_type": "war"}, "incidents.0.sub_event_type: 'war' is none of"),
        ({"weapons": ["stick"]}, "incidents.0.weapons: 'stick' is none of"),
        ({"date": {"start": "2018-02-30"}}, "incidents.0.date: start and end are days that exist, as YYYY-MM-DD"),
        ({"date": {"start": "2018-09-30", "end": "September"}}, "incidents.0.date: start and end are days"),
        ({"date": {"start": "2018-09-30", "end": "2018-09-01"}}, "incidents.0.date: start must not be after end"),
        ({"date": {"start": "0025-09-30"}}, "incidents.0.date: start must not be after end, nor before 1990"),
        ({"date": {"start": "2018-09-30", "precision": "hour"}}, "incidents.0.date.precision: 'hour' is none of"),
        ({"place": {"key": "ml-atlantis"}}, "incidents.0.place.key: no place or region 'ml-atlantis'"),
        ({"place": {"key": ["x"]}}, "incidents.0.place.key: no place or region \"['x']\""),
        ({"place": {"latitude": 91, "longitude": 0}}, "incidents.0.place: latitude must be in -90..90"),
        ({"place": {"latitude": "15,5", "longitude": 0}}, "incidents.0.place: latitude and longitude are finite"),
        ({"place": {"latitude": float("nan"), "longitude": 0}}, "incidents.0.place: latitude and longitude are finite"),
        ({"place": {"latitude": float("inf"), "longitude": 0}}, "incidents.0.place: latitude and longitude are finite"),
        ({"place": {"latitude": True, "longitude": 0}}, "incidents.0.place: latitude and longitude are finite"),
        ({"place": {"latitude": 15, "longitude": 0, "radius_m": 0}}, "incidents.0.place.radius_m: 0 is not a number"),
        ({"place": {"latitude": 15, "longitude": 0, "radius_m": "far"}}, "incidents.0.place.radius_m: far is not"),
        ({"place": {"precision": "exactly"}}, "incidents.0.place.precision: 'exactly' is none of"),
        ({"casualties": []}, None),
        ({"casualties": [1]}, "incidents.0.casualties: expected an object"),
        ({"casualties": {"killed": 22}}, "incidents.0.casualties.killed: expected low, best and high"),
        ({"casualties": {"killed": {"best": -1}}}, "incidents.0.casualties.killed: -1 is not a number of people"),
        ({"casualties": {"killed": {"best": "22"}}}, "incidents.0.casualties.killed: 22 is not a number of people"),
        ({"casualties": {"killed": {"best": 2.5}}}, "incidents.0.casualties.killed: 2.5 is not a number of people"),
        ({"casualties": {"killed": {"best": True}}}, "incidents.0.casualties.killed: True is not a number of people"),
        ({"casualties": {"killed": {"best": 10**9}}}, "incidents.0.casualties.killed: 1000000000 is not a number"),
        ({"casualties": {"killed": {"low": 5, "best": 3}}}, "incidents.0.casualties.killed: low, best and high must"),
        ({"casualties": {"by_group": [1]}}, "incidents.0.casualties.by_group.0: expected an object"),
        ({"casualties": {"by_group": [{"kind": "hurt"}]}}, "incidents.0.casualties.by_group.0.kind: 'hurt' is none of"),
        ({"actors": ["ISGS"]}, "incidents.0.actors.0: expected an object"),
        ({"actors": [{"name": "x", "slug": "nobody"}]}, "incidents.0.actors.0.slug: no actor 'nobody'"),
        ({"actors": [{"name": "x", "role": "villain"}]}, "incidents.0.actors.0.role: 'villain' is none of"),
        ({"actors": [{"name": "x", "attribution": "surely"}]}, "incidents.0.actors.0.attribution: 'surely' is none of"),
        ({"actors": [{"name": "x", "claim_status": "maybe"}]}, "incidents.0.actors.0.claim_status: 'maybe' is none of"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_a_part_that_is_wrong_is_named_with_what_it_takes(given: dict[str, Any], reason: str | None) -> None:
    if reason is None:
        assert read(**given).estimates == ()
        return
    with pytest.raises(ValueError) as refused:
        read(**given)
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed 22 civilians at Ansongo on 30 September 2018. ISGS claimed the attack.",
        "Two soldiers were killed by a mine between Ansongo and Ménaka on 30 September 2018.",
        "Gunmen killed at least 12 people 12 km north of Ansongo on 30 September 2018.",
        "Several civilians were abducted in the Gao region in September 2018.",
    ],
)
def test_what_extraction_prints_is_read_back_as_the_same_place_days_and_tolls(text: str) -> None:
    note = extract(text, published=date(2018, 10, 2), tables=TABLES, language="en")
    (direct,) = proposed_records(note, report=1)
    (again,) = proposed_records(note_of(note.as_json(), TABLES), report=1)
    for field in ("event_type", "sub_event_type", "date_start", "date_end", "time_precision", "place"):
        assert getattr(again, field) == getattr(direct, field)
    figures = [
        [(row.kind, row.low, row.best, row.high) for row in r.estimates if row.group == "all"]
        for r in (again, direct)
    ]
    parties = [
        sorted((row.actor or "", row.role, row.attribution) for row in r.involvements)
        for r in (again, direct)
    ]
    assert (figures[0], parties[0]) == (figures[1], parties[1])
