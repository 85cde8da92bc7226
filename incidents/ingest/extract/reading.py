"""Reads the sentences of a note in order, with what one tells the next, and makes incidents of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from incidents.ingest.drafts import (
    ContextFact,
    DateDraft,
    IncidentDraft,
    SuspectedActor,
)
from incidents.ingest.extract.decisions.doers import RULE
from incidents.ingest.extract.decisions.heard import Note, Sentence
from incidents.ingest.extract.incident import context as asides_of
from incidents.ingest.extract.incident.assessment import (
    Section,
    body_spans,
    judgement_kind,
    section_sentences,
    sections,
)
from incidents.ingest.extract.incident.coding import incident_draft
from incidents.ingest.extract.incident.overall import accused_of_all, claimed_by_one
from incidents.ingest.extract.incident.passing import (
    at_the_place_of,
    goes_on,
    lead_of,
    with_its_date,
    with_the_day_above,
    with_the_day_of_the_form,
    without_the_stamp,
)
from incidents.ingest.extract.incident.segments import NOTHING, segments
from incidents.ingest.extract.incident.sharedtolls import each_its_own
from incidents.ingest.extract.incident.telling import NO_NEWS
from incidents.ingest.extract.incident.units import Segment, Unit
from incidents.ingest.extract.text.blocks import (
    LONG_REPORT,
    WRITTEN_FROM,
    Block,
    blocks,
    dateline_end,
    is_header,
    name_in,
)
from incidents.ingest.extract.text.sentences import parts, sentences
from incidents.ingest.extract.text.tokens import Passage
from incidents.ingest.extract.text.wordlists import phrase_list
from incidents.ingest.extract.tolls.casualties import tolls
from incidents.ingest.extract.what.accidents import is_accident
from incidents.ingest.extract.what.events import triggers
from incidents.ingest.extract.when.dates import DateMention, dates
from incidents.ingest.extract.when.periods import period_of, within
from incidents.ingest.extract.where.countries import country_of
from incidents.ingest.extract.where.distances import distances_from_there, last_town
from incidents.ingest.extract.where.places import PlaceMention, place_mentions
from incidents.ingest.extract.who.actors import UNNAMED_SLUG, ActorMention, actor_mentions
from incidents.ingest.extract.who.claims import claims
from incidents.ingest.gazetteer import Tables

LONGEST_TEXT = 50_000
# Whom "the attackers" may mean: no militia that stands on the army's side.
ALLIED = frozenset({"vdp"})
SAME_PLACE = phrase_list(
    "they returned|returned and|came back and|ils sont revenus|sont revenus|same stretch|same road|same track|same axis|same spot|meme troncon|meme axe|meme route|"
    "meme piste|meme endroit|dans la meme vallee|le meme secteur|same sector|same valley|"
    "dans le meme secteur|the same garrison|la meme garnison|over the town|of the town|"
    "in the town|in the same|the same town|the same village|same area|the same place|de la ville|"
    "dans la ville|dans la meme|meme zone|meme localite|"
    "au meme endroit|du village|of the village|in the village|dans le village"
)
# "The guns spoke on Friday. On that day ...": the day that was named last.
THAT_DAY = phrase_list(
    "ce jour la|cette nuit la|ce matin la|ce soir la|that day|that night|that morning|that evening"
)
# A note of so few sentences has room for nothing but its incident.
BRIEF = 3
BRIEF_CHARACTERS = 400
HEADS = 3
# Where a sentence may name the country that it is about: "Over the border in Mali, ...".
OPENING_WORDS = 6
# So short a report was written where it happened.
SHORT_REPORT = 300
# A message from the field, and the hours in it.
LONGEST_MESSAGE = 500
CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?:h[0-5]?\d?|:[0-5]\d)\b|\b(?:at|abt|about|approx|since|until|till|ca)\.? [0-2]\d[0-5]\d\b|\b[0-2]\d[0-5]\d ?(?:hrs|hours|z|h|l)\b|first light|à l'instant|just now",
    re.IGNORECASE,
)


def read(
    whole: Passage, published: date, tables: Tables, language: str, country: str | None
) -> tuple[Reader, list[Section], list[list[SuspectedActor]]]:
    """The reader that has read the telling parts, the headed sections, and the judgements in each of their sentences."""
    text, end = whole.text, whole.end
    country = country or country_of(whole, tables)
    reader = Reader(whole, published, tables, language, country, period=period_of(whole, published))
    found = sections(text, end)
    spans = body_spans(text, end, found)
    for first, last in spans:
        reader.read(first, last, goes_on=len(spans) > 1)
    kinds = frozenset({"significance"})
    return reader, found, [reader.judgements(span) for span in section_sentences(text, found, kinds)]


@dataclass
class Reader:
    """Reads the sentences of one note in order; "the same day" needs the day told before."""

    whole: Passage
    published: date
    tables: Tables
    language: str
    country: str | None
    units: list[Unit] = field(default_factory=list)
    context: list[ContextFact] = field(default_factory=list)
    unheaded: list[tuple[str, int, int]] = field(default_factory=list)
    titles: list[PlaceMention] = field(default_factory=list)
    last_day: date | None = None
    named_day: date | None = None  # the day that was named last, of whatever
    period: DateDraft | None = None  # the days that the report says it is about
    in_aside: int = 0  # the paragraph that speaks of no event: a statistic, a ceremony, a court
    block: int = 0
    here: tuple[int, str] | None = None  # the paragraph that began with a country, and which
    counted: int = 0  # the paragraph that has told of the dead
    town: PlaceMention | None = None  # the settlement that was named last
    heard: list[Sentence] = field(default_factory=list)  # with the parties of asides, too
    labelled: DateMention | None = None  # the day that a field of a form gives: "When: Thursday"
    summed: DateMention | None = (
        None  # the day of "two attacks in the north on Friday", told one by one afterwards
    )

    @property
    def text(self) -> str:
        return self.whole.text

    @property
    def is_brief(self) -> bool:
        return len(self.units) <= BRIEF and len(self.text) <= BRIEF_CHARACTERS

    def read(self, start: int, end: int, *, goes_on: bool = False) -> None:
        for block in blocks(self.text, start, end, goes_on=goes_on):
            if block.kind == "title":
                self.titles += self._places(self.whole.part(block.start, block.end))
            else:
                self._read_block(block)

    def _read_block(self, block: Block) -> None:
        self.block += 1
        if is_accident(self.text[block.start : block.end]):
            return
        begin = dateline_end(self.text, block) if block.kind == "paragraph" else block.start
        head = self.text[block.start : begin]
        is_message = len(self.text) < SHORT_REPORT or name_in(head) not in WRITTEN_FROM
        if head and len(self.text) < LONG_REPORT and is_message:
            self.titles += self._places(self.whole.part(block.start, begin))
        told: list[Unit] = []
        for first, last in with_its_date(self.text, sentences(self.text, begin, block.end)):
            kind = judgement_kind(self.text[first:last])
            pieces = [self._unit(begin, stop) for begin, stop in parts(self.text, first, last)]
            if is_header(self.text[first:last]) and not any(unit.triggers or unit.tolls for unit in pieces):
                self.titles += [mention for unit in pieces for mention in unit.places]
                continue
            if kind and not any(unit.tolls or unit.own_dates for unit in pieces):
                self.unheaded.append((kind, first, last))
                continue
            told += pieces
        above = self.units[-1] if self.units and self.units[-1].block == self.block - 1 else None
        told = with_the_day_above(told, above, self.published)
        told, self.labelled = with_the_day_of_the_form(told, self.labelled)
        lead = lead_of(told)
        self.units += [
            replace(unit, block=self.block, is_item=block.kind == "item", opens_block=number == 0, lead=lead)
            for number, unit in enumerate(told)
        ]

    def _places(self, sentence: Passage) -> list[PlaceMention]:
        days = [(mention.start, mention.end) for mention in dates(sentence, self.published)]
        parties = actor_mentions(sentence, self.tables, self.country, self.published.isoformat())
        taken = [*days, *((mention.start, mention.end) for mention in parties)]
        return place_mentions(sentence, self.tables, taken, self.language)

    def judgements(self, span: tuple[int, int]) -> list[SuspectedActor]:
        sentence = self.whole.part(*span)
        mentions = actor_mentions(sentence, self.tables, self.country, self.published.isoformat())
        self.heard.append(Sentence(sentence, tuple(mentions), (), self.language))
        return [
            SuspectedActor(mention.name, mention.doubt, mention.slug)
            for mention in mentions
            if mention.is_judgement and not mention.is_unnamed
        ]

    def incidents(
        self, openers: frozenset[int] = frozenset(), retold: Mapping[int, int] = NOTHING
    ) -> tuple[list[IncidentDraft], list[SuspectedActor]]:
        """The incidents, and the judgements on who did them; `openers` is where sentences begin that open one in any case,
        `retold` where those begin that tell another again (see `segments`)."""
        places = [*self.titles, *(mention for unit in self.units for mention in unit.places)]
        drafts: list[IncidentDraft] = []
        suspicions: list[SuspectedActor] = []
        previous: Segment | None = None
        day: DateMention | None = None  # of the incident before
        for segment in each_its_own(segments(self.units, openers, retold)):
            is_opened = segment.units[0].passage.start in openers
            earlier = day if previous and goes_on(previous, segment, day) else None
            if earlier is None and segment.date_mention is None and segment.units[0].is_item:
                earlier = self._day_over_the_list()
            if earlier is None and segment.date_mention is None:
                earlier = self.summed or self._today(segment) or (day if is_opened else None)
            previous, day = segment, segment.date_mention or earlier
            known = self._group_before(segment, drafts)
            draft, judged = incident_draft(
                segment, places, self.tables, self.country, self.language, known, self.titles, earlier
            )
            if is_opened:
                draft = self._opened(draft, segment)
            says_same = segment.opener.passage.has(SAME_PLACE)
            is_same = says_same and not segment.opener.settlements
            if drafts and (is_same or (draft.place is None and (says_same or is_opened))):
                draft = at_the_place_of(drafts[-1], draft)
            drafts.append(draft)
            suspicions += judged
        drafts = claimed_by_one(self.units, accused_of_all(self.units, drafts))
        return drafts, suspicions

    def note(self) -> Note:
        return Note(
            self.whole,
            self.published,
            self.language,
            self.country,
            self.units,
            self.titles,
            sorted(self.heard, key=lambda one: one.passage.start),
            self.tables,
            self.period,
        )

    def _opened(self, draft: IncidentDraft, segment: Segment) -> IncidentDraft:
        """An incident that no event word opened: its sentence stands for it."""
        if any(span.field == "event_type" for span in draft.evidence):
            return draft
        first = segment.units[0].passage
        return replace(draft, evidence=draft.inferred("event_type", first.start, first.end, RULE))

    def _today(self, segment: Segment) -> DateMention | None:
        """As in "About 0515 heavy weapons heard, post under fire": a short message that tells hours alone tells today's."""
        is_message = len(self.text) <= LONGEST_MESSAGE and not any(unit.own_dates for unit in self.units)
        clock = CLOCK.search(self.text, segment.units[0].passage.start, segment.units[-1].passage.end)
        if not is_message or clock is None:
            return None
        return DateMention(clock.start(), clock.end(), DateDraft(self.published, self.published, "day"))

    def _day_over_the_list(self) -> DateMention | None:
        """As in "MENAKA 14/02: two incidents today" over items that give their hours alone."""
        heads = [unit for unit in self.units[:HEADS] if not unit.tells_event and not unit.is_item]
        days = [mention for unit in heads for mention in unit.own_dates if mention.date.precision == "day"]
        yesterday = self.published - timedelta(days=1)
        near = [mention for mention in days if yesterday <= mention.date.start <= self.published]
        return near[0] if near else None

    def _group_before(self, segment: Segment, drafts: Sequence[IncidentDraft]) -> ActorMention | None:
        """The armed group that did what was told before; else the one that the note named last before an incident."""
        begin = segment.opener.passage.start
        latest_first = (
            mention
            for unit in reversed(self.units)
            if unit.passage.start < begin
            for mention in reversed(unit.actors)
            if mention.slug and not mention.is_unnamed and not mention.is_state and mention.slug not in ALLIED
        )
        done = {actor.slug for draft in drafts[-1:] for actor in draft.perpetrators} - {UNNAMED_SLUG}
        last = next(latest_first, None)
        if last is None or not done or last.slug in done:
            return last
        return next((mention for mention in latest_first if mention.slug in done), last)

    def _unit(self, start: int, end: int) -> Unit:
        sentence = self.whole.part(start, end)
        anchor = self.named_day if sentence.has(THAT_DAY) else self.last_day
        all_dates = within(self.period, dates(sentence, self.published, anchor), sentence)
        all_dates = without_the_stamp(sentence, all_dates, self.published)
        masks = asides_of.asides(sentence, all_dates, self.published, self.language, self.last_day)
        whole = any(aside.start <= start and aside.end >= end for aside in masks)
        goes_on = whole and any(aside.goes_on for aside in masks)
        dated = any(
            mention.role == "on"
            and mention.date.precision == "day"
            and mention.date.end >= self.published - NO_NEWS
            for mention in all_dates
        )
        if self.in_aside == self.block and not whole and not dated:
            masks = [asides_of.Aside(start, end, None)]
        self.in_aside = self.block if goes_on or (self.in_aside == self.block and not dated) else 0
        self._remember(masks)
        if whole and dated and asides_of.sums_up(sentence):
            self.summed = next(mention for mention in all_dates if mention.role == "on")
            self.titles += self._places(sentence)
        masked = [(aside.start, aside.end) for aside in masks]
        told = [mention for mention in all_dates if not _within(mention.start, masked)]
        days = [
            mention.date.start for mention in told if mention.role == "on" and mention.date.precision == "day"
        ]
        parties = actor_mentions(sentence, self.tables, self._country_here(sentence), self._day(told))
        days_at = [(mention.start, mention.end) for mention in all_dates]
        taken = [*days_at, *((mention.start, mention.end) for mention in parties)]
        counted = tolls(sentence, self.language, days_at, goes_on=self.counted == self.block)
        if any(toll.kind == "killed" for toll in counted):
            self.counted = self.block
        # "10 March, on the road" marches nowhere.
        event_words = [
            word
            for word in triggers(sentence, self.language)
            if not _within(sentence.tokens[word.first].start, days_at)
        ]
        if counted and all(
            toll.rule == "no-victims" or all(group.toll.high == 0 for group in toll.people)
            for toll in counted
        ):
            event_words = [word for word in event_words if word.kind != "killed"]
        self.named_day = days[-1] if days else self.named_day
        sets_day = "remontent" in sentence.words or "remonte" in sentence.words
        if days and (counted or event_words or sets_day or self.last_day is None):
            self.last_day = days[-1]
        unit = Unit(
            passage=sentence,
            dates=tuple(told),
            tolls=tuple(toll for toll in counted if not _within(sentence.tokens[toll.verb].start, masked)),
            triggers=tuple(
                word for word in event_words if not _within(sentence.tokens[word.first].start, masked)
            ),
            places=tuple(self._places_told(sentence, taken, masked)),
            actors=tuple(party for party in parties if not _within(party.start, masked)),
            claims=tuple(claim for claim in claims(sentence, parties) if not _within(claim.start, masked)),
        )
        self.heard.append(Sentence(sentence, tuple(parties), tuple(event_words), self.language, unit))
        return unit

    def _places_told(
        self, sentence: Passage, taken: Sequence[tuple[int, int]], masked: Sequence[tuple[int, int]]
    ) -> list[PlaceMention]:
        named = _unmasked(place_mentions(sentence, self.tables, taken, self.language), masked)
        there = distances_from_there(sentence, named, self.town or last_town(self.titles))
        self.town = last_town(named) or self.town
        return sorted([*named, *there], key=lambda mention: mention.first)

    def _country_here(self, sentence: Passage) -> str | None:
        """The country that a sentence or its paragraph begins with ("In Mali, ..."), else the note's."""
        opening = range(min(OPENING_WORDS, len(sentence.words)))
        named = [
            region.code
            for at in opening
            if sentence.tokens[at].is_capitalised
            and (found := self.tables.region_names.at(sentence.words, at))
            for region in found[1]
            if region.level == 0
        ]
        if named:
            self.here = (self.block, named[0])
        return self.here[1] if self.here and self.here[0] == self.block else self.country

    def _remember(self, masks: Sequence[asides_of.Aside]) -> None:
        for aside in masks:
            if aside.fact and aside.fact not in self.context:
                self.context.append(aside.fact)

    def _day(self, told: Sequence[DateMention]) -> str:
        return (told[0].date.start if told else self.published).isoformat()


def _within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _unmasked(mentions: Sequence[PlaceMention], masked: Sequence[tuple[int, int]]) -> list[PlaceMention]:
    return [mention for mention in mentions if not _within(mention.start, masked)]
