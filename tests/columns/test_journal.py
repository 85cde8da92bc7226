"""The journal misses nothing: not what commits late, not what is written behind the product's back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import connection, models

from incidents.codes import Audience
from incidents.columns import journal
from incidents.models import Incident, Involvement, Source, Touched
from tests import make


@pytest.fixture
def other_writer(real_commits: None) -> Iterator[Any]:
    """A connection of its own, with a transaction that ends when the test says so."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    other = psycopg2.connect(**parameters)
    yield other
    other.rollback()
    other.close()


def touch(writer: Any, pk: int) -> None:
    with writer.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_incident SET killed_best = coalesce(killed_best, 0) WHERE id = %s", [pk]
        )


def test_what_is_committed_late_is_news_although_later_writers_were_read_before(other_writer: Any) -> None:
    early, late = make.published_incidents([{}, {}])
    mark = journal.present_mark()
    touch(other_writer, late.pk)
    Incident.objects.filter(pk=early.pk).update(verification="confirmed")
    first = journal.news_since(mark)
    assert first.incidents == {early.pk}
    other_writer.commit()
    second = journal.news_since(first.mark)
    assert second.incidents == {late.pk}
    assert not journal.news_since(second.mark)


def test_what_is_rolled_back_is_no_news(other_writer: Any) -> None:
    incident = make.published_incident()
    mark = journal.present_mark()
    touch(other_writer, incident.pk)
    other_writer.rollback()
    assert not journal.news_since(mark)


def test_nothing_is_told_twice_while_an_old_transaction_stays_open(other_writer: Any) -> None:
    incident, other = make.published_incidents([{}, {}])
    mark = journal.present_mark()
    touch(other_writer, other.pk)
    Incident.objects.filter(pk=incident.pk).update(verification="confirmed")
    first = journal.news_since(mark)
    assert first.incidents == {incident.pk}
    assert not journal.news_since(first.mark)


WRITES = [
    ("an update", lambda pk: Incident.objects.filter(pk=pk).update(killed_best=3, killed_low=3, killed_high=3), {"incidents"}),
    ("what only the desk sees", lambda pk: Incident.objects.filter(pk=pk, audience=0).update(killed_best=3), set()),
    ("a claim", lambda pk: Involvement.objects.filter(incident=pk).update(attribution="unknown"), {"incidents"}),
    ("a claim less", lambda pk: Involvement.objects.filter(incident=pk).delete(), {"incidents"}),
    ("a source that may not be passed on", lambda pk: Source.objects.update(redistributable=False), {"everything"}),
    ("a source's name", lambda pk: Source.objects.update(licence="CC0"), set()),
    ("a region", lambda pk: type(make.region())._base_manager.filter(pcode="ML07").update(note="x"), {"lookups"}),
    ("an actor", lambda pk: type(make.actor())._base_manager.filter(slug="isgs").update(note="x"), {"lookups"}),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("write", "kinds"), [row[1:] for row in WRITES], ids=[row[0] for row in WRITES])
def test_the_triggers_write_down(write: Any, kinds: set[str]) -> None:
    incident = make.published_incident(involvements=(make.perpetrator(),))
    Touched.objects.all().delete()
    write(incident.pk)
    rows = list(Touched.objects.all())
    assert {row.what for row in rows} == kinds
    assert all(row.ids == [incident.pk] for row in rows if row.what == "incidents")


@pytest.mark.django_db
def test_a_statement_that_touches_very_many_is_written_down_as_everything() -> None:
    Touched.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT incidents_write_touched((SELECT array_agg(n) FROM generate_series(1, 20001) n))"
        )
    assert list(Touched.objects.values_list("what", "ids")) == [("everything", [])]


@pytest.mark.django_db
def test_the_sweep_forgets_what_no_snapshot_can_need() -> None:
    make.published_incident()
    kept = Touched.objects.count()
    Touched.objects.create(xid=1, what="lookups")
    Touched.objects.filter(xid=1).update(at="2020-01-01T00:00:00Z")
    assert journal.forget_old_rows() == 1
    assert Touched.objects.count() == kept


@pytest.mark.django_db
def test_an_update_tells_of_what_it_shows_and_what_it_hides_each_once() -> None:
    """Read from old and new rows, of which both, one or none may be visible."""
    stays, goes = make.published_incidents([{}, {}])
    never = make.draft()
    mark = journal.present_mark()
    Incident.objects.unpublished_too().filter(pk__in=[stays.pk, goes.pk, never.pk]).update(
        audience=models.Case(
            models.When(pk=stays.pk, then=models.F("audience")), default=models.Value(int(Audience.NOBODY))
        )
    )
    written = Touched.objects.order_by("-pk").first()
    assert written is not None
    assert (written.what, written.ids) == ("incidents", sorted([stays.pk, goes.pk]))
    assert journal.news_since(mark).incidents == {stays.pk, goes.pk}
