"""Countries, regions and their parts: codes resolve, neighbours agree, editions say what they replaced."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from incidents.reference import RegionRow, regions

PCODES = Path(__file__).parents[3] / "shared" / "data" / "pcodes_sahel.csv"


def region(code: str) -> RegionRow:
    return {row.code: row for row in regions()}[code]


def test_codes_are_unique():
    assert [code for code, count in Counter(row.code for row in regions()).items() if count > 1] == []


@pytest.mark.parametrize(
    ("country", "level", "count"),
    [("MLI", 1, 10), ("MLI", 2, 53), ("NER", 1, 8), ("NER", 2, 67), ("BFA", 1, 13), ("BFA", 2, 45)],
)
def test_holds_every_unit_with_a_pcode_in_use(country, level, count):
    found = [row for row in regions() if (row.country, row.level, row.official) == (country, level, True)]

    assert len(found) == count


def test_holds_the_three_countries_and_their_neighbours():
    countries = {row.code for row in regions() if row.level == 0}

    assert countries == {
        "MLI",
        "NER",
        "BFA",
        "DZA",
        "MRT",
        "SEN",
        "GIN",
        "CIV",
        "GHA",
        "TGO",
        "BEN",
        "NGA",
        "TCD",
        "LBY",
    }


def test_every_name_is_given_in_french_and_english():
    assert [row.code for row in regions() if not (row.name and row.name_en)] == []


def test_a_parent_comes_before_its_parts_and_is_one_level_up():
    seen: dict[str, int] = {}
    wrong = []
    for row in regions():
        if (row.level == 0) != (row.parent is None) or (row.parent and seen.get(row.parent) != row.level - 1):
            wrong.append(row.code)
        seen[row.code] = row.level

    assert wrong == []


def test_neighbours_exist_at_the_same_level_and_agree():
    by_code = {row.code: row for row in regions()}
    wrong = [
        (row.code, other)
        for row in regions()
        for other in row.neighbours
        if other == row.code
        or other not in by_code
        or by_code[other].level != row.level
        or row.code not in by_code[other].neighbours
    ]

    assert wrong == []


def test_parts_are_neighbours_only_where_their_regions_are():
    parent = {row.code: row.parent for row in regions()}
    touching = {row.code: set(row.neighbours) for row in regions()}
    wrong = [
        (row.code, other)
        for row in regions()
        if row.level == 2
        for other in row.neighbours
        if parent[other] != row.parent and parent[other] not in touching[row.parent or ""]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("code", "neighbours"),
    [
        ("MLI", "DZA NER BFA CIV GIN SEN MRT"),
        ("ML07", "ML06 ML08 ML10 NE006 BF56"),
        ("ML10", "ML07 ML08 NE005 NE006"),
        ("NE006", "ML07 ML10 NE003 NE005 NE008 BF52 BF56"),
        ("BF56", "ML05 ML06 ML07 NE006 BF49 BF52 BF54"),
    ],
)
def test_the_three_border_area_has_its_neighbours(code, neighbours):
    assert set(region(code).neighbours) == set(neighbours.split())


def test_every_official_unit_has_a_neighbour():
    assert [row.code for row in regions() if row.official and not row.neighbours] == []


def test_predecessors_exist_in_the_same_country():
    by_code = {row.code: row for row in regions()}
    wrong = [
        row.code
        for row in regions()
        for code in row.predecessors
        if code not in by_code or by_code[code].country != row.country or by_code[code].level != row.level
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("code", "name", "predecessors", "valid_from", "official"),
    [
        ("ML10", "Ménaka", ("ML07",), "2012", True),
        ("ML-X-TAOUDENIT", "Taoudénit", ("ML06",), "2012", False),
        ("ML-X-BANDIAGARA", "Bandiagara", ("ML05",), "2023-03", False),
        ("ML-X-DOUENTZA", "Douentza", ("ML05",), "2023-03", False),
        ("BF-X-LIPTAKO", "Liptako", ("BF56",), "2025-07", False),
        ("BF-X-SOUM", "Soum", ("BF56",), "2025-07", False),
    ],
)
def test_newer_editions_name_what_they_replaced(code, name, predecessors, valid_from, official):
    row = region(code)

    assert (row.name, row.predecessors, row.valid_from, row.official) == (
        name,
        predecessors,
        valid_from,
        official,
    )


def test_a_provisional_code_says_so_in_its_form_and_gives_its_source():
    provisional = [row for row in regions() if not row.official]

    assert Counter(row.country for row in provisional) == {"MLI": 10, "BFA": 17}
    assert [row.code for row in provisional if "-X-" not in row.code or not row.note] == []
    assert [row.code for row in regions() if row.official and "-X-" in row.code] == []


@pytest.mark.parametrize(
    ("code", "name", "spellings"),
    [
        ("ML10", "Ménaka", {"Menaka", "Minaka"}),
        ("ML06", "Tombouctou", {"Timbuktu"}),
        ("NE006", "Tillabéri", {"Tillaberi", "Tillabery"}),
        ("ML04", "Ségou", {"Segou"}),
        ("ML1001", "Ménaka", {"Menaka"}),
    ],
)
def test_accents_are_restored_and_the_plain_spelling_is_known(code, name, spellings):
    row = region(code)

    assert row.name == name
    assert spellings - {row.name_en, *row.aliases} == set()


@pytest.mark.skipif(not PCODES.exists(), reason="the P-code table of the test data is not here")
def test_codes_parents_and_levels_agree_with_the_pcode_table():
    with PCODES.open(encoding="utf-8", newline="") as file:
        published = {(r["P-Code"], r["Parent P-Code"], int(r["Admin Level"])) for r in csv.DictReader(file)}

    assert {(r.code, r.parent, r.level) for r in regions() if r.official and r.level} == published
