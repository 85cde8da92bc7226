"""What is made of Insecurity Insight's rows. Every row here is invented; only the shape is the provider's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from incidents.ingest.imports import layout_of
from incidents.ingest.layouts.insecurity import INSECURITY
from incidents.ingest.rowreader import RowError
from tests.ingest.layouts import given
from tests.ingest.layouts.given import estimates, parties, told

SHARED = {
    "date": "2018-09-30", "event description": "September 2018: An invented event.", "country": "Mali", "country iso": "MLI",
    "admin 1": "Gao", "latitude": "15.66", "longitude": "0.50", "geo precision": "(2) 25 km Precision ",
    "reported perpetrator": "NSA", "reported perpetrator name": "Jama'at Nasr al-Islam wal Muslimin", "weapon carried/used": "Firearms",
}  # fmt: skip
HEALTH = {
    **SHARED, "health workers killed": "0", "health workers injured": "0", "health workers kidnapped": "0",
    "health workers arrested": "0", "health workers threatened": "0", "access denied or obstructed": "False",
    "health transportation stolen/hijacked": "0", "sind event id": "90001.0",
}  # fmt: skip
EDUCATION = {
    **SHARED,
    "dataset": "education",
    "educators killed": "1",
    "students killed": "2",
    "sind event id": "90002",
}
AID = {
    **SHARED,
    "dataset": "aidWorkerKIKA",
    "aid workers killed": "0",
    "aid workers kidnapped": "3",
    "sind event id": "90003",
}
CAMP = {
    **SHARED,
    "dataset": "protection",
    "camp resident killed": "5",
    "service provider killed": "1",
    "sind id": "90004",
}
SEXUAL = {**SHARED, "dataset": "sv", "type of sv": "Rape", "sind_id": "90005"}


def read(**cells: str) -> Any:
    return given.read(
        INSECURITY, {**HEALTH, **{name.replace("_", " "): text for name, text in cells.items()}}
    )


def refused(**cells: str) -> str:
    ((_line, text),) = told(
        given.rows(INSECURITY, {**HEALTH, **{n.replace("_", " "): t for n, t in cells.items()}})
    )
    return text


@pytest.mark.parametrize("columns", [HEALTH, EDUCATION, AID, CAMP, SEXUAL])
def test_a_file_of_any_theme_is_recognised_by_its_columns(columns: dict[str, str]) -> None:
    assert layout_of(columns) is INSECURITY


@pytest.mark.parametrize(
    ("row", "key", "sector"),
    [
        (HEALTH, "90001/healthcare", "health"),
        ({**HEALTH, "dataset": "healthcare"}, "90001/healthcare", "health"),
        (EDUCATION, "90002/education", "education"),
        (AID, "90003/aidWorkerKIKA", "humanitarian"),
        (CAMP, "90004/protection", "individuals"),
        (SEXUAL, "90005/sv", "individuals"),
    ],
)
def test_a_row_is_keyed_by_its_id_in_any_spelling_and_its_theme(
    row: dict[str, str], key: str, sector: str
) -> None:
    found = given.read(INSECURITY, row)
    assert (found.external_id, found.record.sectors) == (key, (sector,))


def test_one_id_in_two_themes_is_two_rows() -> None:
    found = given.rows(INSECURITY, {**CAMP, "sind id": "37053"}, {**SEXUAL, "sind_id": "37053"})
    assert told(found) == [(2, "37053/protection"), (3, "37053/sv")]


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"sind_event_id": ""}, "sind event id: is empty or no number: nothing is filed under an empty id"),
        (
            {"sind_event_id": "undefined"},
            "sind event id: is empty or no number: nothing is filed under an empty id",
        ),
        ({"dataset": "weather"}, "dataset: 'weather' is no theme that is known here"),
        ({"geo_precision": "exact"}, "geo precision: 'exact' has no number (1) to (6)"),
        ({"geo_precision": "(9)"}, "geo precision: '(9)' has no number (1) to (6)"),
    ],
    ids=str,
)
def test_a_row_without_an_id_a_theme_or_a_precision_is_refused(cells: dict[str, str], text: str) -> None:
    assert refused(**cells) == text


@pytest.mark.parametrize(
    "text", ["2018-09-30", "2018-09-30 00:00:00", "2018-09-30T00:00:00.000Z", "2018-09-30T00:00:00Z"]
)
def test_three_shapes_of_a_day_are_one_day(text: str) -> None:
    record = read(date=text).record
    assert (record.date_start, record.date_end, record.time_precision) == ("2018-09-30", "2018-09-30", "day")


@pytest.mark.parametrize("text", ["2018-09-31", "2018-09-30T23:30:00.000Z", "30/09/2018", "", "0025-09-30"])
def test_any_other_day_is_refused(text: str) -> None:
    with pytest.raises(RowError) as wrong:
        read(date=text)
    assert wrong.value.column == "date_start"


# Where ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "point", "radius", "precision"),
    [
        ("(1) Exact", (0.5, 15.66), None, "settlement"),
        ("(2) 25 km Precision ", (0.5, 15.66), 25_000, "near"),
        ("(2) 25 km precision", (0.5, 15.66), 25_000, "near"),
        ("(3) District, Communicipality or Commune ", (None, None), None, None),
        ("(3) District, communicipality, commune ", (None, None), None, None),
        ("(4) Province, State, Governorate ", (None, None), None, None),
        ("(5) Linear Feature e.g. Along Road/River ", (None, None), None, None),
        ("(6) Country", (None, None), None, None),
    ],
)
def test_the_number_in_brackets_says_what_the_point_is(
    text: str, point: Any, radius: Any, precision: Any
) -> None:
    record = read(geo_precision=text).record
    assert ((record.longitude, record.latitude), record.radius_m, record.geo_precision) == (
        point,
        radius,
        precision,
    )
    assert record.stated_region == "ML07"


@pytest.mark.parametrize(
    ("longitude", "latitude"), [("", ""), ("null", "null"), ("NoInformation", "No Information")]
)
def test_coordinates_that_say_nothing_are_none(longitude: str, latitude: str) -> None:
    record = read(longitude=longitude, latitude=latitude).record
    assert (record.longitude, record.latitude, record.stated_region) == (None, None, "ML07")


@pytest.mark.parametrize(
    ("iso", "text", "region"),
    [
        ("NER", "Tillabéri Region", "NE006"), ("NER", "Tillab\u00c3\u00a9ri Region", "NE006"),
        ("MLI", "M\u00c3\u00a9naka", "ML10"), ("MLI", "Ménaka", "ML10"), ("MLI", "Timbuktu ", "ML06"),
        ("MLI", "Sicasso", "ML03"), ("BFA", "East", "BF52"), ("BFA", "Central-North", "BF49"),
        ("BFA", "Upper-Basins", "BF53"), ("BFA", "Hauts-Bassins", "BF53"), ("BFA", "Waterfalls", "BF47"),
        ("BFA", "Southwest", "BF57"), ("MLI", "No Information", "MLI"), ("MLI", "NoInformation", "MLI"),
    ],
)  # fmt: skip
def test_a_region_is_found_by_every_spelling_of_it(iso: str, text: str, region: str) -> None:
    record = read(country_iso=iso, admin_1=text, geo_precision="(4)").record
    assert record.stated_region == region
    assert "Region as given" not in record.internal_notes


def test_a_name_that_was_encoded_twice_and_is_still_unknown_stays_as_it_was() -> None:
    record = read(admin_1="Nul\u00c3\u00a9part").record
    assert record.stated_region == "MLI"
    assert "Region as given: Nul\u00c3\u00a9part" in record.internal_notes


def test_the_raw_form_of_a_repaired_name_is_kept() -> None:
    kept = json.loads(given.cells(INSECURITY, {**HEALTH, "admin 1": "M\u00c3\u00a9naka"})["as_given"])
    assert kept["admin 1"] == "M\u00c3\u00a9naka"


# Figures -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "taken"),
    [
        (HEALTH, {}),
        (
            {**HEALTH, "health workers killed": "2"},
            {("killed", "all"): (2, None, None, "2 health workers killed")},
        ),
        ({**HEALTH, "health workers injured": "3.0"}, {("injured", "all"): (3, None, None, "")}),
        ({**HEALTH, "health workers arrested": "1"}, {("arrested", "all"): (1, None, None, "")}),
        (EDUCATION, {("killed", "all"): (3, None, None, "1 educators killed; 2 students killed")}),
        (AID, {("abducted", "all"): (3, None, None, "")}),
        (CAMP, {("killed", "all"): (6, None, None, "5 camp resident killed; 1 service provider killed")}),
        (SEXUAL, {}),
    ],
)
def test_victims_of_the_theme_are_a_lowest_number_of_all(row: dict[str, str], taken: dict[Any, Any]) -> None:
    assert estimates(given.read(INSECURITY, row)) == taken


@pytest.mark.parametrize(
    "text", ["False", "True", "NoInformation", "No Information", "NotApplicable", "", "-1"]
)
def test_a_count_that_says_nothing_is_unknown(text: str) -> None:
    assert estimates(read(health_workers_killed=text)) == {}


# What and who --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("row", "event", "sub_event"),
    [
        (SEXUAL, "violence_against_civilians", "sexual_violence"),
        (AID, "violence_against_civilians", "abduction_forced_disappearance"),
        (EDUCATION, "violence_against_civilians", "attack"),
        ({**HEALTH, "health workers threatened": "1"}, "violence_against_civilians", "attack"),
        ({**HEALTH, "health workers arrested": "1"}, "strategic_developments", "arrests"),
        (
            {**HEALTH, "health transportation stolen/hijacked": "1"},
            "strategic_developments",
            "looting_property_destruction",
        ),
        (
            {**CAMP, "weapon carried/used": "Shelling"},
            "explosions_remote_violence",
            "shelling_artillery_missile_attack",
        ),
        (
            {**CAMP, "weapon carried/used": "VBIED"},
            "explosions_remote_violence",
            "remote_explosive_landmine_ied",
        ),
        ({**CAMP, "weapon carried/used": "Hand Grenade"}, "explosions_remote_violence", "grenade"),
        (
            {**CAMP, "weapon carried/used": "Aerial Bomb: Plane"},
            "explosions_remote_violence",
            "air_drone_strike",
        ),
        (HEALTH, "violence_against_civilians", None),
    ],
)
def test_what_happened_follows_from_what_is_counted(
    row: dict[str, str], event: str, sub_event: str | None
) -> None:
    record = given.read(INSECURITY, row).record
    assert (record.event_type, record.sub_event_type) == (event, sub_event)


@pytest.mark.parametrize(
    ("name", "group", "taken"),
    [
        ("Jama'at Nasr al-Islam wal Muslimin", "NSA", [("jnim", "perpetrator", "")]),
        ("Unidentified Armed Actor", "NSA", [("unidentified-armed-group", "perpetrator", "")]),
        ("Islamic State of the Greater Sahara", "NSA", [("isgs", "perpetrator", "")]),
        (
            "Mali Armed Forces, Wagner Group",
            "Multiple",
            [("fama", "perpetrator", ""), ("wagner", "perpetrator", "")],
        ),
        (
            "Mali Armed Forces, Militia",
            "Multiple",
            [("fama", "perpetrator", ""), (None, "perpetrator", "Militia")],
        ),
        ("No Information", "No Information", []),
        ("NoInformation", "Criminal", [(None, "perpetrator", "Criminal")]),
        ("Islamic State", "NSA", [(None, "perpetrator", "Islamic State")]),
    ],
)
def test_perpetrators_are_taken_by_name_or_kept_in_words(name: str, group: str, taken: list[Any]) -> None:
    assert parties(read(reported_perpetrator_name=name, reported_perpetrator=group)) == taken


def test_the_description_is_for_the_desk_only() -> None:
    record = read().record
    assert record.summaries == {}
    assert record.internal_notes.startswith(
        "September 2018: An invented event.\nInsecurity Insight event: 90001\n"
    )
