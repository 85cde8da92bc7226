"""What an import looks up in memory is what the database would answer."""

from __future__ import annotations

import random

import pytest
from django.contrib.gis.geos import Point

from incidents import location
from incidents.ingest.ground import METRES_A_DEGREE, Ground
from incidents.models import Actor, Place, Region
from incidents.record import Lookup, RecordError
from tests import make

pytestmark = pytest.mark.django_db


def test_a_thousand_points_lie_in_the_regions_that_postgis_says() -> None:
    dice = random.Random(20180930)
    points = [(round(dice.uniform(-13, 17), 6), round(dice.uniform(9, 26), 6)) for _n in range(300)]
    points += [(place.point.x, place.point.y) for place in Place.objects.filter(point__isnull=False)[:200]]
    ground = Ground()
    ground.prepare_points(points)

    found = [ground.region_at(Point(*at, srid=4326)) for at in points]

    expected = [location.region_at(Point(*at, srid=4326)) for at in points]
    assert [region.pk if region else None for region in found] == [r.pk if r else None for r in expected]
    assert sum(region is not None for region in found) > 200


def test_nearness_to_a_country_is_what_postgis_says() -> None:
    dice = random.Random(1)
    points = [(round(dice.uniform(-14, 18), 4), round(dice.uniform(8, 27), 4)) for _n in range(150)]
    ground, margin = Ground(), 50 * 1000 / METRES_A_DEGREE
    outline = Region.objects.filter(pcode="MLI")
    expected = [outline.filter(boundary__dwithin=(Point(*at, srid=4326), margin)).exists() for at in points]
    assert [ground.is_near("MLI", *at, 50) for at in points] == expected
    assert set(expected) == {True, False}


def test_a_country_without_an_outline_tells_nothing() -> None:
    assert Ground().is_near("XXX", 0, 0, 50) is None


@pytest.mark.parametrize(("column", "ask"), [
    ("place", lambda look: look.place("ml-nowhere", "place")),
    ("stated_region", lambda look: look.region("ML99", "stated_region")),
    ("involvements", lambda look: look.actor("nobody")),
])  # fmt: skip
def test_an_unknown_key_is_refused_with_the_words_of_the_database_lookup(column, ask) -> None:
    told = []
    for look in (Ground(), Lookup()):
        with pytest.raises(RecordError) as error:
            ask(look)
        told.append((error.value.field, error.value.reason))
    assert told[0] == told[1]
    assert told[0][0] == column


def test_known_keys_give_the_rows() -> None:
    ground = Ground()
    assert ground.place("ml-ansongo", "place") == make.place()
    assert ground.region("ML07", "stated_region") == make.region()
    assert ground.actor("isgs") == Actor.objects.get(slug="isgs").pk
    assert (ground.place(None, "place"), ground.region("", "stated_region"), ground.actor(None)) == (
        None,
        None,
        None,
    )


def test_a_place_of_a_loaded_gazetteer_is_read_with_others_that_rows_name(django_assert_num_queries) -> None:
    """A gazetteer of sixty thousand places is not read whole for a file that names ten of them."""
    loaded = Place.objects.create(
        key="far-away", name="Far Away", country="MLI", feature="village", curated=False,
        point=Point(0.6, 15.7, srid=4326), region=make.region(),
    )  # fmt: skip
    ground = Ground()
    with django_assert_num_queries(1):
        ground.prepare_places(["ml-ansongo", "far-away", None, "", "ml-nowhere"])
    with django_assert_num_queries(0):
        assert ground.place("far-away", "place") == loaded
        ground.prepare_places(["ml-ansongo", "far-away"])


def test_after_loading_no_lookup_asks_the_database(django_assert_num_queries) -> None:
    ground = Ground()
    with django_assert_num_queries(0):
        place = ground.place("ml-ansongo", "place")
        assert place.region.parent.parent.level == 0
        ground.region_at(Point(0.5, 15.66, srid=4326))
