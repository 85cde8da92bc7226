"""A sentence with all that was read in it, and the units of one incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from incidents.ingest.drafts import DateDraft
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.casualties import TollMention
from incidents.ingest.extract.what.events import Trigger
from incidents.ingest.extract.when.dates import DateMention
from incidents.ingest.extract.where.places import PlaceMention
from incidents.ingest.extract.who.actors import ActorMention
from incidents.ingest.extract.who.claims import Claim

PEOPLE = phrase_list(
    "people|residents|families|households|villagers|personnes|habitants|familles|menages|villageois|populations"
)
# A terse message names its event; a long sentence that only names one speaks about something else.
SHORT = 16
BARE = 4
ARMED_PLACES = frozenset(
    [
        "camp",
        "camps",
        "base",
        "bases",
        "poste",
        "postes",
        "post",
        "posts",
        "position",
        "positions",
        "convoy",
        "convoi",
        "patrol",
        "patrouille",
        "garrison",
        "garnison",
        "village",
        "detachment",
        "detachement",
        "peacekeepers",
        "paratroopers",
        "paras",
        "troops",
        "blocus",
        "blockade",
        "checkpoint",
        "barrage",
        "contingent",
        "battalion",
        "bataillon",
    ]
)
# Events that go on from their day.
LASTING = frozenset({"base", "takeover", "movement"})
SATURDAY = 5
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

    @cached_property
    def own_dates(self) -> list[DateMention]:
        return [mention for mention in self.dates if mention.role == "on"]

    @cached_property
    def tells_event(self) -> bool:
        """Not that people fled or returned: that is what an event leads to."""
        # "The last soldiers have packed up, under the eyes of some residents" is no flight.
        is_flight = self.passage.has(PEOPLE) and not any(actor.is_state for actor in self.actors)
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

    @cached_property
    def names_event(self) -> bool:
        """An event noun with a day or a place: enough to open an incident."""
        if not self.triggers or (
            self.passage.has(PEOPLE) and all(trigger.kind == "movement" for trigger in self.triggers)
        ):
            return False
        is_short = self.is_item or len(self.passage.words) <= SHORT
        dated = [mention for mention in self.own_dates if mention.date.precision in {"day", "week"}]
        if dated and any(trigger.kind == "release" for trigger in self.triggers):
            return True
        if dated and self.opens_block and any(mention.regions for mention in self.places):
            return True
        return bool(dated or self.settlements) if is_short else bool(dated and self.settlements)

    @cached_property
    def settlements(self) -> list[PlaceMention]:
        return [mention for mention in self.places if mention.cue in MIN_APART and not mention.regions]

    @cached_property
    def is_bare(self) -> bool:
        """As in "Torodi, 04/09.": where and when it was written."""
        return len(self.passage.words) <= BARE and not self.triggers and not self.tolls

    @cached_property
    def place_names(self) -> set[str]:
        """What tells its settlements from others."""
        return {name for mention in self.settlements for name in _names(mention)}


@dataclass
class Segment:
    """The units of one incident; the first one opened it. `beside` are those behind another incident that only say who
    did it."""

    units: list[Unit] = field(default_factory=list)
    beside: list[Unit] = field(default_factory=list)

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
        own.sort(key=lambda mention: not mention.is_labelled)
        if not own and LASTING.intersection(trigger.kind for trigger in opener.triggers):
            # "Since Monday forty fighters have been in the school": when it began.
            own = [mention for mention in opener.dates if mention.role == "since"]
        freed = [trigger for trigger in opener.triggers if trigger.kind == "release"]
        if freed:
            # "Taken last month, they were freed on Thursday": the day behind the word.
            behind = opener.passage.tokens[freed[0].first].start
            own = [mention for mention in own if mention.start > behind] or own
        days = [mention for mention in own if mention.date.precision in {"day", "week", "month"}]
        aside = [
            mention
            for unit in telling
            if unit is not opener and not unit.tells_event
            for mention in unit.own_dates
        ]
        days = _nights_first(days, aside)
        bare = [mention for unit in self.units if unit.is_bare for mention in unit.own_dates]
        chosen = [day for day in days if day not in bare] or days or own
        told = [mention for unit in telling if unit.tells_event for mention in unit.own_dates]
        return _narrowed(chosen[0], told) if chosen else None

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
        return set().union(*(unit.place_names for unit in self.units))


def is_day_of_weekend(day: DateDraft, told: DateDraft) -> bool:
    """Whether a weekend is told, and this is one of its days."""
    is_weekend = told.start.weekday() == SATURDAY and told.end - told.start == timedelta(days=1)
    return is_weekend and day.start == day.end and told.start <= day.start <= told.end


def _narrowed(first: DateMention, told: Sequence[DateMention]) -> DateMention:
    """The day, or the one that another sentence tells of a week: "at the weekend ... on Saturday"."""
    if first.is_anchored:
        return first
    return next((day for day in told if _is_day_of_week(day.date, first.date)), first)


def _is_day_of_week(day: DateDraft, told: DateDraft) -> bool:
    is_within = told.start <= day.start and day.end <= told.end
    return ((told.precision, day.precision) == ("week", "day") and is_within) or is_day_of_weekend(day, told)


def _nights_first(days: list[DateMention], aside: Sequence[DateMention]) -> list[DateMention]:
    """As in "17/04: ... in the night of 16-17/04": the night holds the day, and says it better, unless it is told `aside`:
    "the wounded were flown out overnight"."""
    if len(days) < 2 or days[0].date.start != days[0].date.end:
        return days
    first, second = days[0].date, days[1].date
    is_night = second.precision == "day" and second.start < second.end and days[1] not in aside
    return [days[1], days[0], *days[2:]] if is_night and first.start in {second.start, second.end} else days


def _names(mention: PlaceMention) -> set[str]:
    return {place.key for place in mention.places} or {mention.name.casefold()}
