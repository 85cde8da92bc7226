"""What a report adds to an incident that rests on others already: rows beside theirs, never in their place.

An addition is a part of an IncidentRecord as JSON. Applied to the incident as it is then, so that several wait side
by side and are written in any order. It never recommends a figure over one that is there, and sums nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.codes import LinkRole
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue, RecordError, SourceValue

ROWS = ("sources", "estimates", "involvements")
# What an editor may take over where the incident has nothing: one choice for each; days and type it always has.
TAKEN: Mapping[str, tuple[str, ...]] = {
    "sub_event_type": ("sub_event_type",),
    "weapons": ("weapons",),
    "civilian_targeting": ("civilian_targeting",),
    "communities": ("communities",),
    "risks": ("risks",),
    "sectors": ("sectors",),
    "summaries": ("summaries",),
    "place": ("place", "second_place", "longitude", "latitude", "radius_m", "geo_precision"),
    "estimates": (),
}
TAKEN_LABELS: Mapping[str, Any] = {
    "sub_event_type": gettext_lazy("sub-event type"),
    "weapons": gettext_lazy("weapons"),
    "civilian_targeting": gettext_lazy("civilian targeting"),
    "communities": gettext_lazy("communities"),
    "risks": gettext_lazy("risks"),
    "sectors": gettext_lazy("sectors"),
    "summaries": gettext_lazy("summaries"),
    "place": gettext_lazy("place"),
    "estimates": gettext_lazy("recommended figures"),
}
NOTHING: tuple[Any, ...] = (None, "", (), [], {})


def addition_of(
    draft: IncidentRecord,
    report: int,
    *,
    take: Collection[str] = (),
    figures: bool = True,
    parties: bool = True,
) -> dict[str, Any]:
    """What a draft of this report adds: its source as corroborating, its figures and parties as its claims.

    `take` names the values (of TAKEN) to take over where the incident has none; `figures` whether that may
    recommend one (not of a belligerent), `parties` whether parties are added.
    """
    unknown = sorted(set(take) - set(TAKEN))
    if unknown:
        raise RecordError(unknown[0], _("cannot be taken over"))
    recommends = figures and "estimates" in take
    estimates = [
        replace(row, report=report, recommended=row.recommended and recommends) for row in draft.estimates
    ]
    values = draft.as_json()
    return {
        "sources": [asdict(SourceValue(report, LinkRole.CORROBORATING.value))],
        "estimates": [asdict(row) for row in estimates],
        "involvements": [asdict(replace(row, report=report)) for row in draft.involvements]
        if parties
        else [],
        **{name: values[name] for choice in take for name in TAKEN[choice] if values[name] not in NOTHING},
    }


def added(current: IncidentRecord, addition: Mapping[str, Any]) -> tuple[IncidentRecord, dict[str, Any]]:
    """The record with the addition, and the part of it that was new."""
    values = IncidentRecord.from_json(addition)
    sources = _new(values.sources, current.sources, lambda row: row.report)
    parties = _new(values.involvements, current.involvements, _party)
    told = {row.kind for row in current.estimates if row.recommended}
    figures = [replace(row, recommended=row.recommended and row.kind not in told) for row in values.estimates]
    taken = {
        name: value
        for name, value in addition.items()
        if name not in ROWS and value not in NOTHING and current.as_json()[name] in NOTHING
    }
    has_place = current.place is not None or current.longitude is not None
    brings_place = values.place is not None or values.longitude is not None
    if has_place or not brings_place:
        # A place comes as a whole: a radius without the point that it belongs to says something else.
        taken = {name: value for name, value in taken.items() if name not in TAKEN["place"]}
    whole = replace(
        current.with_values(taken),
        sources=(*current.sources, *sources),
        estimates=(*current.estimates, *figures),
        involvements=(*current.involvements, *parties),
    )
    brought = {
        "sources": [asdict(row) for row in sources],
        "estimates": [asdict(row) for row in figures],
        "involvements": [asdict(row) for row in parties],
        **taken,
    }
    return whole, brought


def removed(current: IncidentRecord, brought: Mapping[str, Any]) -> IncidentRecord:
    """The record without what an addition had brought. Where that brought the report itself, nothing of it stays.

    Raises RecordError while a figure of it is recommended that was not then.
    """
    values = IncidentRecord.from_json(brought)
    reports = {row.report for row in values.sources}
    estimates = _without(current.estimates, values.estimates, reports, _figure)
    kept_ones = {id(row) for row in estimates}
    was = [_figure(row) for row in values.estimates if row.recommended]
    for row in current.estimates:
        if id(row) not in kept_ones and row.recommended and _figure(row) not in was:
            raise RecordError(
                "estimates", _("a figure of this report is recommended now: recommend another first")
            )
    taken = {name: value for name, value in brought.items() if name not in ROWS}
    now, empty = current.as_json(), IncidentRecord().as_json()
    back = {name: empty[name] for name, value in taken.items() if now[name] == _plain(name, value)}
    return replace(
        current.with_values(back),
        sources=tuple(row for row in current.sources if row.report not in reports),
        estimates=estimates,
        involvements=_without(current.involvements, values.involvements, reports, _party),
    )


def _new(rows: Iterable[Any], there: Iterable[Any], key: Any) -> list[Any]:
    known = {key(row) for row in there}
    found = []
    for row in rows:
        if key(row) not in known:
            known.add(key(row))
            found.append(row)
    return found


def _without(rows: tuple[Any, ...], gone: tuple[Any, ...], reports: set[int], key: Any) -> tuple[Any, ...]:
    """The rows but those of the reports, and but one for each of those that are gone."""
    waiting = [key(row) for row in gone]
    kept = []
    for row in rows:
        if row.report in reports:
            continue
        if key(row) in waiting:
            waiting.remove(key(row))
            continue
        kept.append(row)
    return tuple(kept)


def _party(row: InvolvementValue) -> tuple[Any, ...]:
    return row.actor, row.role, row.community, row.report


def _figure(row: EstimateValue) -> tuple[Any, ...]:
    """A figure as its source gave it: what the desk makes of it may change meanwhile."""
    return tuple(value for name, value in asdict(row).items() if name not in {"recommended", "disputed"})


def _plain(name: str, value: Any) -> Any:
    return IncidentRecord.from_json({name: value}).as_json()[name]
