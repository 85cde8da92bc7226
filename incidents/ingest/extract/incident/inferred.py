"""Parties that no sentence gives a part in the incident: the text as a whole says who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.codes import EventType, SubEventType
from incidents.ingest.drafts import ActorDraft
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.people.people_words import COMMUNITIES
from incidents.ingest.extract.who import roles
from incidents.ingest.extract.who.actors import CIVILIANS, CIVILIANS_SLUG, UNNAMED_SLUG
from incidents.ingest.extract.who.forces import state_force
from incidents.ingest.extract.who.militias import JOINING
from incidents.ingest.extract.who.naming import display_name
from incidents.ingest.extract.who.party import Event, Party, actor_of
from incidents.ingest.extract.who.suspicion import is_suspicion
from incidents.ingest.gazetteer import Tables

# Both peoples are told within so many words behind "between", else beside each other.
BETWEEN, BESIDE = 9, 5
VIOLENT = frozenset({EventType.BATTLES.value, EventType.VIOLENCE_AGAINST_CIVILIANS.value})
ATTACKS = VIOLENT | {EventType.EXPLOSIONS.value}


def both_communities(
    drafts: list[ActorDraft], units: Sequence[Unit], event: Event, tables: Tables
) -> list[ActorDraft]:
    """Each people's men, where no party is named: "a clash between Fulani herders and Zarma farmers", "des notables
    dogons et peuls ont signé un accord"."""
    is_agreed = event.sub_event_type == SubEventType.AGREEMENT.value
    sides = {roles.PERPETRATOR, roles.TARGET}
    is_named = any(
        draft.role in sides and draft.slug not in {CIVILIANS_SLUG, UNNAMED_SLUG if is_agreed else None}
        for draft in drafts
    )
    if (event.event_type != EventType.BATTLES.value and not is_agreed) or is_named:
        return drafts
    for unit in units:
        militias = [tables.actors.get(f"{people}-militia") for people in _side_by_side(unit)]
        if militias and all(militias):
            return [
                ActorDraft(
                    entry.slug,
                    display_name(entry, "9999"),
                    roles.PERPETRATOR,
                    "stated",
                    "unknown",
                    entry.community,
                )
                for entry in militias
                if entry is not None
            ]
    return drafts


def _side_by_side(unit: Unit) -> list[str]:
    """The peoples that a sentence names beside each other, or behind "between"; nothing where it names only one."""
    words = unit.passage.words
    for at, word in enumerate(words):
        reach = BETWEEN if word in {"between", "entre"} else BESIDE if word in COMMUNITIES else 0
        near = words[at : at + reach]
        peoples = list(dict.fromkeys(COMMUNITIES[each] for each in near if each in COMMUNITIES))
        if len(peoples) > 1 and not JOINING.isdisjoint(near):
            return peoples
    return []


def suspected_somewhere(
    drafts: list[ActorDraft], units: Sequence[Unit], parties: Sequence[Party], event: Event, status: str
) -> list[ActorDraft]:
    """The one group that a sentence of suspicion names ("everything about it says X"), where nobody else is named."""
    if event.event_type not in ATTACKS or any(
        draft.role == roles.PERPETRATOR and draft.slug != UNNAMED_SLUG for draft in drafts
    ):
        return drafts
    named = [
        party
        for party in parties
        if (party.role == roles.OTHER or (party.role == roles.TARGET and not units[party.unit].tells_event))
        and party.mention.slug
        and not party.mention.is_unnamed
        and party.mention.is_armed_group
        and not party.mention.is_judgement
    ]
    voiced = [party for party in named if is_suspicion(units[party.unit].passage)]
    if len({party.mention.slug for party in named}) != 1 or not voiced:
        return drafts
    suspect = replace(
        actor_of(voiced[0], status), role=roles.PERPETRATOR, attribution="suspected", claim_status=status
    )
    rest = [draft for draft in drafts if draft.role != roles.PERPETRATOR and draft.slug != suspect.slug]
    return [suspect, *rest]


def victims(event: Event, drafts: Sequence[ActorDraft], tables: Tables) -> list[ActorDraft]:
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
