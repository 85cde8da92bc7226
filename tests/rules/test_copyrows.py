"""Rows written by COPY are the rows that the ORM would have written."""

from __future__ import annotations

import struct
import uuid
from datetime import date
from typing import Any

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.copyrows import copy_rows, new_uuids, point_hex, reserve_ids
from incidents.models import Incident, IngestItem, Report, Summary
from tests import make

pytestmark = pytest.mark.django_db

WITHOUT_NUL = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=60)
EVERY_VALUE: dict[str, Any] = {
    "public_id": uuid.UUID(int=7), "event_type": "battles", "sub_event_type": "armed_clash", "weapons": ["small_arms"],
    "civilian_targeting": True, "communities": ["tuareg", "fulani"], "date_start": date(2018, 9, 30),
    "date_end": date(2018, 10, 1), "ongoing": True, "point": Point(0.5022, 15.6597, srid=4326), "radius_m": 500,
    "geo_precision": "settlement", "flags": ["a", 'b"\\,{}'], "killed_low": 0, "internal_notes": "a\tb\nc\\d",
}  # fmt: skip


def columns(row: Any) -> dict[str, Any]:
    left_out = {"id", "created_at", "updated_at"}
    return {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in left_out
    }


@pytest.mark.parametrize(
    "values",
    [EVERY_VALUE, {"event_type": "riots", "date_start": date(2020, 1, 1), "date_end": date(2020, 1, 1)}],
    ids=["every value", "mostly empty"],
)
def test_an_incident_is_read_back_as_the_orm_would_have_written_it(values: dict[str, Any]) -> None:
    by_orm = Incident(**values)
    by_orm.save()
    expected = columns(Incident.objects.unpublished_too().get(pk=by_orm.pk))
    by_orm.delete()

    (pk,) = reserve_ids(Incident, 1)
    copy_rows(Incident, [{"id": pk, "public_id": expected["public_id"], **values}])

    assert columns(Incident.objects.unpublished_too().get(pk=pk)) == expected


@given(text=WITHOUT_NUL)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_any_json_survive(text: str) -> None:
    run = make.run()
    columns = {
        "run_id": run.pk,
        "line": 1,
        "outcome": "new",
        "external_id": text[:50],
        "payload": {text: [text, None, 1.5]},
    }
    copy_rows(IngestItem, [columns])
    item = run.items.get()
    assert (item.external_id, item.payload) == (text[:50], {text: [text, None, 1.5]})


def test_what_the_database_fills_in_is_left_to_it() -> None:
    columns = {"source_id": make.source().pk, "external_id": "1", "content_hash": "0" * 64}
    copy_rows(Report, [{**columns, "published_at": make.report().published_at}])
    row = Report.objects.get(external_id="1")
    assert row.pk is not None
    assert row.received_at is not None


def test_the_rules_of_the_database_hold() -> None:
    summaries = [{"incident_id": make.draft().pk, "language": "en", "text": ""}]
    with pytest.raises(IntegrityError, match="summary_not_empty"), transaction.atomic():
        copy_rows(Summary, summaries)
    assert not Summary.objects.filter(text="").exists()


def test_reserved_ids_are_given_to_nobody_else() -> None:
    ids = reserve_ids(Incident, 3)
    assert len(set(ids)) == 3
    assert make.draft().pk > max(ids)


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        copy_rows(Incident, [])


def test_a_point_is_written_as_the_database_reads_it() -> None:
    point = GEOSGeometry(point_hex(1.5, -2.25))
    assert (point.coords, point.srid) == ((1.5, -2.25), 4326)
    assert len(bytes.fromhex(point_hex(0, 0))) == struct.calcsize("<BIIdd")


def test_public_ids_are_random_uuids_and_none_comes_twice() -> None:
    found = new_uuids(2_000)
    assert (len(set(found)), {(one.version, one.variant) for one in found}) == (2_000, {(4, uuid.RFC_4122)})


def test_of_no_rows_there_are_no_ids() -> None:
    assert new_uuids(0) == []
