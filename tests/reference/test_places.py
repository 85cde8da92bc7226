"""The curated gazetteer: complete, consistent, and right where GeoNames is known to mislead."""

from __future__ import annotations

from collections import Counter
from math import asin, cos, isfinite, radians, sin, sqrt

import pytest
import shapely
from shapely.geometry import shape

from incidents.codes import FeatureClass
from incidents.reference import FOLDER, PlaceRow, boundaries, places, regions

# Places on a border, which the simplified outline (0.02 degrees) leaves outside; degrees of distance allowed.
BORDER_TOLERANCE = 0.03
ON_THE_BORDER = {
    "ml-gogui",
    "ml-in-khalil",
    "ml-liptako-gourma",
    "ml-tinzaouaten",
    "ne-lake-chad-niger",
    "sn-kidira",
    "tg-cinkasse",
}


def place(key: str) -> PlaceRow:
    return {row.key: row for row in places()}[key]


def kilometres(a: PlaceRow, b: PlaceRow) -> float:
    phi, psi = radians(a.latitude), radians(b.latitude)
    half = sin((psi - phi) / 2) ** 2
    half += cos(phi) * cos(psi) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 12742 * asin(sqrt(half))


def test_holds_at_least_a_thousand_places():
    assert len(places()) >= 1000


def test_keys_are_unique():
    assert [key for key, count in Counter(row.key for row in places()).items() if count > 1] == []


def test_no_two_places_share_a_point():
    points = Counter((row.longitude, row.latitude) for row in places())

    assert [point for point, count in points.items() if count > 1] == []


def test_every_feature_is_of_the_vocabulary():
    assert {row.feature for row in places()} <= set(FeatureClass.values)


def test_every_country_and_unit_exists_at_its_level_and_inside_its_parent():
    level = {row.code: row.level for row in regions()}
    parent = {row.code: row.parent for row in regions()}
    wrong = [
        row.key
        for row in places()
        if level.get(row.country) != 0
        or (row.admin1 is not None and (level.get(row.admin1), parent[row.admin1]) != (1, row.country))
        or (row.admin2 is not None and (level.get(row.admin2), parent[row.admin2]) != (2, row.admin1))
    ]

    assert wrong == []


def test_the_key_begins_with_the_country():
    prefixes = {(row.country, row.key.split("-")[0]) for row in places()}

    assert (
        len(prefixes) == len({country for country, _ in prefixes}) == len({prefix for _, prefix in prefixes})
    )


def test_every_cercle_department_and_province_has_a_place():
    with_places = {row.admin2 for row in places()}

    assert [row.code for row in regions() if row.level == 2 and row.code not in with_places] == []


def test_every_point_lies_in_its_country_but_for_the_listed_border_places():
    outside = {}
    for row in places():
        country = shape(boundaries()[row.country])
        point = shapely.Point(row.longitude, row.latitude)
        if not country.covers(point):
            outside[row.key] = country.distance(point)

    assert set(outside) == ON_THE_BORDER
    assert max(outside.values()) <= BORDER_TOLERANCE


def test_coordinates_are_finite_and_in_north_and_west_africa():
    assert all(isfinite(row.longitude) and isfinite(row.latitude) for row in places())
    assert [row.key for row in places() if not (-18 < row.longitude < 16 and 8 < row.latitude < 38)] == []


def test_no_alias_repeats_the_name():
    assert [row.key for row in places() if row.name in row.aliases] == []


@pytest.mark.parametrize(
    "file", ["places.csv", "regions.csv", "actors.csv", "actor_names.csv", "actor_relations.csv"]
)
def test_every_table_begins_with_its_sources_and_licence(file):
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#"))

    assert lines[0].startswith("# ")
    assert "Sources: " in head
    assert "Licence of this compilation: CC BY 4.0" in head


def test_geonames_is_credited():
    head = (FOLDER / "places.csv").read_text(encoding="utf-8").split("\nkey,")[0]

    assert "GeoNames (https://www.geonames.org/)" in head
    assert "CC BY 4.0" in head


@pytest.mark.parametrize(
    ("key", "feature", "admin2", "longitude", "latitude"),
    [
        ("ml-amalaoulaou", "well", "ML0701", 1.297, 15.4024),
        # GeoNames' populated place Tessit is at -0.3: 64 km from the camp that reports mean.
        ("ml-tessit", "village", "ML0701", 0.2925, 15.2238),
        ("ml-ansongo", "town", "ML0701", 0.5022, 15.6597),
        ("ml-menaka", "town", "ML1001", 2.4022, 15.9182),
        ("ml-anderamboukane", "town", "ML1002", 3.0175, 15.4275),
        ("ml-inekar", "town", "ML1003", 3.1411, 15.9594),
        ("ml-tidermene", "town", "ML1004", 2.4394, 16.6176),
        ("ml-indelimane", "camp", "ML1001", 1.5198, 15.8708),
        ("ml-labbezanga", "border_post", "ML0701", 0.696, 14.9563),
        ("ml-talataye", "town", "ML0701", 1.5153, 16.5315),
        ("ml-nampala", "town", "ML0404", -5.5549, 15.2807),
        ("ne-inates", "village", "NE006002", 1.3135, 15.2275),
        ("ne-chinegodar", "village", "NE006004", 3.0014, 15.2276),
        ("ne-tongo-tongo", "village", "NE006009", 1.8046, 14.9361),
        ("bf-solhan", "village", "BF5604", 0.4535, 13.3824),
        ("bf-arbinda", "town", "BF5603", -0.8654, 14.2296),
    ],
)
def test_known_traps_stand_where_reports_mean_them(key, feature, admin2, longitude, latitude):
    row = place(key)

    assert (row.admin2, row.longitude, row.latitude) == (
        admin2,
        pytest.approx(longitude, abs=0.005),
        pytest.approx(latitude, abs=0.005),
    )
    if key not in {"ml-inekar", "ml-tidermene"}:
        assert row.feature == feature


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Menaka", "ml-menaka"),
        ("Minaka", "ml-menaka"),
        ("Amalaou-laou", "ml-amalaoulaou"),
        ("Amalawlaw", "ml-amalaoulaou"),
        ("Andéranboukan", "ml-anderamboukane"),
        ("In-Delimane", "ml-indelimane"),
        ("Tin-Hama", "ml-tin-hama"),
        ("Labézanga", "ml-labbezanga"),
        ("Timbuktu", "ml-tombouctou"),
        ("Inatès", "ne-inates"),
        ("Chinagodrar", "ne-chinegodar"),
        ("Bani Bangou", "ne-banibangou"),
        ("Ayérou", "ne-ayorou"),
        ("Zaroumdareye", "ne-zaroumadareye"),
        ("Boulkessy", "ml-boulkessi"),
        ("Solna", "bf-solhan"),
        ("Aribinda", "bf-arbinda"),
        ("Fada", "bf-fada-ngourma"),
        ("zone des trois frontières", "ml-liptako-gourma"),
        ("Tillabery", "ne-tillaberi"),
    ],
)
def test_a_spelling_leads_to_one_place(spelling, key):
    assert [row.key for row in places() if spelling in (row.name, *row.aliases)] == [key]


@pytest.mark.parametrize(
    ("one", "other", "at_least_km"),
    [
        ("ml-boulkessi", "bf-boulekessi", 70),
        ("ml-essakane", "bf-essakane", 400),
        ("ml-tabankort-bourem", "ml-tabankort-menaka", 200),
    ],
)
def test_namesakes_are_apart_and_say_so(one, other, at_least_km):
    rows = {row.key: row for row in places()}

    assert kilometres(rows[one], rows[other]) > at_least_km
    assert rows[one].note
    assert rows[other].note


def test_a_roughly_known_point_has_a_radius_that_admits_it():
    rough = {row.key: row.radius_m for row in places() if "known only roughly" in row.note}

    assert rough == {"ml-inadiatafane": 25_000, "ne-intikane": 35_000}


@pytest.mark.parametrize(
    "name",
    [
        "Ansongo",
        "Ménaka",
        "Tessit",
        "Labbezanga",
        "Fafa",
        "Ouatagouna",
        "Bara",
        "Talataye",
        "Tin Hama",
        "Akabar",
        "Inates",
        "Tongo Tongo",
        "Abala",
        "Torodi",
        "Makalondi",
        "Tillia",
        "Tassara",
        "Seytenga",
        "Djibo",
        "Inata",
        "Nassoumbou",
        "Koutougou",
        "Barsalogho",
        "Pama",
        "Mondoro",
        "Gossi",
        "Hombori",
        "Boni",
        "Dioura",
        "Diafarabé",
        "Ogossagou",
        "Sobane-Da",
        "Moura",
        "Farabougou",
        "Tarkint",
        "Bourem",
        "Bamba",
        "Aguelhok",
        "Tessalit",
        "Tinzaouaten",
        "Ber",
        "Léré",
        "Nampala",
        "Téra",
        "Bankilaré",
        "Wagadou forest",
        "Ansongo-Ménaka reserve",
        "Tilemsi",
        "Azawagh",
        "Liptako-Gourma",
    ],
)
def test_holds_the_places_that_reports_name_most(name):
    assert name in {row.name for row in places()}
