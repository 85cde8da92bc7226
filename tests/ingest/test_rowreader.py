"""What each cell of a row may hold, and what is said when it holds something else. No database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.ingest.gazetteer import Tables
from incidents.ingest.rowreader import COLUMNS, Row, RowError, external_id_of, row_of, with_report
from tests.ingest.written import row

TODAY = date(2018, 10, 2)
TABLES = Tables.from_reference()


def read(**cells: str) -> Row:
    given = {name: text for name, text in row(**cells).items() if text}
    return row_of(given, TABLES, today=TODAY)


def refusal(**cells: str) -> tuple[str, str]:
    with pytest.raises(RowError) as refused:
        read(**cells)
    return refused.value.column, refused.value.reason


# Days ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        ({"date_start": "2018-09-30"}, "2018-09-30", "2018-09-30"),
        ({"date_start": "2018-09-01", "date_end": "2018-09-30"}, "2018-09-01", "2018-09-30"),
        ({"date_start": "2018-09-30 00:00:00"}, "2018-09-30", "2018-09-30"),
        ({"date_start": "2018-09-30T23:59"}, "2018-09-30", "2018-09-30"),
        ({"date_start": "2016-02-29"}, "2016-02-29", "2016-02-29"),
        ({"date_start": "1990-01-01"}, "1990-01-01", "1990-01-01"),
        ({"date_start": "2018-10-03"}, "2018-10-03", "2018-10-03"),
        ({"date_start": "2018-10-01", "date_end": "2018-10-31"}, "2018-10-01", "2018-10-31"),
    ],
    ids=str,
)
def test_days_are_read_as_they_stand(cells: dict[str, str], first: str, last: str) -> None:
    record = read(**cells).record
    assert (record.date_start, record.date_end) == (first, last)


NO_DAY = "is not a day that exists, as YYYY-MM-DD"
BEYOND = "lies before 1990 or after tomorrow"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2018-02-30", NO_DAY), ("2017-02-29", NO_DAY), ("29/02/2016", NO_DAY), ("01/02/2018", NO_DAY),
        ("2018-13-01", NO_DAY), ("99999-01-01", NO_DAY), ("infinity", NO_DAY), ("-infinity", NO_DAY),
        ("2018-W01-1", NO_DAY), ("20180930", NO_DAY), ("2018-9-30", NO_DAY), ("30 septembre 2018", NO_DAY),
        ("19 Muharram 1440", NO_DAY), ("1538265600", NO_DAY), ("1538265600000", NO_DAY), ("today", NO_DAY),
        ("2018-09-30T24:00", NO_DAY), ("2018-09-30T12:00+99:00", NO_DAY), ("2018-09-30T23:30-05:00", NO_DAY),
        ("2018-09-30 noon", NO_DAY), ("2018-09-30T", NO_DAY), ("٢٠١٨-٠٩-٣٠", NO_DAY), ("2018-09-30\n", NO_DAY),
        ("0001-01-01T00:00+14:00", NO_DAY), ("0000-00-00", NO_DAY),
        ("0025-09-30", BEYOND), ("0001-01-01", BEYOND), ("9999-12-31", BEYOND), ("1989-12-31", BEYOND),
        ("2018-10-04", BEYOND),
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_or_cannot_be_meant_is_refused(text: str, reason: str) -> None:
    column, said = refusal(date_start=text)
    assert column == "date_start"
    assert said.endswith(reason)


def test_an_end_before_the_beginning_is_refused() -> None:
    assert refusal(date_start="2018-09-30", date_end="2018-09-29") == (
        "date_end",
        "2018-09-29 lies before 2018-09-30",
    )


@pytest.mark.parametrize("column", ["external_id", "date_start", "event_type"])
def test_a_required_cell_that_is_empty_is_refused(column: str) -> None:
    assert refusal(**{column: ""}) == (column, "is empty")


# Codes -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "text", "taken"),
    [
        ("event_type", "BATTLES", "battles"),
        ("time_precision", "month", "month"),
        ("date_meaning", "lasted", "lasted"),
        ("verification", "disputed", "disputed"),
        ("location_policy", "hidden", "hidden"),
        ("release_to", "analysts", 1),
        ("civilian_targeting", "TRUE", True),
        ("civilian_targeting", "0", False),
        ("weapons", "ied; drone;ied", ("ied", "drone")),
        ("communities", "tuareg", ("tuareg",)),
        ("risks", "terrorism;death_and_injury", ("terrorism", "death_and_injury")),
        ("sectors", ";property;", ("property",)),
    ],
)
def test_codes_are_taken_in_any_case_and_once_each(column: str, text: str, taken: Any) -> None:
    assert getattr(read(**{column: text}).record, column) == taken


@pytest.mark.parametrize(
    "column",
    ["event_type", "sub_event_type", "time_precision", "date_meaning", "weapons", "communities", "risks", "sectors",
     "verification", "location_policy", "geo_precision", "attribution", "claim_status"],
)  # fmt: skip
def test_a_code_that_is_not_known_is_refused_with_those_that_are(column: str) -> None:
    refused, reason = refusal(**{column: "nonsense"})
    assert refused == column
    assert reason.startswith("'nonsense' is none of ")


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("release_to", "everybody", "'everybody' is not public or analysts"),
        ("civilian_targeting", "perhaps", "'perhaps' is not true or false"),
        ("sub_event_type", "armed_clash",
         "'armed_clash' does not belong to violence_against_civilians: takes sexual_violence, attack,"
         " abduction_forced_disappearance"),
        ("synthetic", "true", "is sample data: it does not become an incident"),
        ("external_id", "x" * 301, "has more than 300 characters"),
        ("url", "javascript:alert(1)", "is not an http or https address"),
        ("url", "https://x y", "is not an http or https address"),
        ("url", "https://" + "x" * 2000, "is not an http or https address"),
        ("published", "2 October", "'2 October' is not a day that exists, as YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_other_cells_are_refused_with_what_they_take(column: str, text: str, reason: str) -> None:
    assert refusal(**{column: text}) == (column, reason)


# Figures -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        ({"killed_best": "22"}, (None, 22, None, "", "")),
        ({"killed_best": "0"}, (None, 0, None, "", "")),
        ({"killed_best": "22.0"}, (None, 22, None, "", "")),
        ({"killed_low": "20", "killed_best": "22", "killed_high": "30"}, (20, 22, 30, "", "")),
        ({"killed_best": "", "killed_low": "12"}, (12, None, None, "", "")),
        ({"killed_best": "", "killed_words": "dozens"}, (None, None, None, "vague", "dozens")),
        ({"killed_best": "12", "killed_words": "at least 12"}, (None, 12, None, "", "at least 12")),
    ],
    ids=str,
)
def test_a_toll_is_kept_as_given_and_vague_words_stay_words(
    cells: dict[str, str], taken: tuple[Any, ...]
) -> None:
    (row,) = read(**cells).record.estimates
    assert (row.low, row.best, row.high, row.quantifier, row.words) == taken


def test_an_empty_toll_is_unknown_and_not_zero() -> None:
    assert read(killed_best="").record.estimates == ()


def test_each_figure_goes_to_its_own_kind_and_group() -> None:
    rows = read(killed_best="5", civilians_killed="3", injured="7", abducted="1").record.estimates
    assert [(row.kind, row.group, row.best) for row in rows] == [
        ("killed", "all", 5), ("killed", "civilians", 3), ("injured", "all", 7), ("abducted", "all", 1),
    ]  # fmt: skip


WORDS = "is not a number of people: leave it empty and put the words into killed_words"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-1", "-1: a number of people cannot be negative"),
        ("dozens", f"'dozens' {WORDS}"), ("several", f"'several' {WORDS}"), ("5-10", f"'5-10' {WORDS}"),
        ("3.5", f"'3.5' {WORDS}"), ("13,5", f"'13,5' {WORDS}"), ("1_3", f"'1_3' {WORDS}"), ("1e3", f"'1e3' {WORDS}"),
        ("١٣", f"'١٣' {WORDS}"), ("１３", f"'１３' {WORDS}"), ("nan", f"'nan' {WORDS}"),
        ("inf", f"'inf' {WORDS}"), ("+3", f"'+3' {WORDS}"), ("0x10", f"'0x10' {WORDS}"), ("3 000", f"'3 000' {WORDS}"),
        ("1" + "0" * 20, f"'1{'0' * 20}' {WORDS}"), ("9" * 5000, f"'{'9' * 40}' {WORDS}"),
        ("1000001", "1000001 is more than 1000000"),
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_a_toll_that_is_no_whole_number_is_refused(text: str, reason: str) -> None:
    assert refusal(killed_best=text) == ("killed_best", reason)


@pytest.mark.parametrize("column", ["injured", "abducted", "civilians_killed", "killed_low", "killed_high"])
def test_every_figure_is_as_strict(column: str) -> None:
    assert refusal(**{column: "dozens"})[0] == column


@pytest.mark.parametrize(("low", "best", "high"), [("5", "3", ""), ("", "5", "3"), ("5", "", "3")])
def test_a_range_out_of_order_is_refused(low: str, best: str, high: str) -> None:
    assert refusal(killed_low=low, killed_best=best, killed_high=high) == (
        "killed_low",
        "killed_low, killed_best and killed_high must not decrease",
    )


# Who ---------------------------------------------------------------------------------------------------------
def parties(**cells: str) -> list[tuple[str | None, str, str, str, str]]:
    rows = read(**cells).record.involvements
    return [(row.actor, row.role, row.attribution, row.claim_status, row.words) for row in rows]


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        ({}, []),
        ({"perpetrator": "isgs"}, [("isgs", "perpetrator", "stated", "unknown", "")]),
        ({"perpetrator": "ISGS", "attribution": "suspected", "claim_status": "none", "attribution_words": "probably"},
         [("isgs", "perpetrator", "suspected", "none", "probably")]),
        ({"perpetrator": "isgs; jnim;isgs"},
         [("isgs", "perpetrator", "stated", "unknown", ""), ("jnim", "perpetrator", "stated", "unknown", "")]),
        ({"target": "civilians"}, [("civilians", "target", "stated", "unknown", "")]),
        ({"claim_status": "none"}, [(None, "perpetrator", "unknown", "none", "")]),
        ({"claim_status": "unknown"}, []),
    ],
    ids=str,
)  # fmt: skip
def test_parties_keep_attribution_and_claim_apart(cells: dict[str, str], taken: list[Any]) -> None:
    assert parties(**cells) == taken


@pytest.mark.parametrize("column", ["perpetrator", "target"])
def test_an_actor_that_no_table_knows_is_refused(column: str) -> None:
    assert refusal(**{column: "The Unheard-of Front"}) == (
        column,
        "no actor is called 'The Unheard-of Front': add it to the actors, or correct the name",
    )


def test_a_name_of_several_actors_is_refused_with_their_slugs() -> None:
    several = next(
        (name.name, slugs)
        for actor in TABLES.actors.values()
        for name in actor.names
        if len(
            slugs := {found.slug for found, _name in TABLES.actor_names.exactly(name.name.lower().split())}
        )
        > 1
    )
    column, reason = refusal(perpetrator=several[0])
    assert (column, reason) == (
        "perpetrator",
        f"{several[0][:60]!r} may be {', '.join(sorted(several[1]))}: give the slug",
    )


# Where -----------------------------------------------------------------------------------------------------
def where(**cells: str) -> dict[str, Any]:
    names = ("place", "second_place", "stated_region", "longitude", "latitude", "radius_m", "geo_precision")
    record = asdict(read(**{"place": "", **cells}).record)
    return {name: record[name] for name in names if record[name] is not None}


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        ({}, {}),
        ({"place": "Ansongo"}, {"place": "ml-ansongo"}),
        ({"place": "ANSONGO"}, {"place": "ml-ansongo"}),
        ({"place": "Me\u0301naka"}, {"place": "ml-menaka"}),
        ({"place": "M\u00e9naka"}, {"place": "ml-menaka"}),
        ({"place": "ml-ansongo"}, {"place": "ml-ansongo"}),
        ({"place": "Ansongo", "second_place": "Ménaka"}, {"place": "ml-ansongo", "second_place": "ml-menaka"}),
        ({"country": "mli"}, {"stated_region": "MLI"}),
        ({"country": "MLI", "admin1": "Gao"}, {"stated_region": "ML07"}),
        ({"admin1": "ML07"}, {"stated_region": "ML07"}),
        ({"longitude": "0.5", "latitude": "15.66"}, {"longitude": 0.5, "latitude": 15.66}),
        ({"longitude": "5e-1", "latitude": "+15.66", "radius_m": "2000"},
         {"longitude": 0.5, "latitude": 15.66, "radius_m": 2000}),
        ({"longitude": "0.5", "latitude": "15.66", "place": "a hamlet nobody listed"},
         {"longitude": 0.5, "latitude": 15.66}),
        ({"longitude": "0.5", "latitude": "15.66", "geo_precision": "admin1", "admin1": "ML07"},
         {"stated_region": "ML07"}),
    ],
    ids=str,
)  # fmt: skip
def test_a_place_a_region_or_a_point_is_taken(cells: dict[str, str], taken: dict[str, Any]) -> None:
    assert where(**cells) == taken


def test_a_place_of_several_bearers_is_refused_with_their_keys_and_found_by_its_country() -> None:
    column, reason = refusal(place="Gao")
    keys = sorted(place.key for place in TABLES.places.values() if place.name == "Gao")
    assert (column, reason) == ("place", f"'Gao' may be {', '.join(keys)}: give the key")
    assert where(place="Gao", country="MLI")["place"] == "ml-gao"


def test_a_place_that_is_not_known_is_refused_with_similar_names() -> None:
    column, reason = refusal(place="Ansonggo")
    assert column == "place"
    assert reason.startswith(
        "no place is called 'Ansonggo': add it to the gazetteer or give coordinates; similar:"
    )
    assert "Ansongo" in reason


NO_NUMBER = "is not a number of degrees with a decimal point"


@pytest.mark.parametrize(
    ("longitude", "latitude", "column", "reason"),
    [
        ("13,5", "2.1", "longitude", f"'13,5' {NO_NUMBER}"),
        ("2.1", "13°30'N", "latitude", f'"13°30\'N" {NO_NUMBER}'),
        ("nan", "13", "longitude", f"'nan' {NO_NUMBER}"),
        ("2", "inf", "latitude", f"'inf' {NO_NUMBER}"),
        ("-inf", "13", "longitude", f"'-inf' {NO_NUMBER}"),
        ("1e400", "13", "longitude", f"'1e400' {NO_NUMBER}"),
        ("١٣", "13", "longitude", f"'١٣' {NO_NUMBER}"),
        ("１３", "13", "longitude", f"'１３' {NO_NUMBER}"),
        ("1_3", "13", "longitude", f"'1_3' {NO_NUMBER}"),
        ("0x1p3", "13", "longitude", f"'0x1p3' {NO_NUMBER}"),
        ("SRID=999999;POINT(1 2)", "13", "longitude", f"'SRID=999999;POINT(1 2)' {NO_NUMBER}"),
        ("181", "13", "longitude", "181 is outside -180..180 degrees"),
        ("2", "91", "latitude", "91 is outside -90..90 degrees"),
        ("500", "500", "longitude", "500 is outside -180..180 degrees"),
        ("2", "", "latitude", "is empty while the other coordinate is given"),
        ("", "13", "longitude", "is empty while the other coordinate is given"),
    ],
)
def test_coordinates_that_are_no_degrees_are_refused(
    longitude: str, latitude: str, column: str, reason: str
) -> None:
    assert refusal(longitude=longitude, latitude=latitude) == (column, reason)


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"country": "Mali"}, "country", "'MALI' is not known here: takes "),
        ({"country": "ML07"}, "country", "'ML07' is not known here: takes "),
        ({"admin1": "Atlantis"}, "admin1", "'Atlantis' is not one region of that name: give its P-code"),
        ({"admin1": "Gao", "country": "NER"}, "admin1", "'Gao' is not one region of that name: give its P-code"),
        ({"second_place": "Ménaka", "place": ""}, "second_place", "needs a place, too"),
        ({"second_place": "Nowhere at all"}, "second_place", "no place is called 'Nowhere at all'"),
        ({"longitude": "0.5", "latitude": "15.6", "radius_m": "0"}, "radius_m", "0 is outside 1..2000000 metres"),
        ({"longitude": "0.5", "latitude": "15.6", "radius_m": "2 km"}, "radius_m", "'2 km' is not a number of metres"),
    ],
    ids=str,
)  # fmt: skip
def test_other_words_for_where_are_refused(cells: dict[str, str], column: str, reason: str) -> None:
    refused, said = refusal(**cells)
    assert refused == column
    assert said.startswith(reason)


# All of it -------------------------------------------------------------------------------------------------
def test_an_id_is_the_same_in_composed_and_decomposed_letters() -> None:
    assert external_id_of({"external_id": "Me\u0301naka-1"}) == external_id_of(
        {"external_id": "M\u00e9naka-1"}
    )


def test_with_its_report_every_figure_and_party_names_it() -> None:
    record = with_report(read(perpetrator="isgs").record, 7, "source-1:a")
    assert [row.report for row in (*record.estimates, *record.involvements, *record.sources)] == [7, 7, 7]
    assert record.external_ids == ("source-1:a",)


strange = st.text(max_size=12) | st.sampled_from(
    ["", "nan", "1e400", "-5", "2018-02-30", "Gao", "0.5", ";;", "true"]
)


@settings(max_examples=200, deadline=timedelta(seconds=1))
@given(st.dictionaries(st.sampled_from([*COLUMNS, "synthetic"]), strange))
def test_any_row_gives_a_record_or_a_refusal_that_names_one_of_its_columns(cells: dict[str, str]) -> None:
    given = {**row(), **cells}
    answers = {_answer(given) for _turn in range(2)}
    assert len(answers) == 1
    assert answers.pop() in {*given, *COLUMNS, "taken"}


def _answer(cells: dict[str, str]) -> str:
    try:
        row_of(cells, TABLES, today=TODAY)
    except RowError as refused:
        return refused.column
    return "taken"


def test_the_point_of_no_place_is_refused() -> None:
    assert refusal(longitude="0", latitude="0.0") == (
        "longitude",
        "0, 0 lies in the sea and mostly means that no point is known: leave it empty",
    )


def test_a_point_far_from_the_place_that_the_row_names_is_refused() -> None:
    assert refusal(place="Ansongo", longitude="-3.0", latitude="16.77") == (
        "longitude",
        "the point lies 394 km from Ansongo (ml-ansongo): correct one of them",
    )
    assert where(place="Ansongo", longitude="0.6", latitude="15.7")["place"] == "ml-ansongo"


# All that is wrong at once -----------------------------------------------------------------------------
def test_every_wrong_cell_of_a_row_is_told_at_once() -> None:
    with pytest.raises(RowError) as refused:
        read(
            date_start="2018-02-30", event_type="war", weapons="ied;bow", killed_best="many", injured="-1",
            perpetrator="isgs; Nobody; Nemo", longitude="13,5", latitude="91", country="XYZ", url="ftp://x",
        )  # fmt: skip
    assert [column for column, _reason in refused.value.problems] == [
        "date_start", "event_type", "weapons", "killed_best", "injured", "perpetrator", "perpetrator", "country",
        "longitude", "latitude", "url",
    ]  # fmt: skip
    assert (refused.value.column, refused.value.reason) == refused.value.problems[0]


def test_a_single_wrong_cell_is_the_only_problem() -> None:
    with pytest.raises(RowError) as refused:
        read(killed_best="many")
    assert refused.value.problems == (("killed_best", f"'many' {WORDS}"),)


# Texts -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["M\u00c3\u00a9naka", "Attack at Tillab\u00c3\u00a9ri", "d\u00e2\u20ac\u2122eau", "5\u00c2\u00b0"]
)
@pytest.mark.parametrize("column", ["place", "summary_fr", "internal_notes"])
def test_a_text_that_was_encoded_twice_is_refused_and_never_repaired(column: str, text: str) -> None:
    assert refusal(**{column: text})[:2] == (
        column,
        "was encoded twice (such as M\u00c3\u00a9naka): save the file anew as UTF-8",
    )


@pytest.mark.parametrize(
    "text", ["Ménaka", "\u00c2ge d'or", "S\u00c3O", "\u00e2 la", "13 \u00b0C", "\u202etxet", "\u2d63\u2d53"]
)
def test_a_text_in_any_alphabet_is_taken(text: str) -> None:
    assert read(summary_fr=text).record.summaries == {"fr": text}


def test_notes_for_the_desk_are_kept_with_the_names_that_nobody_knows() -> None:
    cells = {"place": "a hamlet", "longitude": "0.5", "latitude": "15.66", "internal_notes": "By phone."}
    assert read(**cells).record.internal_notes == "By phone.\nPlace as given: a hamlet"


def test_notes_of_more_than_twenty_thousand_characters_are_refused() -> None:
    assert refusal(internal_notes="x" * 20_001) == ("internal_notes", "has more than 20000 characters")


# More figures and parties ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        ({"arrested": "4"}, ("arrested", "all", 4, 4, 4)),
        ({"arrested_low": "4"}, ("arrested", "all", 4, None, None)),
        ({"injured_low": "2", "injured": "5"}, ("injured", "all", 2, 5, 5)),
        ({"abducted_low": "1"}, ("abducted", "all", 1, None, None)),
        ({"missing": "2"}, ("missing", "all", 2, 2, 2)),
        ({"displaced": "3000"}, ("displaced", "all", 3000, 3000, 3000)),
        ({"state_forces_killed": "6"}, ("killed", "state_forces", 6, 6, 6)),
        ({"armed_group_killed": "6"}, ("killed", "armed_group", 6, 6, 6)),
        ({"unknown_killed": "6"}, ("killed", "unknown", 6, 6, 6)),
    ],
    ids=str,
)
def test_a_figure_goes_to_its_kind_and_group(cells: dict[str, str], taken: tuple[Any, ...]) -> None:
    (row,) = read(killed_best="", **cells).record.estimates
    assert (row.kind, row.group, row.low, row.best, row.high) == taken


def test_a_lowest_number_above_the_number_is_refused() -> None:
    assert refusal(injured_low="5", injured="3") == (
        "injured_low",
        "injured_low and injured must not decrease",
    )


def test_a_party_in_neither_role_is_another() -> None:
    assert parties(other_party="isgs; jnim") == [
        ("isgs", "other", "stated", "unknown", ""),
        ("jnim", "other", "stated", "unknown", ""),
    ]


# Rows of a provider ------------------------------------------------------------------------------------
def lenient(**cells: str) -> Row:
    given = {name: text for name, text in row(**{"place": "", **cells}).items() if text}
    return row_of(given, TABLES, today=TODAY, lenient=True)


def test_parties_that_no_table_knows_stay_in_words_one_row_per_role() -> None:
    rows = lenient(
        perpetrator="isgs; Front A; Front B", target="Civilians (Mali)", other_party="Militia", claim_status="none",
        attribution_words="probably",
    ).record.involvements  # fmt: skip
    assert [
        (party.actor, party.role, party.attribution, party.claim_status, party.words) for party in rows
    ] == [
        ("isgs", "perpetrator", "stated", "none", "probably"),
        (None, "perpetrator", "unknown", "none", "Front A; Front B; probably"),
        ("civilians", "target", "stated", "unknown", ""),
        (None, "other", "unknown", "unknown", "Militia"),
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Civilians (Mali)", "civilians"),
        ("Military Forces of Mali (2020-)", "fama"),
        ("Military Forces of Mali (2012-2020)", "fama"),
        ("JNIM: Group for Support of Islam and Muslims", "jnim"),
        ("Islamic State (Khorasan)", None),
        ("Police Forces of Kenya (2013-)", None),
    ],
)
def test_a_providers_way_of_naming_a_party_is_understood_and_nothing_is_guessed(
    name: str, slug: str | None
) -> None:
    (party,) = lenient(perpetrator=name).record.involvements
    assert (party.actor, party.words) == (slug, "" if slug else name)


@pytest.mark.parametrize(
    ("cells", "region", "notes"),
    [
        ({"country": "Mali", "admin1": "Gao"}, "ML07", ""),
        ({"country": "Burkina Faso", "admin1": "Est"}, "BF52", ""),
        ({"country": "NER", "admin1": "Tillabéri Region"}, "NE006", ""),
        ({"country": "NER", "admin1": "Tillab\u00c3\u00a9ri Region"}, "NE006", ""),
        ({"country": "Mali", "admin1": "Gao region", "admin2": "Ansongo cercle"}, "ML0701", ""),
        (
            {"country": "Mali", "admin1": "Gao region", "admin2": "Nowhere"},
            "ML07",
            "Region as given: Nowhere",
        ),
        ({"country": "Mali", "admin1": "Kalley"}, "MLI", "Region as given: Kalley"),
        ({"country": "Mali", "admin1": "Sahel"}, "MLI", "Region as given: Sahel"),
    ],
    ids=str,
)
def test_of_a_region_that_is_not_known_the_coarser_one_counts(
    cells: dict[str, str], region: str, notes: str
) -> None:
    record = lenient(**cells).record
    assert (record.stated_region, record.internal_notes) == (region, notes)


@pytest.mark.parametrize(
    ("cells", "place", "notes"),
    [
        ({"place": "Ansongo town"}, "ml-ansongo", ""),
        ({"place": "a hamlet"}, None, "Place as given: a hamlet"),
        ({"place": "Gao"}, None, "Place as given: Gao"),
        ({"place": "Gao", "country": "MLI"}, "ml-gao", ""),
        ({"place": "Ansongo", "longitude": "-3.0", "latitude": "16.77"}, None, "Place as given: Ansongo"),
    ],
    ids=str,
)
def test_a_place_that_is_not_one_place_stays_in_words(
    cells: dict[str, str], place: str | None, notes: str
) -> None:
    record = lenient(**cells).record
    assert (record.place, record.internal_notes) == (place, notes)


def test_a_country_that_is_not_known_is_refused_by_name_before_all_else() -> None:
    with pytest.raises(RowError) as refused:
        lenient(country="Syria", date_start="nonsense")
    assert [column for column, _reason in refused.value.problems] == ["country"]
    assert refused.value.reason.startswith("'Syria' is not known here: takes BEN, BFA, ")


def test_figures_out_of_order_are_put_in_order_and_marked_the_best_staying_what_it_is() -> None:
    (found,) = lenient(killed_low="8", killed_best="5", killed_high="4").record.estimates
    assert (found.low, found.best, found.high, found.reordered) == (4, 5, 8, True)
    (found,) = lenient(killed_low="4", killed_best="5", killed_high="8").record.estimates
    assert (found.low, found.best, found.high, found.reordered) == (4, 5, 8, False)


def test_a_row_that_was_kept_with_what_the_provider_gave_is_read_as_a_providers_again() -> None:
    cells = {**row(perpetrator="Front A"), "as_given": "{}"}
    assert [party.words for party in row_of(cells, TABLES, today=TODAY).record.involvements] == ["Front A"]


def test_names_are_looked_up_anew_for_other_tables() -> None:
    empty = Tables([], [], list(TABLES.regions.values()))
    assert row_of(row(), TABLES, today=TODAY).record.place == "ml-ansongo"
    with pytest.raises(RowError, match="no place is called 'Ansongo'"):
        row_of(row(), empty, today=TODAY)
