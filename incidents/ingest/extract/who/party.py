"""A party of an incident as the text has it, and the incident as its parties need it."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.ingest.drafts import ActorDraft
from incidents.ingest.extract.who import roles
from incidents.ingest.extract.who.actors import ActorMention


@dataclass(frozen=True)
class Party:
    """A party of the incident as one mention has it."""

    mention: ActorMention
    role: str
    opens: bool
    unit: int = 0


@dataclass(frozen=True)
class Event:
    """What decides who else took part: the type, the victims' groups and community, the country."""

    event_type: str
    sub_event_type: str | None
    victims: frozenset[str]
    community: str | None
    country: str | None
    groups: frozenset[str] = frozenset()


def actor_of(party: Party, status: str) -> ActorDraft:
    mention = party.mention
    doubtful = bool(mention.doubt)
    attribution = "suspected" if doubtful else "unknown" if mention.is_unnamed else "stated"
    claim_status = status if party.role == roles.PERPETRATOR else "unknown"
    return ActorDraft(
        mention.slug, mention.name, party.role, attribution, claim_status, mention.community, mention.doubt
    )
