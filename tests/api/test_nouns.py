"""The other nouns: found by any of their names, told with their dates and codes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from incidents.api.nouns import basemap_bytes
from incidents.models import Place
from tests import make
from tests.api.conftest import results

pytestmark = pytest.mark.django_db


def found(client: Client, noun: str, words: str) -> list[dict[str, Any]]:
    return results(client.get(f"/api/v1/{noun}/", {"q": words}))


@pytest.mark.parametrize("words", ["Ménaka", "menaka", "Minaka", "MENAKA", "Ména", "Méneka"])
def test_a_place_is_found_however_it_is_spelt(client: Client, words: str) -> None:
    assert "ml-menaka" in {row["key"] for row in found(client, "places", words)}


@pytest.mark.parametrize("words", ["Amalaoulaou", "Amalaou-laou", "Amalawlaw", "Amallaoulaw"])
def test_a_well_is_found_by_ear(client: Client, words: str) -> None:
    row = next(row for row in found(client, "places", words) if row["key"] == "ml-amalaoulaou")
    assert (row["feature"], row["country"], row["admin1"], row["admin2"], row["longitude"], row["latitude"]) == (
        "well", "MLI", "ML07", "ML0701", 1.297, 15.4024,
    )  # fmt: skip


@pytest.mark.parametrize("words", ["isgs", "ISGS", "EIGS", "Islamic State in the Greater Sahara"])
def test_an_actor_is_found_by_any_of_its_dated_names(client: Client, words: str) -> None:
    row = next(row for row in found(client, "actors", words) if row["slug"] == "isgs")
    assert (row["inter"], row["synthetic"]) == ("rebel_group", False)
    assert {name["kind"] for name in row["names"]} >= {"official", "acronym"}
    assert any(name["valid_from"] for name in row["names"])


@pytest.mark.parametrize(
    ("words", "pcode"),
    [("ML07", "ML07"), ("ml07", "ML07"), ("Gao", "ML07"), ("Menaka", "ML10"), ("Niger", "NER")],
)
def test_a_region_is_found_by_code_or_name(client: Client, words: str, pcode: str) -> None:
    assert pcode in {row["pcode"] for row in found(client, "regions", words)}


def test_a_region_tells_its_edition_neighbours_and_predecessors(client: Client) -> None:
    row = next(row for row in found(client, "regions", "ML10") if row["pcode"] == "ML10")
    assert (row["level"], row["parent"], row["valid_from"], row["predecessors"]) == (
        1,
        "MLI",
        "2012",
        ["ML07"],
    )
    assert {"ML07", "ML08", "NE006"} <= set(row["neighbours"])


def test_a_neighbour_is_one_in_both_directions(client: Client) -> None:
    rows = {row["pcode"]: row for row in found(client, "regions", "Gao") + found(client, "regions", "ML10")}
    assert ("ML10" in rows["ML07"]["neighbours"]) == ("ML07" in rows["ML10"]["neighbours"]) is True


def test_only_sources_that_may_be_passed_on_are_named(client: Client) -> None:
    make.source()
    make.closed_source()
    named = {row["name"]: row for row in results(client.get("/api/v1/sources/"))}
    assert named["Radio Ménaka"] == {
        "name": "Radio Ménaka",
        "kind": "media",
        "reliability": "C",
        "licence": None,
    }
    assert "Closed circle" not in named


@pytest.mark.parametrize("noun", ["actors", "regions", "places", "sources"])
def test_nothing_found_is_an_empty_list(client: Client, noun: str) -> None:
    assert found(client, noun, "zzzzqqq") == []


def test_the_basemap_holds_outlines_rivers_and_towns_in_a_light_file(client: Client) -> None:
    features = json.loads(client.get("/api/v1/basemap/").content)["features"]
    kinds = {row["properties"]["kind"] for row in features}
    assert {"country", "region", "river", "town"} <= kinds
    named = {row["properties"]["name"] for row in features}
    assert {"Gao", "Ménaka", "Niger"} <= named
    assert len(basemap_bytes()) < 600_000


def test_chief_towns_come_first(client: Client) -> None:
    features = json.loads(client.get("/api/v1/basemap/").content)["features"]
    ranks = {
        row["properties"]["name"]: row["properties"]["rank"]
        for row in features
        if row["properties"]["kind"] == "town"
    }
    assert (ranks["Gao"], ranks["Ansongo"]) == (1, 2)
    assert set(ranks.values()) == {1, 2, 3}


def test_a_place_of_a_loaded_gazetteer_is_no_town_of_the_basemap(client: Client) -> None:
    Place.objects.create(
        key="x", name="Newtown", feature="town", country="MLI", curated=False, point=make.place().point
    )
    names = {
        row["properties"].get("name")
        for row in json.loads(client.get("/api/v1/basemap/").content)["features"]
    }
    assert "Newtown" not in names
