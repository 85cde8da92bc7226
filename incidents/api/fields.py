"""Values of query parameters: each field parses one kind of text, or says what it takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSException, GEOSGeometry, Polygon
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.plain import finite_number, iso_day

MAX_VALUES = 50
# Of what has to be worked out for each incident, a few values are enough.
MAX_COSTLY_VALUES = 5
MAX_CORNERS = 1_000
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


class SeveralValues(forms.Widget):
    """All values of a repeated parameter."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
        return [value for value in values if value != ""]


class ParameterField(forms.Field):
    """A parameter that may be repeated. Subclasses say in `takes` and `shape` what one value looks like: to people, and
    as a JSON Schema. Formats that the standard does not know are names of ours."""

    widget = SeveralValues
    most = MAX_VALUES
    takes: Any = _("a text")
    shape: dict[str, Any] = {"type": "string", "maxLength": 200}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "required": False, "help_text": self.takes})

    def to_python(self, value: Any) -> list[Any]:
        values = value or []
        if len(values) > self.most:
            raise ValidationError(gettext("at most %(n)s values") % {"n": self.most})
        return [self._parsed(text) for text in values]

    def _parsed(self, text: str) -> Any:
        try:
            return self.parse(text.strip())
        except (ValueError, OverflowError, GEOSException):
            told = {"text": shortened(text), "takes": self.takes}
            raise ValidationError(gettext("%(text)s: takes %(takes)s") % told) from None

    def parse(self, text: str) -> Any:
        if len(text) > 200:
            raise ValueError
        return text


def printable(text: str) -> str:
    """A text from outside as an answer repeats it: printable and short."""
    visible = "".join(character if character.isprintable() else "?" for character in text[:60])
    return f"{visible}…" if len(text) > 60 else visible


def shortened(text: str) -> str:
    """A value within the sentence of an error, in quotation marks."""
    return f"“{printable(text)}”"


def plain_number(text: str) -> float:
    """A finite decimal number of a parameter; blanks around it do not matter."""
    return finite_number(text.strip())


def _longitude(number: float) -> float:
    if not -180 <= number <= 180:
        raise ValueError
    return number


def _latitude(number: float) -> float:
    if not -90 <= number <= 90:
        raise ValueError
    return number


class CodeField(ParameterField):
    """One of a closed vocabulary."""

    def __init__(self, *, vocabulary: Any, **options: Any) -> None:
        self.codes = tuple(str(value) for value in vocabulary.values)
        self.takes = format_lazy(_("one of {codes}"), codes=", ".join(self.codes))
        self.shape = {"type": "string", "enum": [*self.codes]}
        super().__init__(**options)

    def parse(self, text: str) -> str:
        if text not in self.codes:
            raise ValueError
        return text


class DayField(ParameterField):
    takes = _("a day as YYYY-MM-DD")
    shape = {"type": "string", "format": "date"}

    def parse(self, text: str) -> date:
        day = iso_day(text)
        if not EARLIEST <= day <= LATEST:
            raise ValueError
        return day


class MomentField(ParameterField):
    takes = _("a moment as YYYY-MM-DDTHH:MM:SSZ")
    shape = {"type": "string", "format": "date-time"}

    def parse(self, text: str) -> datetime:
        moment = parse_datetime(text.replace(" ", "+"))
        if moment is None:
            raise ValueError
        aware = make_aware(moment) if is_naive(moment) else moment
        if not EARLIEST <= aware.date() <= LATEST:
            raise ValueError
        return aware


class BoxField(ParameterField):
    takes = _("minlon,minlat,maxlon,maxlat in degrees; minlon above maxlon crosses 180")
    shape = {"type": "string", "format": "bbox"}

    def parse(self, text: str) -> tuple[float, float, float, float]:
        west, south, east, north = (plain_number(part) for part in text.split(","))
        if _latitude(south) > _latitude(north):
            raise ValueError
        return _longitude(west), south, _longitude(east), north


class PointField(ParameterField):
    takes = _("lon,lat in degrees")
    shape = {"type": "string", "format": "lon-lat"}

    def parse(self, text: str) -> tuple[float, float]:
        longitude, latitude = (plain_number(part) for part in text.split(","))
        return _longitude(longitude), _latitude(latitude)


class NearField(ParameterField):
    most = MAX_COSTLY_VALUES
    takes = _("lon,lat,km with 0 < km <= 2000")
    shape = {"type": "string", "format": "lon-lat-km"}

    def parse(self, text: str) -> tuple[float, float, float]:
        longitude, latitude, kilometres = (plain_number(part) for part in text.split(","))
        if not 0 < kilometres <= 2000:
            raise ValueError
        return _longitude(longitude), _latitude(latitude), kilometres


class AreaField(ParameterField):
    most = MAX_COSTLY_VALUES
    takes = format_lazy(
        _("corners of one valid polygon as lon,lat,lon,lat,... (3 to {most} corners)"), most=MAX_CORNERS
    )
    shape = {"type": "string", "format": "polygon"}

    def parse(self, text: str) -> GEOSGeometry:
        if len(text) > MAX_CORNERS * 50:
            raise ValueError
        numbers = [plain_number(part) for part in text.split(",")]
        corners = [(_longitude(x), _latitude(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if not 3 <= len(set(corners)) <= MAX_CORNERS:
            raise ValueError
        area = Polygon([*corners, corners[0]], srid=4326)
        if not area.valid:
            raise ValueError
        return area


class CountField(ParameterField):
    takes = _("a whole number from 0 to 1000000")
    shape = {"type": "integer", "minimum": 0, "maximum": 1_000_000}

    def parse(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 7) or int(text) > 1_000_000:
            raise ValueError
        return int(text)


class TruthField(ParameterField):
    takes = _("true or false")
    shape = {"type": "string", "enum": ["true", "false", "1", "0"]}

    def parse(self, text: str) -> bool:
        known = {"true": True, "false": False, "1": True, "0": False}
        if text.lower() not in known:
            raise ValueError
        return known[text.lower()]


class WordsField(ParameterField):
    most = MAX_COSTLY_VALUES
    takes = _("words, at most 200 characters")
