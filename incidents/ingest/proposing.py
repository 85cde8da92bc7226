"""From what extraction drafted to the values that an editor is shown: the record's words instead of the text's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from incidents.codes import Attribution, CasualtyGroup, ClaimStatus, Community, GeoPrecision, LinkRole, Role
from incidents.ingest.drafts import ActorDraft, GroupToll, IncidentDraft, NoteDraft, PlaceDraft
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue, SourceValue

UNIDENTIFIED = "unidentified-armed-group"
# Methods of the geocoder whose key names a region or country instead of a place.
REGION_METHODS = {"region", "country"}
# Methods that give a point of their own beside the place: computed from it, or given with it.
POINT_METHODS = {"offset", "given"}
# What the text says of the attribution, as (attribution, claim): who claims has also been named.
ATTRIBUTIONS: Mapping[str, tuple[str, str | None]] = {
    "claimed": (Attribution.STATED, ClaimStatus.CLAIMED),
    "denied": (Attribution.SUSPECTED, ClaimStatus.DENIED),
    "suspected": (Attribution.SUSPECTED, None),
    "stated": (Attribution.STATED, None),
    "unknown": (Attribution.UNKNOWN, None),
}


def proposed_records(note: NoteDraft, *, report: int, belligerent: bool = False) -> list[IncidentRecord]:
    """One record per drafted incident. A belligerent's own toll is kept, but not recommended."""
    records = [_record(draft, report, belligerent) for draft in note.incidents]
    records = _with_suspicions(records, note, report)
    if records:
        # A note's risks and sectors are said of its main event, which it tells first.
        main = records[0].with_values({"risks": note.assessment.risks, "sectors": note.assessment.sectors})
        records[0] = main
    return records


def findings(note: NoteDraft) -> dict[str, Any]:
    """What was found beside incidents, kept with the report: context, parts of an assessment, and for each draft
    in its order the other places that its words may mean."""
    whole = note.as_json()
    alternatives = [incident["place"]["alternatives"] for incident in whole["incidents"]]
    return {
        **{name: whole[name] for name in ("language", "context", "assessment", "flags")},
        "alternatives": alternatives,
    }


def _record(draft: IncidentDraft, report: int, belligerent: bool) -> IncidentRecord:
    when: dict[str, Any] = {}
    if draft.date is not None:
        when = {
            "date_start": draft.date.start.isoformat(),
            "date_end": draft.date.end.isoformat(),
            "time_precision": draft.date.precision,
        }
    involvements = tuple(dict.fromkeys(_involvement(actor, report) for actor in draft.actors))
    communities = [actor.community for actor in draft.actors if actor.role == Role.TARGET and actor.community]
    return IncidentRecord(
        event_type=draft.event_type,
        sub_event_type=draft.sub_event_type,
        weapons=draft.weapons,
        civilian_targeting=draft.civilian_targeting or None,
        communities=tuple(dict.fromkeys(code for code in communities if code in Community.values)),
        estimates=tuple(_estimates(draft.casualties, report, belligerent)),
        involvements=involvements,
        sources=(SourceValue(report, LinkRole.PRIMARY),),
        flags=draft.flags,
        **when,
        **_where(draft.place, draft.country),
    )


def _where(place: PlaceDraft | None, country: str | None) -> dict[str, Any]:
    """The record's location fields. Without a resolved place: the region or country, never a guessed point."""
    if place is not None and place.method in POINT_METHODS and place.longitude is not None:
        near = GeoPrecision.NEAR.value if place.method == "offset" else GeoPrecision.SETTLEMENT.value
        return {
            "place": place.key,
            "longitude": place.longitude,
            "latitude": place.latitude,
            "radius_m": place.radius_m,
            "geo_precision": place.precision or near,
        }
    if place is None or place.method == "unresolved" or place.key is None:
        vague = place.admin1 if place is not None and place.admin1 else None
        return {"stated_region": vague or country}
    if place.method in REGION_METHODS:
        return {"stated_region": place.key}
    if place.second_key is not None:
        return {"place": place.key, "second_place": place.second_key}
    return {"place": place.key, "geo_precision": place.precision}


def _estimates(rows: tuple[GroupToll, ...], report: int, belligerent: bool) -> Iterator[EstimateValue]:
    recommended: set[tuple[str, str, str]] = set()
    for row in rows:
        group = row.group if row.group in CasualtyGroup.values else CasualtyGroup.UNKNOWN.value
        community = row.community if row.community in Community.values else ""
        key = (row.kind, group, community)
        yield EstimateValue(
            kind=row.kind,
            group=group,
            community=community,
            low=row.toll.low,
            best=row.toll.best,
            high=row.toll.high,
            quantifier=row.toll.quantifier,
            words=row.toll.words[:200],
            report=report,
            recommended=key not in recommended and not belligerent,
        )
        recommended.add(key)


def _involvement(actor: ActorDraft, report: int) -> InvolvementValue:
    attribution, claim = ATTRIBUTIONS.get(actor.attribution, (Attribution.UNKNOWN, None))
    known = actor.slug is not None
    return InvolvementValue(
        actor=actor.slug,
        role=actor.role,
        community=actor.community if actor.community in Community.values else "",
        attribution=str(attribution) if known else Attribution.UNKNOWN.value,
        claim_status=str(claim or actor.claim_status),
        # A party that no table knows keeps its name as the source's words.
        words=(actor.words if known else actor.name)[:200],
        report=report,
    )


def _with_suspicions(records: list[IncidentRecord], note: NoteDraft, report: int) -> list[IncidentRecord]:
    """A suspicion that the note voices belongs to its one incident by unknown gunmen; with several, to none."""
    unknown = [
        n for n, record in enumerate(records) if any(i.actor == UNIDENTIFIED for i in record.involvements)
    ]
    suspects = [judgement for judgement in note.assessment.attributions if judgement.slug]
    if len(unknown) != 1 or not suspects:
        return records
    position = unknown[0]
    record = records[position]
    claim = next(i.claim_status for i in record.involvements if i.actor == UNIDENTIFIED)
    added = [
        InvolvementValue(
            actor=judgement.slug,
            role=Role.PERPETRATOR.value,
            attribution=Attribution.SUSPECTED.value,
            claim_status=claim,
            words=judgement.words[:200],
            report=report,
        )
        for judgement in suspects
        if all(i.actor != judgement.slug for i in record.involvements)
    ]
    changed = record.with_values({"involvements": (*record.involvements, *added)})
    return [changed if n == position else other for n, other in enumerate(records)]


def without_report(record: IncidentRecord) -> dict[str, Any]:
    """The record's values with no report in them, so that two versions of a report can be compared."""
    values = record.as_json()
    values["estimates"] = [{**asdict(row), "report": None} for row in record.estimates]
    values["involvements"] = [{**asdict(row), "report": None} for row in record.involvements]
    values["sources"] = []
    return values
