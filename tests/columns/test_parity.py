"""What the columns answer is what plain SQL answers, over random filters and after random edits."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict

from incidents import map, picture
from incidents.api.selection import Selection, selection
from incidents.codes import Audience, EventType, GeoPrecision, Verification
from incidents.columns import build
from incidents.columns.store import STORE
from incidents.models import ActorRelation, Incident, Involvement, Region, Source
from incidents.record import SourceValue
from incidents.sample import load_generated
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]
FRAMES = [
    (-180.0, -90.0, 180.0, 90.0),
    (-20.0, 0.0, 30.0, 30.0),
    (-1.4, 13.2, 4.7, 18.1),
    (0.0, 15.0, 1.40625, 16.2),
    (0.49, 15.6, 0.52, 15.7),
    (170.0, -10.0, -170.0, 10.0),
    (1.0, -40.0, -1.0, 60.0),
]


def numbers(selected: Selection, frame: Any, zoom: int) -> dict[str, Any]:
    """Everything that is counted of a selection."""
    counted = picture.counted(selected, frame, zoom)
    return {
        "cells": sorted(
            (cell.row, cell.column, cell.count, cell.killed, cell.unstated, cell.unverified,
             tuple(sorted(cell.types.items())), cell.incident if cell.count == 1 else None)
            for cell in counted.cells
        ),
        "means": {
            (cell.row, cell.column): pytest.approx((cell.longitude, cell.latitude), abs=1e-6)
            for cell in counted.cells
        },
        "one place": {(cell.row, cell.column) for cell in counted.cells if cell.one_place},
        "across": counted.across,
        "total": counted.total,
        "placed": counted.placed,
        "killed": counted.killed,
        "about": picture.about(selected),
        "all killed": picture.killed(selected),
        "timeline": picture.timeline(selected),
        "breakdowns": {by: picture.breakdown(selected, by) for by in map.BREAKDOWNS},
    }  # fmt: skip


def assert_same(query: str, audience: Audience, frame: Any, zoom: int) -> None:
    selected = selection(audience, QueryDict(query))
    assert selected.conditions is not None
    held = numbers(selected, frame, zoom)
    assert STORE.view is not None, "plain SQL answered for the columns"
    plain = numbers(selected.by_sql(), frame, zoom)
    assert set(held["cells"]) ^ set(plain["cells"]) == set(), query
    # After a removal a cell of an unfiltered map may not know that all the rest lie at one place.
    assert held.pop("one place") <= plain.pop("one place"), query
    means = plain.pop("means")
    assert held == {**plain, "means": {at: mean.expected for at, mean in means.items()}}, query


def random_query(chance: random.Random) -> str:
    """Up to four parameters that the columns hold, some of them repeated."""
    first = date(2012, 1, 1) + timedelta(days=chance.randrange(2400))
    choices = {
        "type": lambda: chance.choice(EventType.values),
        "verification": lambda: chance.choice(Verification.values),
        "geo_precision": lambda: chance.choice(GeoPrecision.values),
        "subtype": lambda: chance.choice(["attack", "armed_clash", "abduction_forced_disappearance"]),
        "since": first.isoformat,
        "until": (first + timedelta(days=chance.randrange(900))).isoformat,
        "min_killed": lambda: str(chance.choice([0, 1, 3, 10])),
        "country": lambda: chance.choice(["MLI", "NER", "BFA"]),
        "region": lambda: chance.choice(list(Region.objects.values_list("pcode", flat=True)[:60])),
        "actor": lambda: chance.choice(
            ["sample-armed-group-a", "sample-militia-d:perpetrator", "isgs", "jnim:target"]
        ),
        "attribution": lambda: chance.choice(["stated", "suspected", "unknown"]),
        "civilian_targeting": lambda: chance.choice(["true", "false"]),
        "synthetic": lambda: chance.choice(["true", "false"]),
        "q": lambda: chance.choice(["attack", "clash synthetic", "nothing-of-the-kind", "Ménaka"]),
        "near": lambda: f"{chance.uniform(0, 3):.2f},{chance.uniform(14, 17):.2f},{chance.choice([5, 80])}",
        "killed_group": lambda: "civilians",
        "bbox": lambda: chance.choice(["-1.4,13.2,4.7,18.1", "0.5,15,2,16.5", "1,-40,-1,60"]),
        "area": lambda: chance.choice(["0,14,3,14,2.5,17,0.2,16", "-5,12,5,12,0,19"]),
    }
    names = chance.sample(sorted(choices), chance.randrange(4))
    return "&".join(
        f"{name}={choices[name]()}" for name in names for _time in range(chance.choice([1, 1, 2]))
    )


def random_edit(chance: random.Random) -> None:
    """One of the things that happen to published incidents, by the product's steps or behind its back."""
    some = list(Incident.objects.for_audience(Audience.PUBLIC).order_by("?").values_list("pk", flat=True)[:5])
    rows = Incident.objects.unpublished_too().filter(pk__in=some)
    edits = [
        lambda: make.published_incident(place="ml-menaka", estimates=(make.killed(7),)),
        make.for_analysts_only,
        make.retracted,
        make.embargoed,
        make.merged,
        lambda: rows.update(event_type="protests", sub_event_type=None),
        lambda: rows.update(killed_low=None, killed_best=None, killed_high=4),
        lambda: rows.update(date_start=date(2013, 5, 5), date_end=date(2013, 6, 5)),
        lambda: rows.update(verification="refuted", civilian_targeting=False),
        lambda: rows.exclude(location_policy="hidden").update(point="SRID=4326;POINT(1.40625 15.5)", radius_m=900),
        lambda: rows.update(audience=1),
        lambda: rows.update(region=make.region("ML07")),
        lambda: Involvement.objects.filter(incident__in=some).update(actor=make.actor("isgs"), attribution="suspected"),
        lambda: Involvement.objects.filter(incident__in=some[:2]).delete(),
    ]  # fmt: skip
    chance.choice(edits)()


@pytest.mark.parametrize("seed", range(3))
def test_columns_and_sql_count_the_same_through_random_filters_and_edits(seed: int) -> None:
    chance = random.Random(seed)
    load_generated(600)
    make.published_incidents([{}, {"place": "ml-menaka"}, {"location_policy": "hidden"}, {"estimates": ()}])
    make.for_analysts_only()
    build.build()
    for turn in range(32):
        if turn % 4 == 3:
            random_edit(chance)
        query = "" if turn % 5 == 0 else random_query(chance)
        audience = chance.choice([Audience.PUBLIC, Audience.ANALYSTS])
        assert_same(query, audience, chance.choice(FRAMES), chance.choice([1, 3, 5, 7, 8, 9, 12, 15]))


def test_a_new_snapshot_made_of_the_last_one_and_its_news_counts_the_same() -> None:
    load_generated(300)
    build.build()
    chance = random.Random(1)
    for _time in range(12):
        random_edit(chance)
    build.TOUCHED, threshold = 1, build.TOUCHED
    try:
        assert build.keep_up() is not None
    finally:
        build.TOUCHED = threshold
    for query in ("", "type=battles", "actor=isgs", "since=2013-05-01&until=2013-06-30"):
        assert_same(query, Audience.PUBLIC, FRAMES[2], 7)
    assert STORE.view is not None


def test_what_a_source_may_no_longer_pass_on_is_not_counted_by_actor_any_more() -> None:
    said = make.report(state="linked")
    make.published_incident(
        sources=(SourceValue(said.pk, "primary", 2),), involvements=(make.perpetrator(report=said.pk),)
    )
    build.build()
    selected = selection(Audience.PUBLIC, QueryDict("actor=isgs"))
    assert picture.counted(selected, FRAMES[0], 1).total == 1
    Source.objects.update(redistributable=False)
    assert picture.counted(selected, FRAMES[0], 1).total == 0


def test_members_of_an_actor_are_found_with_it() -> None:
    member = ActorRelation.objects.filter(relation="member_of").select_related("actor", "other").first()
    assert member is not None
    make.published_incident(involvements=(make.perpetrator(member.actor.slug),))
    build.build()
    selected = selection(Audience.PUBLIC, QueryDict(f"actor={member.other.slug}:perpetrator"))
    assert picture.counted(selected, FRAMES[1], 5).total == 1
    assert_same(f"actor={member.other.slug}", Audience.PUBLIC, FRAMES[1], 5)
