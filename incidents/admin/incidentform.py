"""The one form of an incident: from nothing, from a machine's draft, or as an edit. It gives a record.

The form shows the exact location; what readers see is derived from it. Nothing here writes an incident.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codes, intake, record
from incidents.admin.days import refuse_implausible, wrong_days
from incidents.codes import ItemOutcome, ReportState
from incidents.models import (
    Actor,
    CasualtyEstimate,
    Incident,
    Involvement,
    Place,
    Region,
    Report,
    ReportLink,
    Source,
)
from incidents.record import EstimateValue, IncidentRecord, InvolvementValue, SourceValue

LISTS = {
    "weapons": codes.Weapon,
    "communities": codes.Community,
    "risks": codes.Risk,
    "sectors": codes.Sector,
}
EXACT_FIELDS = (
    "place",
    "second_place",
    "stated_region",
    "longitude",
    "latitude",
    "radius_m",
    "geo_precision",
)


def many_codes(vocabulary: Any, label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=vocabulary.choices,
        required=False,
        label=label,
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )


class IncidentForm(forms.ModelForm):
    """Fields of the record; references by autocomplete. `refusal` is what the review said of the last try."""

    weapons = many_codes(codes.Weapon, gettext_lazy("weapons"))
    communities = many_codes(codes.Community, gettext_lazy("communities"))
    risks = many_codes(codes.Risk, gettext_lazy("risks"))
    sectors = many_codes(codes.Sector, gettext_lazy("sectors"))
    longitude = forms.FloatField(
        label=gettext_lazy("longitude"), required=False, min_value=-180, max_value=180,
        help_text=gettext_lazy("Only when known better than by the place: type it or click on the map."),
    )  # fmt: skip
    latitude = forms.FloatField(label=gettext_lazy("latitude"), required=False, min_value=-90, max_value=90)
    radius_m = forms.IntegerField(
        label=gettext_lazy("radius (m)"), required=False, min_value=1, max_value=2_000_000
    )
    geo_precision = forms.ChoiceField(
        label=gettext_lazy("precision"), required=False, choices=[("", "---------"), *codes.GeoPrecision.choices],
        help_text=gettext_lazy("Empty: what the place, road or region gives."),
    )  # fmt: skip
    summary_en = forms.CharField(
        label=gettext_lazy("summary (English, public)"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )  # fmt: skip
    summary_fr = forms.CharField(
        label=gettext_lazy("summary (French, public)"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )  # fmt: skip
    # A source named on the same page, for an incident that no stored report speaks of yet.
    source = forms.ModelChoiceField(
        Source.objects.exclude(kind=codes.SourceKind.SAMPLE), label=gettext_lazy("source"), required=False,
        help_text=gettext_lazy("Who says so, when no report is chosen below."),
    )  # fmt: skip
    source_url = forms.URLField(
        label=gettext_lazy("its address"), required=False, max_length=2000, assume_scheme="https"
    )
    source_date = forms.DateField(label=gettext_lazy("published on"), required=False)
    source_credibility = forms.TypedChoiceField(
        label=gettext_lazy("credibility"),
        choices=codes.Credibility.choices,
        coerce=int,
        initial=6,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("reason for this change"), required=False, max_length=500,
        help_text=gettext_lazy("Readers see it in the history of a published incident."),
    )  # fmt: skip

    class Meta:
        model = Incident
        fields = [
            "event_type", "sub_event_type", "weapons", "civilian_targeting", "communities", "risks", "sectors",
            "date_start", "date_end", "time_precision", "date_meaning", "ongoing",
            "place", "second_place", "stated_region", "location_policy", "verification",
            "release_to", "embargo_until", "internal_notes",
        ]  # fmt: skip
        widgets = {"internal_notes": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    refusal: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date_end"].required = False
        for field in self.fields.values():
            field.label = capfirst(field.label)
        if self.instance.pk:
            self.initial.update(initial_of(record.read(self.instance)))
        # What the page's scripts know of the server: which sub-types belong to a type, where the API is.
        self.fields["sub_event_type"].widget.attrs["data-of-event"] = json.dumps(codes.SUB_EVENTS)
        self.fields["longitude"].widget.attrs |= {
            "data-basemap": reverse("api_basemap"),
            "data-places": reverse("api_places"),
        }
        source_relation = Report._meta.get_field("source")
        self.fields["source"].widget = AutocompleteSelect(source_relation, admin.site)
        self.fields["source"].widget.choices = self.fields["source"].choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        first = given.get("date_start")
        if first and not given.get("date_end"):
            given["date_end"] = first
            self.instance.date_end = first
        for name, complaint in wrong_days(first, given.get("date_end")).items():
            self.add_error(name, complaint)
        if (given.get("longitude") is None) != (given.get("latitude") is None):
            self.add_error("latitude", _("Longitude and latitude go together."))
        sub_type, event_type = given.get("sub_event_type"), given.get("event_type")
        if sub_type and event_type and sub_type not in codes.SUB_EVENTS[codes.EventType(event_type)]:
            self.add_error("sub_event_type", _("This sub-event type does not belong to the event type."))
        return given

    def clean_source_date(self) -> date | None:
        day: date | None = self.cleaned_data["source_date"]
        refuse_implausible(day)
        return day

    def _post_clean(self) -> None:
        # The point is checked by the record's writer; the instance's own location is derived, not typed.
        self.instance.point = self.instance.radius_m = None
        super()._post_clean()  # type: ignore[misc]

    def named_source(self, by: Any) -> Report | None:
        """The report behind the source named on this page: stored once, linked from the start."""
        source = self.cleaned_data.get("source")
        if source is None:
            return None
        url = self.cleaned_data.get("source_url") or ""
        day = self.cleaned_data.get("source_date") or self.cleaned_data.get("date_end") or date.today()
        words = self.cleaned_data.get("summary_en") or self.cleaned_data.get("summary_fr") or ""
        title = _("Entered by %s") % by
        digest = intake.content_hash(url, words, [str(day), str(self.cleaned_data.get("date_start"))])
        receipt = intake.receive(
            source,
            external_id=f"url:{url}"[:500] if url else f"desk:{digest}",
            published_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
            title=title,
            text="",
            payload={"entered": digest},
            url=url,
            submitted_by=by,
            state=ReportState.LINKED,
        )
        if receipt.outcome == ItemOutcome.NEW or receipt.report.state != ReportState.DISMISSED:
            return receipt.report
        return None

    def record(self, rows: Mapping[str, Iterable[dict[str, Any]]], by: Any) -> IncidentRecord:
        """The record that the page says, its new source stored. `rows` are the cleaned rows by table."""
        data = self.cleaned_data
        reports = [_source_value(row) for row in rows["links"]]
        named = self.named_source(by)
        if named is not None and all(source.report != named.pk for source in reports):
            credibility = data.get("source_credibility") or codes.Credibility.CANNOT_BE_JUDGED
            reports.append(SourceValue(named.pk, codes.LinkRole.PRIMARY.value, int(credibility)))
        # With one source on the page, a new figure or party without one is meant to be its.
        only = reports[0].report if len(reports) == 1 else None
        kept = record.read(self.instance) if self.instance.pk else IncidentRecord()
        return kept.with_values(
            {
                **{
                    name: data.get(name) or kept.as_json()[name]
                    for name in ("event_type", "location_policy", "verification")
                },
                **{name: tuple(data.get(name) or ()) for name in LISTS},
                "sub_event_type": data.get("sub_event_type") or None,
                "civilian_targeting": data.get("civilian_targeting"),
                "date_start": data["date_start"].isoformat(),
                "date_end": data["date_end"].isoformat(),
                "time_precision": data["time_precision"],
                "date_meaning": data["date_meaning"],
                "ongoing": bool(data.get("ongoing")),
                "place": data["place"].key if data.get("place") else None,
                "second_place": data["second_place"].key if data.get("second_place") else None,
                "stated_region": data["stated_region"].pcode if data.get("stated_region") else None,
                "longitude": data.get("longitude"),
                "latitude": data.get("latitude"),
                "radius_m": data.get("radius_m"),
                "geo_precision": data.get("geo_precision") or None,
                "release_to": int(data["release_to"]),
                "embargo_until": data["embargo_until"].isoformat() if data.get("embargo_until") else None,
                "internal_notes": data.get("internal_notes") or "",
                "summaries": {
                    language: text
                    for language in ("en", "fr")
                    if (text := (data.get(f"summary_{language}") or "").strip())
                },
                "estimates": [_estimate_value(row, only) for row in rows["estimates"]],
                "involvements": [_involvement_value(row, only) for row in rows["involvements"]],
                "sources": reports,
            }
        )


def initial_of(values: IncidentRecord) -> dict[str, Any]:
    """The form's first values for a record; references as rows, so that autocomplete shows their names."""
    data = values.as_json()
    found: dict[str, Any] = {
        name: data[name]
        for name in (
            "event_type", "sub_event_type", "weapons", "civilian_targeting", "communities", "risks", "sectors",
            "time_precision", "date_meaning", "ongoing", "location_policy", "verification", "release_to",
            "longitude", "latitude", "radius_m", "geo_precision", "internal_notes",
        )
    }  # fmt: skip
    found |= {name: data[name] or None for name in ("date_start", "date_end")}
    found["embargo_until"] = datetime.fromisoformat(values.embargo_until) if values.embargo_until else None
    found["place"] = Place.objects.filter(key=values.place or "").first()
    found["second_place"] = Place.objects.filter(key=values.second_place or "").first()
    found["stated_region"] = Region.objects.filter(pcode=values.stated_region or "").first()
    found |= {
        f"summary_{language}": values.summaries.get(language, "") for language, _name in settings.LANGUAGES
    }
    return found


def initial_rows(values: IncidentRecord) -> dict[type, list[dict[str, Any]]]:
    """The first rows of each inline table for a record."""
    actors = {
        actor.slug: actor
        for actor in Actor.objects.filter(slug__in=[v.actor for v in values.involvements if v.actor])
    }
    return {
        CasualtyEstimate: [{**vars(row)} for row in values.estimates],
        Involvement: [{**vars(row), "actor": actors.get(row.actor or "")} for row in values.involvements],
        ReportLink: [{**vars(row)} for row in values.sources],
    }


def _report_id(row: Mapping[str, Any], only: int | None) -> int | None:
    if row.get("report"):
        return int(row["report"].pk)
    return only if row["is_new"] else None


def _estimate_value(row: Mapping[str, Any], only: int | None) -> EstimateValue:
    return EstimateValue(
        kind=row["kind"],
        group=row["group"],
        community=row.get("community") or "",
        low=row.get("low"),
        best=row.get("best"),
        high=row.get("high"),
        quantifier=row.get("quantifier") or "",
        words=row.get("words") or "",
        report=_report_id(row, only),
        as_of=row["as_of"].isoformat() if row.get("as_of") else None,
        recommended=bool(row.get("recommended")),
        disputed=bool(row.get("disputed")),
    )


def _involvement_value(row: Mapping[str, Any], only: int | None) -> InvolvementValue:
    return InvolvementValue(
        actor=row["actor"].slug if row.get("actor") else None,
        role=row["role"],
        community=row.get("community") or "",
        attribution=row.get("attribution") or "unknown",
        claim_status=row.get("claim_status") or "unknown",
        words=row.get("words") or "",
        report=_report_id(row, only),
        as_of=row["as_of"].isoformat() if row.get("as_of") else None,
        term=row.get("term") or None,
        confidence=row.get("confidence") or None,
    )


def _source_value(row: Mapping[str, Any]) -> SourceValue:
    return SourceValue(row["report"].pk, row["role"], int(row["information_credibility"]))
