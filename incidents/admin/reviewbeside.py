"""What stands beside the fields of a draft: the report's text with its marks, and the places for the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from incidents.admin import named
from incidents.admin.highlight import pieces
from incidents.admin.named import Names, names_of
from incidents.admin.reviewfields import Row
from incidents.admin.shown import label_of
from incidents.models import Evidence, Proposal, Report
from incidents.record import IncidentRecord


def candidates_of(proposal: Proposal) -> list[dict[str, Any]]:
    """The other places that the draft's words may mean, as extraction left them with the report."""
    found = (proposal.report.findings if proposal.report is not None else None) or {}
    by_draft = found.get("alternatives") or []
    return list(by_draft[proposal.ordinal]) if proposal.ordinal < len(by_draft) else []


def names_for(proposal: Proposal, proposed: IncidentRecord, siblings: Sequence[Proposal]) -> Names:
    places = [proposed.place, proposed.second_place, *(row.values.get("place") for row in siblings)]
    places += [candidate.get("key") for candidate in candidates_of(proposal)]
    actors = [row.actor for row in proposed.involvements]
    return names_of(
        places=[key for key in places if key],
        regions=[proposed.stated_region] if proposed.stated_region else [],
        actors=[slug for slug in actors if slug],
    )


def marked(
    report: Report | None, spans: Sequence[Evidence], rows: Sequence[Row]
) -> list[tuple[Any, str, str]]:
    """(piece, keys of the rows that rest on it, their labels) in the text's order."""
    if report is None:
        return []
    resting = {span.pk: [row for row in rows if span in row.spans] for span in spans}
    found = []
    for piece in pieces(report.text, spans):
        here = {row.key: row.label for span in piece.spans for row in resting[span.pk]}
        found.append((piece, " ".join(here), ", ".join(here.values())))
    return found


def legend(spans: Sequence[Evidence]) -> list[tuple[str, str]]:
    """(kind, what it is called) of the kinds that the text has, in the order of the fields."""
    labels = {
        "event_type": label_of("event_type"),
        "date": _("date"),
        "place": _("place"),
        "country": label_of("stated_region"),
        "casualties": label_of("estimates"),
        "actors": label_of("involvements"),
    }
    here = {span.field.partition(".")[0] for span in spans}
    return [(kind, label) for kind, label in labels.items() if kind in here]


def chosen(proposed: IncidentRecord, names: Names) -> dict[str, Any]:
    """Where the proposed place lies by itself: lon, lat in degrees, radius in metres; a road's ends as two points."""
    found = [names.get(named.PLACE, key) for key in (proposed.place, proposed.second_place)]
    ends = [_point(place) for place in found if place is not None and place.longitude is not None]
    region = names.get(named.REGION, proposed.stated_region)
    area = _point(region) if not ends and region is not None and region.longitude is not None else None
    return {"ends": ends, "area": area}


def others(proposed: IncidentRecord, names: Names, siblings: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Places of the report's other drafts, as a background to the candidates."""
    keys = dict.fromkeys(row.values.get("place") for row in siblings)
    found = (names.get(named.PLACE, key) for key in keys if key and key != proposed.place)
    return [_point(place) for place in found if place is not None and place.longitude is not None]


def _point(place: named.Named) -> dict[str, Any]:
    return {
        "name": place.name,
        "longitude": place.longitude,
        "latitude": place.latitude,
        "radius": place.radius_m,
    }
