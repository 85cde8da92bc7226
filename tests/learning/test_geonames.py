"""Lines of a GeoNames country file: what is kept of them, and why a line is none."""

from __future__ import annotations

import pytest

from incidents.geonames import BadLine, GeoPlace, GeoUnit, read_lines
from tests.learning.countryfile import line


def read(*lines: str) -> list[object]:
    return list(read_lines(lines))


def place(text: str) -> GeoPlace:
    (found,) = read(text)
    assert isinstance(found, GeoPlace)
    return found


def test_a_line_in_full() -> None:
    text = line(2449893, "Tessit", 15.217, -0.3, others="Tessit,Tassit,تسيت", unit1="09", unit2="7670553")
    assert place(text) == GeoPlace(
        2449893, "Tessit", ("Tessit", "Tassit"), "village", 2000, "MLI", 15.217, -0.3, "09", "7670553"
    )
    assert place(text).key == "geonames-2449893"


@pytest.mark.parametrize(
    ("code", "feature"),
    [
        ("P.PPL", "village"), ("P.PPLA2", "town"), ("P.PPLC", "town"), ("P.PPLQ", "village"), ("A.ADM3", "area"),
        ("L.LCTY", "area"), ("L.PRK", "park"), ("L.MNA", "mine"), ("H.WLL", "well"), ("H.WLLQ", "well"),
        ("H.WTRH", "well"), ("S.CMP", "camp"), ("S.MN", "mine"), ("V.FRST", "forest"), ("S.PSTB", "border_post"),
        ("H.STM", None), ("H.LK", None), ("T.HLL", None), ("S.RUIN", None), ("S.AIRP", None), ("V.SCRB", None),
        ("A.PCLI", None), ("R.RD", None),
    ],
)  # fmt: skip
def test_kinds_of_feature(code: str, feature: str | None) -> None:
    (found,) = read(line(1, "Tadeini", 15, 1, code))
    assert (found.feature if isinstance(found, GeoPlace) else found) == feature


@pytest.mark.parametrize(("code", "level"), [("A.ADM1", 1), ("A.ADM2", 2)])
def test_administrative_units_name_the_codes_and_are_no_places(code: str, level: int) -> None:
    (found,) = read(line(1, "Ménaka Region", 15.9, 2.4, code, unit1="12070577", others="Ménaka"))
    assert found == GeoUnit(level, "Ménaka Region", ("Ménaka Region", "Ménaka"), "MLI", "12070577", "")


@pytest.mark.parametrize(
    ("others", "names"),
    [
        ("", ("I-n-Atès",)),
        ("I n Ates,INATES", ("I-n-Atès", "INATES")),
        ("In-Ates,In Ates", ("I-n-Atès", "In-Ates")),
        ("إن أتس,Ин-Атес", ("I-n-Atès",)),
        ("GAQ,Ab,https://example.org", ("I-n-Atès",)),
        ("Inates (puits)", ("I-n-Atès", "Inates (puits)")),
    ],
    ids=["none", "the same but for accents", "hyphens", "other alphabets", "codes and addresses", "brackets"],
)
def test_other_spellings(others: str, names: tuple[str, ...]) -> None:
    assert place(line(1, "I-n-Atès", 15, 1, others=others, ascii="I-n-Ates")).names == names


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("one\ttwo\n", "has 2 columns, not 19"),
        (line(1, "", 15, 1), "has no name"),
        (line(1, "x" * 161, 15, 1), "its name is longer than 160 characters"),
        (line(1, "Tadeini", "north", 1), "latitude 'north' is no number"),
        (line(1, "Tadeini", "nan", 1), "latitude nan is not between -90 and 90"),
        (line(1, "Tadeini", 91, 1), "latitude 91 is not between -90 and 90"),
        (line(1, "Tadeini", 15, -180.5), "longitude -180.5 is not between -180 and 180"),
        (line(1, "Tade\ufffdini", 15, 1), "holds bytes that are no text"),
        (line(1, "Paris", 48, 2, country="FR"), "country 'FR' is none of"),
        (line(1, "Tadeini", 15, 1).replace("1\t", "one\t", 1), "geonameid 'one' is no number"),
        (line(1, "Tadeini", 15, 1).replace("1\t", "٣\t", 1), "geonameid '٣' is no number"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(text: str, reason: str) -> None:
    first, bad, last = read(line(7, "Alkama", 15, 1), text, line(8, "Tadeini", 15, 1))
    assert isinstance(bad, BadLine)
    assert bad.line == 2
    assert bad.reason.startswith(reason)
    assert [type(first), type(last)] == [GeoPlace, GeoPlace]


def test_empty_lines_and_other_line_ends_are_read_over() -> None:
    assert [type(found) for found in read("\n", line(1, "Tadeini", 15, 1).replace("\n", "\r\n"), "")] == [
        GeoPlace
    ]
