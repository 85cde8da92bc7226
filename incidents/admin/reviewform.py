"""The editors of the review screen: what a machine proposed, as an editor leaves it. It gives a record.

It asks for what a draft can say. The rest of the record (embargo, notes, second opinions) stays as proposed and is
for the full form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codes
from incidents.admin import named
from incidents.admin.days import wrong_days
from incidents.admin.incidentform import LISTS
from incidents.admin.named import Names
from incidents.admin.namedfield import NamedField
from incidents.admin.plainwidgets import PlainNumber, PlainSelect
from incidents.admin.reviewtables import (
    NOTHING,
    PartyForm,
    TollForm,
    day,
    many_codes,
    number,
    one_code,
    pair,
    party_of,
    table,
    toll_of,
)
from incidents.models import Proposal
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue

TARGETING = {True: "yes", False: "no", None: "unknown"}
SAID = {said: value for value, said in TARGETING.items()}
# What each field of the screen empties when the editor rejects it; a field that is not here cannot be left empty.
EMPTIED: Mapping[str, Mapping[str, Any]] = {
    "sub_event_type": {"sub_event_type": None},
    "civilian_targeting": {"civilian_targeting": None},
    "place": {"place": None, "second_place": None, "longitude": None, "latitude": None, "radius_m": None,
              "geo_precision": None},
    "stated_region": {"stated_region": None},
    "summary": {"summaries": {}},
    **{name: {name: ()} for name in LISTS},
}  # fmt: skip
# The form's fields below each field of the screen, in its order.
BELOW: Mapping[str, tuple[str, ...]] = {
    "event_type": ("event_type",),
    "sub_event_type": ("sub_event_type",),
    "civilian_targeting": ("civilian_targeting",),
    "date": ("date_start", "date_end", "time_precision", "date_meaning", "ongoing"),
    "place": ("place", "second_place", "longitude", "latitude", "radius_m", "geo_precision", "location_policy"),
    "stated_region": ("stated_region",),
    "weapons": ("weapons",),
    "communities": ("communities",),
    "risks": ("risks",),
    "sectors": ("sectors",),
    "summary": ("summary_en", "summary_fr"),
    "source": ("source_credibility", "verification", "release_to"),
}  # fmt: skip


class ReviewForm(forms.Form):
    """Bound with what was posted, or filled with what is proposed. `tolls` and `parties` are its tables."""

    # Required, and yet with an empty choice: what nobody has read is not a battle.
    event_type = forms.ChoiceField(
        label=gettext_lazy("event type"), choices=[NOTHING, *codes.EventType.choices], widget=PlainSelect
    )
    sub_event_type = one_code(codes.SubEventType, gettext_lazy("sub-event type"))
    civilian_targeting = forms.ChoiceField(
        label=gettext_lazy("civilian targeting"), widget=PlainSelect,
        choices=[("unknown", gettext_lazy("unknown")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
    )  # fmt: skip
    date_start = day(gettext_lazy("first day"))
    date_end = day(gettext_lazy("last day"), required=False)
    time_precision = one_code(codes.TimePrecision, gettext_lazy("precision"), needed=True)
    date_meaning = one_code(codes.DateMeaning, gettext_lazy("meaning"), needed=True)
    ongoing = forms.BooleanField(label=gettext_lazy("ongoing"), required=False)
    place = NamedField(named.PLACE, label=gettext_lazy("place"))
    second_place = NamedField(named.PLACE, label=gettext_lazy("second place (road)"))
    stated_region = NamedField(named.REGION, label=gettext_lazy("stated region"))
    longitude = forms.FloatField(
        label=gettext_lazy("longitude"), required=False, min_value=-180, max_value=180, widget=PlainNumber
    )
    latitude = forms.FloatField(
        label=gettext_lazy("latitude"), required=False, min_value=-90, max_value=90, widget=PlainNumber
    )
    radius_m = number(gettext_lazy("radius (m)"), min_value=1, max_value=2_000_000)
    geo_precision = one_code(codes.GeoPrecision, gettext_lazy("precision"))
    location_policy = one_code(codes.LocationPolicy, gettext_lazy("location policy"), needed=True)
    weapons = many_codes(codes.Weapon, gettext_lazy("weapons"))
    communities = many_codes(codes.Community, gettext_lazy("communities"))
    risks = many_codes(codes.Risk, gettext_lazy("risks"))
    sectors = many_codes(codes.Sector, gettext_lazy("sectors"))
    summary_en = forms.CharField(
        label=gettext_lazy("summary (English, public)"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    summary_fr = forms.CharField(
        label=gettext_lazy("summary (French, public)"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    source_credibility = forms.TypedChoiceField(
        label=gettext_lazy("credibility"), choices=codes.Credibility.choices, coerce=int, widget=PlainSelect
    )
    verification = one_code(codes.Verification, gettext_lazy("verification"), needed=True)
    release_to = forms.TypedChoiceField(
        label=gettext_lazy("release to"), choices=codes.Audience.choices, coerce=int, widget=PlainSelect
    )

    def __init__(
        self,
        proposal: Proposal,
        proposed: IncidentRecord,
        names: Names,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(
            data, initial=initial_of(proposed, names), auto_id="review-%s", use_required_attribute=False
        )
        self.proposal, self.proposed, self.names = proposal, proposed, names
        self.tolls = table(TollForm, "toll", [toll_of(row) for row in proposed.estimates], data)
        self.parties = table(
            PartyForm, "party", [party_of(row, names) for row in proposed.involvements], data
        )
        self.fields["sub_event_type"].widget.attrs["data-of-event"] = json.dumps(codes.SUB_EVENTS)
        addresses = {named.PLACE: "api_places", named.REGION: "api_regions", named.ACTOR: "api_actors"}
        for form in (self, *self.tolls, *self.parties):
            for name, field in form.fields.items():
                if isinstance(field, NamedField):
                    field.shown = tuple(form.get_initial_for_field(field, name) or ("", ""))
                    field.widget.attrs["data-suggest"] = reverse(addresses[field.what])

    # Checking ------------------------------------------------------------------------------------------
    def is_valid(self) -> bool:
        """All tables are looked at, so that every mistake is told at once; what is rejected is not looked at."""
        rows = [form for form in self.rows() if not self.is_rejected(form.prefix or "")]
        return all([super().is_valid(), *(form.is_valid() for form in rows)])

    def rows(self) -> Iterator[forms.Form]:
        yield from self.tolls
        yield from self.parties

    def decision(self, key: str) -> str:
        """What the editor decided about a field of the screen: accept, edit, reject, or nothing yet."""
        said = self.data.get(f"decision-{key}", "") if self.is_bound else ""
        return said if said in ("accept", "edit", "reject") else ""

    def is_rejected(self, key: str) -> bool:
        may_be_empty = key in EMPTIED or key.startswith(("toll-", "party-"))
        return may_be_empty and self.decision(key) == "reject"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for key in BELOW:
            if self.is_rejected(key):
                self._forgive(key)
        first, last = given.get("date_start"), given.get("date_end")
        for name, complaint in wrong_days(first, last).items():
            self.add_error(name, complaint)
        if not self.is_rejected("place") and (given.get("longitude") is None) != (
            given.get("latitude") is None
        ):
            self.add_error("latitude", _("Longitude and latitude go together."))
        sub_type, event_type = given.get("sub_event_type"), given.get("event_type")
        fits = not sub_type or not event_type or sub_type in codes.SUB_EVENTS[codes.EventType(event_type)]
        if not fits and not self.is_rejected("sub_event_type"):
            self.add_error("sub_event_type", _("This sub-event type does not belong to the event type."))
        return given

    def _forgive(self, key: str) -> None:
        for name in BELOW[key]:
            self.errors.pop(name, None)

    # Reading -------------------------------------------------------------------------------------------
    def record(self) -> IncidentRecord:
        """The record that the valid page says."""
        data = self.cleaned_data
        first: date = data["date_start"]
        values: dict[str, Any] = {
            **{name: data.get(name) for name in ("longitude", "latitude", "radius_m")},
            **{name: data.get(name) or None for name in ("sub_event_type", "geo_precision")},
            **{name: data.get(name) or None for name in ("place", "second_place", "stated_region")},
            **{name: tuple(data.get(name) or ()) for name in LISTS},
            **{
                name: data.get(name, getattr(self.proposed, name))
                for name in ("event_type", "time_precision", "date_meaning", "ongoing", "location_policy",
                             "verification", "release_to")
            },
            "civilian_targeting": SAID[data.get("civilian_targeting", "unknown")],
            "date_start": first.isoformat(),
            "date_end": (data.get("date_end") or first).isoformat(),
            "summaries": {
                **{code: text for code, text in self.proposed.summaries.items() if code not in ("en", "fr")},
                **{code: text for code in ("en", "fr") if (text := (data.get(f"summary_{code}") or "").strip())},
            },
            "estimates": tuple(self._estimates()),
            "involvements": tuple(self._involvements()),
            "sources": self._sources(data["source_credibility"]),
        }  # fmt: skip
        for key, emptied in EMPTIED.items():
            if self.is_rejected(key):
                values |= emptied
        return self.proposed.with_values(values)

    def _estimates(self) -> Iterator[EstimateValue]:
        for was, form in self._kept(self.tolls, self.proposed.estimates):
            row = was if was is not None else EstimateValue(report=self.proposal.report_id)
            yield replace(row, **form.cleaned_data)

    def _involvements(self) -> Iterator[InvolvementValue]:
        for was, form in self._kept(self.parties, self.proposed.involvements):
            row = was if was is not None else InvolvementValue(report=self.proposal.report_id)
            yield replace(row, **{**form.cleaned_data, "actor": form.cleaned_data["actor"] or None})

    def _kept(self, table: Any, proposed: tuple[Any, ...]) -> Iterator[tuple[Any, forms.Form]]:
        for position, form in enumerate(table):
            was = proposed[position] if position < len(proposed) else None
            if not self.is_rejected(form.prefix) and (was is not None or form.has_changed()):
                yield was, form

    def _sources(self, credibility: int) -> tuple[Any, ...]:
        first, *others = self.proposed.sources or (None,)
        return (replace(first, information_credibility=credibility), *others) if first is not None else ()


def initial_of(proposed: IncidentRecord, names: Names) -> dict[str, Any]:
    """The form's first values; references as a name with its key."""
    data = proposed.as_json()
    first = proposed.sources[0] if proposed.sources else None
    return {
        **data,
        "civilian_targeting": TARGETING[proposed.civilian_targeting],
        "place": pair(names, named.PLACE, proposed.place),
        "second_place": pair(names, named.PLACE, proposed.second_place),
        "stated_region": pair(names, named.REGION, proposed.stated_region),
        "summary_en": proposed.summaries.get("en", ""),
        "summary_fr": proposed.summaries.get("fr", ""),
        "source_credibility": int(first.information_credibility if first else codes.Credibility.CANNOT_BE_JUDGED),
    }  # fmt: skip
