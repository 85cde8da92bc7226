"""What a text says of all its incidents at once: whom it accuses of them, and who claims them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract.incident.spokenof import OF_ALL
from incidents.ingest.extract.incident.units import Unit
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.who import roles
from incidents.ingest.extract.who.actors import UNNAMED_SLUG, ActorMention
from incidents.ingest.extract.who.party import Party, actor_of

BOTH = phrase_list("for both|claimed both|l ensemble|les deux actions|les trois actions|all of them")


def claimed_by_one(units: Sequence[Unit], drafts: list[IncidentDraft]) -> list[IncidentDraft]:
    """As in "JNIM has put out statements for both": every incident that nobody else is said to have done."""
    for unit in units:
        claims = [claim for claim in unit.claims if claim.status == "claimed"]
        if not claims or not unit.passage.has(OF_ALL, BOTH):
            continue
        named = [claim.actor for claim in claims if claim.actor] or [
            mention
            for other in units
            if other.passage.start < unit.passage.start
            for mention in other.actors
            if mention.slug and not mention.is_unnamed and not mention.is_state
        ][-1:]
        if named:
            drafts = [_with_claim(draft, named[0]) for draft in drafts]
    return drafts


def accused_of_all(units: Sequence[Unit], drafts: list[IncidentDraft]) -> list[IncidentDraft]:
    """As in "JNIM is suspected in both cases": of every incident told before whose perpetrators nobody named; of all of
    them where the sentence opens the note."""
    for unit in units:
        accused = [mention for mention in unit.actors if mention.is_accused and not mention.is_unnamed]
        if accused and unit.passage.has(OF_ALL):
            begin = unit.passage.start
            opens = all(draft.text_start >= begin for draft in drafts)
            drafts = [
                _with_suspect(draft, accused[0]) if opens or draft.text_start < begin else draft
                for draft in drafts
            ]
    return drafts


def _with_suspect(draft: IncidentDraft, mention: ActorMention) -> IncidentDraft:
    """The incident with this party as its suspected perpetrator, where nobody was named."""
    told = draft.perpetrators
    if not told or any(actor.slug != UNNAMED_SLUG for actor in told):
        return draft
    return _done_by(draft, mention, "suspected", told[0].claim_status)


def _with_claim(draft: IncidentDraft, mention: ActorMention) -> IncidentDraft:
    """The incident as claimed by this party, where nobody else was named; what a force is said to have done stays."""
    if any(actor.slug not in {UNNAMED_SLUG, mention.slug} for actor in draft.perpetrators):
        return draft
    return _done_by(draft, mention, "claimed", "claimed")


def _done_by(
    draft: IncidentDraft, mention: ActorMention, attribution: str, claim_status: str
) -> IncidentDraft:
    """The incident with this party in the place of all its perpetrators."""
    party = actor_of(Party(mention, roles.PERPETRATOR, opens=True), claim_status)
    rest = [actor for actor in draft.actors if actor.role != roles.PERPETRATOR and actor.slug != mention.slug]
    return replace(draft, actors=(replace(party, attribution=attribution), *rest))
