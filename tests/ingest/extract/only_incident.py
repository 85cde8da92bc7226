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
