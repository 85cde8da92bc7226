"""From the units of one incident to its draft: type, date, place, tolls, parties and the evidence for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidents.codes import Inter
from incidents.ingest.drafts import (
    Confidence,
    EvidenceSpan,
    GroupToll,
    IncidentDraft,
    PlaceDraft,
    SuspectedActor,
)
from incidents.ingest.extract.incident.parties import parties_of, party_drafts
from incidents.ingest.extract.incident.segments import AGAIN
from incidents.ingest.extract.incident.units import Segment, Unit
from incidents.ingest.extract.people.groups import people
from incidents.ingest.extract.people.people_words import COMMUNITIES
from incidents.ingest.extract.tolls.totals import Statement, group_tolls
from incidents.ingest.extract.what import events, eventtypes
from incidents.ingest.extract.when.dates import DateMention
from incidents.ingest.extract.where import geocode
from incidents.ingest.extract.where.namesakes import surroundings
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.extract.who import roles
from incidents.ingest.extract.who.actors import CIVILIANS_SLUG, ActorMention
from incidents.ingest.extract.who.party import Event, Party
from incidents.ingest.gazetteer import Tables

PLACE_CONFIDENCE: dict[str, Confidence] = {
    "exact": "exact",
    "alias": "alias",
    "key": "fuzzy",
    "offset": "inferred",
    "road": "inferred",
    "unresolved": "fuzzy",
}


# What other paragraphs tell of besides: no kind of the incident itself.
ASIDES = frozenset({"weapons", "agreement", "merger", "base", "movement", "arrest", "protest"})


RELATIVE = 8
ARRIVING = frozenset(
    [
        "came",
        "come",
        "returned",
        "arrived",
        "rode",
        "drove",
        "moved",
        "went",
        "venus",
        "revenus",
        "arrives",
        "rendus",
        "revenu",
        "venu",
    ]
)
TAKING = frozenset({"abduction", "looting"})
REMOTE = frozenset({"mine", "ied"})
HITTING = frozenset({"hit", "struck", "strike", "strikes"})
ATTACK_NOUNS = frozenset({"attack", "attacks", "attaque", "attaques"})


# How words for an arrest begin; those who surrender are no captives.
SEIZING = ("arr", "detain", "interpel", "captur", "round", "picked")


def incident_draft(
    segment: Segment,
    note_places: Sequence[PlaceMention],
    tables: Tables,
    country: str | None,
    language: str,
    known: ActorMention | None = None,
    titles: Sequence[PlaceMention] = (),
    earlier: DateMention | None = None,
) -> tuple[IncidentDraft, tuple[SuspectedActor, ...]]:
    """The incident that these units tell, and the source's judgements on who did it.

    `known` is the group that was named last before it, `titles` the places over the text, and `earlier` the day of the
    incident told just before in the same paragraph: "in the second attack" needs none of its own.
    """
    units, opener = segment.units, segment.opener
    statements = [Statement(unit.passage, toll) for unit in units for toll in unit.tolls]
    casualties, flags = group_tolls(statements)
    heard = [*units, *segment.beside]
    parties = parties_of(heard, language, opener)
    kinds = _kinds(units, opener)
    victims = {
        row.group
        for row in casualties
        if row.group != "all" and row.kind in {"killed", "injured", "abducted"}
    }
    # What another paragraph says of the region is no part of the event.
    own = [unit for unit in units if unit.block == opener.block or unit.tolls]
    fought = {
        unit.passage.start
        for unit in own
        if unit.block == opener.block or any(toll.kind == "killed" for toll in unit.tolls)
    }
    struck = [
        party.mention
        for party in parties
        if party.role == roles.TARGET and heard[party.unit].passage.start in fought
    ]
    victims |= {"state_forces" for mention in struck if mention.is_state}
    victims |= {"armed_group" for mention in struck if mention.is_armed_group}
    if "killed" in kinds and not victims:
        victims = {"unknown"}
    telling = [unit for unit in own if unit is opener or unit.tells_event or unit.names_event]
    by_state = any(party.role == roles.PERPETRATOR and party.mention.is_state for party in parties)
    did_it = [party.mention for party in parties if party.role == roles.PERPETRATOR and party.opens]
    seizing = [
        unit.passage.words[trigger.first]
        for unit in own
        for trigger in unit.triggers
        if trigger.kind == "arrest" and unit.passage.words[trigger.first].startswith(SEIZING)
    ]
    if seizing and did_it and all(mention.is_armed_group for mention in did_it):
        kinds = kinds - {"arrest"} | {"abduction"}  # nobody but a state arrests
    event_type, sub_event_type = eventtypes.classify(
        kinds, victims, [unit.passage for unit in telling], by_state
    )
    place, where, stated_country, place_flags = _place(units, opener, note_places, tables, country, titles)
    incident_country = (place.country if place else None) or stated_country
    community = _community(units, casualties, language)
    groups = frozenset(
        party.mention.slug
        for party in parties
        if party.mention.inter == Inter.REBEL_GROUP and party.mention.slug
    )
    event = Event(event_type, sub_event_type, frozenset(victims), community, incident_country, groups)
    actors, judgements = party_drafts(heard, parties, event, tables, known)
    date_mention = segment.date_mention or earlier
    draft = IncidentDraft(
        event_type=event_type,
        sub_event_type=sub_event_type,
        weapons=events.weapons([unit.passage for unit in units], kinds),
        date=date_mention.date if date_mention else None,
        country=incident_country,
        place=place,
        casualties=casualties,
        actors=actors,
        civilian_targeting=any(
            actor.slug == CIVILIANS_SLUG and actor.role == roles.TARGET for actor in actors
        ),
        evidence=tuple(_evidence(segment, date_mention, place, where, parties)),
        text_start=min(unit.passage.start for unit in units),
        text_end=max(unit.passage.end for unit in units),
        flags=(*flags, *place_flags, *_date_flags(segment, earlier)),
    )
    return draft, judgements


def _community(units: Sequence[Unit], casualties: Sequence[GroupToll], language: str) -> str | None:
    """The one community that the victims belong to; None when the text names none or several."""
    named = {row.community for row in casualties if row.community}
    if not named:
        untold = [
            unit
            for unit in units[1:]
            if not unit.tolls and not COMMUNITIES.keys().isdisjoint(unit.passage.words)
        ]
        told = [group for unit in untold for group in people(unit.passage, language)]
        named = {group.community for group in told if group.community and group.group == "civilians"}
    return next(iter(named)) if len(named) == 1 else None


def _kinds(units: Sequence[Unit], opener: Unit) -> set[str]:
    # The sentence that has the day of an undated headline tells the event.
    dating = (
        [unit for unit in units if unit.own_dates and unit.tells_event][:1] if not opener.own_dates else []
    )
    telling = [
        unit
        for unit in units
        if unit is opener
        or unit in dating
        or (
            unit.tells_event
            and (unit.tolls or not unit.claims)
            and (unit.block == opener.block or unit.tolls or unit.passage.has(AGAIN))
        )
    ]
    released = [trigger for trigger in opener.triggers if trigger.kind == "release"]
    taken = [trigger for trigger in opener.triggers if trigger.kind in {"abduction", "arrest"}]
    if not released or any(trigger.first > released[0].first for trigger in taken):
        released = []
    kinds = {
        trigger.kind
        for unit in telling
        for trigger in unit.triggers
        if (unit.block == opener.block or trigger.kind not in ASIDES) and trigger.kind != "release"
    }
    if released and not kinds & {"killed", "attack", "ambush", "assault", "clash"}:
        return {"release"}
    agreed = [trigger for trigger in opener.triggers if trigger.kind == "agreement" and trigger.is_verb]
    if (
        agreed
        and not opener.tolls
        and all(trigger.kind == "agreement" or not trigger.is_verb for trigger in opener.triggers)
    ):
        return {"agreement"}  # after whatever fighting
    if kinds & REMOTE:
        # "Hit by a roadside bomb, an attack that the group claimed": a name for it, no second event.
        named = [
            trigger
            for unit in telling
            for trigger in unit.triggers
            if trigger.kind == "attack" and unit.passage.words[trigger.first] not in ATTACK_NOUNS | HITTING
        ]
        kinds = kinds if named else kinds - {"attack"}
    tolls = {
        toll.kind
        for unit in telling
        for toll in unit.tolls
        if any(group.toll.high != 0 for group in toll.people)
    }
    return kinds | {
        {"killed": "killed", "injured": "killed", "abducted": "abduction", "arrested": "arrest"}.get(
            kind, kind
        )
        for kind in tolls
    }


def _date_flags(segment: Segment, earlier: DateMention | None) -> list[str]:
    mention = segment.date_mention
    if mention is None:
        return ["date_inferred"] if earlier else ["date_unstated"]
    return ["weekday_differs"] if mention.weekday_differs else []


def _place(
    units: Sequence[Unit],
    opener: Unit,
    note_places: Sequence[PlaceMention],
    tables: Tables,
    country: str | None,
    titles: Sequence[PlaceMention],
) -> tuple[PlaceDraft | None, PlaceMention | None, str | None, list[str]]:
    own = [mention for unit in units for mention in unit.places]
    around = surroundings(own, None)
    if around.country is None:
        # "Over the border in Burkina Faso, ...": where this sentence is, whatever the next ones name.
        told_in = surroundings(list(opener.places), None).country
        around = replace(around, country=told_in)
    if around.country is None:
        around = replace(around, country=surroundings(note_places, country).country or country)
    around = replace(around, anchors=surroundings(note_places, None).anchors)
    telling = [unit for unit in units if unit.tells_event or unit is opener]
    # What other paragraphs mention says where it happened only if its own do not.
    told = [unit for unit in telling if unit.block == opener.block] or telling
    told_at = {unit.passage.start for unit in told}
    near = [unit for unit in units if unit.passage.start not in told_at and unit.block == opener.block]
    here = told_at | {unit.passage.start for unit in near}
    told = [_came_to(_taken_from(unit)) for unit in told]
    near = [_came_to(_taken_from(unit)) for unit in near]
    has_place = any(
        mention.cue not in {"way", "country"}
        for unit in (*told, *near)
        for mention in (*unit.places, *unit.lead)
    )
    others = [unit for unit in units if unit.passage.start not in here]
    rest = near if has_place else [*near, *sorted(others, key=lambda unit: not unit.tells_event)]
    located = geocode.locate(
        [(unit.passage, unit.places) for unit in (*told, *rest)],
        around,
        tables,
        list(dict.fromkeys(mention for unit in units for mention in unit.lead)),
        titles,
    )
    if located is None:
        return None, None, around.country, ["place_unstated"]
    place, mention = located
    flags = ["region_differs"] if geocode.region_differs(place, own) else []
    return (
        place,
        mention,
        around.country,
        flags + (["place_unresolved"] if place.method == "unresolved" else []),
    )


def _came_to(unit: Unit) -> Unit:
    """ "Gunmen returned to Ogossagou", "the army came by helicopter to Yébé": there they did it."""
    doers = [mention.first for mention in unit.actors if mention.is_armed_group or mention.is_state]
    places = tuple(
        replace(mention, cue="at")
        if mention.cue == "way" and _is_where(unit, mention)
        else replace(mention, cue="at")
        if mention.cue == "way"
        and doers
        and doers[0] < mention.first
        and unit.passage.words[mention.first - 1] in {"to", "into", "a"}
        and ARRIVING.intersection(unit.passage.words[max(0, mention.first - 5) : mention.first - 1])
        else mention
        for mention in unit.places
    )
    return replace(unit, places=places)


def _is_where(unit: Unit, mention: PlaceMention) -> bool:
    """As in "They come from Inékar and hamlets around it, where fighters carried out killings"."""
    ahead = range(mention.last, min(mention.last + RELATIVE, len(unit.passage.words)))
    where = [at for at in ahead if unit.passage.tokens[at].text in {"where", "où"}]
    return bool(where) and any(trigger.first > where[0] for trigger in unit.triggers)


def _taken_from(unit: Unit) -> Unit:
    """ "They abducted the chief from Somadougou", "took cattle from Dioungani": that is where it happened."""
    if not TAKING.intersection(trigger.kind for trigger in unit.triggers):
        return unit
    if any(mention.cue in {"near", "offset"} for mention in unit.places):
        return unit  # "between A and B, at the height of C"
    places = tuple(
        replace(mention, cue="at")
        if mention.cue == "way" and unit.passage.words[mention.first - 1] in {"from", "de", "of", "d", "du"}
        else mention
        for mention in unit.places
    )
    return replace(unit, places=places)


def _evidence(
    segment: Segment,
    date_mention: DateMention | None,
    place: PlaceDraft | None,
    where: PlaceMention | None,
    parties: Sequence[Party],
) -> Iterator[EvidenceSpan]:
    if date_mention:
        own: Confidence = "exact" if segment.date_mention else "inferred"
        yield EvidenceSpan(
            "date", date_mention.start, date_mention.end, f"date-{date_mention.date.precision}", own
        )
    if place and where:
        # A name that led to no point is kept, too: an editor who places it teaches it.
        confidence = PLACE_CONFIDENCE.get(place.method, "exact")
        yield EvidenceSpan("place", where.start, where.end, f"place-{place.method}", confidence)
    for unit in segment.units:
        for toll in unit.tolls:
            yield EvidenceSpan(f"casualties.{toll.kind}", toll.start, toll.end, toll.rule)
    for unit in (*segment.units, *segment.beside):
        for claim in unit.claims:
            yield EvidenceSpan("actors.claim_status", claim.start, claim.end, f"claim-{claim.status}")
    for trigger in segment.opener.triggers[:1]:
        start, end = segment.opener.passage.span(trigger.first, trigger.last)
        yield EvidenceSpan("event_type", start, end, f"event-{trigger.kind}")
    for party in parties:
        if party.opens and party.role != roles.OTHER:
            sure: Confidence = "inferred" if party.mention.is_inferred else "alias"
            yield EvidenceSpan(
                f"actors.{party.role}", party.mention.start, party.mention.end, "actor-name", sure
            )
