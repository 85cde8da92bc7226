"""Which sentences tell which incident.

A sentence with an event of its own opens an incident; a sentence without one, or one that speaks again of the
same day or place, belongs to what is open. A new day, a new place with a toll, or "in a separate attack" opens
the next. Order of the text is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.actors import ActorMention
from incidents.ingest.extract.casualties import TollMention
from incidents.ingest.extract.claims import CLAIM_VERBS, Claim
from incidents.ingest.extract.dates import DateMention
from incidents.ingest.extract.events import Trigger
from incidents.ingest.extract.places import PlaceMention
from incidents.ingest.extract.tokens import Passage
from incidents.ingest.extract.wordlists import phrase_list

SEPARATE = phrase_list(
    "further north|further south|further east|further west|farther north|farther south|plus au nord|plus au sud|plus a l est|plus a l ouest|on another front|sur un autre front|in other news|also in the region|another attack|another incident|separate attack|separate incident|separately|elsewhere|"
    "in another|a second attack|a second incident|un autre incident|une autre attaque|dans un autre|"
    "dans une autre|par ailleurs|ailleurs|une seconde attaque|une deuxieme attaque|attaque distincte|"
    "incident distinct"
)
AGAIN = phrase_list(
    "the attack|this attack|that attack|the incident|this incident|the attackers|the assailants|"
    "the massacre|the killings|l attaque|cette attaque|l incident|cet incident|les assaillants|"
    "ce massacre|le massacre|la tuerie|le bilan|the toll|the death toll|the operation|"
    "cette operation|l operation|the victims|les victimes|the raid|the strike|the column|the ambush|the blast|the explosion|the assault|"
    "the gunmen|the bandits|the kidnappers|la frappe|l explosion|l embuscade|l assaut|le convoi|les ravisseurs|"
    "first toll|earlier toll|previous toll|earlier count|initial toll|provisional toll|initial reports|premier bilan|bilan provisoire|"
    "le combat|les combats|the fighting|the battle|bilan definitif|nouveau bilan|un bilan|precedent bilan|bilan"
)
# Some of those whom the incident has told of: what became of them later belongs to it.
OF_THEM = phrase_list(
    "les corps|the bodies|leurs corps|their bodies|one of the two|one of the three|l un des deux|l un des trois|one of them|two of them|one of the hostages|one of the abductees|one of the victims|l un d entre eux|l un d eux|"
    "l une d elles|l une d entre elles|un des otages|l un des otages|deux d entre eux|un des blesses|one of the wounded"
)
# The end of what has begun before: "the fighting ended the next day".
ENDS = phrase_list(
    "ended|lasted|over by|subsided|died down|s est acheve|achevee|acheve que|a pris fin|ont pris fin|termine|terminee|terminees|a dure|ont dure|ont cesse|a cesse"
)
PEOPLE = phrase_list(
    "people|residents|families|households|villagers|personnes|habitants|familles|menages|villageois|populations"
)
LOSSES = phrase_list(
    "losses|sources differ|accounts differ|les pertes|sources divergent|versions divergent|bilans divergent"
)
# A terse message names its event; a long sentence that only names one speaks about something else.
SHORT = 16
# So near the beginning of a sentence stands where it is about.
OPENING = 3
# Characters: a sentence that begins with who claims is about the claim.
CLAIM_OPENS = 40
BARE = 4
ARMED_PLACES = frozenset(
    ["camp", "camps", "base", "bases", "poste", "postes", "post", "posts", "position", "positions", "convoy", "convoi", "patrol", "patrouille", "garrison", "garnison", "village", "detachment", "detachement", "peacekeepers", "paratroopers", "paras", "troops", "blocus", "blockade", "checkpoint", "barrage", "contingent", "battalion", "bataillon"]
)
ONE_MORE = phrase_list(
    "an attack|a second attack|another attack|une attaque|une autre attaque|une seconde attaque|un autre|un second|another|a second"
)
CALM = frozenset({"calm", "calme", "quiet", "normal", "stable", "tranquille", "ras"})
# "Things went differently at Sandaré."
SCENE = 8
TELLING_KINDS = frozenset(
    {"ambush", "shelling", "abduction", "mine", "ied", "suicide", "drone", "airstrike", "takeover"}
)
# Events that go on from their day.
LASTING = frozenset({"base", "takeover", "movement"})
MIN_APART = frozenset({"at", "offset", "near"})


@dataclass(frozen=True)
class Unit:
    """A sentence, or a part of one, and all that was read in it."""

    passage: Passage
    dates: tuple[DateMention, ...]
    tolls: tuple[TollMention, ...]
    triggers: tuple[Trigger, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    claims: tuple[Claim, ...]
    block: int = 0
    is_item: bool = False
    opens_block: bool = False
    lead: tuple[PlaceMention, ...] = ()

    @property
    def own_dates(self) -> list[DateMention]:
        return [mention for mention in self.dates if mention.role == "on"]

    @property
    def tells_event(self) -> bool:
        """Not that people fled or returned: that is what an event leads to."""
        # "The last soldiers have packed up, under the eyes of some residents" is no flight.
        is_flight = self.passage.has(*PEOPLE) and not any(actor.is_state for actor in self.actors)
        told = any(toll.kind not in {"displaced", "released"} for toll in self.tolls)
        telling = [
            trigger
            for trigger in self.triggers
            if trigger.is_verb and not (trigger.kind == "movement" and is_flight)
        ]
        if not told and self.blames_only:
            return False
        # A "target", a withdrawal by itself may be anybody's.
        is_theirs = bool(self.actors) or not ARMED_PLACES.isdisjoint(self.passage.words)
        return told or any(trigger.kind not in {"aimed", "movement"} or is_theirs for trigger in telling)

    @property
    def blames_only(self) -> bool:
        """As in "bears the fingerprints of cells linked to X that moved into the forest": who did what was told."""
        kinds = {trigger.kind for trigger in self.triggers}
        return (
            kinds <= {"movement", "base"}
            and not self.own_dates
            and any(actor.is_accused for actor in self.actors)
        )

    @property
    def names_event(self) -> bool:
        """An event noun with a day or a place: enough to open an incident."""
        if not self.triggers or (
            self.passage.has(*PEOPLE) and all(trigger.kind == "movement" for trigger in self.triggers)
        ):
            return False
        is_short = self.is_item or len(self.passage.words) <= SHORT
        dated = [mention for mention in self.own_dates if mention.date.precision in {"day", "week"}]
        if dated and any(trigger.kind == "release" for trigger in self.triggers):
            return True
        if dated and self.opens_block and any(mention.regions for mention in self.places):
            return True
        return bool(dated or self.settlements) if is_short else bool(dated and self.settlements)

    @property
    def settlements(self) -> list[PlaceMention]:
        return [mention for mention in self.places if mention.cue in MIN_APART and not mention.regions]

    @property
    def is_bare(self) -> bool:
        """As in "Torodi, 04/09.": where and when it was written."""
        return len(self.passage.words) <= BARE and not self.triggers and not self.tolls

    @property
    def place_names(self) -> set[str]:
        """What tells its settlements from others."""
        return {name for mention in self.settlements for name in _names(mention)}


@dataclass
class Segment:
    """The units of one incident; the first one opened it."""

    units: list[Unit] = field(default_factory=list)

    @property
    def date_mention(self) -> DateMention | None:
        # The unit that tells it knows its day best.
        opener = self.opener
        # The day on which somebody claimed it afterwards is not its own.
        behind = opener.passage.end
        telling = [
            unit for unit in self.units if unit.passage.start < behind or not unit.claims or unit.tolls
        ]
        own = [mention for unit in (opener, *telling) for mention in unit.own_dates]
        if not own and LASTING.intersection(trigger.kind for trigger in opener.triggers):
            # "Since Monday forty fighters have been in the school": when it began.
            own = [mention for mention in opener.dates if mention.role == "since"]
        freed = [trigger for trigger in opener.triggers if trigger.kind == "release"]
        if freed:
            # "Taken last month, they were freed on Thursday": the day behind the word.
            behind = opener.passage.tokens[freed[0].first].start
            own = [mention for mention in own if mention.start > behind] or own
        days = [mention for mention in own if mention.date.precision in {"day", "week", "month"}]
        days = _nights_first(days)
        bare = [mention for unit in self.units if unit.is_bare for mention in unit.own_dates]
        return next(iter([day for day in days if day not in bare] or days or own), None)

    @property
    def opener(self) -> Unit:
        """The unit that told of it first; what stands before it is its setting."""
        return next((unit for unit in self.units if unit.tells_event or unit.names_event), self.units[0])

    @property
    def date(self) -> DateDraft | None:
        mention = self.date_mention
        return mention.date if mention else None

    @property
    def place_names(self) -> set[str]:
        return {name for unit in self.units for name in unit.place_names}


def _nights_first(days: list[DateMention]) -> list[DateMention]:
    """As in "17/04: ... in the night of 16-17/04": the night holds the day, and says it better."""
    if len(days) < 2 or days[0].date.start != days[0].date.end:
        return days
    first, second = days[0].date, days[1].date
    is_night = second.precision == "day" and second.start < second.end
    return [days[1], days[0], *days[2:]] if is_night and first.start in {second.start, second.end} else days


def segments(units: list[Unit]) -> list[Segment]:
    """Groups the units of a note into incidents; what belongs to none (no incident open yet) is left out."""
    found: list[Segment] = []
    before: list[Unit] = []  # what the block has said so far, without an incident of its own
    for unit in units:
        before = [other for other in before if other.block == unit.block]
        only_freed = all(trigger.kind == "release" for trigger in unit.triggers)
        # Who was freed later belongs to the abduction that was told; by itself it is news.
        tells = unit.tells_event or (unit.names_event and not (found and only_freed))
        home = _home(unit, found, tells)
        if home is not None and tells and _is_of_another_scene(unit, before, found, home):
            found[-1].units = [other for other in home.units if other not in before]
            home = None
        if home is not None:
            home.units.append(unit)
        elif tells:
            found.append(Segment([*before, unit]))
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
    if (unit.claims or unit.passage.has(*CLAIM_VERBS)) and not is_new and (
        claims_told or not unit.tolls or unit.passage.has(*AGAIN)
    ):
        return (
            _only_of_its_kind(unit, found)
            or _same_place(unit, found)
            or _same_day(unit, in_block or found)
            or _same_event(unit, found)
            or last
        )
    if not tells:
        accuses = any(mention.is_accused for mention in unit.actors)
        return None if unit.is_item and not in_block and not accuses else last
    if unit.passage.has(*SEPARATE):
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
    goes_on = unit.passage.has(*OF_THEM) or (
        not unit.tolls and unit.passage.has(*ENDS) and unit.passage.has(*AGAIN)
    )
    if goes_on and not _is_elsewhere(unit, last):
        return last
    again = unit.passage.has(*AGAIN, *LOSSES) or _speaks_of_them(unit) or not unit.tells_event
    if unit.own_dates:
        home = _same_day(unit, in_block if unit.is_item else found) or _headline(unit, last)
        if home is None and last.date is None and not unit.is_item and not _is_other_kind(unit, last):
            home = last
        if home is None and again and not _is_later(unit, last):
            home = last
        if home is not None and _is_another_of_the_day(unit, home):
            return None
        return home if home and not _is_elsewhere(unit, home) else None
    if again:
        return last
    if unit.opens_block and (_is_other_kind(unit, last) or _is_other_deed(unit, last)):
        return None
    return (
        None
        if _is_elsewhere(unit, last) or _is_in_another_part(unit, last) or _is_by_others(unit, last)
        else last
    )


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
    told = {_deed(trigger.kind) for other in home.units for trigger in other.triggers}
    if anchored and unit.passage.has(*ONE_MORE) and unit.tells_event and names:
        return True  # "the same day an attack on the camp of Bamba ..."
    if anchored and unit.opens_block and own and told - {""} and not own & told:
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
        same |= {mention.places[0].country for other in segment.units for mention in other.settlements if mention.places}
    return bool(same) and not same & {region.code for region in begins[0].regions}


def _same_place(unit: Unit, found: list[Segment]) -> Segment | None:
    names = unit.place_names
    return next((segment for segment in reversed(found) if names & segment.place_names), None)


def _same_event(unit: Unit, found: list[Segment]) -> Segment | None:
    """The incident of the kind that a claim names: "claimed the ambush"."""
    kinds = {trigger.kind for trigger in unit.triggers if not trigger.is_verb or trigger.kind == "ambush"}
    return next(
        (
            segment
            for segment in reversed(found)
            if kinds & {trigger.kind for trigger in segment.opener.triggers}
        ),
        None,
    )


def _only_of_its_kind(unit: Unit, found: list[Segment]) -> Segment | None:
    """ "Claimed the ambush, but said nothing of the village": where one incident alone is an ambush."""
    kinds = {trigger.kind for trigger in unit.triggers if trigger.kind in TELLING_KINDS}
    fitting = [
        segment
        for segment in found
        if kinds & {trigger.kind for unit in segment.units for trigger in unit.triggers}
    ]
    return fitting[0] if len(found) > 1 and len(fitting) == 1 else None


def _same_day(unit: Unit, found: list[Segment]) -> Segment | None:
    days = [mention.date for mention in unit.own_dates]
    return next((segment for segment in reversed(found) if segment.date in days), None)


def _headline(unit: Unit, segment: Segment) -> Segment | None:
    """An undated incident with the same toll or place is the headline of what the unit tells."""
    told = [toll for other in segment.units for toll in other.tolls]
    same_toll = any(_figures(toll) == _figures(other) for toll in unit.tolls for other in told)
    names = unit.place_names
    is_headline = segment.date is None and (same_toll or bool(names & segment.place_names))
    return segment if is_headline else None


def _figures(toll: TollMention) -> tuple[str, tuple[int | None, ...]]:
    return toll.kind, tuple(group.toll.best or group.toll.low for group in toll.people)


def _is_elsewhere(unit: Unit, segment: Segment) -> bool:
    """Whether the unit names a settlement, and none that the incident names."""
    names = unit.place_names
    return bool(names) and bool(segment.place_names) and not names & segment.place_names


def _names(mention: PlaceMention) -> set[str]:
    return {place.key for place in mention.places} or {mention.name.casefold()}
