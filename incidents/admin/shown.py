"""A record's field and its value in words for people, wherever the desk sets two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from incidents import codes
from incidents.models import CasualtyEstimate, Incident, Involvement

NOTHING = "–"
CODES: Mapping[str, Any] = {
    "event_type": codes.EventType,
    "sub_event_type": codes.SubEventType,
    "weapons": codes.Weapon,
    "communities": codes.Community,
    "risks": codes.Risk,
    "sectors": codes.Sector,
    "time_precision": codes.TimePrecision,
    "date_meaning": codes.DateMeaning,
    "location_policy": codes.LocationPolicy,
    "geo_precision": codes.GeoPrecision,
    "verification": codes.Verification,
    "release_to": codes.Audience,
}
TABLES = {"estimates": CasualtyEstimate, "involvements": Involvement}


def label_of(name: str) -> str:
    """The name of a field of IncidentRecord as the forms have it."""
    own = {
        "weapons": _("weapons"),
        "communities": _("communities"),
        "risks": _("risks"),
        "sectors": _("sectors"),
        "longitude": _("longitude"),
        "latitude": _("latitude"),
        "summaries": _("summaries"),
        "sources": _("sources"),
        "external_ids": _("ids elsewhere"),
    }
    if name in own:
        return own[name]
    if name in TABLES:
        return str(TABLES[name]._meta.verbose_name_plural)
    columns = {column.name: column for column in Incident._meta.fields}
    return str(columns[name].verbose_name) if name in columns else name


def in_words(name: str, value: Any) -> str:
    """One line for a value of `IncidentRecord.as_json`; a dash for what is not known."""
    if value in (None, "", [], (), {}):
        return NOTHING
    if name in ("estimates", "involvements", "sources"):
        return "; ".join(_row(name, row) for row in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    labels = dict(CODES[name].choices) if name in CODES else {}
    if isinstance(value, (list, tuple)):
        return ", ".join(str(labels.get(code, code)) for code in value)
    return str(labels.get(value, value))


def _row(name: str, row: Mapping[str, Any]) -> str:
    if name == "estimates":
        figures = [row["low"], row["best"], row["high"]]
        said = " / ".join("?" if figure is None else str(figure) for figure in figures)
        return f"{codes.CasualtyKind(row['kind']).label}, {codes.CasualtyGroup(row['group']).label}: {said}"
    if name == "involvements":
        who = row["actor"] or _("nobody named")
        return f"{codes.Role(row['role']).label}: {who} ({codes.Attribution(row['attribution']).label})"
    return _("report %s") % row["report"]
