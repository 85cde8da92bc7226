"""The one FilterSet: map, timeline, list, exports and feeds all read their selection through it.

A parameter that is repeated means "or", different parameters mean "and". An unknown parameter or a value
that is not understood is an error that names it: a filter that is silently ignored would answer with
everything, and nobody would notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents import codes
from incidents.api import fields
from incidents.api.lookupfields import (
    ActorField,
    ActorInRole,
    CountryField,
    ExternalIdField,
    PlaceField,
    RegionField,
    SourceField,
)
from incidents.api.pastfilters import PAST
from incidents.columns import conditions
from incidents.columns.layout import code_of
from incidents.flat import PASSED_ON, PASSED_ON_IDS
from incidents.models import (
    CasualtyEstimate,
    ExternalId,
    Involvement,
    Region,
    ReportLink,
    Revision,
)
from incidents.querysets import IncidentQuerySet

Narrow = Callable[[IncidentQuerySet, list[Any]], IncidentQuerySet]
Hold = Callable[[list[Any]], conditions.Condition]


class Parameter(django_filters.Filter):
    """A query parameter: the field that parses it, the verb that narrows by its values, and the condition
    on the columns that means the same, where the columns hold what it needs."""

    def __init__(
        self,
        field_class: type[fields.ParameterField],
        narrow: Narrow,
        meaning: str,
        *,
        held: Hold | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label=meaning, **options)
        self.field_class = field_class
        self.narrow = narrow
        self.meaning = meaning
        self.held = held


def any_of(verb: Callable[[IncidentQuerySet, Any], IncidentQuerySet]) -> Narrow:
    """For verbs that take one value: the union over all values."""
    return lambda incidents, values: reduce(or_, (verb(incidents, value) for value in values))


def any_held(condition: Callable[[Any], conditions.Condition]) -> Hold:
    """For conditions that take one value: the union over all values."""
    return lambda values: conditions.AnyOf([condition(value) for value in values])


def code_held(column: str) -> Hold:
    return lambda values: conditions.Among(column, tuple(code_of(column, value) for value in values))


def column_in(column: str) -> Narrow:
    return lambda incidents, values: incidents.filter(**{f"{column}__in": values})


def column_overlaps(column: str) -> Narrow:
    return lambda incidents, values: incidents.filter(**{f"{column}__overlap": values})


class SortField(fields.ParameterField):
    takes = _("newest, oldest, deadliest, nearest or updated")
    orders = ("newest", "oldest", "deadliest", "nearest", "updated")
    shape = {"type": "string", "enum": [*orders]}

    def parse(self, text: str) -> str:
        if text not in self.orders:
            raise ValueError
        return text


def _in_regions(incidents: IncidentQuerySet, values: list[list[int]]) -> IncidentQuerySet:
    return incidents.in_regions({pk for ids in values for pk in ids})


def _with_actor(incidents: IncidentQuerySet, value: ActorInRole) -> IncidentQuerySet:
    return incidents.involving(value.ids, value.role)


def _attributed(incidents: IncidentQuerySet, values: list[str]) -> IncidentQuerySet:
    rows = Involvement.objects.filter(
        PASSED_ON, incident=OuterRef("pk"), role=codes.Role.PERPETRATOR, attribution__in=values
    )
    return incidents.filter(Exists(rows))


def _killed_of_group(incidents: IncidentQuerySet, values: list[str]) -> IncidentQuerySet:
    rows = CasualtyEstimate.objects.filter(
        PASSED_ON,
        Q(best__gt=0) | Q(best__isnull=True, low__gt=0),
        incident=OuterRef("pk"),
        kind=codes.CasualtyKind.KILLED,
        group__in=values,
        recommended=True,
    )
    return incidents.filter(Exists(rows))


def _reported_by(incidents: IncidentQuerySet, values: list[str]) -> IncidentQuerySet:
    # Only sources that may be named in public: the filter must not tell what the row withholds.
    rows = ReportLink.objects.filter(
        incident=OuterRef("pk"), report__source__name__in=values, report__source__redistributable=True
    )
    return incidents.filter(Exists(rows))


def _known_as(incidents: IncidentQuerySet, values: list[tuple[str, str]]) -> IncidentQuerySet:
    wanted = reduce(or_, (Q(scheme=scheme, value=value) for scheme, value in values))
    return incidents.filter(Exists(ExternalId.objects.filter(wanted, PASSED_ON_IDS, incident=OuterRef("pk"))))


def _region_held(values: list[list[int]]) -> conditions.Condition:
    return conditions.Among("region", tuple(sorted({pk for ids in values for pk in ids})))


def _country_held(values: list[str]) -> conditions.Condition:
    regions = Region.objects.filter(country__in=values).order_by("pk")
    return conditions.Among("region", tuple(regions.values_list("pk", flat=True)))


def _unsorted(incidents: IncidentQuerySet, values: list[str]) -> IncidentQuerySet:
    return incidents  # the pagination orders: see api/pagination.py


def _no_condition(values: list[str]) -> conditions.Condition:
    raise TypeError("an order is no condition")


class IncidentFilter(django_filters.FilterSet):
    bbox = Parameter(
        fields.BoxField,
        any_of(lambda qs, box: qs.within(box)),
        "Public point inside this box.",
        held=any_held(conditions.Within),
    )
    near = Parameter(
        fields.NearField,
        any_of(lambda qs, at: qs.near(*at)),
        "Public point at most km kilometres from lon,lat.",
    )
    area = Parameter(
        fields.AreaField,
        any_of(lambda qs, area: qs.inside(area)),
        "Public point inside this polygon.",
        held=any_held(lambda area: conditions.Inside(bytes(area.wkb))),
    )
    country = Parameter(
        CountryField,
        lambda qs, values: qs.in_countries(values),
        "ISO 3166-1 alpha-3, such as MLI.",
        held=_country_held,
    )
    region = Parameter(RegionField, _in_regions, "P-code, with everything inside it.", held=_region_held)
    place = Parameter(PlaceField, column_in("place__key"), "Key of a place (see /api/v1/places/).")
    actor = Parameter(
        ActorField,
        any_of(_with_actor),
        "Actor with its members, in any role or in one.",
        held=any_held(lambda value: conditions.Involving(value.ids, value.role)),
    )
    type = Parameter(
        fields.CodeField,
        lambda qs, v: qs.of_types(v),
        "Event type.",
        vocabulary=codes.EventType,
        held=conditions.of_type,
    )
    subtype = Parameter(
        fields.CodeField,
        column_in("sub_event_type"),
        "Sub-event type.",
        vocabulary=codes.SubEventType,
        held=code_held("sub_event_type"),
    )
    weapon = Parameter(fields.CodeField, column_overlaps("weapons"), "Weapon.", vocabulary=codes.Weapon)
    since = Parameter(
        fields.DayField,
        any_of(lambda qs, day: qs.since(day)),
        "May have happened on or after this day.",
        held=lambda days: conditions.EndsFrom(min(days)),
    )
    until = Parameter(
        fields.DayField,
        any_of(lambda qs, day: qs.until(day)),
        "May have happened on or before this day (included).",
        held=lambda days: conditions.BeginsUntil(max(days)),
    )
    min_killed = Parameter(
        fields.CountField,
        any_of(lambda qs, number: qs.killing_at_least(number)),
        "At least so many killed, by the best figure, else the low one; unstated tolls do not match.",
        held=lambda numbers: conditions.KilledAtLeast(min(numbers)),
    )
    killed_group = Parameter(
        fields.CodeField, _killed_of_group, "Some of this group were killed.", vocabulary=codes.CasualtyGroup
    )
    civilian_targeting = Parameter(
        fields.TruthField,
        column_in("civilian_targeting"),
        "Whether civilians were the main target.",
        held=conditions.civilians_targeted,
    )
    community = Parameter(
        fields.CodeField,
        column_overlaps("communities"),
        "Community of the victims.",
        vocabulary=codes.Community,
    )
    risk = Parameter(fields.CodeField, column_overlaps("risks"), "Risk.", vocabulary=codes.Risk)
    sector = Parameter(
        fields.CodeField, column_overlaps("sectors"), "Sector or asset affected.", vocabulary=codes.Sector
    )
    attribution = Parameter(
        fields.CodeField,
        _attributed,
        "How sources name the perpetrator.",
        vocabulary=codes.Attribution,
        held=lambda words: conditions.Attributed(tuple(words)),
    )
    verification = Parameter(
        fields.CodeField,
        column_in("verification"),
        "Verification.",
        vocabulary=codes.Verification,
        held=conditions.verified_as,
    )
    geo_precision = Parameter(
        fields.CodeField,
        column_in("geo_precision"),
        "What the point stands for.",
        vocabulary=codes.GeoPrecision,
        held=code_held("geo_precision"),
    )
    source = Parameter(SourceField, _reported_by, "Name of a source.")
    external_id = Parameter(ExternalIdField, _known_as, "Id at a provider, as scheme:value.")
    synthetic = Parameter(
        fields.TruthField,
        column_in("synthetic"),
        "Made-up sample data: true or false.",
        held=conditions.made_up,
    )
    updated_since = Parameter(
        fields.MomentField,
        any_of(lambda qs, moment: qs.updated_since(moment)),
        "Public record changed since.",
    )
    q = Parameter(
        fields.WordsField,
        any_of(lambda qs, words: qs.matching(words)),
        "Words of a summary, or part of a place's name.",
    )
    sort = Parameter(SortField, _unsorted, "Order of a list.", held=_no_condition)

    def __init__(self, query: QueryDict, *, without: Iterable[str] = ()) -> None:
        """Reads the parameters that are given; those in `without` are checked but not applied.

        Only what is given is parsed: a form of all parameters for each request took longer than the map.
        """
        self.query = query
        self.given: list[tuple[Parameter, list[Any]]] = []
        self.names: list[str] = []  # of the same, in the same order
        self.errors_found: list[dict[str, str]] = []
        for name, parameter in PARAMETERS.items():
            if name not in query:
                continue
            try:
                values = parameter.field.clean([text for text in query.getlist(name) if text != ""])
            except ValidationError as error:
                self.errors_found += [{"parameter": name, "message": message} for message in error.messages]
                continue
            if values and name not in without:
                self.given.append((parameter, values))
                self.names.append(name)

    def narrowed(self, incidents: IncidentQuerySet) -> IncidentQuerySet:
        for parameter, values in self.given:
            incidents = parameter.narrow(incidents, values)
        return incidents

    def narrowed_past(self, revisions: QuerySet[Revision]) -> QuerySet[Revision]:
        """Those whose images the filters find; raises KeyError when one asks for what images do not hold."""
        for name, (_parameter, values) in zip(self.names, self.given, strict=True):
            if name != "sort":
                revisions = revisions.filter(PAST[name](values))
        return revisions

    @property
    def not_of_the_past(self) -> list[str]:
        """The given filters that images of the past cannot answer."""
        return [name for name in self.names if name != "sort" and name not in PAST]

    def conditions(self, visible: Callable[[], IncidentQuerySet]) -> list[conditions.Condition]:
        """The same as conditions on the columns; of `visible()`, SQL finds those for what they do not hold."""
        wanted = [(parameter.held, values) for parameter, values in self.given]
        found = [held(values) for held, values in wanted if held is not None and held is not _no_condition]
        if self.all_held:
            return found
        incidents = visible()
        for parameter, values in self.given:
            if parameter.held is None:
                incidents = parameter.narrow(incidents, values)
        return [*found, conditions.FoundBySql(incidents)]

    @property
    def all_held(self) -> bool:
        """Whether the columns hold everything that is asked."""
        return all(parameter.held is not None for parameter, _values in self.given)

    def errors_by_parameter(self, also_known: Iterable[str]) -> list[dict[str, str]]:
        """Every error of the query string, as {parameter, message}."""
        allowed = {*PARAMETERS, *also_known}
        unknown = [name for name in self.query if name not in allowed][:20]
        return [
            {"parameter": fields.printable(name), "message": gettext("is not a parameter here")}
            for name in unknown
        ] + self.errors_found


PARAMETERS: dict[str, Parameter] = IncidentFilter.base_filters
