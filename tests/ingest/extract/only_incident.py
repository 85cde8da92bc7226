"""The incident of a text that tells of one."""

from __future__ import annotations

from datetime import date

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract
from incidents.ingest.extract.decisions.learnt import Learnt
from incidents.ingest.gazetteer import Tables


def only_incident(
    text: str, tables: Tables, *, published: date, learnt: Learnt | None = None
) -> IncidentDraft:
    """Fails where the text gives no incident, or several. By the rules alone, unless decisions are given."""
    (incident,) = extract(text, published=published, tables=tables, learnt=learnt).incidents
    return incident


def toll_type_and_doers(incident: IncidentDraft) -> tuple[int | None, str, list[str]]:
    """How many died (None: not told, or no one figure), the event type, and who did it, in alphabetical order."""
    toll = incident.total("killed")
    doers = sorted(actor.slug or actor.name for actor in incident.perpetrators)
    return toll.best if toll else None, incident.event_type, doers
