"""One typed value for everything an editor sets: what is written is read back, and totals are derived."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import codes, record, review
from incidents.models import Incident, Report
from incidents.record import (
    EstimateValue,
    IncidentRecord,
    InvolvementValue,
    RecordError,
    SourceValue,
    total_killed,
)
from tests import make
from tests.sizes import sized

pytestmark = pytest.mark.django_db
PLACES = ("ml-ansongo", "ml-menaka", "ml-gao", "ne-tillaberi")
ACTORS = (None, "isgs", "jnim", "fama", "civilians", "unidentified-armed-group")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
SOME_TEXT = TEXT.filter(str.strip)


def some_of(vocabulary: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(vocabulary.values), unique=True, max_size=3).map(tuple)


def one_code(vocabulary: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(vocabulary.values)


DAY = st.dates(min_value=record.date(1990, 1, 1), max_value=record.date(2099, 12, 31))


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, int | None]:
    """low <= best <= high, any of them unknown but not all."""
    known = sorted(draw(st.lists(st.integers(0, 5000), min_size=3, max_size=3)))
    hidden = draw(st.sets(st.sampled_from(["low", "best", "high"]), max_size=2))
    return {
        name: None if name in hidden else n for name, n in zip(("low", "best", "high"), known, strict=True)
    }


@st.composite
def estimates(draw: st.DrawFn) -> EstimateValue:
    return EstimateValue(
        kind=draw(one_code(codes.CasualtyKind)),
        group=draw(one_code(codes.CasualtyGroup)),
        community=draw(st.sampled_from(["", "tuareg", "fulani"])),
        quantifier=draw(st.sampled_from(["", *codes.Quantifier.values])),
        words=draw(TEXT),
        as_of=draw(st.none() | DAY.map(str)),
        recommended=draw(st.booleans()),
        disputed=draw(st.booleans()),
        **draw(ranges()),
    )


@st.composite
def involvements(draw: st.DrawFn) -> InvolvementValue:
    actor = draw(st.sampled_from(ACTORS))
    term = draw(st.none() | st.sampled_from([value for value, _label in codes.PROBABILITY_TERM_CHOICES]))
    return InvolvementValue(
        actor=actor,
        role=draw(one_code(codes.Role)),
        community=draw(st.sampled_from(["", "tuareg"])),
        attribution=draw(one_code(codes.Attribution)) if actor else "unknown",
        claim_status=draw(one_code(codes.ClaimStatus)),
        words=draw(TEXT),
        as_of=draw(st.none() | DAY.map(str)),
        term=term,
        confidence=draw(one_code(codes.AnalyticConfidence)) if term else None,
    )


@st.composite
def places(draw: st.DrawFn) -> dict[str, Any]:
    """Where: a place, a place with a point of its own, a point alone, a road, a region, or nothing."""
    precision = draw(st.sampled_from(["settlement", "near"]))
    point = {
        "longitude": draw(st.floats(0.2, 2)),
        "latitude": draw(st.floats(14.6, 16.2)),
        "radius_m": draw(st.integers(1, 100_000)),
        "geo_precision": precision,
    }
    place, second = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True))
    return draw(
        st.sampled_from(
            [
                {"place": place, "geo_precision": precision},
                {"place": place, **point},
                point,
                {"place": place, "second_place": second},
                {"stated_region": "ML10"},
                {"stated_region": "ML0701"},
                {"stated_region": "NER"},
                {},
            ]
        )
    )


def _recommended_once(rows: list[EstimateValue]) -> bool:
    keys = [(row.kind, row.group, row.community) for row in rows if row.recommended]
    return len(set(keys)) == len(keys)


@st.composite
def records(draw: st.DrawFn) -> IncidentRecord:
    event_type = draw(st.sampled_from(list(codes.SUB_EVENTS)))
    days = sorted(draw(st.lists(DAY, min_size=2, max_size=2)))
    said = lambda row: (row.actor, row.role, row.community)  # noqa: E731
    return IncidentRecord(
        event_type=event_type.value,
        sub_event_type=draw(st.none() | st.sampled_from([s.value for s in codes.SUB_EVENTS[event_type]])),
        weapons=draw(some_of(codes.Weapon)),
        civilian_targeting=draw(st.sampled_from([None, True, False])),
        communities=draw(some_of(codes.Community)),
        risks=draw(some_of(codes.Risk)),
        sectors=draw(some_of(codes.Sector)),
        date_start=days[0].isoformat(),
        date_end=days[1].isoformat(),
        time_precision=draw(one_code(codes.TimePrecision)),
        date_meaning=draw(one_code(codes.DateMeaning)),
        ongoing=draw(st.booleans()),
        location_policy=draw(one_code(codes.LocationPolicy)),
        verification=draw(one_code(codes.Verification)),
        release_to=draw(st.sampled_from([1, 2])),
        embargo_until=draw(st.none() | st.just("2018-10-02T08:00:00+00:00")),
        internal_notes=draw(TEXT),
        summaries=draw(st.dictionaries(st.sampled_from(["en", "fr"]), SOME_TEXT)),
        estimates=tuple(draw(st.lists(estimates(), max_size=3).filter(_recommended_once))),
        involvements=tuple(draw(st.lists(involvements(), max_size=3, unique_by=said))),
        external_ids=tuple(sorted(draw(st.sets(st.sampled_from(["acled:MLI1", "ucdp:7", "a:b:c"]))))),
        **draw(places()),
    )


@given(record_=records())
@settings(
    max_examples=sized(20, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_written_is_read_back(record_: IncidentRecord) -> None:
    incident = review.enter(record_, by=None)
    try:
        assert record.read(make.fresh(incident)) == record_
    finally:
        incident.delete()


@given(record_=records())
@settings(max_examples=sized(20, 60), deadline=None)
def test_a_record_survives_the_json_of_a_proposal(record_: IncidentRecord) -> None:
    import orjson

    assert IncidentRecord.from_json(orjson.loads(orjson.dumps(record_.as_json()))) == record_


def test_writing_twice_leaves_one_set_of_rows() -> None:
    incident = make.published_incident(involvements=(make.perpetrator(),), external_ids=("acled:MLI1",))
    record.write(make.fresh(incident), record.read(make.fresh(incident)))
    row = make.fresh(incident)
    counts = [
        rows.count() for rows in (row.estimates, row.involvements, row.links, row.external_ids, row.summaries)
    ]
    assert counts == [1, 1, 1, 1, 1]


def test_writing_what_was_read_moves_nothing_on_the_map() -> None:
    """The middle of a region is not a point that somebody gave."""
    for where in ({"place": None, "stated_region": "ML10"}, {"place": None, "stated_region": "ML0701"}):
        incident = review.enter(make.record(**where), by=None)
        before = (incident.region_id, incident.point, incident.radius_m, incident.geo_precision)
        record.write(make.fresh(incident), record.read(make.fresh(incident)))
        row = make.fresh(incident)
        assert (row.region_id, row.point, row.radius_m, row.geo_precision) == before


def test_a_region_stated_against_the_place_is_kept_and_flagged() -> None:
    incident = review.enter(make.record(place="ml-amalaoulaou", stated_region="ML10"), by=None)
    assert (incident.stated_region.pcode, incident.region.pcode, incident.flags) == (
        "ML10", "ML0701", ["region_conflict"],
    )  # fmt: skip
    assert record.read(make.fresh(incident)).stated_region == "ML10"


@pytest.mark.parametrize("stated", ["ML0701", "ML07", "MLI", None])
def test_a_stated_region_that_holds_the_place_is_no_conflict(stated: str | None) -> None:
    assert review.enter(make.record(place="ml-amalaoulaou", stated_region=stated), by=None).flags == []


def test_a_stated_region_survives_a_hidden_location_without_being_shown() -> None:
    incident = review.enter(make.record(stated_region="ML10", location_policy="hidden"), by=None)
    assert (incident.stated_region, incident.region.pcode) == (None, "MLI")
    assert record.read(make.fresh(incident)).stated_region == "ML10"


# Totals --------------------------------------------------------------------------------------------------
def part(
    group: str, best: int | None, low: int | None = None, high: int | None = None, **f: Any
) -> EstimateValue:
    return EstimateValue("killed", group, low=low, best=best, high=high, **f)


TOTALS = [
    ("nothing stated", (), (None, None, None)),
    ("all", (part("all", 22, 22, 22),), (22, 22, 22)),
    ("a range", (part("all", None, 3, 9),), (3, None, 9)),
    ("vague", (part("all", None, 24, None),), (24, None, None)),
    ("all is never summed with parts", (part("all", 10, 10, 10), part("civilians", 7, 7, 7)), (10, 10, 10)),
    ("the sum of parts", (part("civilians", 7, 7, 8), part("attackers", 2, 1, 2)), (8, 9, 10)),
    ("a part without a best", (part("civilians", 7, 7, 7), part("attackers", None, 2, 4)), (9, None, 11)),
    ("a part without a high", (part("civilians", 7, 7, 7), part("attackers", 2, 2, None)), (9, 9, None)),
    ("a part without any figure", (part("civilians", 7, 7, 7), part("attackers", None)), (7, None, None)),
    ("a best figure alone is what the source says", (part("all", 5, None, None),), (5, 5, 5)),
    ("exactly so many", (part("all", 5, None, None, quantifier="exactly"),), (5, 5, 5)),
    ("about so many", (part("all", 20, None, None, quantifier="about"),), (20, 20, None)),
    ("at least so many", (part("all", 5, 5, None, quantifier="at_least"),), (5, 5, None)),
    ("zero is a figure", (part("all", 0, 0, 0),), (0, 0, 0)),
    ("not recommended", (part("all", 60, 60, 60, recommended=False),), (None, None, None)),
    ("recommended beside another", (part("all", 60, 60, 60, recommended=False), part("all", 22, 22, 22)), (22, 22, 22)),
    ("injured are not killed", (EstimateValue("injured", "all", best=9),), (None, None, None)),
    ("communities are parts of one group", (part("civilians", 3, 3, 3, community="tuareg"), part("civilians", 4, 4, 4, community="fulani")), (7, 7, 7)),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "total"), [row[1:] for row in TOTALS], ids=[row[0] for row in TOTALS])
def test_the_killed_of_an_incident(rows: tuple[EstimateValue, ...], total: tuple[int | None, ...]) -> None:
    assert total_killed(rows) == total


@pytest.mark.parametrize(("rows", "total"), [row[1:] for row in TOTALS], ids=[row[0] for row in TOTALS])
def test_the_total_of_a_row_is_in_order_whatever_is_unknown(rows: Any, total: tuple[int | None, ...]) -> None:
    known = [figure for figure in total_killed(rows) if figure is not None]
    assert known == sorted(known)


def test_the_totals_stand_in_the_incident() -> None:
    incident = make.published_incident(estimates=(part("civilians", 7, 7, 8), part("attackers", 2, 1, 2)))
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (8, 9, 10)


# Values that are not a record ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field"),
    [({"colour": "red"}, "colour"), ({"estimates": [{"kind": "killed", "colour": "red"}]}, "estimates")],
)
def test_json_that_is_not_a_record_is_refused_by_name(values: dict[str, Any], field: str) -> None:
    with pytest.raises(RecordError) as error:
        IncidentRecord.from_json(values)
    assert error.value.field == field


def test_a_difference_holds_old_and_new_of_what_differs() -> None:
    one, other = IncidentRecord(date_start="2018-09-30"), IncidentRecord(date_start="2018-10-01")
    assert record.difference(one, other) == ({"date_start": "2018-09-30"}, {"date_start": "2018-10-01"})
    assert record.difference(one, one) == ({}, {})


def test_a_source_of_the_record_is_a_stored_report() -> None:
    report = make.report()
    incident = review.enter(make.record(sources=(SourceValue(report.pk, "disputing", 4),)), by=None)
    assert record.read(make.fresh(incident)).sources == (SourceValue(report.pk, "disputing", 4),)
    assert Report.objects.filter(links__incident=incident).get() == report
    assert Incident.objects.unpublished_too().count() == 1


# Where on earth ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "reason"),
    [
        ("ml-ansongo", 15.66, 0.5, "lies 2368 km from Ansongo"),
        (None, 15.66, 0.5, "lies in no country known here"),
        (None, -120.0, 45.0, "lies in no country known here"),
        ("ml-ansongo", 0.5, 18.4, "lies 305 km from Ansongo"),
    ],
)
def test_a_point_in_another_part_of_the_world_is_refused(
    place: str | None, longitude: float, latitude: float, reason: str
) -> None:
    values = make.record(place=place, longitude=longitude, latitude=latitude, radius_m=5_000)
    with pytest.raises(review.BadValues, match=reason):
        review.enter(values, by=make.editor())
    assert Incident.objects.unpublished_too().count() == 0


@pytest.mark.parametrize(
    ("place", "longitude", "latitude"),
    [("ml-ansongo", 0.5, 17.6), ("ml-ansongo", 0.5, 15.66), (None, 0.5, 15.66), (None, -18.0, 19.0), (None, 3.2, 6.0)],
)  # fmt: skip
def test_a_point_within_three_hundred_kilometres_is_taken(
    place: str | None, longitude: float, latitude: float
) -> None:
    values = make.record(place=place, longitude=longitude, latitude=latitude, radius_m=5_000)
    assert review.enter(values, by=make.editor()).exact.point.coords == (longitude, latitude)
