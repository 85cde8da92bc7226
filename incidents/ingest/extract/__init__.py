"""From a report's text to drafts that an editor confirms. Pure: no database, no network, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from incidents.ingest.drafts import ContextFact, IncidentDraft, NoteDraft, SuspectedActor
from incidents.ingest.extract.decisions.another import each_with_its_dead, with_opened
from incidents.ingest.extract.decisions.heard import Note
from incidents.ingest.extract.decisions.learnt import Learnt
from incidents.ingest.extract.incident.assessment import assessment
from incidents.ingest.extract.incident.segments import NOTHING
from incidents.ingest.extract.incident.telling import is_told, without_background
from incidents.ingest.extract.reading import LONGEST_TEXT, Reader, read
from incidents.ingest.extract.text.language import guess_language
from incidents.ingest.extract.text.tokens import Passage, passage
from incidents.ingest.gazetteer import Tables

EventTypes = Callable[[str], tuple[str, float] | None]
LANGUAGES = ("en", "fr")


def extract(
    text: str,
    *,
    published: date,
    tables: Tables,
    language: str | None = None,
    country: str | None = None,
    types: EventTypes | None = None,
    learnt: Learnt | None = None,
) -> NoteDraft:
    """Reads a report and drafts its incidents. Never raises on any text; unknown stays unknown.

    `language` (en, fr) and `country` (ISO 3166 alpha-3, of the source) are used where the text does not say. `types`
    is a deployment's own model of event types (text -> code and chance, None where it is not sure enough): it decides
    the type where it is sure, the rules where it is not. `learnt` decides where the rules leave a choice; without it
    the rules alone read.
    1. Cut the text at 50,000 characters and guess its language; another one than en or fr gives an empty note.
    2. Set the headed sections of a risk note apart from the text that tells events.
    3. Split that text into sentences and parts, and read dates, parties, places and event words in each.
    4. Mask running totals and older events told again; what remains with a casualty word is a toll.
    5. Group the sentences into incidents.
    6. Code each incident: type, date, place, tolls, parties, evidence.
    7. Move what is much older than the rest to the context, and gather the assessment.
    """
    flags = ("text_truncated",) if len(text) > LONGEST_TEXT else ()
    whole = _words(text)
    spoken = language or guess_language(whole.words)
    if spoken not in LANGUAGES:
        return NoteDraft("und", flags=flags)
    reader, found, judged = read(whole, published, tables, spoken, country)
    incidents, older, attributions = _told(reader)
    if learnt is not None:
        note = reader.note()
        retold = learnt.again(incidents, note)
        openers = learnt.openers(incidents, note)
        if retold:
            incidents, older, attributions = _told(reader, retold=retold)
        again = _told(reader, openers, retold)[0] if openers else []
        opened = [draft for draft in again if draft.text_start in openers]
        decided = learnt.decide(with_opened(incidents, opened), note)
        incidents = learnt.counted(each_with_its_dead(decided, again, openers), note)
    incidents = [_typed(one, text, types) for one in incidents]
    suspicions = [*attributions, *(suspicion for sentence in judged for suspicion in sentence)]
    return NoteDraft(
        language=spoken,
        incidents=tuple(incidents),
        context=(*reader.context, *older),
        assessment=assessment(text, found, reader.unheaded, suspicions),
        flags=flags,
    )


def _told(
    reader: Reader, openers: frozenset[int] = frozenset(), retold: Mapping[int, int] = NOTHING
) -> tuple[list[IncidentDraft], list[ContextFact], list[SuspectedActor]]:
    """What the note tells, what it only recalls, and judgements; an incident opened at one of `openers` is told."""
    incidents, judged = reader.incidents(openers, retold)
    is_alone = len(reader.units) == 1
    told = [
        one
        for one in incidents
        if one.text_start in openers or is_told(one, reader.is_brief, is_alone=is_alone)
    ]
    kept, older = without_background(told, reader.published)
    return kept, older, judged


def heard(text: str, published: date, tables: Tables, language: str) -> Note:
    """What the rules read in a text before they make incidents of it: what learning needs beside the drafts."""
    reader, _sections, _judged = read(_words(text), published, tables, language, None)
    return reader.note()


def _words(text: str) -> Passage:
    return passage(text, 0, min(len(text), LONGEST_TEXT))


def _typed(draft: IncidentDraft, text: str, types: EventTypes | None) -> IncidentDraft:
    found = types(text[draft.text_start : draft.text_end]) if types is not None else None
    if found is None or found[0] == draft.event_type:
        return draft
    return draft.retyped(found[0], "event-model")
