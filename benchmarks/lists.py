"""A page of a list in a box with filters, and a search by words."""

from __future__ import annotations

from django.db import connection
from django.http import QueryDict

from benchmarks.measure import Reader, medians, tell
from incidents.api.selection import select
from incidents.flat import flat_columns
from incidents.models import Incident

PAGE = "bbox=-1.4,13.2,4.7,18.1&type=battles"
SEARCH = "q=market+bridge&type=battles"


def sql_of(query: str, limit: int):
    """The one SQL statement of the flat rows, ready to run."""
    rows = select(Incident.objects.for_audience(2), QueryDict(query)).newest_first()
    sql, parameters = flat_columns(rows)[:limit].query.sql_with_params()

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    return run


def measure(reader: Reader) -> None:
    rivals = {
        "ours": reader.asking(f"/api/v1/incidents/?{PAGE}&limit=100"),
        "empty": reader.asking("/rival/empty/"),
        "sql": sql_of(PAGE, 101),
    }
    times = medians(rivals)
    tell(
        "page of 100 in a box, by type",
        times["ours"],
        "its SQL + empty view",
        times["sql"] + times["empty"],
        at_most=1.5,
    )
    stock = "/rival/drf-gis/?in_bbox=-1.4,13.2,4.7,18.1&type=battles"
    try:
        reader.get(stock)
    except RuntimeError:
        print("djangorestframework-gis is not installed: not measured")
        return
    times = medians({"ours": rivals["ours"], "drf-gis": reader.asking(stock)})
    tell(
        "page of 100 in a box, by type",
        times["ours"],
        "DRF-GIS's stock viewset",
        times["drf-gis"],
        at_least=10,
    )


def measure_search(reader: Reader) -> None:
    rivals = {
        "ours": reader.asking(f"/api/v1/incidents/?{SEARCH}&limit=50"),
        "empty": reader.asking("/rival/empty/"),
        "sql": sql_of(SEARCH, 51),
    }
    times = medians(rivals, rounds=15)
    tell(
        "search by words with a filter, first 50",
        times["ours"],
        "the GIN query + empty view",
        times["sql"] + times["empty"],
        at_most=1.5,
    )
