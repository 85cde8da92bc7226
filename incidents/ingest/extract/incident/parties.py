"""The parties of one incident: perpetrators, targets, and how firmly the text names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.codes import EventType, SubEventType
from incidents.ingest.drafts import ActorDraft, SuspectedActor
from incidents.ingest.extract.incident.acting import acts_on, first_told, who_acted
from incidents.ingest.extract.incident.inferred import (
    VIOLENT,
    both_communities,
    suspected_somewhere,
    victims,
)
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.who import roles
from incidents.ingest.extract.who.actor_words import SAME_GROUP
from incidents.ingest.extract.who.actors import (
    UNNAMED,
    UNNAMED_SLUG,
    ActorMention,
)
from incidents.ingest.extract.who.blame_words import ACCUSATIONS, ACCUSED_AFTER, JUDGEMENTS
from incidents.ingest.extract.who.claims import Claim
from incidents.ingest.extract.who.party import Event, Party, actor_of
from incidents.ingest.extract.who.suspicion import is_suspicion
from incidents.ingest.gazetteer import Tables

FRENCH_OPERATIONS = frozenset({"barkhane", "serval", "sabre", "takuba"})
VOLUNTEERS = frozenset({"vdp"})
# A mine lies where nobody knows who laid it; a grenade is thrown, a shell is fired.
DONE_BY_SOMEBODY = frozenset(
    {
        SubEventType.LOOTING.value,
        SubEventType.GRENADE.value,
        SubEventType.SHELLING.value,
        SubEventType.SUICIDE_BOMB.value,
    }
)
CROWDS = {
    EventType.PROTESTS.value: ActorDraft("protesters", "Protesters", roles.PERPETRATOR),
    EventType.RIOTS.value: ActorDraft("rioters", "Rioters", roles.PERPETRATOR),
}


def parties_of(units: Sequence[Unit], language: str, opener: Unit) -> list[Party]:
    """Every mention of a party in these units, with its role there."""
    return [
        Party(mention, role, unit.tells_event or unit is opener, number)
        for number, unit in enumerate(units)
        for mention, role in zip(unit.actors, roles_of(unit, language), strict=True)
    ]


def roles_of(unit: Unit, language: str) -> list[str]:
    return roles.roles(unit.passage, unit.actors, unit.triggers, unit.tolls, language)


def party_drafts(
    units: Sequence[Unit],
    parties: Sequence[Party],
    event: Event,
    tables: Tables,
    known: ActorMention | None = None,
) -> tuple[tuple[ActorDraft, ...], tuple[SuspectedActor, ...]]:
    """The incident's parties, perpetrators first, and the source's judgements on who did it.

    `known` is the group that the note named last before this incident: whom "the attackers" means.
    """
    opening = next((unit for unit in units if unit.tells_event or unit.names_event), units[0])
    claims = [claim for unit in units for claim in unit.claims]
    status = "none" if any(claim.status == "none" for claim in claims) else "unknown"
    unnamed = any(
        party.mention.is_unnamed and party.role == roles.PERPETRATOR for party in parties if party.opens
    )
    # "Gunmen, probably of ISGS, burned huts" and "It was probably ISGS" name a suspect; of an attack that nobody claims
    # it stays what the writer thinks.
    judged = [party for party in parties if party.mention.is_judgement and unnamed and status == "none"]
    claiming = {claim.actor for claim in claims if claim.actor}
    acting = who_acted(parties, units, event, opening, judged, claiming)
    drafts = [
        _doubted(actor_of(party, status), party, units[party.unit], opening) for party in first_told(acting)
    ]
    states = frozenset(party.mention.slug for party in parties if party.mention.is_state)
    # Where an army has taken a town, the other side claims no more than losses.
    told = [] if event.sub_event_type == SubEventType.GOVERNMENT_REGAINS.value else claims
    drafts = _with_claims(drafts, told, known, states)
    drafts = _named_before(drafts, acting, units, known, status)
    drafts = both_communities(drafts, units, event, tables)
    suspected = suspected_somewhere(drafts, units, parties, event, status)
    if suspected is not drafts:
        # Who is named by suspicion alone may have denied it, too.
        for claim in told:
            if claim.actor is None and claim.status == "denied":
                suspected = _said_by_one_told_before(suspected, claim, known)
    drafts = suspected
    nobody = ActorDraft(UNNAMED_SLUG, UNNAMED, roles.PERPETRATOR, "unknown", status)
    is_done_by_somebody = event.event_type in VIOLENT or event.sub_event_type in DONE_BY_SOMEBODY
    if is_done_by_somebody and not any(draft.role == roles.PERPETRATOR for draft in drafts):
        drafts.insert(0, nobody)
    drafts = _without_nobody(drafts)
    if event.sub_event_type == SubEventType.AGREEMENT.value:
        drafts = _signatories(parties, drafts)
    crowd = CROWDS.get(event.event_type)
    if event.sub_event_type == SubEventType.EXCESSIVE_FORCE.value and any(
        party.role == roles.PERPETRATOR and party.mention.is_state for party in acting
    ):
        crowd = None  # who fired at the crowd
        drafts = [draft for draft in drafts if draft.slug not in {UNNAMED_SLUG}]
    drafts = _struck_or_found(drafts, parties, event, states, status)
    if event.sub_event_type == SubEventType.REMOTE_EXPLOSIVE.value:
        # Whose men rode over a mine did not lay it.
        drafts = [draft for draft in drafts if not _stands_by(draft, states)]
    if crowd:
        drafts = [crowd, *(draft for draft in drafts if draft.role not in {roles.PERPETRATOR, roles.TARGET})]
    drafts += victims(event, drafts, tables)
    judgements = tuple(
        SuspectedActor(party.mention.name, party.mention.doubt, party.mention.slug)
        for party in judged
        if not party.mention.is_unnamed
    )
    if event.sub_event_type == SubEventType.GOVERNMENT_REGAINS.value:
        drafts.sort(key=lambda draft: draft.role != roles.PERPETRATOR)  # who took it, though he lost men too
    drafts = [_of_its_operation(draft, parties) for draft in drafts]
    kept = _distinct(drafts)
    if is_done_by_somebody and not any(draft.role == roles.PERPETRATOR for draft in kept):
        kept = (_whose_fighters_fell(kept, event) or nobody, *kept)
    elif event.event_type == EventType.BATTLES.value and all(
        draft.slug == UNNAMED_SLUG for draft in kept if draft.role == roles.PERPETRATOR
    ):
        group = None if _fell_to_gunmen(parties, units) else _whose_fighters_fell(kept, event)
        rest = [draft for draft in kept if draft.role != roles.PERPETRATOR]
        kept = (group, *(draft for draft in rest if draft.slug != group.slug)) if group else kept
    return kept, judgements


def _struck_or_found(
    drafts: list[ActorDraft],
    parties: Sequence[Party],
    event: Event,
    states: frozenset[str | None],
    status: str,
) -> list[ActorDraft]:
    """Only states strike from the air here, and find arms: the force that the text names has."""
    acts_alone = {SubEventType.AIR_DRONE_STRIKE.value, SubEventType.DISRUPTED_WEAPONS.value}
    if event.sub_event_type == SubEventType.DISRUPTED_WEAPONS.value and any(
        party.mention.is_state for party in parties
    ):
        # "Sappers neutralised two mines planted by X".
        drafts = [draft for draft in drafts if draft.role != roles.PERPETRATOR or draft.slug in states]
    if event.sub_event_type in acts_alone and all(
        draft.slug == UNNAMED_SLUG for draft in drafts if draft.role == roles.PERPETRATOR
    ):
        seen = {roles.OTHER, roles.PERPETRATOR}
        if event.sub_event_type == SubEventType.DISRUPTED_WEAPONS.value:
            seen.add(roles.TARGET)
        forces = [party for party in parties if party.mention.is_state and party.role in seen][:1]
        drafts = [
            *(replace(actor_of(party, status), role=roles.PERPETRATOR) for party in forces),
            *(draft for draft in drafts if not forces or draft.role != roles.PERPETRATOR),
        ]
    return drafts


def _of_its_operation(draft: ActorDraft, parties: Sequence[Party]) -> ActorDraft:
    """As in "the French army ... no soldier of Barkhane was hurt": the operation that the text names is who did it."""
    named = [party.mention for party in parties if party.mention.slug in FRENCH_OPERATIONS]
    if draft.slug != "french-forces" or not named:
        return draft
    return replace(draft, slug=named[0].slug, name=named[0].name)


def _stands_by(draft: ActorDraft, states: frozenset[str | None]) -> bool:
    """Whether a force or its volunteers are said to have done it, without a claim or an accusation."""
    on_its_side = draft.slug in states or draft.slug in VOLUNTEERS
    return draft.role == roles.PERPETRATOR and on_its_side and draft.attribution == "stated"


def _whose_fighters_fell(drafts: Sequence[ActorDraft], event: Event) -> ActorDraft | None:
    """ "The army lost four men and killed eleven fighters of X": X, where nobody is said to have attacked."""
    if event.event_type != EventType.BATTLES.value:
        return None
    named = [
        draft
        for draft in drafts
        if draft.role == roles.TARGET and draft.slug in event.groups and draft.slug != UNNAMED_SLUG
    ]
    return replace(named[0], role=roles.PERPETRATOR) if len(named) == 1 else None


def _fell_to_gunmen(parties: Sequence[Party], units: Sequence[Unit]) -> bool:
    """As in "gunmen shot and killed a member of X": X is whom they attacked."""
    killers: dict[int, int] = {}  # where the first of them stands in its sentence
    for killer in parties:
        is_one = killer.mention.is_unnamed and killer.role == roles.PERPETRATOR
        if is_one and any(toll.rule == "active-toll" for toll in units[killer.unit].tolls):
            first = killer.mention.first
            killers[killer.unit] = min(first, killers.get(killer.unit, first))
    return any(
        victim.role == roles.TARGET
        and not victim.mention.is_unnamed
        and victim.unit in killers
        and killers[victim.unit] < victim.mention.first
        for victim in parties
    )


def _named_before(
    drafts: list[ActorDraft],
    acting: Sequence[Party],
    units: Sequence[Unit],
    known: ActorMention | None,
    status: str,
) -> list[ActorDraft]:
    """ "The attackers", "the same group": the group that was named before, where nobody else is."""
    told = [party.mention for party in acting if party.role == roles.PERPETRATOR]
    means_known = bool(told) and all(mention.is_backward for mention in told)
    spoken_of = next((unit for unit in units if unit.passage.has(SAME_GROUP)), None)
    is_named = any(draft.role == roles.PERPETRATOR and draft.slug != UNNAMED_SLUG for draft in drafts)
    goes_on = not told and any(acts_on(unit) for unit in units if unit.tells_event)
    if known is None or is_named or not (means_known or spoken_of or goes_on):
        return drafts
    accused = spoken_of is not None and spoken_of.passage.has(ACCUSED_AFTER, ACCUSATIONS, JUDGEMENTS)
    attribution = "suspected" if known.doubt or accused else "stated"
    group = ActorDraft(
        known.slug, known.name, roles.PERPETRATOR, attribution, status, known.community, known.doubt
    )
    return [group, *(draft for draft in drafts if draft.role != roles.PERPETRATOR)]


def _doubted(draft: ActorDraft, party: Party, unit: Unit, opening: Unit) -> ActorDraft:
    """As in "the raid was attributed by the governor to X": who is named in such a sentence is suspected, not known."""
    is_named = (
        draft.role == roles.PERPETRATOR and draft.attribution == "stated" and not party.mention.is_state
    )
    voiced = is_named and unit is not opening and not unit.tolls and is_suspicion(unit.passage)
    return replace(draft, attribution="suspected") if voiced else draft


def _signatories(parties: Sequence[Party], drafts: list[ActorDraft]) -> list[ActorDraft]:
    """An agreement has no target: all whom it names have made it."""
    named = [party for party in parties if party.opens and not party.mention.is_unnamed]
    signed = [replace(actor_of(party, "unknown"), role=roles.PERPETRATOR) for party in named]
    return signed or drafts


def _without_nobody(drafts: list[ActorDraft]) -> list[ActorDraft]:
    """Gunmen beside a name are those of that name."""
    named = any(draft.role == roles.PERPETRATOR and draft.slug != UNNAMED_SLUG for draft in drafts)
    return [
        draft
        for draft in drafts
        if not (named and draft.role == roles.PERPETRATOR and draft.slug == UNNAMED_SLUG)
    ]


def _with_claims(
    drafts: list[ActorDraft],
    claims: Sequence[Claim],
    known: ActorMention | None,
    states: frozenset[str | None],
) -> list[ActorDraft]:
    """Who claims an attack is its perpetrator in the place of "gunmen"; who denies it stays accused."""
    for claim in claims:
        if claim.actor is None and claim.status != "none":
            drafts = _said_by_one_told_before(drafts, claim, known)
        if claim.actor is None:
            continue
        mention = claim.actor
        # Whose deed a group says was its own, no soldiers named beside did.
        forces = {draft.slug for draft in drafts if draft.slug in states} if mention.is_armed_group else set()
        taken = {UNNAMED_SLUG, *forces}
        drafts = [
            draft
            for draft in drafts
            if draft.slug != mention.slug
            and not (claim.status == "claimed" and draft.role == roles.PERPETRATOR and draft.slug in taken)
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


def _said_by_one_told_before(
    drafts: list[ActorDraft], claim: Claim, known: ActorMention | None
) -> list[ActorDraft]:
    """A claim or denial without a name is that of the perpetrators; else of the group named before."""
    named = [draft for draft in drafts if draft.role == roles.PERPETRATOR and draft.slug != UNNAMED_SLUG]
    if not named and claim.status == "claimed" and known is not None:
        named = [ActorDraft(known.slug, known.name, roles.PERPETRATOR, "stated", "unknown", known.community)]
        drafts = [*named, *drafts]
    return [
        replace(draft, attribution=claim.status, claim_status=claim.status) if draft in named else draft
        for draft in drafts
    ]


def _distinct(drafts: Sequence[ActorDraft]) -> tuple[ActorDraft, ...]:
    """One row per party; the role told first stays. Unnamed parties may stand on both sides."""
    unique: dict[tuple[str | None, str], ActorDraft] = {}
    order = {roles.PERPETRATOR: 0, roles.RESPONDER: 1, roles.TARGET: 2, roles.OTHER: 3}
    for draft in drafts:
        unique.setdefault((draft.slug, draft.name), draft)
    return tuple(sorted(unique.values(), key=lambda draft: order[draft.role]))
