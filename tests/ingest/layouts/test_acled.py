"""What is made of ACLED's rows. Every row here is invented; only the shape is ACLED's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from incidents.codes import SUB_EVENTS
from incidents.ingest.formats import RawRow
from incidents.ingest.imports import layout_of
from incidents.ingest.layouts import acled
from incidents.ingest.layouts.acled import ACLED
from tests.ingest.layouts import given
from tests.ingest.layouts.given import estimates, parties, told

NEW = {
    "event_id_cnty": "MLI90001", "event_date": "2018-09-30", "year": "2018", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Violence against civilians", "sub_event_type": "Attack",
    "actor1": "JNIM: Group for Support of Islam and Muslims", "assoc_actor_1": "", "inter1": "Rebel group",
    "actor2": "Civilians (Mali)", "assoc_actor_2": "Fulani Ethnic Group (Mali); Farmers (Mali)",
    "inter2": "Civilians", "interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting",
    "iso": "466", "region": "Western Africa", "country": "Mali", "admin1": "Gao", "admin2": "Ansongo", "admin3": "Ansongo",
    "location": "Ansongo", "latitude": "15.66", "longitude": "0.50", "geo_precision": "1", "source": "Invented Radio; Made-up Press",
    "source_scale": "National", "notes": "On 30 September 2018, an invented attack left 4 dead.", "fatalities": "4",
    "tags": "", "timestamp": "1538400000",
}  # fmt: skip
OLD = {
    "data_id": "700001", "iso": "466", "iso3": "MLI", "event_id_no_cnty": "90001", "event_date": "30 September 2018",
    "year": "2018", "time_precision": "1", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Mali (2013-)", "assoc_actor_1": "", "inter1": "1", "actor2": "An Invented Front",
    "assoc_actor_2": "", "inter2": "2.0", "interaction": "12", "country": "Mali", "admin1": "Gao", "location": "Ansongo",
    "latitude": "15.66", "longitude": "0.50", "geo_precision": "1", "source": "Invented Radio", "notes": "", "fatalities": "0",
}  # fmt: skip
OTHER_SIDE = {
    **NEW, "actor1": NEW["actor2"], "assoc_actor_1": NEW["assoc_actor_2"], "inter1": NEW["inter2"],
    "actor2": NEW["actor1"], "assoc_actor_2": NEW["assoc_actor_1"], "inter2": NEW["inter1"],
}  # fmt: skip


def read(**cells: str) -> Any:
    return given.read(ACLED, {**NEW, **cells})


def refused(**cells: str) -> str:
    ((_line, text),) = told(given.rows(ACLED, {**NEW, **cells}))
    return text


@pytest.mark.parametrize("columns", [NEW, OLD])
def test_an_export_is_recognised_by_its_columns_and_never_passed_on(columns: dict[str, str]) -> None:
    layout = layout_of(columns)
    assert (layout.name, layout.lenient, layout.restricted) == ("acled", True, True)


def test_a_row_of_a_new_export_says_all_that_it_can() -> None:
    row = given.read(ACLED, NEW)
    record = row.record
    assert row.external_id == "MLI90001"
    assert (record.date_start, record.date_end, record.time_precision) == ("2018-09-30", "2018-09-30", "day")
    assert (record.event_type, record.sub_event_type) == ("violence_against_civilians", "attack")
    assert (record.place, record.longitude, record.latitude, record.geo_precision) == (
        "ml-ansongo",
        0.5,
        15.66,
        "settlement",
    )
    assert record.stated_region == "ML0701"
    assert parties(row) == [("jnim", "perpetrator", ""), ("civilians", "target", "")]
    assert (record.civilian_targeting, record.communities) == (True, ("fulani",))
    assert estimates(row) == {("killed", "all"): (None, 4, None, "")}
    assert record.summaries == {}
    assert record.internal_notes == (
        "On 30 September 2018, an invented attack left 4 dead.\nSources (ACLED): Invented Radio; Made-up Press; National"
    )


def test_a_row_of_an_old_export_is_keyed_by_its_data_id_and_dated_in_words() -> None:
    row = given.read(ACLED, OLD)
    assert (row.external_id, row.record.date_start, row.record.event_type) == (
        "700001",
        "2018-09-30",
        "battles",
    )
    assert parties(row) == [("fama", "other", ""), (None, "other", "An Invented Front")]
    assert (row.record.civilian_targeting, row.record.stated_region) == (None, "ML07")
    assert estimates(row) == {("killed", "all"): (None, 0, None, "")}


def test_the_row_as_it_was_given_is_kept() -> None:
    assert json.loads(given.cells(ACLED, NEW)["as_given"]) == {
        name: text for name, text in NEW.items() if text
    }


@pytest.mark.parametrize("key", ["", "undefined", "acled-undefined", "nan", "NULL", "None"])
def test_nothing_is_filed_under_an_empty_id(key: str) -> None:
    assert refused(event_id_cnty=key) == "event_id_cnty: is empty: nothing is filed under an empty id"


def test_many_rows_without_an_id_are_each_refused() -> None:
    found = given.rows(ACLED, *[{**NEW, "event_id_cnty": ""}] * 3)
    assert [line for line, _text in told(found)] == [2, 3, 4]


# Codes ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Battles", "battles"), ("Explosions/Remote violence", "explosions_remote_violence"),
        ("Violence against civilians", "violence_against_civilians"), ("Protests", "protests"), ("RIOTS", "riots"),
        ("Strategic developments", "strategic_developments"),
    ],
)  # fmt: skip
def test_event_types_are_our_codes(text: str, code: str) -> None:
    assert given.cells(ACLED, {**NEW, "event_type": text})["event_type"] == code


SUB_EVENT_NAMES = """Armed clash|Government regains territory|Non-state actor overtakes territory|Chemical weapon
Air/drone strike|Suicide bomb|Shelling/artillery/missile attack|Remote explosive/landmine/IED|Grenade|Sexual violence
Attack|Abduction/forced disappearance|Peaceful protest|Protest with intervention|Excessive force against protesters
Violent demonstration|Mob violence|Agreement|Arrests|Change to group/activity|Disrupted weapons use
Headquarters or base established|Looting/property destruction|Non-violent transfer of territory|Other"""


def test_each_of_the_25_sub_event_types_is_a_code_of_its_own() -> None:
    names = [name for line in SUB_EVENT_NAMES.splitlines() for name in line.split("|")]
    found = [given.cells(ACLED, {**NEW, "sub_event_type": name})["sub_event_type"] for name in names]
    assert found == [sub.value for subs in SUB_EVENTS.values() for sub in subs]


@pytest.mark.parametrize(
    "disorder", ["Demonstrations", "Demostrations", "Political violence; Demonstrations", ""]
)
def test_a_disorder_type_in_any_spelling_is_no_reason_to_refuse(disorder: str) -> None:
    row = read(disorder_type=disorder, event_type="Protests", sub_event_type="Peaceful protest", actor2="", inter2="0",
               actor1="Protesters (Mali)", inter1="6", civilian_targeting="")  # fmt: skip
    assert (row.record.event_type, row.record.sub_event_type) == ("protests", "peaceful_protest")
    assert (parties(row), row.record.civilian_targeting) == ([("protesters", "other", "")], None)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"event_type": "War"}, "event_type: 'War' is no code of ACLED's"),
        ({"sub_event_type": "Skirmish"}, "sub_event_type: 'Skirmish' is no code of ACLED's"),
        ({"geo_precision": "4"}, "geo_precision: '4' is none of 1, 2, 3"),
        ({"time_precision": "day"}, "time_precision: 'day' is none of 1, 2, 3"),
    ],
    ids=str,
)
def test_a_code_that_acled_does_not_have_is_refused(cells: dict[str, str], text: str) -> None:
    assert refused(**cells) == text


# When and where ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "first", "last", "precision"),
    [
        ({"time_precision": "1"}, "2018-09-30", "2018-09-30", "day"),
        ({"time_precision": "2"}, "2018-09-24", "2018-09-30", "week"),
        ({"time_precision": "2.0", "event_date": "2018-09-24"}, "2018-09-24", "2018-09-30", "week"),
        ({"time_precision": "3"}, "2018-09-01", "2018-09-30", "month"),
        ({"time_precision": "3", "event_date": "15 February 2020"}, "2020-02-01", "2020-02-29", "month"),
    ],
    ids=str,
)
def test_a_week_or_a_month_is_a_range_of_days(
    cells: dict[str, str], first: str, last: str, precision: str
) -> None:
    record = read(**cells).record
    assert (record.date_start, record.date_end, record.time_precision) == (first, last, precision)
    assert record.date_meaning == "once_within"


@pytest.mark.parametrize(
    "text", ["0025-09-30", "30 Foo 2018", "31 February 2018", "2018-02-30", "30/09/2018", ""]
)
@pytest.mark.parametrize("precision", ["1", "2", "3"])
def test_a_day_that_cannot_be_meant_is_refused(text: str, precision: str) -> None:
    from incidents.ingest.rowreader import RowError

    with pytest.raises(RowError) as wrong:
        read(event_date=text, time_precision=precision)
    assert wrong.value.column == "date_start"


@pytest.mark.parametrize(
    ("precision", "place", "point", "region", "taken"),
    [
        ("1", "ml-ansongo", (0.5, 15.66), "ML0701", "settlement"),
        ("2.0", "ml-ansongo", (0.5, 15.66), "ML0701", "near"),
        ("3", None, (None, None), "ML07", None),
        ("", "ml-ansongo", (0.5, 15.66), "ML0701", None),
    ],
)
def test_a_provincial_capital_that_stands_for_its_region_is_no_point(
    precision: str, place: str | None, point: tuple[Any, Any], region: str, taken: str | None
) -> None:
    record = read(geo_precision=precision).record
    assert (record.place, (record.longitude, record.latitude)) == (place, point)
    assert (record.stated_region, record.geo_precision) == (region, taken)


# Figures -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fatalities", "notes", "taken"),
    [
        ("10", "Tens of people were killed.", (10, None, None, "Tens")),
        ("12", "Dozens were killed.", (12, None, None, "Dozens")),
        ("12", "several dozen people died", (12, None, None, "several dozen")),
        ("100", "Hundreds died.", (100, None, None, "Hundreds")),
        ("10", "Ten people died.", (None, 10, None, "")),
        ("12", "12 people died.", (None, 12, None, "")),
        ("12", "Attendants fled.", (None, 12, None, "")),
        ("11", "Dozens were wounded, 11 died.", (None, 11, None, "")),
        ("12.0", "Dozens were killed.", (12, None, None, "Dozens")),
        ("0", "Dozens fled.", (None, 0, None, "")),
    ],
)
def test_a_number_that_stands_for_a_word_stays_the_word(
    fatalities: str, notes: str, taken: tuple[Any, ...]
) -> None:
    row = read(fatalities=fatalities, notes=notes)
    assert estimates(row) == {("killed", "all"): taken}
    assert row.record.estimates[0].quantifier == ("vague" if taken[1] is None else "")


def test_an_empty_toll_is_unknown() -> None:
    assert estimates(read(fatalities="")) == {}


# Who -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("inter", ["7", "7.0", "Civilians", "civilians"])
def test_civilians_are_the_target_whichever_actor_they_are(inter: str) -> None:
    row = given.read(ACLED, {**OTHER_SIDE, "inter1": inter})
    assert parties(row) == [("jnim", "perpetrator", ""), ("civilians", "target", "")]


@pytest.mark.parametrize("inter", ["2", "2.0", "Rebel group", "Rebel Groups", "0", "", "nonsense"])
def test_another_code_or_none_gives_an_actor_no_direction(inter: str) -> None:
    row = read(event_type="Battles", sub_event_type="Armed clash", actor2="An Invented Front", inter2=inter,
               civilian_targeting="")  # fmt: skip
    assert parties(row) == [("jnim", "other", ""), (None, "other", "An Invented Front")]


def test_civilians_hit_by_a_bomb_have_no_perpetrator_by_that_alone() -> None:
    row = read(event_type="Explosions/Remote violence", sub_event_type="Remote explosive/landmine/IED")
    assert parties(row) == [("civilians", "target", ""), ("jnim", "other", "")]


@pytest.mark.parametrize(
    ("beside", "communities"),
    [
        ("Fulani Ethnic Group (Mali)", ("fulani",)),
        ("Dawsahak Ethnic Group (Mali); Tuareg Ethnic Group (Mali)", ("daoussahak", "tuareg")),
        ("Christian Group (Burkina Faso)", ("christians",)),
        ("Farmers (Mali); Teachers (Mali)", ()),
        ("", ()),
    ],
)
def test_communities_of_the_victims_are_kept_when_they_are_known(
    beside: str, communities: tuple[str, ...]
) -> None:
    assert read(assoc_actor_2=beside).record.communities == communities


def test_a_community_of_the_attackers_is_not_the_victims() -> None:
    assert read(assoc_actor_1="Fulani Ethnic Group (Mali)", assoc_actor_2="").record.communities == ()


# Monadic exports -----------------------------------------------------------------------------------------
def test_the_two_rows_of_an_event_become_one() -> None:
    found = given.rows(ACLED, NEW, OTHER_SIDE, {**NEW, "event_id_cnty": "MLI90002"})
    assert told(found) == [(2, "MLI90001"), (4, "MLI90002")]
    assert isinstance(found[0], RawRow)
    assert (found[0].cells["perpetrator"], found[0].cells["target"]) == (NEW["actor1"], NEW["actor2"])
    assert len(json.loads(found[0].cells["as_given"])) == 2


def test_rows_that_name_one_actor_each_are_put_together_though_others_lie_between() -> None:
    one = {**NEW, "actor2": "", "assoc_actor_2": "", "inter2": ""}
    two = {**OTHER_SIDE, "actor2": "", "assoc_actor_2": "", "inter2": ""}
    between = [{**NEW, "event_id_cnty": f"MLI{n}"} for n in range(5)]
    found = given.rows(ACLED, one, *between, two)
    assert [line for line, _key in told(found)] == [2, 3, 4, 5, 6, 7]
    assert isinstance(found[0], RawRow)
    assert (found[0].cells["perpetrator"], found[0].cells["target"]) == (NEW["actor1"], NEW["actor2"])


@pytest.mark.parametrize(
    ("column", "value"), [("fatalities", "9"), ("event_date", "2018-10-01"), ("location", "Gao")]
)
def test_a_second_row_that_says_something_else_is_refused(column: str, value: str) -> None:
    found = told(given.rows(ACLED, NEW, {**OTHER_SIDE, column: value}))
    reason = f"the two differ in {column} ({NEW[column]!r} and {value!r})"
    assert found == [
        (3, f"event_id_cnty: is a second row of event MLI90001, first in line 2: {reason}"),
        (2, "MLI90001"),
    ]


def test_a_row_that_comes_too_late_is_not_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acled, "HELD", 3)
    between = [{**NEW, "event_id_cnty": f"MLI{n}"} for n in range(5)]
    late = {**OTHER_SIDE, "actor2": "", "assoc_actor_2": "", "inter2": ""}
    found = told(given.rows(ACLED, NEW, *between, OTHER_SIDE, late))
    assert [text for line, text in found if line == 8] == []
    assert [text for line, text in found if line == 9] == [
        "event_id_cnty: is a second row of event MLI90001, first in line 2: "
        "sort the file by event_id_cnty, so that its rows stand together"
    ]
    assert [text for _line, text in found].count("MLI90001") == 1


def test_deaths_of_a_monadic_file_are_counted_once() -> None:
    events = [{**NEW, "event_id_cnty": f"MLI{n}", "fatalities": str(n)} for n in range(1, 50)]
    sides = [{**OTHER_SIDE, "event_id_cnty": f"MLI{n}", "fatalities": str(n)} for n in range(1, 50)]
    found = given.rows(ACLED, *events, *sides)
    assert sum(int(row.cells["killed_best"]) for row in found if isinstance(row, RawRow)) == sum(range(1, 50))
