"""What is made of UCDP's rows. Every row here is invented; only the shape is UCDP's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from incidents.ingest.imports import layout_of
from incidents.ingest.layouts.ucdp import UCDP
from incidents.ingest.rowreader import RowError
from tests.ingest.layouts import given
from tests.ingest.layouts.given import estimates, parties, told

ROW = {
    "id": "900001.0", "relid": "MLI-2018-1-1-1", "year": "2018.0", "type_of_violence": "1.0", "conflict_name": "Mali: Invented",
    "dyad_name": "Government of Mali - JNIM", "side_a": "Government of Mali", "side_b": "JNIM", "number_of_sources": "2.0",
    "source_article": '"Invented Radio,2018-10-01,Clash";"Made-up Press,2018-10-03,Clash"', "source_office": "Invented Radio;Made-up Press",
    "source_date": "2018-10-01;2018-10-03", "source_headline": "Clash;Clash", "source_original": "an officer",
    "where_prec": "1.0", "where_coordinates": "Ansongo town", "where_description": "in the town", "adm_1": "Gao region",
    "adm_2": "Ansongo cercle", "latitude": "15.66", "longitude": "0.50", "geom_wkt": "POINT (0.50 15.66)",
    "priogrid_gid": "151562.0", "country": "Mali", "country_id": "432.0", "region": "Africa", "event_clarity": "1.0",
    "date_prec": "1.0", "date_start": "2018-09-30", "date_end": "2018-09-30", "deaths_a": "1.0", "deaths_b": "3.0",
    "deaths_civilians": "0.0", "deaths_unknown": "2.0", "best": "6.0", "high": "8.0", "low": "6.0", "gwnoa": "432.0", "gwnob": "",
}  # fmt: skip
AGAINST_CIVILIANS = {
    **ROW, "type_of_violence": "3.0", "side_a": "JNIM", "side_b": "Civilians", "deaths_a": "0.0", "deaths_b": "0.0",
    "deaths_civilians": "6.0", "deaths_unknown": "0.0",
}  # fmt: skip


def read(**cells: str) -> Any:
    return given.read(UCDP, {**ROW, **cells})


def refused(**cells: str) -> str:
    ((_line, text),) = told(given.rows(UCDP, {**ROW, **cells}))
    return text


def test_a_file_is_recognised_by_its_columns_and_may_be_passed_on() -> None:
    layout = layout_of(ROW)
    assert (layout.name, layout.lenient, layout.restricted) == ("ucdp", True, False)


def test_a_row_says_all_that_it_can() -> None:
    row = read()
    record = row.record
    assert (row.external_id, str(row.published)) == ("900001", "2018-10-03")
    assert (record.event_type, record.sub_event_type, record.civilian_targeting) == ("battles", None, None)
    assert (record.date_start, record.date_end, record.time_precision) == ("2018-09-30", "2018-09-30", "day")
    assert (record.place, record.longitude, record.latitude, record.geo_precision) == (
        "ml-ansongo",
        0.5,
        15.66,
        "settlement",
    )
    assert record.stated_region == "ML0701"
    assert parties(row) == [("jnim", "other", ""), (None, "other", "Government of Mali")]
    assert estimates(row) == {
        ("killed", "all"): (6, 6, 8, ""),
        ("killed", "civilians"): (0, 0, 0, ""),
        ("killed", "state_forces"): (1, 1, 1, ""),
        ("killed", "armed_group"): (3, 3, 3, ""),
        ("killed", "unknown"): (2, 2, 2, ""),
    }
    assert record.summaries == {}
    assert "Sources: " in record.internal_notes
    assert "an officer" in record.internal_notes


def test_the_row_as_it_was_given_is_kept() -> None:
    assert json.loads(given.cells(UCDP, ROW)["as_given"]) == {
        name: text for name, text in ROW.items() if text
    }


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"id": ""}, "id: '' is not the number of an event"),
        ({"id": "x"}, "id: 'x' is not the number of an event"),
        ({"type_of_violence": "4.0"}, "type_of_violence: '4' is none of 1, 2, 3"),
        ({"where_prec": ""}, "where_prec: '' is none of 1, 2, 3, 4, 5, 6, 7"),
        ({"date_prec": "9"}, "date_prec: '9' is none of 1, 2, 3, 4, 5"),
    ],
    ids=str,
)
def test_a_row_without_an_id_or_of_an_unknown_code_is_refused(cells: dict[str, str], text: str) -> None:
    assert refused(**cells) == text


@pytest.mark.parametrize("country", ["Syria", "Afghanistan"])
def test_a_row_of_a_country_that_is_not_known_here_is_refused_by_name(country: str) -> None:
    with pytest.raises(RowError, match=f"country: '{country}' is not known here: takes BEN, ") as wrong:
        read(country=country)
    assert len(wrong.value.problems) == 1


# Who and how many ----------------------------------------------------------------------------------------
def test_one_sided_violence_has_a_perpetrator_and_civilians_for_its_target() -> None:
    row = given.read(UCDP, AGAINST_CIVILIANS)
    assert (row.record.event_type, row.record.civilian_targeting) == ("violence_against_civilians", True)
    assert parties(row) == [("jnim", "perpetrator", ""), ("civilians", "target", "")]
    assert estimates(row) == {
        ("killed", "all"): (6, 6, 8, ""),
        ("killed", "civilians"): (6, 6, 6, ""),
        ("killed", "armed_group"): (0, 0, 0, ""),
    }


def test_both_sides_of_non_state_violence_are_armed_groups() -> None:
    row = read(type_of_violence="2.0", side_a="GATIA, MSA", side_b="IS", deaths_unknown="0.0")
    assert parties(row) == [("gatia", "other", ""), ("msa", "other", ""), (None, "other", "IS")]
    assert estimates(row)["killed", "armed_group"] == (4, 4, 4, "")
    assert ("killed", "state_forces") not in estimates(row)


@pytest.mark.parametrize(
    ("low", "best", "high", "taken", "reordered"),
    [
        ("6.0", "6.0", "8.0", (6, 6, 8, ""), False),
        ("9.0", "6.0", "6.0", (6, 6, 9, ""), True),
        ("0.0", "6.0", "4.0", (0, 6, 6, ""), True),
        ("", "6.0", "", (None, 6, None, ""), False),
    ],
)
def test_a_range_out_of_order_is_put_in_order_and_marked(
    low: str, best: str, high: str, taken: tuple[Any, ...], reordered: bool
) -> None:
    row = read(low=low, best=best, high=high)
    assert estimates(row)["killed", "all"] == taken
    assert [one.reordered for one in row.record.estimates if one.group == "all"] == [reordered]
    kept = json.loads(given.cells(UCDP, {**ROW, "low": low, "best": best, "high": high})["as_given"])
    assert (kept.get("low", ""), kept["best"], kept.get("high", "")) == (low, best, high)


# When and where ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "end", "precision"),
    [("1.0", "2018-09-30", "day"), ("2", "2018-10-02", "week"), ("3.0", "2018-10-06", "week"),
     ("4.0", "2018-10-31", "month"), ("5.0", "2019-06-30", "year")],
)  # fmt: skip
def test_the_range_of_days_is_the_providers(code: str, end: str, precision: str) -> None:
    record = read(date_prec=code, date_end=end).record
    assert (record.date_start, record.date_end, record.time_precision) == ("2018-09-30", end, precision)


@pytest.mark.parametrize(
    ("code", "place", "point", "radius", "region", "precision"),
    [
        ("1.0", "ml-ansongo", (0.5, 15.66), None, "ML0701", "settlement"),
        ("2.0", "ml-ansongo", (0.5, 15.66), 25_000, "ML0701", "near"),
        ("3.0", None, (None, None), None, "ML0701", None),
        ("4.0", None, (None, None), None, "ML07", None),
        ("5.0", None, (None, None), None, "ML07", None),
        ("6.0", None, (None, None), None, "MLI", None),
        ("7.0", None, (None, None), None, "MLI", None),
    ],
)
def test_a_point_that_stands_for_an_area_is_no_point(
    code: str, place: str | None, point: Any, radius: int | None, region: str, precision: str | None
) -> None:
    record = read(where_prec=code).record
    assert (record.place, (record.longitude, record.latitude), record.radius_m) == (place, point, radius)
    assert (record.stated_region, record.geo_precision) == (region, precision)
    assert ("Where: Ansongo town; in the town" in record.internal_notes) is (place is None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-10-01", "2018-10-01"), ("2018-10-03;2018-10-01", "2018-10-03"), ("", "None"), ("October 2018", "None"),
        ("2018-10-32", "None"), ("1900-01-01", "None"), ("2018-10-01; unknown", "2018-10-01"),
    ],
)  # fmt: skip
def test_it_was_published_on_the_last_day_of_its_sources_if_that_is_a_day(text: str, day: str) -> None:
    assert str(read(source_date=text).published) == day
