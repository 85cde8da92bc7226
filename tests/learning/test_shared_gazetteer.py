"""The whole gazetteer of three countries: what rules must survive, and what it costs. Skipped where the files are not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from incidents import bulkplaces, pcodes
from incidents.bulkplaces import Loaded
from incidents.earth import distance_m
from incidents.ingest import knownnames
from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables
from incidents.models import Place

DATA = Path(__file__).parents[3] / "shared" / "data"
FILES = ("geonames_ML.txt", "geonames_NE.txt", "geonames_BF.txt")
pytestmark = pytest.mark.skipif(
    not all((DATA / name).exists() for name in (*FILES, "pcodes_sahel.csv")),
    reason="the country files of GeoNames and the P-codes are not here",
)


@dataclass(frozen=True)
class World:
    tables: Tables
    first: list[Loaded]
    second: list[Loaded]
    seconds: float
    names: pcodes.Named
    agreeing: int
    placed: int


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The files in the database, twice; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        began = time.perf_counter()
        first = [_load(name) for name in FILES]
        seconds = time.perf_counter() - began
        second = [_load(name) for name in FILES]
        with (DATA / "pcodes_sahel.csv").open(encoding="utf-8", newline="") as file:
            names = pcodes.load(file)
        placed = Place.objects.filter(origin="geonames", region__isnull=False)
        agreeing = sum(country == own for country, own in placed.values_list("country", "region__country"))
        yield World(knownnames._read(), first, second, seconds, names, agreeing, placed.count())
        transaction.set_rollback(True)


def _load(name: str) -> Loaded:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return bulkplaces.load(file)


@pytest.mark.slow
def test_some_45_000_places_are_loaded_in_well_under_a_minute(world: World) -> None:
    assert [(told.new, told.bad) for told in world.first] == [(17489, []), (18424, []), (9292, [])]
    assert world.seconds < 60


def test_a_second_run_changes_nothing(world: World) -> None:
    assert [(told.new, told.changed, told.removed) for told in world.second] == [(0, 0, 0)] * 3


def test_all_p_codes_in_use_are_known(world: World) -> None:
    assert (world.names.new + world.names.same, world.names.unknown, world.names.bad) == (196, [], [])


def test_a_region_lies_in_the_country_of_its_place(world: World) -> None:
    assert world.agreeing == world.placed > 40_000


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Amalaoulaou", "ml-amalaoulaou"), ("Amalawlaw", "ml-amalaoulaou"), ("I-n-Atès", "ne-inates"),
        ("Inates", "ne-inates"), ("I-n-Déliman", "ml-indelimane"), ("In-Delimane", "ml-indelimane"),
        ("Tessit", "ml-tessit"), ("Solhan", "bf-solhan"), ("Chinégodar", "ne-chinegodar"),
        ("Labbezanga", "ml-labbezanga"), ("Labézanga", "ml-labbezanga"), ("Gossi", "ml-gossi"),
        ("Boulkessi", "ml-boulkessi"), ("Boulikéssi", "ml-boulkessi"), ("Anderamboukane", "ml-anderamboukane"),
        ("Tin Zaouaten", "ml-tinzaouaten"), ("Ti-n-Zaouâtene", "ml-tinzaouaten"), ("Fafa", "ml-fafa"),
        ("Abala", "ne-abala"), ("Tongo Tongo", "ne-tongo-tongo"), ("Kidal", "ml-kidal"), ("Ménaka", "ml-menaka"),
    ],
)  # fmt: skip
def test_a_name_leads_to_the_place_that_reports_mean(world: World, name: str, key: str) -> None:
    text = f"Gunmen killed three civilians in {name} on 30 September 2018."
    (incident,) = extract(text, published=date(2018, 10, 2), tables=world.tables).incidents
    assert incident.place is not None
    assert incident.place.key == key


def test_tessit_is_where_people_live_and_not_where_a_sign_was_lost(world: World) -> None:
    text = "Gunmen killed three soldiers in Tessit on 30 September 2018."
    (incident,) = extract(text, published=date(2018, 10, 2), tables=world.tables).incidents
    place = incident.place
    assert place is not None
    assert distance_m(place.longitude or 0, place.latitude or 0, 0.2925, 15.2238) < 2_000


def test_a_village_of_the_gazetteer_is_found_and_a_namesake_in_forty_places_is_not_guessed(
    world: World,
) -> None:
    found = [
        place for place in world.tables.places.values() if place.name == "Madina" and place.country == "MLI"
    ]
    assert len(found) > 30
    text = "Gunmen killed three civilians in the village of Madina on 30 September 2018."
    (incident,) = extract(text, published=date(2018, 10, 2), tables=world.tables).incidents
    assert incident.place is not None
    assert (incident.place.latitude, incident.place.method) == (None, "unresolved")


@pytest.mark.parametrize("name", ["Madyna", "Tin Tadeyni", "Ouro Gnagou", "Guidan Roumdjii", "Zzyx"])
def test_similar_names_are_looked_up_in_bounded_time(world: World, name: str) -> None:
    world.tables.similar_places(name)
    began = time.perf_counter()
    for _ in range(10):
        world.tables.similar_places(name)
    assert (time.perf_counter() - began) / 10 < 0.05
