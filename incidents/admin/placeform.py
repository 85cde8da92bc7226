"""A place's point as two numbers, so that it can be typed, pasted or checked without a map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incidents.models import Place


class PlaceForm(forms.ModelForm):
    longitude = forms.FloatField(
        label=capfirst(_("longitude")), min_value=-180, max_value=180, required=False
    )
    latitude = forms.FloatField(label=capfirst(_("latitude")), min_value=-90, max_value=90, required=False)

    class Meta:
        model = Place
        fields = ["key", "name", "feature", "region", "country", "radius_m", "curated", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.point is not None:
            self.initial["longitude"], self.initial["latitude"] = self.instance.point.coords

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        longitude, latitude = given.get("longitude"), given.get("latitude")
        if (longitude is None) != (latitude is None):
            raise forms.ValidationError(_("Longitude and latitude go together."))
        self.instance.point = None if longitude is None else Point(longitude, latitude, srid=4326)
        return given
