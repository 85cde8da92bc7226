"""What the pages of an actor and of a region have in common: figures, bars, map, latest incidents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from incidents import dossier
from incidents.api.selection import Selection, selection
from incidents.flat import flat_columns, flat_row
from incidents.models import Incident, Region
from incidents.views.context import labels, page_data, shared_context
from incidents.views.periods import bars

FIRST_ROWS = 50


def chosen_by(audience: int, name: str, value: str) -> Selection:
    """What one filter of the map selects for this audience."""
    query = QueryDict(mutable=True)
    query[name] = value
    return selection(audience, query)


def dossier_context(chosen: Selection, name: str, value: str) -> tuple[dict[str, Any], list[int]]:
    """(context of templates/_figures, _bars, _latest and _small_map; ids of the incidents over which sides are counted)."""
    found = dossier.overview(chosen)
    ids = dossier.newest(chosen)
    latest = Incident.objects.for_audience(chosen.audience).filter(pk__in=ids[:FIRST_ROWS])
    rows = [flat_row(values) for values in flat_columns(latest.newest_first())]
    period = {"since": str(found["first"]), "until": str(found["last"])} if found["total"] else {}
    context = {
        **shared_context(),
        "page_json": json.dumps({**page_data({}), "selection": {name: value}}, default=str),
        "labels": labels(),
        "found": found,
        "made_up": any(row["synthetic"] for row in rows),
        "looked_through": len(ids) if found["total"] > len(ids) else None,
        "rows": rows,
        "region_names": list(
            region_names(row[level] for row in rows for level in ("admin1", "country")).items()
        ),
        "bars": bars(found),
        # With its period, so that the map does not open on the latest ninety days.
        "map_link": f"{reverse('map')}?{urlencode({name: value, **period})}",
    }
    return context, ids


def region_names(codes: Iterable[str | None]) -> dict[str, str]:
    """Names in the reader's language by P-code."""
    wanted = {code for code in codes if code}
    rows = Region.objects.filter(pcode__in=wanted).only("pcode", "name", "name_en", "level")
    return {row.pcode: row.label for row in rows.order_by("pcode")}
