"""Values that the site knows, for the formats of the document that are names of ours; and what does not go together."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import schemathesis
from hypothesis import strategies as st

OGC_MAX_LIMIT = 10_000
# The standard writes the schemas of these down, and they say less than the standard demands.
OGC_VALUES = {"bbox": "0,15,4,18", "datetime": "2018-09-01/.."}
CURSOR = "WyJuZXdlc3QiLCAiMjAxOC0wOS0zMCIsIDFd"  # ["newest", "2018-09-30", 1]
longitudes = st.integers(-1800, 1800).map(lambda tenth: tenth / 10)
latitudes = st.integers(-900, 900).map(lambda tenth: tenth / 10)
edges = st.tuples(longitudes, latitudes, longitudes, latitudes)
days = st.dates(date(1990, 1, 1), date(2026, 1, 1)).map(date.isoformat)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))


def _joined(*numbers: float) -> str:
    return ",".join(map(str, numbers))


FORMATS: dict[str, st.SearchStrategy[str]] = {
    # Of the standard's: what is still to come, and the year 1, are days of the calendar only.
    "date": days,
    "date-time": moments.map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")),
    "bbox": edges.map(lambda e: _joined(e[0], min(e[1], e[3]), e[2], max(e[1], e[3]))),
    "lon-lat": st.builds(_joined, longitudes, latitudes),
    "lon-lat-km": st.builds(_joined, longitudes, latitudes, st.integers(1, 2000)),
    "polygon": st.sampled_from(["0,15,1,15,1,16", "-5,14,4,14,4,18,-5,18"]),
    "actor": st.sampled_from(["isgs", "jnim", "jnim:perpetrator"]),
    "actor-slug": st.sampled_from(["isgs", "jnim"]),
    "pcode": st.sampled_from(["ML07", "MLI", "BFA"]),
    "country": st.sampled_from(["MLI", "NER", "bfa"]),
    "place-key": st.sampled_from(["ml-ansongo", "ml-menaka"]),
    "external-id": st.sampled_from(["ours:1", "acled:MLI1"]),
    "source-name": st.just("Radio Ménaka"),
    "list-query": st.sampled_from(
        ["", "country=MLI", "type=battles&since=2018-09-01", "min_killed=3&fields=id,date_start"]
    ),
    "cursor": st.just(CURSOR),
    # A number is given once, so that two of them would be refused: the document's example has it.
    "change-number-or-day": days,
}
for name, strategy in FORMATS.items():
    schemathesis.openapi.format(name, strategy)

# What an operation does not take beside a parameter that is given: no document can say so.
NOT_OF_THE_PAST = ("expand", "place", "q", "cursor", "sort")
NOT_BESIDE = {"as_of": NOT_OF_THE_PAST, "cursor": ("sort",)}


def _above(text: Any, most: int) -> bool:
    return str(text).isascii() and str(text).isdigit() and int(text) > most


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    query = case.query
    if not query or case.meta is None:
        return
    if not case.meta.generation.mode.is_positive:
        if case.operation.path.endswith("/items") and _above(query.get("limit"), OGC_MAX_LIMIT):
            query["limit"] = "0"  # above the largest is no bad value in that standard: below the smallest is
        return
    if case.operation.path.endswith("/items"):
        query.update({name: value for name, value in OGC_VALUES.items() if name in query})
        query.pop("cursor", None)  # of a list that nobody knows
    for name, others in NOT_BESIDE.items():
        if query.get(name):
            for other in others:
                query.pop(other, None)
    if case.operation.path == "/feeds/incidents.atom":  # whose cursors are of another order
        query.pop("cursor", None)
