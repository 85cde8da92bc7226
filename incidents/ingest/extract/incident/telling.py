"""Which drafts are told, and which are only spoken of: too little said, or too long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from incidents.codes import EventType
from incidents.ingest.drafts import ContextFact, DateDraft, IncidentDraft
from incidents.ingest.extract.incident import context as asides_of

# An incident this much older than the newest one of the note is told as background.
BACKGROUND_AGE = timedelta(days=75)
# So much older than something told before it, it is what went before.
STEP_BACK = timedelta(days=7)
# What happened within these days is news, whatever is told before it.
LATELY = timedelta(days=12)
# Told so long after, it is a memory: an anniversary, a trial.
NO_NEWS = timedelta(days=300)
# The only event of a note on other things, and this old: a reminder.
ONLY_ONE = timedelta(days=45)
FIRST_WORDS = 60
AREAS = frozenset({"country", "admin1", "admin2"})
# Events that reports mention in passing all the time: told as an incident only with their day and their place.
MENTIONED = frozenset(
    {EventType.STRATEGIC_DEVELOPMENTS.value, EventType.PROTESTS.value, EventType.RIOTS.value}
)


def is_told(draft: IncidentDraft, is_brief: bool, *, is_alone: bool = False) -> bool:
    """Whether enough is said for an incident: a toll with a day or a place, else both of them.

    A note of a few sentences is about its incident if it tells a day or a toll, one of a single sentence in any case.
    """
    has_place = draft.place is not None and draft.place.precision != "country"
    has_toll = any(row.toll.best or row.toll.low or row.toll.high for row in draft.casualties)
    toll = draft.total("killed")
    is_vague = toll is None or (toll.best is None and toll.high is None)
    if draft.date is not None and draft.date.precision == "year" and not is_brief:
        return False
    if is_brief:
        return draft.date is not None or has_toll or (is_alone and draft.place is not None)
    if draft.event_type in MENTIONED:
        return draft.date is not None and has_place
    is_point = (
        draft.place is not None and draft.place.latitude is not None and draft.place.precision not in AREAS
    )
    return (
        (draft.date is not None or (is_point if is_vague else has_place))
        if has_toll
        else draft.date is not None and has_place
    )


def without_background(
    incidents: Sequence[IncidentDraft], published: date
) -> tuple[list[IncidentDraft], list[ContextFact]]:
    starts = [incident.date.start for incident in incidents if incident.date]
    limit = max(starts) - BACKGROUND_AGE if starts else date.min
    kept = [
        incident
        for incident in incidents
        if not incident.date
        or (
            incident.date.end >= limit
            and not _goes_back(incident, incidents, published)
            and (
                incident.date.end >= published - (NO_NEWS if len(incidents) > 1 else ONLY_ONE)
                or _opens_with_its_date(incident)
            )
        )
    ]
    facts = [_as_background(incident) for incident in incidents if incident not in kept]
    return kept, [fact for fact in facts if fact]


def _goes_back(incident: IncidentDraft, incidents: Sequence[IncidentDraft], published: date) -> bool:
    """As in "..., and three weeks ago a similar blast": news first, then what went before.

    A review goes forward, or from the newest of several back.
    """
    before = [
        other.date.start for other in incidents if other.date and other.text_start < incident.text_start
    ]
    tells_newest_first = len(before) > 1 and before == sorted(set(before), reverse=True)
    if tells_newest_first:
        return False
    is_news = (
        incident.date is not None
        and incident.date.precision != "month"
        and published - incident.date.end <= LATELY
    )
    return (
        bool(before)
        and incident.date is not None
        and not is_news
        and max(before) - incident.date.end > STEP_BACK
    )


def _opens_with_its_date(incident: IncidentDraft) -> bool:
    """A note that begins with an old day is about that day."""
    return any(span.field == "date" and span.start < FIRST_WORDS for span in incident.evidence)


def _as_background(incident: IncidentDraft) -> ContextFact | None:
    toll, day = incident.total("killed"), incident.date
    if toll is None or not isinstance(day, DateDraft):
        return None
    return asides_of.fact("background", toll, day.start.isoformat()[:7], toll.words)
