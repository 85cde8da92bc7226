"""What shows only when everything was committed: rows of the snapshot that are gone, not only fresh ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from incidents import picture
from incidents.api.selection import selection
from incidents.codes import Audience
from incidents.columns import build
from incidents.models import Incident
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("columns_folder")]
WORLD = (-180.0, -90.0, 180.0, 90.0)


def counted(zoom: int = 1) -> Any:
    return picture.counted(selection(Audience.PUBLIC, QueryDict("")), WORLD, zoom)


def test_a_cell_says_one_place_only_where_all_lie_at_one() -> None:
    def at(day: str) -> dict[str, Any]:
        return {"date_start": day, "date_end": day}

    rows = make.published_incidents([at(f"2018-01-0{k}") for k in range(1, 8)])
    points = ["1.50 15.5"] * 3 + ["1.51 15.51", "1.52 15.52", "1.53 15.53", "1.50 15.5"]
    for row, point in zip(rows, points, strict=True):
        Incident.objects.filter(pk=row.pk).update(point=f"SRID=4326;POINT({point})", radius_m=900)
    build.build()
    Incident.objects.filter(pk__in=[row.pk for row in rows[:4]]).update(audience=0)
    cells = counted().cells
    assert [(cell.count, cell.one_place) for cell in cells] == [(3, False)]
