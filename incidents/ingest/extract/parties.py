"""The parties of one incident: perpetrators, targets, and how firmly the text names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.codes import EventType
from incidents.ingest.drafts import ActorDraft, SuspectedActor
from incidents.ingest.extract import roles
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
from incidents.ingest.extract.segments import Unit
from incidents.ingest.gazetteer import Tables

VIOLENT = frozenset({EventType.BATTLES.value, EventType.VIOLENCE_AGAINST_CIVILIANS.value})
CROWDS = {
    EventType.PROTESTS.value: ActorDraft("protesters", "Protesters", roles.PERPETRATOR),
    EventType.RIOTS.value: ActorDraft("rioters", "Rioters", roles.PERPETRATOR),
}


@dataclass(frozen=True)
class Party:
    """A party of the incident as one mention has it."""

    mention: ActorMention
    role: str
    opens: bool


@dataclass(frozen=True)
class Event:
    """What decides who else took part: the type, the victims' groups and community, the country."""

    event_type: str
    victims: frozenset[str]
    community: str | None
    country: str | None


def parties_of(units: Sequence[Unit], language: str) -> list[Party]:
    """Every mention of a party in these units, with its role there."""
    return [
        Party(mention, role, unit.tells_event or unit is units[0])
        for unit in units
        for mention, role in zip(unit.actors, roles_of(unit, language), strict=True)
    ]


def roles_of(unit: Unit, language: str) -> list[str]:
    return roles.roles(unit.passage, unit.actors, unit.triggers, unit.tolls, language)


def party_drafts(
    units: Sequence[Unit], parties: Sequence[Party], event: Event, tables: Tables
) -> tuple[tuple[ActorDraft, ...], tuple[SuspectedActor, ...]]:
    """The incident's parties, perpetrators first, and the source's judgements on who did it."""
    claims = [claim for unit in units for claim in unit.claims]
    status = "none" if any(claim.status == "none" for claim in claims) else "unknown"
    unnamed = any(
        party.mention.is_unnamed and party.role == roles.PERPETRATOR for party in parties if party.opens
    )
    judged = [party for party in parties if party.mention.is_judgement and (unnamed or not party.opens)]
    claiming = {claim.actor for claim in claims if claim.actor}
    acting = [
        party
        for party in parties
        if party.opens and party not in judged and party.role != roles.OTHER and party.mention not in claiming
    ]
    drafts = [_actor(party, status) for party in acting]
    drafts = _with_claims(drafts, claims)
    if event.event_type in VIOLENT and not any(draft.role == roles.PERPETRATOR for draft in drafts):
        drafts.insert(0, ActorDraft(UNNAMED_SLUG, UNNAMED, roles.PERPETRATOR, "unknown", status))
    crowd = CROWDS.get(event.event_type)
    if crowd:
        crowds = {other.slug for other in CROWDS.values()}
        drafts = [crowd, *(draft for draft in drafts if draft.slug not in crowds)]
    drafts += _victims(event, drafts, tables)
    judgements = tuple(
        SuspectedActor(party.mention.name, party.mention.doubt, party.mention.slug)
        for party in judged
        if not party.mention.is_unnamed
    )
    return _distinct(drafts), judgements


def _actor(party: Party, status: str) -> ActorDraft:
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
            and not (
                claim.status == "claimed" and draft.slug == UNNAMED_SLUG and draft.role == roles.PERPETRATOR
            )
        ]
        claimed = ActorDraft(
            mention.slug,
            mention.name,
            roles.PERPETRATOR,
            claim.status,
            claim.status,
            mention.community,
            mention.doubt,
        )
        drafts.insert(0, claimed)
    return drafts


def _victims(event: Event, drafts: Sequence[ActorDraft], tables: Tables) -> list[ActorDraft]:
    """Parties that the victims belong to, where the text does not name them otherwise."""
    found = []
    victims, country = event.victims, event.country
    against_civilians = event.event_type == EventType.VIOLENCE_AGAINST_CIVILIANS.value
    if "civilians" in victims or against_civilians:
        found.append(ActorDraft(CIVILIANS_SLUG, CIVILIANS, roles.TARGET, community=event.community))
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
