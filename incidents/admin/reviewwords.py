"""What a draft says of when, where, how many and who, in words for the review screen; a dash for what is not known."""

from __future__ import annotations

from django.utils.translation import gettext as _

from incidents import codes
from incidents.admin import named
from incidents.admin.named import Names
from incidents.admin.shown import NOTHING
from incidents.admin.shown import in_words as value_in_words
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue


def date_in_words(values: IncidentRecord) -> str:
    if not values.date_start:
        return NOTHING
    days = values.date_start
    if values.date_end and values.date_end != values.date_start:
        days = f"{values.date_start} – {values.date_end}"
    precision = value_in_words("time_precision", values.time_precision)
    return " · ".join([days, precision, *([_("ongoing")] if values.ongoing else [])])


def place_in_words(values: IncidentRecord, names: Names) -> str:
    place, second = names.get(named.PLACE, values.place), names.get(named.PLACE, values.second_place)
    point = (
        f"{values.latitude:.4f}, {values.longitude:.4f}"
        if values.longitude is not None and values.latitude is not None
        else ""
    )
    road = _("road to %s") % second.name if second else ""
    precision = value_in_words("geo_precision", values.geo_precision) if values.geo_precision else ""
    return (
        " · ".join(part for part in (str(place) if place else "", road, point, precision) if part) or NOTHING
    )


def toll_label(row: EstimateValue) -> str:
    group = "" if row.group == codes.CasualtyGroup.ALL else codes.CasualtyGroup(row.group).label
    who = codes.Community(row.community).label if row.community else ""
    return ", ".join(str(part) for part in (codes.CasualtyKind(row.kind).label, group, who) if part)


def toll_in_words(row: EstimateValue) -> str:
    """The figures; what is not known is a question mark."""
    known = {figure for figure in (row.low, row.best, row.high) if figure is not None}
    if len(known) == 1 and row.best is not None:
        figures = str(row.best)
    else:
        figures = " / ".join(
            "?" if figure is None else str(figure) for figure in (row.low, row.best, row.high)
        )
    quoted = f"“{row.words}”" if row.words not in ("", figures) else ""
    return " · ".join(
        part for part in (figures, quoted, "" if row.recommended else _("not recommended")) if part
    )


def party_in_words(row: InvolvementValue, names: Names) -> str:
    who = names.name(named.ACTOR, row.actor) or row.words or _("nobody named")
    parts = [who]
    if row.community:
        parts.append(str(codes.Community(row.community).label))
    if row.role == codes.Role.PERPETRATOR:
        parts.append(str(codes.Attribution(row.attribution).label))
        if row.claim_status != codes.ClaimStatus.UNKNOWN:
            parts.append(str(codes.ClaimStatus(row.claim_status).label))
    return " · ".join(parts)


def source_in_words(values: IncidentRecord) -> str:
    first = (
        values.sources[0].information_credibility if values.sources else codes.Credibility.CANNOT_BE_JUDGED
    )
    return " · ".join(
        [
            str(codes.Credibility(first).label),
            value_in_words("verification", values.verification),
            value_in_words("release_to", values.release_to),
        ]
    )
