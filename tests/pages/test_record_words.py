"""Values of the record in words: attribution over all claims, differences of images, periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from incidents.changes import NOT_COMPARED
from incidents.codes import PROBABILITY_TERM_CHOICES
from incidents.flat import COLUMN_NAMES
from incidents.views.attribution import attribution_in_words
from incidents.views.periods import bars, partial_day, span
from incidents.views.recordwords import FIELDS, LEFT_OUT, Names, differences_in_words, evidence_field

NOBODY = Names({}, {})


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def claim(**fields: Any) -> dict[str, Any]:
    """One party as `changes.images` gives it."""
    return {
        "actor": "issp", "name": "ISSP", "name_then": "ISGS", "role": "perpetrator", "community": None,
        "attribution": "suspected", "claim_status": "unknown", "words": None, "source": "Radio Ménaka",
        "as_of": None, "judgement": None, "confidence": None, **fields,
    }  # fmt: skip


# Attribution ---------------------------------------------------------------------------------------------
SAID: list[tuple[str, list[dict[str, Any]], str]] = [
    ("one suspicion", [claim()], "suspected by one source; whether it was claimed is not known"),
    (
        "two sources and the words of one",
        [claim(attribution="stated", claim_status="none"), claim(attribution="stated", source="Sahel FM", words="probably", claim_status="none")],
        "attributed by two sources, “probably”; not claimed",
    ),
    (
        "one states, one suspects",
        [claim(attribution="stated"), claim(source="Sahel FM", words="likely")],
        "attributed by one source; suspected by one source, “likely”; whether it was claimed is not known",
    ),
    ("the same source twice", [claim(), claim()], "suspected by one source; whether it was claimed is not known"),
    ("our editors", [claim(source=None, claim_status="none")], "suspected by our editors; not claimed"),
    ("claimed", [claim(attribution="stated", claim_status="claimed")], "attributed by one source; claimed by the group"),
    ("denied", [claim(claim_status="denied")], "suspected by one source; denied by the group"),
    (
        "claimed here and denied there",
        [claim(claim_status="claimed"), claim(claim_status="denied", source="Sahel FM")],
        "suspected by two sources; claimed by the group; denied by the group",
    ),
    (
        "named only",
        [claim(attribution="unknown", claim_status="none")],
        "named, but not as responsible; not claimed",
    ),
    (
        "nobody named",
        [claim(actor="unidentified-armed-group", attribution="unknown", claim_status="none")],
        "nobody is named; not claimed",
    ),
    (
        "seven sources",
        [claim(source=f"Source {n}") for n in range(7)],
        "suspected by 7 sources; whether it was claimed is not known",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "said"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_all_claims_together_in_one_sentence(claims: list[dict[str, Any]], said: str) -> None:
    assert [party["said"] for party in attribution_in_words(claims)] == [said]


def test_only_our_desks_judgement_shows_a_percentage() -> None:
    (party,) = attribution_in_words(
        [claim(words="probably", judgement="icd203:likely", confidence="moderate")]
    )
    assert "%" not in str(party["said"])
    assert party["judged"] == "likely (55-80 %, ICD-203); confidence in this judgement: moderate"


@pytest.mark.parametrize("term", [value for value, _label in PROBABILITY_TERM_CHOICES])
def test_every_term_names_its_scale(term: str) -> None:
    (party,) = attribution_in_words([claim(judgement=term, confidence="low")])
    assert ("ICD-203" if term.startswith("icd203") else "PHIA") in str(party["judged"])


def test_each_actor_has_a_line_most_sources_first_by_its_name_of_that_day() -> None:
    claims = [claim(actor="jnim", name="JNIM", name_then=None), claim(), claim(source="Sahel FM")]
    assert [(party["slug"], party["name"]) for party in attribution_in_words(claims)] == [
        ("issp", "ISGS"),
        ("jnim", "JNIM"),
    ]


@pytest.mark.parametrize(
    "claims", [[], [claim(actor=None, name=None, attribution="unknown")], [claim(role="target")]]
)
def test_where_nobody_is_named_there_is_no_line(claims: list[dict[str, Any]]) -> None:
    assert attribution_in_words(claims) == []


# Differences ---------------------------------------------------------------------------------------------
def words(field: str, old: Any, new: Any, names: Names = NOBODY) -> tuple[list[str], list[str]]:
    """(what went, what came) of one difference."""
    (told,) = differences_in_words([{"field": field, "old": old, "new": new}], names)
    return told["old"], told["new"]


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        ("verification", "unverified", "confirmed", (["Unverified"], ["Confirmed"])),
        ("killed_best", None, 0, (["not stated"], ["0"])),
        ("killed_low", 3, None, (["3"], ["not stated"])),
        ("date_start", "2018-09-30", "2018-10-01", (["30 September 2018"], ["1 October 2018"])),
        ("weapons", [], ["ied", "small_arms"], (["not stated"], ["Improvised explosive device, Small arms"])),
        ("civilian_targeting", None, True, (["not stated"], ["yes"])),
        ("radius_m", 4000, 900, (["4 km"], ["900 m"])),
        ("admin1", "ML07", "ML09", (["Gao (ML07)"], ["ML09"])),
        ("target", "fama;x", None, (["Malian army, x"], ["not stated"])),
        ("perpetrator_name", "A;B", "A", (["A, B"], ["A"])),
        ("external_ids", ["acled:1", "acled:2"], ["acled:2", "ucdp:3"], (["acled:1"], ["ucdp:3"])),
        ("summaries", {"en": {"text": "Old.", "machine": False}}, {"en": {"text": "New.", "machine": False}}, (["[en] Old."], ["[en] New."])),
        ("place", "withheld", "withheld too", (["withheld"], ["withheld too"])),
        ("unheard_of", {"a": 1}, 7, (["{'a': 1}"], ["7"])),
    ],
)  # fmt: skip
def test_old_and_new_values_in_words(
    field: str, old: Any, new: Any, told: tuple[list[str], list[str]]
) -> None:
    assert words(field, old, new, Names({"ML07": "Gao"}, {"fama": "Malian army"})) == told


def test_of_a_list_of_figures_only_what_changed_is_told() -> None:
    stays = {"kind": "injured", "group": "all", "best": 4, "low": 4, "high": 4, "source": "Radio Ménaka"}
    old = {"kind": "killed", "group": "civilians", "low": 3, "best": None, "high": None, "source": None}
    new = {**old, "best": 5, "high": 7, "words": "dozens", "disputed": True, "recommended": True}
    assert words("casualties", [stays, old], [stays, new]) == (
        ["Killed (Civilians): at least 3, our editors"],
        ["Killed (Civilians): 3–7 (best 5), our editors, “dozens”, disputed, used"],
    )


def test_parties_and_sources_in_words() -> None:
    judged = claim(judgement="phia:likely", words="probably", claim_status="denied")
    assert words("actors", [], [judged])[1] == [
        "Perpetrator: ISSP, Suspected, Denied, our desk's judgement: likely (55-75 %, PHIA yardstick), “probably”, Radio Ménaka"
    ]
    report = {
        "source": "Sahel FM",
        "reliability": "C",
        "credibility": 3,
        "role": "corroborating",
        "published": "2018-10-02",
    }
    assert words("reports", [], [report])[1] == ["Sahel FM (C3), 2018-10-02, Corroborating"]


@pytest.mark.parametrize(
    "value", ["withheld", 5, True, ["x", 3, None], {"en": "text"}, [[1]], [{}], {"en": {}}, "2018-99-99"]
)
@pytest.mark.parametrize("field", [*FIELDS, "unheard_of"])
def test_whatever_an_old_image_holds_is_a_text(field: str, value: Any) -> None:
    told = differences_in_words([{"field": field, "old": value, "new": None}], NOBODY)
    assert all(isinstance(text, str) for entry in told for text in (*entry["old"], *entry["new"]))


@pytest.mark.parametrize("entries", [["x"], [None], [{}], [3]])
def test_what_is_no_difference_is_no_error(entries: list[Any]) -> None:
    assert differences_in_words(entries, NOBODY) == []


def test_every_field_of_the_record_has_a_name_or_is_left_out_on_purpose() -> None:
    details = {"summaries", "casualties", "actors", "reports", "external_ids", "risks", "sectors"}
    compared = {*COLUMN_NAMES, *details} - NOT_COMPARED
    assert compared - LEFT_OUT == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("casualties.killed", "Figures: Killed"),
        ("date", "Day"),
        ("place", "Place"),
        ("strange.field", "strange: field"),
    ],
)
def test_a_span_of_evidence_says_what_it_is_for(field: str, label: str) -> None:
    assert evidence_field(field) == label


# Periods -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2015", "2019", "2015 – 2019"), ("2015-05", "", "since May 2015"), ("", "2019-03-01", "until 1 March 2019"),
        ("2016", "2016", "2016"), ("", "", ""), ("2015-05-13", "2015-06", "13 May 2015 – June 2015"),
    ],
)  # fmt: skip
def test_a_period_of_partial_dates_in_words(first: str, last: str, told: str) -> None:
    assert span(first, last) == told


@pytest.mark.parametrize("text", ["2015-13", "20x5", "", "2015-02-30", "withheld", "2015-5"])
def test_a_date_that_is_none_stays_as_it_is(text: str) -> None:
    assert partial_day(text) == text


def drawn(granularity: str, counted: dict[date, int]) -> dict[str, Any]:
    rows = [{"start": day, "count": n, "killed": 0, "killed_unstated": 0} for day, n in counted.items()]
    found = bars({"granularity": granularity, "periods": rows})
    assert found is not None
    return found


def test_bars_stand_in_whole_numbers_and_the_smallest_is_still_seen() -> None:
    found = drawn("month", {date(2018, 1, 1): 1, date(2018, 2, 1): 0, date(2018, 3, 1): 1000})
    assert [(bar["x"], bar["y"], bar["height"], bar["name"]) for bar in found["bars"]] == [
        (1, 98, 2, "January 2018"), (11, 100, 0, "February 2018"), (21, 0, 100, "March 2018"),
    ]  # fmt: skip
    assert (found["width"], found["most"], found["stretches"]) == (30, 1000, [{"label": "2018", "bars": 3}])


@pytest.mark.parametrize(
    ("granularity", "days", "name", "stretches"),
    [
        ("day", [date(2018, 9, 30), date(2018, 10, 1)], "30 September 2018", [("Sep 2018", 1), ("Oct 2018", 1)]),
        ("week", [date(2018, 12, 24), date(2018, 12, 31), date(2019, 1, 7)], "week of 24 December 2018", [("2018", 2), ("2019", 1)]),
        ("year", [date(2009, 1, 1), date(2010, 1, 1), date(2011, 1, 1)], "2009", [("2000–", 1), ("2010–", 2)]),
    ],
)  # fmt: skip
def test_periods_and_the_axis_are_called_by_their_length(
    granularity: str, days: list[date], name: str, stretches: list[tuple[str, int]]
) -> None:
    found = drawn(granularity, dict.fromkeys(days, 1))
    assert found["bars"][0]["name"] == name
    assert [(stretch["label"], stretch["bars"]) for stretch in found["stretches"]] == stretches


def test_a_stretch_without_room_bears_no_label() -> None:
    days = [date(2017, 12, 31), *(date(2018, 1, day) for day in range(1, 31))]
    assert [stretch["label"] for stretch in drawn("day", dict.fromkeys(days, 1))["stretches"]] == [
        "",
        "Jan 2018",
    ]


def test_nothing_is_no_drawing() -> None:
    assert bars({"granularity": "month", "periods": []}) is None
