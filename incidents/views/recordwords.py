"""Fields and values of the public record in words, for histories and the page of changes.

Past images are read as they were written: whatever a value is, it becomes a text and never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents import codes
from incidents.models import Actor, Region
from incidents.views.periods import long_day

FIELDS: dict[str, Any] = {
    "date_start": _("First day"), "date_end": _("Last day"), "time_precision": _("Precision of the days"),
    "date_meaning": _("Meaning of the days"), "event_type": _("Type"), "sub_event_type": _("Sub-type"),
    "weapons": _("Weapons"), "country": _("Country"), "admin1": _("Region"),
    "admin2": _("Cercle, department or province"), "place": _("Place"), "longitude": _("Longitude"),
    "latitude": _("Latitude"), "geo_precision": _("Precision of the place"), "radius_m": _("Radius"),
    "killed_low": _("Killed, low"), "killed_best": _("Killed, best"), "killed_high": _("Killed, high"),
    "civilians_killed": _("Civilians killed"), "injured": _("Injured"), "abducted": _("Abducted"),
    "perpetrator_name": _("Perpetrators"), "attribution": _("Attribution"), "claim_status": _("Claim"),
    "target": _("Targets"), "civilian_targeting": _("Civilians were the main target"),
    "communities": _("Communities of the victims"), "verification": _("Verification"),
    "credibility": _("Best credibility of the sources"), "sources": _("Number of sources"),
    "synthetic": _("Sample data"), "review_rule": _("Published by"), "summaries": _("Summary"),
    "casualties": _("Figures, by source"), "actors": _("Who"), "reports": _("Sources"),
    "external_ids": _("Other numbers"), "risks": _("Risks"), "sectors": _("Sectors"),
}  # fmt: skip
# Said by another field already, or of no meaning to a reader.
LEFT_OUT = frozenset({"perpetrator", "priogrid_gid", "id"})
VOCABULARIES: dict[str, Any] = {
    "time_precision": codes.TimePrecision, "date_meaning": codes.DateMeaning, "event_type": codes.EventType,
    "sub_event_type": codes.SubEventType, "weapons": codes.Weapon, "geo_precision": codes.GeoPrecision,
    "attribution": codes.Attribution, "claim_status": codes.ClaimStatus, "communities": codes.Community,
    "verification": codes.Verification, "review_rule": codes.ReviewRule, "credibility": codes.Credibility,
    "kind": codes.CasualtyKind, "group": codes.CasualtyGroup, "community": codes.Community, "role": codes.Role,
    "link": codes.LinkRole, "risks": codes.Risk, "sectors": codes.Sector,
}  # fmt: skip
UNITS = ("country", "admin1", "admin2")


EVIDENCE: dict[str, Any] = {"date": _("Day"), "casualties": _("Figures"), "actors": _("Who")}


def evidence_field(name: str) -> str:
    """What a span of evidence speaks of: "casualties.killed" is "Figures: Killed"."""
    head, _dot, tail = name.partition(".")
    label = str(EVIDENCE.get(head) or FIELDS.get(head, head))
    kinds = {str(value): str(words) for value, words in codes.CasualtyKind.choices}
    return _labelled(label, kinds.get(tail, tail)) if tail else label


@dataclass(frozen=True)
class Names:
    """Names of the regions (by P-code) and actors (by slug) that some differences speak of."""

    regions: Mapping[str, str]
    actors: Mapping[str, str]

    @classmethod
    def of(cls, differences: Iterable[Any]) -> Names:
        """Two queries, however many differences ({field, old, new}) there are."""
        pcodes: set[str] = set()
        slugs: set[str] = set()
        for entry in differences:
            for value in (entry.get("old"), entry.get("new")) if isinstance(entry, dict) else ():
                if entry.get("field") in UNITS and isinstance(value, str):
                    pcodes.add(value)
                if entry.get("field") == "target" and isinstance(value, str):
                    slugs.update(value.split(";"))
        rows = Region.objects.filter(pcode__in=pcodes).only("pcode", "name", "name_en")
        actors = Actor.objects.filter(slug__in=slugs).values_list("slug", "name")
        return cls({row.pcode: row.label for row in rows}, dict(actors))


def differences_in_words(differences: Iterable[Any], names: Names) -> list[dict[str, Any]]:
    """[{field, old: [text], new: [text]}]; of a list only what went and what came is told."""
    found = []
    for entry in differences:
        if not isinstance(entry, dict) or entry.get("field") in LEFT_OUT:
            continue
        field = str(entry.get("field", ""))
        old, new = (_texts(field, entry.get(side), names) for side in ("old", "new"))
        if field in ITEMS:
            old, new = [text for text in old if text not in new], [text for text in new if text not in old]
        if old != new:
            found.append({"field": str(FIELDS.get(field, field)), "old": old, "new": new})
    return found


def _texts(field: str, value: Any, names: Names) -> list[str]:
    describe = ITEMS.get(field)
    if describe is None or not isinstance(value, (list, dict)):
        return [_plain(field, value, names)]
    items: Sequence[Any] = (
        [{"language": language, "summary": said} for language, said in value.items()]
        if isinstance(value, dict)
        else value
    )
    return [describe(item) if isinstance(item, dict) else str(item) for item in items]


def _plain(field: str, value: Any, names: Names) -> str:
    if value in (None, "", []):
        return gettext("not stated")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(_coded(field, item) for item in value)
    if field in UNITS:
        name = names.regions.get(str(value))
        return f"{name} ({value})" if name else str(value)
    if field == "target":
        return ", ".join(names.actors.get(slug, slug) for slug in str(value).split(";"))
    if field in ("date_start", "date_end"):
        return _day(value)
    if field == "radius_m":
        return distance_in_words(value)
    return ", ".join(str(value).split(";")) if field == "perpetrator_name" else _coded(field, value)


def distance_in_words(metres: Any) -> str:
    """As exact as such a figure is: "800 m", "5 km", "210 km"; whatever is no number stays as it is."""
    if not isinstance(metres, int):
        return "" if metres is None else str(metres)
    if metres < 1_000:
        return gettext("%(metres)s m") % {"metres": metres}
    kilometres = round(metres / 1_000)
    step = 1 if kilometres < 20 else 5 if kilometres < 100 else 10
    return gettext("%(kilometres)s km") % {"kilometres": round(kilometres / step) * step}


def _coded(field: str, value: Any) -> str:
    vocabulary = VOCABULARIES.get(field)
    labels = dict(vocabulary.choices) if vocabulary else {}
    return str(labels.get(value, value)) if isinstance(value, (str, int)) else str(value)


def _labelled(label: str, value: Any) -> str:
    return gettext("%(label)s: %(value)s") % {"label": label, "value": value}


def _day(value: Any) -> str:
    try:
        return long_day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


# Items of lists ------------------------------------------------------------------------------------------
def _estimate(item: Mapping[str, Any]) -> str:
    whom = _coded("group", item.get("group"))
    community = item.get("community")
    whom += f", {_coded('community', community)}" if community else ""
    parts = [_labelled(f"{_coded('kind', item.get('kind'))} ({whom})", _figure(item))]
    parts.append(str(item.get("source") or gettext("our editors")))
    if item.get("words"):
        # The words of several groups are no quotation: nobody said them so.
        quoted = gettext("“%(words)s”") if ", " not in item["words"] else gettext("as reported: %(words)s")
        parts.append(quoted % item)
    if item.get("disputed"):
        parts.append(gettext("disputed"))
    if item.get("recommended"):
        parts.append(gettext("used"))
    return ", ".join(parts)


def _figure(item: Mapping[str, Any]) -> str:
    low, best, high = (item.get(name) for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return gettext("not stated")
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low}–{high}" if best is None else gettext("%(low)s–%(high)s (best %(best)s)") % item
    if low is not None:
        return gettext("at least %(low)s") % item
    return gettext("at most %(high)s") % item if high is not None else str(best)


def _party(item: Mapping[str, Any]) -> str:
    parts = [_labelled(_coded("role", item.get("role")), item.get("name") or gettext("not stated"))]
    if item.get("community"):
        parts[0] += f" ({_coded('community', item['community'])})"
    if item.get("role") == codes.Role.PERPETRATOR:
        parts += [_coded(name, item.get(name)) for name in ("attribution", "claim_status")]
        judged = dict(codes.PROBABILITY_TERM_CHOICES).get(str(item.get("judgement")))
        parts += [gettext("our desk's judgement: %(term)s") % {"term": judged}] if judged else []
    parts += [gettext("“%(words)s”") % item] if item.get("words") else []
    return ", ".join([*parts, str(item.get("source") or gettext("our editors"))])


def _report(item: Mapping[str, Any]) -> str:
    grade = f"{item.get('reliability') or ''}{item.get('credibility') or ''}"
    return f"{item.get('source')} ({grade}), {item.get('published')}, {_coded('link', item.get('role'))}"


def _summary(item: Mapping[str, Any]) -> str:
    said = item.get("summary")
    text = said.get("text") if isinstance(said, dict) else said
    return f"[{item.get('language')}] {text}"


ITEMS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "casualties": _estimate,
    "actors": _party,
    "reports": _report,
    "summaries": _summary,
    "external_ids": lambda item: str(dict(item)),
}
