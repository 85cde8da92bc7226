"""Tables shaped like ACLED's and UCDP's: their columns, their words and codes, our own incidents."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.api import acledlike, detailed, ucdplike
from incidents.api.detailed import COUNTRY_NUMBERS, Detailed, Party
from incidents.codes import SUB_EVENTS, EventType, GeoPrecision, SubEventType, TimePrecision
from incidents.models import Place, Region
from incidents.record import SourceValue
from tests import make
from tests.api.test_formats import content

pytestmark = pytest.mark.django_db
# As the providers' exports have them (research/field.md, sections 1.1 and 2.1).
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
UCDP = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def table(client: Client, name: str, query: str = "") -> list[dict[str, str]]:
    text = content(client.get(f"/api/v1/incidents.{name}.csv?{query}")).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row(client: Client, name: str, **fields: Any) -> dict[str, str]:
    make.published_incident(**fields)
    (found,) = table(client, name)
    return found


@pytest.mark.parametrize(("name", "columns", "count"), [("acled", ACLED, 31), ("ucdp", UCDP, 49)])
def test_the_header_is_the_providers(client: Client, name: str, columns: list[str], count: int) -> None:
    header = content(client.get(f"/api/v1/incidents.{name}.csv")).decode()
    assert (header, len(columns)) == (",".join(columns) + "\r\n", count)


def test_an_attack_in_acleds_words(client: Client) -> None:
    incident = make.published_incident(
        involvements=(make.perpetrator("isgs"), make.perpetrator("civilians", role="target", community="tuareg")),
        civilian_targeting=True, estimates=(make.killed(22),),
    )  # fmt: skip
    (found,) = table(client, "acled")
    assert found == {
        "event_id_cnty": str(incident.public_id), "event_date": "2018-09-30", "year": "2018", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Violence against civilians", "sub_event_type": "Attack",
        "actor1": make.actor("isgs").name, "assoc_actor_1": "", "inter1": "2", "actor2": "Civilians",
        "assoc_actor_2": "Tuareg", "inter2": "7", "interaction": "27", "civilian_targeting": "Civilian targeting",
        "iso": "466", "region": "Western Africa", "country": "Mali", "admin1": "Gao", "admin2": "Ansongo", "admin3": "",
        "location": "Ansongo", "latitude": "15.6597", "longitude": "0.5022", "geo_precision": "1",
        "source": "Radio Ménaka", "source_scale": "", "notes": "Gunmen killed three people at Ansongo.",
        "fatalities": "22", "tags": "verification=unverified; credit=Sahel incidents contributors; licence=CC BY 4.0",
        "timestamp": str(int(incident.updated_at.timestamp())),
    }  # fmt: skip


def test_an_attack_in_ucdps_codes(client: Client) -> None:
    incident = make.published_incident(
        involvements=(make.perpetrator("isgs"),),
        estimates=(make.killed(22, low=20, high=25), make.killed(18, group="civilians"), make.killed(2, group="attackers")),
    )  # fmt: skip
    (found,) = table(client, "ucdp")
    isgs = make.actor("isgs").name.replace(",", "")
    known = {
        "id": str(incident.public_id.int >> 75), "relid": str(incident.public_id), "year": "2018", "code_status": "Clear",
        "type_of_violence": "3", "dyad_name": f"{isgs} - Civilians", "side_a": isgs, "side_b": "Civilians",
        "number_of_sources": "1", "source_article": "Radio Ménaka, 2018-10-02", "source_office": "Radio Ménaka",
        "source_date": "2018-10-02", "source_original": "Sahel incidents contributors (CC BY 4.0)", "where_prec": "1",
        "where_coordinates": "Ansongo", "where_description": found["where_description"], "adm_1": "Gao", "adm_2": "Ansongo",
        "latitude": "15.6597", "longitude": "0.5022", "geom_wkt": "POINT (0.5022 15.6597)", "priogrid_gid": "152282",
        "country": "Mali", "country_id": "432", "region": "Africa", "event_clarity": "1", "date_prec": "1",
        "date_start": "2018-09-30", "date_end": "2018-09-30", "deaths_a": "2", "deaths_b": "0", "deaths_civilians": "18",
        "deaths_unknown": "2", "best": "22", "high": "25", "low": "20",
    }  # fmt: skip
    assert {name: value for name, value in found.items() if value} == known
    assert int(found["id"]) < 2**53


# Codes -----------------------------------------------------------------------------------------------------
def test_every_code_has_its_word() -> None:
    assert set(acledlike.EVENT_TYPES) == set(EventType)
    assert set(acledlike.SUB_EVENT_TYPES) == set(SubEventType)
    assert set(ucdplike.WHERE) == set(GeoPrecision)
    assert set(ucdplike.WHEN) == set(TimePrecision)
    assert set(Region.objects.filter(level=0).values_list("pcode", flat=True)) <= set(COUNTRY_NUMBERS)


@pytest.mark.parametrize(
    "pair", [(event, sub) for event, subs in SUB_EVENTS.items() for sub in (None, *subs)]
)
def test_our_own_importer_reads_acleds_words_back(pair: tuple[EventType, SubEventType | None]) -> None:
    from incidents.ingest.layouts.acledwords import EVENT_TYPES, SUB_EVENT_TYPES, folded

    event, sub = pair
    assert EVENT_TYPES[folded(acledlike.EVENT_TYPES[event])] == event
    assert sub is None or SUB_EVENT_TYPES[folded(acledlike.SUB_EVENT_TYPES[sub])] == sub


@pytest.mark.parametrize(
    ("event", "sub", "disorder"),
    [
        ("battles", "armed_clash", "Political violence"), ("protests", "peaceful_protest", "Demonstrations"),
        ("protests", "excessive_force_against_protesters", "Political violence; Demonstrations"),
        ("riots", "mob_violence", "Political violence"), ("riots", "violent_demonstration", "Demonstrations"),
        ("riots", None, ""), ("strategic_developments", "arrests", "Strategic developments"),
        ("explosions_remote_violence", None, "Political violence"),
    ],
)  # fmt: skip
def test_the_kind_of_disorder(client: Client, event: str, sub: str | None, disorder: str) -> None:
    assert row(client, "acled", event_type=event, sub_event_type=sub)["disorder_type"] == disorder


def one(
    parties: list[tuple[str, int | None]], event: str = "battles", targeting: bool | None = None
) -> Detailed:
    """An incident with these parties (role, ACLED's code)."""
    flat = {"event_type": event, "civilian_targeting": targeting, "country": "MLI", "killed_best": None,
            "killed_low": None, "killed_high": None}  # fmt: skip
    named = [Party(role, f"{role} {inter}" if inter else None, inter, "MLI", "") for role, inter in parties]
    return Detailed(flat, named, names={"MLI": "Mali"})


@pytest.mark.parametrize(
    ("given", "inter1", "inter2", "interaction"),
    [
        (one([("perpetrator", 2), ("target", 1)]), 2, 1, 12),
        (one([("perpetrator", 1), ("target", 2)]), 1, 2, 12),
        (one([("other", 2), ("other", 1)]), 2, 1, 12),
        (one([("perpetrator", 6)], "protests"), 6, 0, 60),
        (one([("perpetrator", None), ("target", 7)], "violence_against_civilians"), None, 7, None),
        (one([("perpetrator", 2)], "violence_against_civilians"), 2, 7, 27),
        (one([("perpetrator", 2)], targeting=True), 2, 7, 27),
        (one([]), 0, 0, None),
        (one([("perpetrator", None), ("perpetrator", 2), ("target", 1)]), 2, 1, 12),
    ],
)
def test_sides_and_their_interaction(given: Detailed, inter1: Any, inter2: Any, interaction: Any) -> None:
    first, second = (acledlike._inter(side) for side in acledlike.sides(given))
    assert (first, second, acledlike._interaction(first, second)) == (inter1, inter2, interaction)


@pytest.mark.parametrize(
    ("given", "kind", "side_a"),
    [
        (one([("perpetrator", 2), ("target", 1)]), 1, "target 1"),
        (one([("perpetrator", 1), ("target", 2)]), 1, "perpetrator 1"),
        (one([("perpetrator", 2), ("target", 4)]), 2, "perpetrator 2"),
        (one([("perpetrator", 2), ("target", 7)]), 3, "perpetrator 2"),
        (one([("perpetrator", 1)], "violence_against_civilians"), 3, "perpetrator 1"),
        (one([("perpetrator", 6)], "protests"), None, "perpetrator 6"),
        (one([("perpetrator", 2)]), None, "perpetrator 2"),
    ],
)
def test_the_type_of_violence_and_its_side_a(given: Detailed, kind: int | None, side_a: str) -> None:
    found, first, _second = ucdplike._violence(given)
    assert (found, first[0].name) == (kind, side_a)


@pytest.mark.parametrize(
    "estimates",
    [(make.killed(5),), (make.killed(5), make.killed(9, group="civilians")), (make.killed(0),),
     (make.killed(4, group="civilians"), make.killed(3, group="unknown"))],
)  # fmt: skip
def test_the_parts_of_the_dead_add_up_to_the_best_figure(client: Client, estimates: Any) -> None:
    found = row(client, "ucdp", estimates=estimates)
    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert sum(int(found[name]) for name in parts) == int(found["best"])
    assert int(found["low"]) <= int(found["best"]) <= int(found["high"])


# What unknown, hidden and made up look like ----------------------------------------------------------------
def test_unknown_stays_empty(client: Client) -> None:
    fields = {
        "place": None,
        "stated_region": "MLI",
        "estimates": (),
        "sub_event_type": None,
        "event_type": "battles",
    }
    make.published_incident(**fields)
    (acled,), (ucdp,) = table(client, "acled"), table(client, "ucdp")
    empty = (
        "sub_event_type",
        "actor1",
        "actor2",
        "interaction",
        "latitude",
        "longitude",
        "fatalities",
        "admin1",
    )
    assert {acled[name] for name in empty} == {""}
    assert acled["location"] == "Mali"
    unknown = (
        "best",
        "low",
        "high",
        "deaths_unknown",
        "geom_wkt",
        "priogrid_gid",
        "type_of_violence",
        "adm_1",
    )
    assert {ucdp[name] for name in unknown} == {""}


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_made_up_rows_say_so(client: Client, name: str) -> None:
    make.synthetic()
    (found,) = table(client, name)
    assert (
        ("synthetic" in found["tags"]) if name == "acled" else (found["code_status"] == "Made-up sample data")
    )


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_no_cell_is_a_formula(client: Client, name: str) -> None:
    Place.objects.filter(key="ml-ansongo").update(name="=HYPERLINK(1)")
    make.published_incident(summaries={"en": "@SUM(A1) was said."})
    (found,) = table(client, name)
    assert not [value for value in found.values() if value[:1] in "=+@" and value]
    assert "'=HYPERLINK(1)" in found.values()


# Whole and streamed ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_filters_order_and_number_are_those_of_the_other_exports(client: Client, name: str) -> None:
    make.published_incidents([{}, {"event_type": "battles", "sub_event_type": None}])
    answer = client.get(f"/api/v1/incidents.{name}.csv?type=battles")
    assert answer.streaming
    assert (answer["Content-Type"], answer["Change-Number"]) == ("text/csv; charset=utf-8", "0")
    assert len(table(client, name, "type=battles")) == 1
    assert len(table(client, name)) == 2


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_a_batch_costs_the_same_number_of_queries_however_full(client: Client, name: str) -> None:
    counts = []
    for more in (1, 20):
        make.published_incidents([{"sources": (SourceValue(make.report().pk),)} for _ in range(more)])
        with CaptureQueriesContext(connection) as captured:
            content(client.get(f"/api/v1/incidents.{name}.csv"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14


def test_batches_join_without_a_seam(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detailed, "BATCH", 2)
    made = make.published_incidents([{}] * 5)
    assert {found["relid"] for found in table(client, "ucdp")} == {
        str(incident.public_id) for incident in made
    }


def test_the_columns_stand_in_the_providers_order() -> None:
    assert (list(acledlike.COLUMNS), list(ucdplike.COLUMNS)) == (ACLED, UCDP)
