"""What a confirmation teaches: the words of a report become a name of the place, or of the actor, that an editor chose.

Nothing is learnt from a description, a common word, a region's name, a person's name, or from words that mean another
place near by already. A learnt name says who confirmed it and in which report; the public does not see it until an
editor makes it an alias. A constant number of queries, inside the confirmation's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from incidents import commonwords
from incidents.codes import UNNAMED_ACTORS, GeoPrecision, Inter, NameKind, Role, SourceKind
from incidents.location import distance_m
from incidents.models import Actor, ActorName, Evidence, NameOrigin, Place, PlaceName, Proposal, Region
from incidents.record import IncidentRecord, InvolvementValue
from incidents.spelling import transliteration_key, words_of

SHORTEST_PLACE, LONGEST_PLACE = 4, 80
SHORTEST_ACTOR, LONGEST_ACTOR = 3, 120
# Another place of the same name this close (metres) makes the words ambiguous.
NEAR_BY_M = 150_000
# Rules whose span is the name of a place and nothing else.
PLACE_RULES = frozenset({"place-exact", "place-alias", "place-key", "place-unresolved"})
# A place that only stands for the surroundings was not what the words name.
NAMED_PRECISION = frozenset({None, "", GeoPrecision.SETTLEMENT.value})
NOBODY = UNNAMED_ACTORS | {"civilians"}
PEOPLE = frozenset({Inter.CIVILIANS, Inter.PROTESTERS, Inter.RIOTERS})


def learn(proposal: Proposal, evidence: Sequence[Evidence], final: IncidentRecord, *, by: Any) -> list[str]:
    """Learns from a draft that an editor confirmed as `final`. Returns the words that were learnt."""
    if proposal.report is None or proposal.created_by_id is not None:
        return []
    if proposal.report.source.kind == SourceKind.SAMPLE:
        return []
    text = proposal.report.text
    origin = {"report": proposal.report, "confirmed_by": by}
    place = _place_words(evidence, text, final)
    parties = _party_words(evidence, text, final, IncidentRecord.from_json(proposal.values))
    learnt = []
    if place is not None and final.place:
        learnt += _name_place(final.place, place, origin)
    if parties:
        learnt += _name_actors(parties, proposal.report.language[:8], origin)
    return learnt


# Places -----------------------------------------------------------------------------------------------------
def _place_words(evidence: Iterable[Evidence], text: str, final: IncidentRecord) -> str | None:
    """The one name of a place that the draft rests on; None where the confirmed place only stands for it."""
    if not final.place or final.second_place or final.longitude is not None:
        return None
    if final.geo_precision not in NAMED_PRECISION:
        return None
    spans = {
        text[row.start : row.end] for row in evidence if row.field == "place" and row.rule in PLACE_RULES
    }
    words = spans.pop() if len(spans) == 1 else None
    return words if words is not None and may_name_a_place(words) else None


def may_name_a_place(words: str) -> bool:
    """Whether the words can be a name at all: capitalised, long enough, and not only common words."""
    folded = words_of(words)
    return (
        len("".join(folded)) >= SHORTEST_PLACE
        and len(words) <= LONGEST_PLACE
        and words[0].isupper()
        and not any(letter.isdigit() for letter in words)
        and not commonwords.COMMON.issuperset(folded)
    )


def _name_place(key: str, words: str, origin: dict[str, Any]) -> list[str]:
    place = Place.objects.filter(key=key, point__isnull=False).first()
    if place is None or _is_a_regions_name(words):
        return []
    same = PlaceName.objects.filter(key=transliteration_key(words)).select_related("place")
    if any(_is_taken(row, words, place) for row in same):
        return []
    name = PlaceName.objects.create(
        place=place, name=words, key=transliteration_key(words), kind=NameKind.LEARNT
    )
    NameOrigin.objects.create(place_name=name, **origin)
    return [words]


def _is_taken(name: PlaceName, words: str, place: Place) -> bool:
    """Whether a name that sounds the same is the place's own already, or another's near by. Another spelling of
    the place's name is worth learning: a sound alone never decides when a text is read."""
    if name.place_id == place.pk:
        return words_of(name.name) == words_of(words)
    return _is_near(name.place, place)


def _is_near(other: Place, place: Place) -> bool:
    """Whether the other could be meant as well; one without a point could be anywhere."""
    return other.point is None or place.point is None or distance_m(other.point, place.point) <= NEAR_BY_M


def _is_a_regions_name(words: str) -> bool:
    folded = words_of(words)
    rows = Region.objects.values_list("name", "name_en", "aliases")
    return any(
        folded == words_of(name) for name, english, aliases in rows for name in (name, english, *aliases)
    )


# Actors -----------------------------------------------------------------------------------------------------
def _party_words(
    evidence: Iterable[Evidence], text: str, final: IncidentRecord, proposed: IncidentRecord
) -> list[tuple[str, str]]:
    """(actor's slug, words): of a role with one party in the text and one actor confirmed for it, and of parties
    that no table knew, whose name the draft kept as words."""
    found = []
    spans = list(evidence)
    for role in (Role.PERPETRATOR.value, Role.TARGET.value):
        written = {text[row.start : row.end] for row in spans if row.field == f"actors.{role}"}
        actors = {party.actor for party in final.involvements if party.role == role}
        if len(written) == 1 and len(actors) == 1:
            found.append((actors.pop(), written.pop()))
    unknown = [party for party in proposed.involvements if party.actor is None and party.words]
    found += [(actor, party.words) for party in unknown if (actor := _chosen_for(party, final)) is not None]
    return [
        (slug, words)
        for slug, words in dict.fromkeys(found)
        if slug is not None and slug not in NOBODY and may_name_a_group(words)
    ]


def _chosen_for(party: InvolvementValue, final: IncidentRecord) -> str | None:
    """The actor that the editor gave to a party and left its words as they were."""
    chosen = {row.actor for row in final.involvements if row.role == party.role and row.words == party.words}
    return chosen.pop() if len(chosen) == 1 else None


def may_name_a_group(words: str) -> bool:
    """Whether the words name a group: an acronym, or a name with a word that groups call themselves by.

    A positive list, because a person's name looks like any other; a description ("armed men") has no name in it.
    """
    folded = words_of(words)
    if not len("".join(folded)) >= SHORTEST_ACTOR or len(words) > LONGEST_ACTOR:
        return False
    if not commonwords.OF_A_PERSON.isdisjoint(folded):
        return False
    names = [
        word for word in folded if word not in commonwords.COMMON and word not in commonwords.GROUP_NOUNS
    ]
    if commonwords.ACRONYM.fullmatch(words.strip()):
        return bool(names)
    capitals = {words_of(word)[0] for word in words.split() if word[:1].isupper() and words_of(word)}
    return any(name in capitals for name in names) and not commonwords.GROUP_NOUNS.isdisjoint(folded)


def _name_actors(parties: Sequence[tuple[str, str]], language: str, origin: dict[str, Any]) -> list[str]:
    actors = {
        actor.slug: actor
        for actor in Actor.objects.filter(slug__in=[slug for slug, _words in parties], synthetic=False)
        if actor.inter not in PEOPLE
    }
    # The table of actors is small: comparing it whole forgives accents and hyphens.
    taken = {words_of(name) for name in ActorName.objects.values_list("name", flat=True)}
    leaders = {words_of(leader) for row in Actor.objects.values_list("leaders", flat=True) for leader in row}
    rows = [
        ActorName(actor=actors[slug], name=words, language=language, kind=NameKind.LEARNT)
        for slug, words in parties
        if slug in actors and words_of(words) not in taken | leaders
    ]
    names = ActorName.objects.bulk_create(rows)
    NameOrigin.objects.bulk_create(NameOrigin(actor_name=name, **origin) for name in names)
    return [row.name for row in rows]
