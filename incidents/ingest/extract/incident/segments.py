"""Which sentences tell which incident.

A sentence with an event of its own opens an incident; a sentence without one, or one that speaks again of the
same day or place, belongs to what is open. A new day, a new place with a toll, or "in a separate attack" opens
the next. Order of the text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from incidents.ingest.extract.incident.sharedtolls import tells_its_dead
from incidents.ingest.extract.incident.spokenof import same_day, speaks_of_all, spoken_of
from incidents.ingest.extract.incident.units import Segment, Unit
from incidents.ingest.extract.people.articles import ORDINALS
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.casualties import TollMention
from incidents.ingest.extract.who.claims import CLAIM_VERBS
from incidents.ingest.extract.who.openquestion import leaves_open

SEPARATE = phrase_list(
    "further north|further south|further east|further west|farther north|farther south|"
    "plus au nord|plus au sud|plus a l est|plus a l ouest|on another front|sur un autre front|"
    "in other news|also in the region|another attack|another incident|separate attack|"
    "separate incident|separately|elsewhere|"
    "in another|a second attack|a second incident|un autre incident|une autre attaque|dans un autre|"
    "dans une autre|par ailleurs|ailleurs|une seconde attaque|une deuxieme attaque|attaque distincte|"
    "incident distinct"
)
AGAIN = phrase_list(
    "the attack|this attack|that attack|the incident|this incident|the attackers|the assailants|"
    "the massacre|the killings|l attaque|cette attaque|l incident|cet incident|les assaillants|"
    "ce massacre|le massacre|la tuerie|le bilan|the toll|the death toll|the operation|"
    "cette operation|l operation|the victims|les victimes|the raid|the strike|the column|"
    "the ambush|the blast|the explosion|the assault|"
    "the gunmen|the bandits|the kidnappers|la frappe|l explosion|l embuscade|l assaut|le convoi|les ravisseurs|"
    "modus operandi|mode operatoire|is consistent with|are consistent with|hallmarks of|hallmark of|"
    "fits the pattern|"
    "first toll|earlier toll|previous toll|earlier count|initial toll|provisional toll|"
    "initial reports|premier bilan|bilan provisoire|"
    "le combat|les combats|the fighting|the battle|bilan definitif|nouveau bilan|un bilan|precedent bilan|bilan"
)
OF_WOUNDS = phrase_list(
    "de ses blessures|de leurs blessures|a l hopital|of his wounds|of his injuries|of their wounds|"
    "in hospital|at the hospital"
)
# Some of those whom the incident has told of: what became of them later belongs to it.
OF_THEM = phrase_list(
    "les corps|the bodies|leurs corps|their bodies|one of the two|one of the three|l un des deux|"
    "l un des trois|one of them|two of them|one of the hostages|one of the abductees|"
    "one of the victims|l un d entre eux|l un d eux|"
    "l une d elles|l une d entre elles|un des otages|l un des otages|deux d entre eux|"
    "un des blesses|one of the wounded"
)
# The end of what has begun before: "the fighting ended the next day".
ENDS = phrase_list(
    "ended|lasted|over by|subsided|died down|s est acheve|achevee|acheve que|a pris fin|"
    "ont pris fin|termine|terminee|terminees|a dure|ont dure|ont cesse|a cesse"
)
COUNTING = phrase_list(
    "denombrait|denombre|on compte|on comptait|etaient comptes|were counted|had been counted|have been counted|counted so far|"
    "bilan donne|bilan communique|bilan provisoire|le bilan est|provisional toll|the toll is|the toll was"
)
LOSSES = phrase_list(
    "losses|sources differ|accounts differ|les pertes|sources divergent|versions divergent|bilans divergent"
)
# So near the beginning of a sentence stands where it is about.
OPENING = 3
# Characters: a sentence that begins with who claims is about the claim.
CLAIM_OPENS = 40
ONE_MORE = phrase_list(
    "an attack|a second attack|another attack|une attaque|une autre attaque|une seconde attaque|"
    "un autre|un second|another|a second"
)
# A sentence that begins with an hour of its own.
HOUR = re.compile(
    r"\W*(?:at|around|about|vers|a) (?:about |around |environ )?\d{1,2} ?(?:h\b|h\d|:\d|[ap]\.?m|heures)"
)
CALM = frozenset({"calm", "calme", "quiet", "normal", "stable", "tranquille", "ras"})
# "Things went differently at Sandaré."
SCENE = 8
NOTHING: Mapping[int, int] = {}


def segments(
    units: list[Unit], openers: frozenset[int] = frozenset(), retold: Mapping[int, int] = NOTHING
) -> list[Segment]:
    """Groups the units of a note into incidents; what belongs to none (no incident open yet) is left out.

    A unit that begins at one of the `openers` opens one whatever it says. An incident that would begin at one of the
    `retold` is a part of that which begins where this leads to.
    """
    found: list[Segment] = []
    opened: dict[int, Segment] = {}
    before: list[Unit] = []  # what the block has said so far, without an incident of its own
    for unit in units:
        before = [other for other in before if other.block == unit.block]
        if unit.passage.start in openers:
            found.append(Segment([unit]))
            before = []
            continue
        only_freed = all(trigger.kind == "release" for trigger in unit.triggers)
        # Who was freed later belongs to the abduction that was told; by itself it is news.
        tells = unit.tells_event or (unit.names_event and not (found and only_freed))
        home = _home(unit, found, tells)
        if home is not None and tells and _is_of_another_scene(unit, before, found, home):
            found[-1].units = [other for other in home.units if other not in before]
            home = None
        of_all = not tells and speaks_of_all(unit)
        if home is not None and (of_all or (home is not found[-1] and not unit.tolls)):
            for segment in found if of_all else [home]:
                (segment.units if segment is found[-1] else segment.beside).append(unit)
            continue
        if home is not None:
            home.units.append(unit)
        elif tells:
            segment = Segment([*before, unit])
            begin = segment.units[0].passage.start
            home = opened.get(retold.get(begin, begin))
            if home is not None:
                home.units += segment.units
            else:
                found.append(segment)
            opened[begin] = home or segment
            before = []
            continue
        if home is None or unit.block not in {other.block for other in home.units[:-1]}:
            before.append(unit)
    return found


def _is_of_another_scene(unit: Unit, before: list[Unit], found: list[Segment], home: Segment) -> bool:
    """As in "In Diffa, the people of Bosso came out on Sunday. Some threw stones": the paragraph began elsewhere, on
    another day."""
    if home is not found[-1] or any(other.tells_event or other.names_event for other in before):
        return False
    if any(other.block == unit.block for other in home.units if other not in before):
        return False
    settlements = {name for other in before for name in other.place_names}
    days = [
        mention.date for other in before for mention in other.own_dates if mention.date.precision == "day"
    ]
    told = {name for other in home.units if other not in before for name in other.place_names}
    told_day = Segment([other for other in home.units if other not in before]).date if home.units else None
    is_scene = any(
        other.opens_block and len(other.passage.words) <= SCENE and not CALM.intersection(other.passage.words)
        for other in before
    )
    is_new = (bool(days) and told_day not in days) or (not days and is_scene and bool(told))
    return bool(settlements) and is_new and not settlements & told


def _home(unit: Unit, found: list[Segment], tells: bool) -> Segment | None:
    """The incident that a unit belongs to; None when it opens one, when there is none, or when it is an aside."""
    if not found:
        return None
    last, names = found[-1], unit.place_names
    in_block = [segment for segment in found if segment.units[0].block == unit.block]
    claims_told = (
        bool(in_block)
        and not names
        and any(
            claim.status == "claimed" and claim.start - unit.passage.start < CLAIM_OPENS
            for claim in unit.claims
        )
    )
    own_day = any(not mention.is_anchored for mention in unit.own_dates)
    is_new = bool(names) and own_day and all(not names & segment.place_names for segment in found)
    if (
        (unit.claims or unit.passage.has(CLAIM_VERBS))
        and not is_new
        and (claims_told or not unit.tolls or unit.passage.has(AGAIN))
    ):
        return spoken_of(unit, found, in_block or found) or last
    is_freed = any(trigger.kind == "release" for trigger in unit.triggers) and not names
    if (
        is_freed
        and in_block
        and any(trigger.kind == "abduction" for other in last.units for trigger in other.triggers)
    ):
        return last  # "they were freed after payment of a ransom"
    if not tells:
        accuses = any(mention.is_accused for mention in unit.actors)
        if unit.is_item and not in_block and not accuses:
            return None
        return (spoken_of(unit, found, in_block or found) if _weighs_who_did_it(unit) else None) or last
    if unit.passage.has(SEPARATE):
        return None
    if unit.is_item and not in_block:
        return None
    if (
        unit.tolls
        and not unit.triggers
        and all(toll.rule == "no-victims" for toll in unit.tolls)
        and in_block
    ):
        return last
    if unit.tolls and not unit.triggers and not names and all(toll.rule == "toll" for toll in unit.tolls):
        return last  # "the toll was raised to 137 on Monday evening"
    only_dies = all(trigger.kind == "killed" for trigger in unit.triggers)
    dies_too = any(toll.rule == "toll" or _is_one_more(toll, unit) for toll in unit.tolls)
    in_hospital = bool(unit.tolls) and unit.passage.has(OF_WOUNDS)
    if (not names or in_hospital) and in_block and only_dies and dies_too:
        return last  # "another one died on Tuesday, bringing the toll to 13", "a fourth was found dead"
    if unit.tolls and not names and in_block and unit.passage.has(COUNTING):
        return last  # "this morning 28 dead were counted"
    if unit.tolls and all(toll.rule == "figure-told" for toll in unit.tolls) and in_block:
        return last  # "local sources speak of 160, and a committee at Sebba has stopped counting"
    if unit.tolls and all(toll.rule == "pronoun-toll" for toll in unit.tolls) and in_block:
        return last  # "he died in the hospital of the next town"
    if (
        unit.tolls
        and all(toll.rule == "bodies-found" for toll in unit.tolls)
        and not _is_elsewhere(unit, last)
    ):
        return last  # the dead of an attack, found the day after
    goes_on = unit.passage.has(OF_THEM) or (
        not unit.tolls and unit.passage.has(ENDS) and unit.passage.has(AGAIN)
    )
    if goes_on and not _is_elsewhere(unit, last):
        return last
    again = unit.passage.has(AGAIN, LOSSES) or _speaks_of_them(unit) or not unit.tells_event
    if unit.own_dates:
        home = same_day(unit, in_block if unit.is_item else found) or _headline(unit, last)
        if home is None and last.date is None and not unit.is_item and not _is_other_kind(unit, last):
            home = last
        if home is None and again and not _is_later(unit, last):
            home = last
        if home is not None and _is_another_of_the_day(unit, home):
            return None
        return home if home and not _is_elsewhere(unit, home) else None
    if again:
        return last
    if HOUR.match(unit.passage.folded) and _tells_another_deed(unit, last):
        return None  # "At 10:00 a car was stolen. At 15:00 a grenade exploded"
    if unit.opens_block and (_is_other_kind(unit, last) or _is_other_deed(unit, last)):
        return last if tells_its_dead(unit, last) else None
    return (
        None
        if _is_elsewhere(unit, last) or _is_in_another_part(unit, last) or _is_by_others(unit, last)
        else last
    )


def _weighs_who_did_it(unit: Unit) -> bool:
    """Whether a sentence without an event names a group, or says that nobody knows who it was."""
    named = any(mention.is_armed_group and not mention.is_unnamed for mention in unit.actors)
    return named or any(leaves_open(unit.passage))


# Kinds of events that are not told in one breath; all others are violence.
APART = {
    "protest": "crowd",
    "riot": "crowd",
    "arrest": "police",
    "agreement": "talks",
    "weapons": "police",
    "merger": "talks",
}


def _speaks_of_them(unit: Unit) -> bool:
    """As in "the three attackers were killed": whom the incident has told of already."""
    return any(
        mention.is_unnamed
        and set(unit.passage.words[max(0, mention.first - 2) : mention.first])
        & {"the", "les", "these", "ces"}
        for mention in unit.actors
    )


def _is_another_of_the_day(unit: Unit, home: Segment) -> bool:
    """ "The same evening a mine went off at Djibasso": another event, of that day."""
    anchored = any(mention.is_anchored for mention in unit.own_dates)
    names = unit.place_names
    own = {_deed(trigger.kind) for trigger in unit.triggers if trigger.is_verb} - {""}
    if anchored and unit.passage.has(ONE_MORE) and unit.tells_event and names:
        return True  # "the same day an attack on the camp of Bamba ..."
    if anchored and unit.opens_block and own:
        told = {_deed(trigger.kind) for other in home.units for trigger in other.triggers}
        if told - {""} and not own & told:
            return True  # "Same day, 15:00: a convoy drove over a mine"
    return anchored and bool(names) and unit.tells_event and not names & home.place_names


def _is_later(unit: Unit, segment: Segment) -> bool:
    """Whether the unit has a day of its own, outside of the incident's."""
    day = segment.date
    return day is None or any(
        mention.date.start > day.end or mention.date.end < day.start for mention in unit.own_dates
    )


def _is_other_kind(unit: Unit, segment: Segment) -> bool:
    """Whether a new paragraph tells something else altogether: a march after an ambush."""
    own = {APART.get(trigger.kind, "violence") for trigger in unit.triggers}
    told = {APART.get(trigger.kind, "violence") for other in segment.units for trigger in other.triggers}
    return bool(own) and bool(told) and not own & told


# Deeds that one event is rarely told as.
DEEDS = {
    **dict.fromkeys(("mine", "ied"), "device"),
    **dict.fromkeys(("airstrike", "drone"), "air"),
    **dict.fromkeys(("abduction", "sexual", "suicide", "shelling", "grenade"), "own"),
    **dict.fromkeys(("attack", "assault", "ambush", "clash"), "attack"),
}


def _is_other_deed(unit: Unit, segment: Segment) -> bool:
    """As in "A vehicle drove over a mine between A and B" in a new paragraph, after a post that was burned."""
    own = {_deed(trigger.kind) for trigger in unit.triggers if trigger.is_verb} - {""}
    told = {_deed(trigger.kind) for other in segment.units for trigger in other.triggers}
    return (
        bool(own) and bool(unit.settlements) and not own & told and not unit.place_names & segment.place_names
    )


def _tells_another_deed(unit: Unit, segment: Segment) -> bool:
    own = {_deed(trigger.kind) for trigger in unit.triggers} - {""}
    told = {_deed(trigger.kind) for other in segment.units for trigger in other.triggers}
    return bool(own) and not own & told


def _is_by_others(unit: Unit, segment: Segment) -> bool:
    """As in "The answer was swift: hunters of X descended on Kendié and shot six": another group, another village."""
    doers = [
        mention.slug
        for mention in unit.actors
        if mention.is_armed_group and not mention.is_unnamed and not mention.is_accused
    ]
    told = {mention.slug for other in segment.units for mention in other.actors}
    killed = any(toll.kind == "killed" and toll.rule == "active-toll" for toll in unit.tolls)
    return bool(doers) and killed and told.isdisjoint(doers) and bool(unit.place_names - segment.place_names)


def _deed(kind: str) -> str:
    return kind if DEEDS.get(kind) == "own" else DEEDS.get(kind, "")


def _is_in_another_part(unit: Unit, segment: Segment) -> bool:
    """As in "Still in Burkina Faso, ...", "Au Mali enfin, ...": the sentence begins with another region or country."""
    begins = [mention for mention in unit.places if mention.first <= OPENING and mention.regions]
    told = [mention for other in segment.units for mention in other.places if mention.regions]
    if not begins or not unit.opens_block or not unit.triggers:
        return False
    level = begins[0].regions[0].level
    same = {region.code for mention in told for region in mention.regions if region.level == level}
    if level == 0:
        same |= {
            mention.places[0].country
            for other in segment.units
            for mention in other.settlements
            if mention.places
        }
    return bool(same) and not same & {region.code for region in begins[0].regions}


def _headline(unit: Unit, segment: Segment) -> Segment | None:
    """An undated incident with the same toll or place is the headline of what the unit tells."""
    told = [toll for other in segment.units for toll in other.tolls]
    same_toll = any(_figures(toll) == _figures(other) for toll in unit.tolls for other in told)
    names = unit.place_names
    is_headline = segment.date is None and (same_toll or bool(names & segment.place_names))
    return segment if is_headline else None


def _is_one_more(toll: TollMention, unit: Unit) -> bool:
    return not ORDINALS.isdisjoint(
        word for group in toll.people for word in unit.passage.words[group.first : group.last]
    )


def _figures(toll: TollMention) -> tuple[str, tuple[int | None, ...]]:
    return toll.kind, tuple(group.toll.best or group.toll.low for group in toll.people)


def _is_elsewhere(unit: Unit, segment: Segment) -> bool:
    """Whether the unit names a settlement, and none that the incident names."""
    names = unit.place_names
    return bool(names) and bool(segment.place_names) and not names & segment.place_names
