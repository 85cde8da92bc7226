"""From the units of one incident to its draft: type, date, place, tolls, parties and the evidence for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from incidents.codes import EventType
from incidents.ingest.drafts import (
    ActorDraft,
    Confidence,
    EvidenceSpan,
    GroupToll,
    IncidentDraft,
    PlaceDraft,
    SuspectedActor,
)
from incidents.ingest.extract import events, geocode, roles
from incidents.ingest.extract.actors import (
    CIVILIANS,
    CIVILIANS_SLUG,
    UNNAMED,
    UNNAMED_SLUG,
    ActorMention,
    Claim,
    display_name,
    state_force,
)
from incidents.ingest.extract.casualties import people
from incidents.ingest.extract.places import PlaceMention
from incidents.ingest.extract.segments import Segment, Unit
from incidents.ingest.extract.totals import Statement, group_tolls
from incidents.ingest.gazetteer import Tables

VIOLENT = frozenset({EventType.BATTLES.value, EventType.VIOLENCE_AGAINST_CIVILIANS.value})
CROWDS = {
    EventType.PROTESTS.value: ActorDraft("protesters", "Protesters", roles.PERPETRATOR),
    EventType.RIOTS.value: ActorDraft("rioters", "Rioters", roles.PERPETRATOR),
}
PLACE_CONFIDENCE: dict[str, Confidence] = {
    "exact": "exact",
    "alias": "alias",
    "key": "fuzzy",
    "offset": "inferred",
    "road": "inferred",
}


@dataclass(frozen=True)
class Party:
    """A party of the incident as one mention has it."""

    mention: ActorMention
    role: str
    opens: bool


def incident_draft(
    segment: Segment, note_places: Sequence[PlaceMention], tables: Tables, country: str | None, language: str
) -> tuple[IncidentDraft, tuple[SuspectedActor, ...]]:
    """The incident that these units tell, and the source's judgements on who did it."""
    units = segment.units
    statements = [Statement(unit.passage, toll) for unit in units for toll in unit.tolls]
    casualties, flags = group_tolls(statements)
    parties = list(_parties(units, language))
    kinds = _kinds(units)
    victims = {row.group for row in casualties if row.group != "all" and row.kind in {"killed", "injured", "abducted"}}
    victims |= {"state_forces" for party in parties if party.role == roles.TARGET and party.mention.is_state}
    if "killed" in kinds and not victims:
        victims = {"unknown"}
    by_state = any(party.role == roles.PERPETRATOR and party.mention.is_state for party in parties)
    event_type, sub_event_type = events.classify(kinds, victims, [unit.passage for unit in units], by_state)
    place, where, stated_country, place_flags = _place(units, note_places, tables, country)
    incident_country = (place.country if place else None) or stated_country
    community = _community(units, casualties, language)
    actors, judgements = _actors(units, parties, event_type, victims, community, tables, incident_country)
    date_mention = segment.date_mention
    draft = IncidentDraft(
        event_type=event_type,
        sub_event_type=sub_event_type,
        weapons=events.weapons([unit.passage for unit in units], kinds),
        date=date_mention.date if date_mention else None,
        country=incident_country,
        place=place,
        casualties=casualties,
        actors=actors,
        civilian_targeting=any(actor.slug == CIVILIANS_SLUG and actor.role == roles.TARGET for actor in actors),
        evidence=tuple(_evidence(segment, place, where, parties)),
        text_start=min(unit.passage.start for unit in units),
        text_end=max(unit.passage.end for unit in units),
        flags=(*flags, *place_flags, *_date_flags(segment)),
    )
    return draft, judgements


def _community(units: Sequence[Unit], casualties: Sequence[GroupToll], language: str) -> str | None:
    """The one community that the victims belong to; None when the text names none or several."""
    named = {row.community for row in casualties if row.community}
    if not named:
        told = [group for unit in units[1:] if not unit.tolls for group in people(unit.passage, language)]
        named = {group.community for group in told if group.community and group.group == "civilians"}
    return next(iter(named)) if len(named) == 1 else None


def _kinds(units: Sequence[Unit]) -> set[str]:
    telling = [unit for unit in units if unit.tells_event or unit is units[0]]
    kinds = {trigger.kind for unit in telling for trigger in unit.triggers}
    tolls = {toll.kind for unit in telling for toll in unit.tolls if any(group.toll.high != 0 for group in toll.people)}
    return kinds | {
        {"killed": "killed", "injured": "killed", "abducted": "abduction", "arrested": "arrest"}.get(kind, kind)
        for kind in tolls
    }


def _date_flags(segment: Segment) -> list[str]:
    mention = segment.date_mention
    if mention is None:
        return ["date_unstated"]
    return ["weekday_differs"] if mention.weekday_differs else []


def _place(
    units: Sequence[Unit], note_places: Sequence[PlaceMention], tables: Tables, country: str | None
) -> tuple[PlaceDraft | None, PlaceMention | None, str | None, list[str]]:
    own = [mention for unit in units for mention in unit.places]
    around = geocode.surroundings(own, None)
    if around.country is None:
        around = replace(around, country=geocode.surroundings(note_places, country).country or country)
    around = replace(around, anchors=geocode.surroundings(note_places, None).anchors)
    telling = [unit for unit in units if unit.tells_event or unit is units[0]]
    located = geocode.locate([(unit.passage, unit.places) for unit in telling], around, tables)
    located = located or geocode.locate([(unit.passage, unit.places) for unit in units], around, tables)
    if located is None:
        return None, None, around.country, ["place_unstated"]
    place, mention = located
    flags = ["region_differs"] if geocode.region_differs(place, own) else []
    return place, mention, around.country, flags + (["place_unresolved"] if place.method == "unresolved" else [])


def _parties(units: Sequence[Unit], language: str) -> Iterator[Party]:
    for unit in units:
        told = roles.roles(unit.passage, unit.actors, unit.triggers, unit.tolls, language)
        for mention, role in zip(unit.actors, told, strict=True):
            yield Party(mention, role, unit.tells_event or unit is units[0])


def _actors(
    units: Sequence[Unit],
    parties: Sequence[Party],
    event_type: str,
    victims: set[str],
    community: str | None,
    tables: Tables,
    country: str | None,
) -> tuple[tuple[ActorDraft, ...], tuple[SuspectedActor, ...]]:
    claims = [claim for unit in units for claim in unit.claims]
    status = "none" if any(claim.status == "none" for claim in claims) else "unknown"
    unnamed = any(party.mention.is_unnamed and party.role == roles.PERPETRATOR for party in parties if party.opens)
    judged = [party for party in parties if party.mention.is_judgement and (unnamed or not party.opens)]
    claiming = {claim.actor for claim in claims if claim.actor}
    acting = [
        party
        for party in parties
        if party.opens and party not in judged and party.role != roles.OTHER and party.mention not in claiming
    ]
    drafts = [_actor(party, status, is_unnamed_named=unnamed) for party in acting]
    drafts = _with_claims(drafts, claims)
    if event_type in VIOLENT and not any(draft.role == roles.PERPETRATOR for draft in drafts):
        drafts.insert(0, ActorDraft(UNNAMED_SLUG, UNNAMED, roles.PERPETRATOR, "unknown", status))
    crowd = CROWDS.get(event_type)
    if crowd:
        crowds = {other.slug for other in CROWDS.values()}
        drafts = [crowd, *(draft for draft in drafts if draft.slug not in crowds)]
    drafts += _victims(event_type, victims, community, drafts, tables, country)
    judgements = tuple(
        SuspectedActor(party.mention.name, party.mention.doubt, party.mention.slug)
        for party in judged
        if not party.mention.is_unnamed
    )
    return _distinct(drafts), judgements


def _actor(party: Party, status: str, is_unnamed_named: bool) -> ActorDraft:
    mention = party.mention
    attribution = "unknown" if mention.is_unnamed else "suspected" if mention.doubt else "stated"
    claim_status = status if party.role == roles.PERPETRATOR else "unknown"
    return ActorDraft(
        mention.slug, mention.name, party.role, attribution, claim_status, mention.community, mention.doubt
    )


def _with_claims(drafts: list[ActorDraft], claims: Sequence[Claim]) -> list[ActorDraft]:
    """Who claims an attack is its perpetrator in the place of "gunmen"; who denies it stays accused."""
    for claim in claims:
        if claim.actor is None:
            continue
        mention = claim.actor
        drafts = [
            draft
            for draft in drafts
            if draft.slug != mention.slug
            and not (claim.status == "claimed" and draft.slug == UNNAMED_SLUG and draft.role == roles.PERPETRATOR)
        ]
        claimed = ActorDraft(
            mention.slug, mention.name, roles.PERPETRATOR, claim.status, claim.status, mention.community, mention.doubt
        )
        drafts.insert(0, claimed)
    return drafts


def _victims(
    event_type: str,
    victims: set[str],
    community: str | None,
    drafts: Sequence[ActorDraft],
    tables: Tables,
    country: str | None,
) -> list[ActorDraft]:
    """Parties that the victims belong to, where the text does not name them otherwise."""
    found = []
    against_civilians = event_type == EventType.VIOLENCE_AGAINST_CIVILIANS.value
    if "civilians" in victims or against_civilians:
        found.append(ActorDraft(CIVILIANS_SLUG, CIVILIANS, roles.TARGET, community=community))
    targets = [draft for draft in drafts if draft.role == roles.TARGET]
    force = state_force(tables, country) if country else None
    if "state_forces" in victims and not targets and force:
        found.append(ActorDraft(force.slug, display_name(force, "9999"), roles.TARGET))
    peacekeepers = tables.actors.get("minusma")
    if "peacekeepers" in victims and peacekeepers and country in {None, "MLI"}:
        found.append(ActorDraft(peacekeepers.slug, display_name(peacekeepers, "9999"), roles.TARGET))
    return found


def _distinct(drafts: Sequence[ActorDraft]) -> tuple[ActorDraft, ...]:
    """One row per party; the role told first stays. Unnamed parties may stand on both sides."""
    unique: dict[tuple[str | None, str], ActorDraft] = {}
    order = {roles.PERPETRATOR: 0, roles.RESPONDER: 1, roles.TARGET: 2, roles.OTHER: 3}
    for draft in drafts:
        unique.setdefault((draft.slug, draft.name), draft)
    return tuple(sorted(unique.values(), key=lambda draft: order[draft.role]))


def _evidence(
    segment: Segment, place: PlaceDraft | None, where: PlaceMention | None, parties: Sequence[Party]
) -> Iterator[EvidenceSpan]:
    date_mention = segment.date_mention
    if date_mention:
        yield EvidenceSpan("date", date_mention.start, date_mention.end, f"date-{date_mention.date.precision}")
    if place and where and place.method != "unresolved":
        confidence = PLACE_CONFIDENCE.get(place.method, "exact")
        yield EvidenceSpan("place", where.start, where.end, f"place-{place.method}", confidence)
    for unit in segment.units:
        for toll in unit.tolls:
            yield EvidenceSpan(f"casualties.{toll.kind}", toll.start, toll.end, toll.rule)
        for claim in unit.claims:
            yield EvidenceSpan("actors.claim_status", claim.start, claim.end, f"claim-{claim.status}")
    for trigger in segment.units[0].triggers[:1]:
        start, end = segment.units[0].passage.span(trigger.first, trigger.last)
        yield EvidenceSpan("event_type", start, end, f"event-{trigger.kind}")
    for party in parties:
        if party.opens and party.role != roles.OTHER:
            sure: Confidence = "inferred" if party.mention.is_inferred else "alias"
            yield EvidenceSpan(
                f"actors.{party.role}", party.mention.start, party.mention.end, "actor-name", sure
            )
