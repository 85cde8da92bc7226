"""What else a value may be by the same text: other places, other figures, whom the source suspects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents import codes
from incidents.admin import named
from incidents.admin.named import Named, Names
from incidents.admin.reviewwords import toll_in_words
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue

MOST_CHOICES = 9
# What fills a row's inputs when a choice is taken: input by name.
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """Another value that the text allows; longitude and latitude (degrees) where it is a place."""

    text: str
    values: Values
    note: str = ""
    longitude: float | None = None
    latitude: float | None = None
    radius_m: int | None = None

    @property
    def as_json(self) -> str:
        return json.dumps(dict(self.values))

    @property
    def at(self) -> str:
        where = {
            "name": self.text,
            "longitude": self.longitude,
            "latitude": self.latitude,
            "radius": self.radius_m,
        }
        return json.dumps(where) if self.longitude is not None else ""


def place_choices(
    proposed: IncidentRecord,
    names: Names,
    candidates: Iterable[Mapping[str, Any]],
    siblings: Iterable[IncidentRecord],
) -> Iterator[Choice]:
    """Candidates of the geocoder, then the places of the report's other drafts; the proposed one is none."""
    keys = [str(candidate["key"]) for candidate in candidates if candidate.get("key")]
    keys += [draft.place for draft in siblings if draft.place]
    for key in [key for key in dict.fromkeys(keys) if key != proposed.place][:MOST_CHOICES]:
        found = names.get(named.PLACE, key) or Named(key, key)
        # The point, radius and road of another place do not belong to this one.
        values = {"place": found.name, "place_key": key, "second_place": "", "second_place_key": "", "longitude": "",
                  "latitude": "", "radius_m": "", "geo_precision": ""}  # fmt: skip
        yield Choice(found.name, values, found.within, found.longitude, found.latitude, found.radius_m)


def toll_choices(
    prefix: str, row: EstimateValue, proposed: IncidentRecord, siblings: Iterable[IncidentRecord]
) -> Iterator[Choice]:
    """Other figures of this kind in the same report; running totals are context and never offered."""
    beside = [(other, _("claimed beside it")) for other in proposed.estimates if other.group == row.group]
    elsewhere = [(other, _("of another draft")) for draft in siblings for other in draft.estimates]
    seen = {(row.low, row.best, row.high)}
    for other, note in [*beside, *elsewhere]:
        figures = (other.low, other.best, other.high)
        if other.kind != row.kind or figures in seen or len(seen) > MOST_CHOICES:
            continue
        seen.add(figures)
        values = {f"{prefix}-{name}": "" if figure is None else figure
                  for name, figure in zip(("low", "best", "high"), figures, strict=True)}  # fmt: skip
        yield Choice(toll_in_words(other), values, note)


def party_choices(
    prefix: str,
    row: InvolvementValue,
    parties: Sequence[InvolvementValue],
    suspects: Iterable[Mapping[str, Any]],
) -> Iterator[Choice]:
    """Whom the source suspects in its own words and who is no party yet, for the perpetrator."""
    if row.role != codes.Role.PERPETRATOR:
        return
    named_already = {party.actor for party in parties}
    for judged in suspects:
        slug = judged.get("slug")
        if slug and slug not in named_already:
            values = {f"{prefix}-actor": judged["actor"], f"{prefix}-actor_key": slug,
                      f"{prefix}-attribution": "suspected", f"{prefix}-words": judged["words"]}  # fmt: skip
            yield Choice(str(judged["actor"]), values, str(judged["words"]))
