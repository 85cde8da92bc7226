"""Flat rows with what provider-shaped tables need beside them, batch by batch: a constant number of queries each."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils import translation

from incidents.api.renderers import csv_cell
from incidents.codes import Community
from incidents.flat import PASSED_ON, flat_rows_of
from incidents.models import CasualtyEstimate, Involvement, Region, ReportLink, Summary

BATCH = 1_000
# ISO 3166-1 numeric, Gleditsch and Ward's number, and the region of the world that ACLED has the country in.
COUNTRY_NUMBERS: dict[str, tuple[int, int, str]] = {
    "MLI": (466, 432, "Western Africa"), "NER": (562, 436, "Western Africa"), "BFA": (854, 439, "Western Africa"),
    "DZA": (12, 615, "Northern Africa"), "MRT": (478, 435, "Western Africa"), "SEN": (686, 433, "Western Africa"),
    "GIN": (324, 438, "Western Africa"), "CIV": (384, 437, "Western Africa"), "GHA": (288, 452, "Western Africa"),
    "TGO": (768, 461, "Western Africa"), "BEN": (204, 434, "Western Africa"), "NGA": (566, 475, "Western Africa"),
    "TCD": (148, 483, "Middle Africa"), "LBY": (434, 620, "Northern Africa"),
}  # fmt: skip


@dataclass(frozen=True)
class Party:
    """One side's member: None of what is not known."""

    role: str
    name: str | None
    inter: int | None
    country: str
    community: str


@dataclass(frozen=True)
class Detailed:
    """A flat row; its own parties, recommended deaths by group, sources as (name, day), summary, names of regions."""

    row: dict[str, Any]
    parties: Sequence[Party] = ()
    deaths: dict[str, int | None] = field(default_factory=dict)
    sources: Sequence[tuple[str, str]] = ()
    summary: str = ""
    names: dict[str, str] = field(default_factory=dict)  # by P-code and ISO code

    def name_of(self, level: str) -> str:
        return self.names.get(self.row[level] or "", "")


def shaped_lines(
    ids: Iterable[int],
    audience: int,
    header: Sequence[str],
    cells: Callable[[Detailed], dict[str, Any]],
) -> Iterator[str]:
    """A table of these columns, in blocks; no cell is a formula to a spreadsheet."""
    yield _lines([header])
    for batch in _batches(ids, audience):
        rows = [cells(one) for one in batch]
        yield _lines([[csv_cell(row[name]) for name in header] for row in rows])


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def _batches(ids: Iterable[int], audience: int) -> Iterator[list[Detailed]]:
    names = _region_names()
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        yield _detailed(batch, audience, names)


def _region_names() -> dict[str, str]:
    """Names by code: of countries in English, of regions as they are written there."""
    rows = Region.objects.values_list("pcode", "level", "name", "name_en")
    return {code: (name_en or name) if level == 0 else name for code, level, name, name_en in rows}


def _detailed(ids: list[int], audience: int, names: dict[str, str]) -> list[Detailed]:
    parties, deaths = _parties(ids), _deaths(ids)
    sources, summaries = _sources(ids), _summaries(ids)
    # Last of all: what was taken from this audience while the table was being written is left out.
    rows = flat_rows_of(ids, audience)
    return [
        Detailed(rows[pk], parties[pk], deaths[pk], sources[pk], summaries.get(pk, ""), names)
        for pk in ids
        if pk in rows
    ]


def _parties(ids: list[int]) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = defaultdict(list)
    columns = ("incident", "role", "actor__name", "actor__inter", "actor__country", "community")
    rows = Involvement.objects.filter(PASSED_ON, incident__in=ids).order_by("pk").values_list(*columns)
    for pk, role, name, inter, country, community in rows:
        found[pk].append(Party(role, name, inter, country or "", community_name(community)))
    return found


def community_name(code: str) -> str:
    with translation.override("en"):
        return str(Community(code).label) if code else ""


def _deaths(ids: list[int]) -> dict[int, dict[str, int | None]]:
    """Best figures by group; None when one of a group's figures is not known."""
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    rows = CasualtyEstimate.objects.filter(PASSED_ON, incident__in=ids, kind="killed", recommended=True)
    for pk, group, best in rows.order_by("pk").values_list("incident", "group", "best"):
        before = found[pk].get(group, 0)
        found[pk][group] = None if best is None or before is None else before + best
    return found


def _sources(ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = ReportLink.objects.filter(incident__in=ids, report__source__redistributable=True).order_by("pk")
    for pk, name, published in rows.values_list("incident", "report__source__name", "report__published_at"):
        found[pk].append((name, published.date().isoformat()))
    return found


def _summaries(ids: list[int]) -> dict[int, str]:
    """English where there is one."""
    rows = Summary.objects.filter(incident__in=ids).order_by("-language").values_list("incident", "text")
    return dict(rows)
