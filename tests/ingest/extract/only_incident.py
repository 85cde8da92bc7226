"""The incident of a text that tells of one."""

from __future__ import annotations

from datetime import date

from incidents.ingest.drafts import IncidentDraft
from incidents.ingest.extract import extract
from incidents.ingest.gazetteer import Tables


def only_incident(text: str, tables: Tables, *, published: date) -> IncidentDraft:
    """Fails where the text gives no incident, or several."""
    (incident,) = extract(text, published=published, tables=tables).incidents
    return incident
