"""The names that a worker knows: read in a constant number of queries, and read anew after any write."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.ingest import knownnames
from incidents.ingest.gazetteer import Tables
from incidents.models import Actor, Place, PlaceName
from tests import make


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    knownnames.forget()
    yield
    knownnames.forget()


@pytest.mark.django_db
class TestReading:
    def test_the_database_s_names_are_those_of_the_reference(self):
        tables, reference = knownnames.tables_from_database(), Tables.from_reference()
        assert tables is not None
        assert tables.origin == "database"
        assert set(tables.places) == set(reference.places)
        assert {key: place.curated for key, place in tables.places.items()} == dict.fromkeys(
            reference.places, True
        )
        assert [tables.places["ml-ansongo"].longitude, tables.places["ml-ansongo"].latitude] == [
            0.5022,
            15.6597,
        ]

    def test_reading_takes_as_many_queries_whatever_the_size(self):
        def queries() -> int:
            with CaptureQueriesContext(connection) as counted:
                knownnames._read()
            return len(counted)

        few = queries()
        for n in range(50):
            place = Place.objects.create(
                key=f"x-{n}", name=f"X {n}", feature="village", country="MLI", region=make.region(),
                point=make.place().point,
            )  # fmt: skip
            PlaceName.objects.create(place=place, name=f"X {n}", key=f"x{n}", kind="official")
        assert queries() == few == 5

    def test_whether_something_changed_takes_six_queries_and_kept_names_none(self):
        with CaptureQueriesContext(connection) as counted:
            knownnames.state_of_tables()
        assert len(counted) == 6
        knownnames.tables_from_database()
        with CaptureQueriesContext(connection) as counted:
            knownnames.tables_from_database()
        assert len(counted) == 0

    @pytest.mark.parametrize(("many", "apart"), [(knownnames.MANY, False), (1, True)])
    def test_only_a_whole_gazetteer_is_set_apart_from_garbage(self, many, apart, monkeypatch):
        monkeypatch.setattr(knownnames, "MANY", many)
        gc.unfreeze()
        knownnames.tables_from_database()
        assert (gc.get_freeze_count() > 0) == apart

    def test_a_place_without_a_point_is_not_known(self):
        Place.objects.filter(key="ml-ansongo").update(point=None)
        tables = knownnames.tables_from_database()
        assert tables is not None
        assert "ml-ansongo" not in tables.places

    def test_an_empty_database_knows_nothing(self):
        PlaceName.objects.all().delete()
        Place.objects.all().delete()
        assert knownnames.tables_from_database() is None

    def test_fictional_actors_are_not_recognised(self):
        Actor.objects.filter(slug="isgs").update(synthetic=True)
        tables = knownnames.tables_from_database()
        assert tables is not None
        assert "isgs" not in tables.actors


class TestChanges:
    """Each in a transaction of its own: what is committed is seen by the counters within a second or so."""

    def state_after(self, before: tuple[object, ...]) -> tuple[object, ...]:
        """The state as soon as it differs, at most five seconds later."""
        until = time.monotonic() + 5
        while (state := knownnames.state_of_tables()) == before and time.monotonic() < until:
            time.sleep(0.1)
        return state

    def test_a_name_that_is_added_changed_or_taken_away_is_noticed(self, real_commits):
        place = make.place()
        time.sleep(1.2)  # counters of what came before
        before = knownnames.state_of_tables()
        name = PlaceName.objects.create(place=place, name="Tadeini", key="tadeini", kind="alias")
        added = self.state_after(before)
        time.sleep(1.2)
        added = knownnames.state_of_tables()
        PlaceName.objects.filter(pk=name.pk).update(name="Tadaini")
        changed = self.state_after(added)
        time.sleep(1.2)
        changed = knownnames.state_of_tables()
        name.delete()
        gone = self.state_after(changed)
        assert len({before, added, changed, gone}) == 4

    def test_nothing_written_is_nothing_new(self, real_commits):
        time.sleep(1.2)
        before = knownnames.state_of_tables()
        assert list(Place.objects.values_list("key", flat=True))
        time.sleep(1.2)
        assert knownnames.state_of_tables() == before

    def test_reading_takes_a_twentieth_of_the_time_at_most(self, real_commits, monkeypatch):
        def slowly() -> Tables:
            time.sleep(0.2)
            return Tables.from_reference()

        monkeypatch.setattr(knownnames, "_read", slowly)
        monkeypatch.setattr(knownnames, "SECONDS", 0.0)
        knownnames.tables_from_database()
        assert knownnames._kept is not None
        assert knownnames._kept.pause >= 20 * 0.2
