"""The one FilterSet: map, timeline, list, exports and feeds all read their selection through it.

A parameter that is repeated means "or", different parameters mean "and". An unknown parameter or a value
that is not understood is an error that names it: a filter that is silently ignored would answer with
everything, and nobody would notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from incidents import codes
from incidents.api import fields
from incidents.api.problems import BadParameters
from incidents.flat import PASSED_ON
from incidents.models import (
    Actor,
    ActorRelation,
    CasualtyEstimate,
    ExternalId,
    Involvement,
    Place,
    Region,
    ReportLink,
    Source,
)
from incidents.querysets import IncidentQuerySet

Narrow = Callable[[IncidentQuerySet, list[Any]], IncidentQuerySet]


class Parameter(django_filters.Filter):
    """A query parameter: the field that parses it and the verb that narrows by its values."""

    def __init__(
        self, field_class: type[fields.ParameterField], narrow: Narrow, meaning: str, **options: Any
    ) -> None:
        super().__init__(label=meaning, **options)
        self.field_class = field_class
        self.narrow = narrow
        self.meaning = meaning

    def filter(self, qs: IncidentQuerySet, value: list[Any] | None) -> IncidentQuerySet:
        return self.narrow(qs, value) if value else qs


def any_of(verb: Callable[[IncidentQuerySet, Any], IncidentQuerySet]) -> Narrow:
    """For verbs that take one value: the union over all values."""
    return lambda incidents, values: reduce(or_, (verb(incidents, value) for value in values))


def column_in(column: str) -> Narrow:
    return lambda incidents, values: incidents.filter(**{f"{column}__in": values})


def column_overlaps(column: str) -> Narrow:
    return lambda incidents, values: incidents.filter(**{f"{column}__overlap": values})


# Parameters that need a look-up first -------------------------------------------------------------------
@dataclass(frozen=True)
class ActorInRole:
    ids: tuple[int, ...]
    role: str | None


class ActorField(fields.ParameterField):
    takes = "the slug of an actor, or slug:role"

    def parse(self, text: str) -> ActorInRole:
        slug, _colon, role = text.partition(":")
        if role and role not in codes.Role.values:
            raise ValueError
        actor = Actor.objects.filter(slug=slug[:80]).first()
        if actor is None:
            raise ValueError
        return ActorInRole(tuple(with_members(actor)), role or None)


def with_members(actor: Actor) -> set[int]:
    """Ids of the actor, of its members and of theirs, in every period."""
    found = {actor.pk}
    frontier = {actor.pk}
    while frontier:
        rows = ActorRelation.objects.filter(relation=codes.ActorRelationKind.MEMBER_OF, other__in=frontier)
        frontier = set(rows.values_list("actor_id", flat=True)) - found
        found |= frontier
    return found


class RegionField(fields.ParameterField):
    takes = "a P-code such as ML07 (with everything inside it)"

    def parse(self, text: str) -> list[int]:
        region = Region.objects.filter(pcode=text[:30]).first()
        if region is None:
            raise ValueError
        column = {0: "country", 1: "admin1", 2: "admin2"}[region.level]
        return list(Region.objects.filter(**{column: getattr(region, column)}).values_list("pk", flat=True))


class CountryField(fields.ParameterField):
    takes = "the code of a country that is known here, such as MLI"

    def parse(self, text: str) -> str:
        if not Region.objects.filter(level=codes.AdminLevel.COUNTRY, pcode=text.upper()[:30]).exists():
            raise ValueError
        return text.upper()


class PlaceField(fields.ParameterField):
    takes = "the key of a place (see /api/v1/places/)"

    def parse(self, text: str) -> str:
        if not Place.objects.filter(key=text[:80]).exists():
            raise ValueError
        return text


class SourceField(fields.ParameterField):
    takes = "the name of a source (see /api/v1/sources/)"

    def parse(self, text: str) -> str:
        # A source that may not be named does not exist here.
        if not Source.objects.filter(name=text[:200], redistributable=True).exists():
            raise ValueError
        return text


class ExternalIdField(fields.ParameterField):
    takes = "scheme:value"

    def parse(self, text: str) -> tuple[str, str]:
        scheme, colon, value = text.partition(":")
        if not (scheme and colon and value) or len(text) > 360:
            raise ValueError
        return scheme, value


class SortField(fields.ParameterField):
    takes = "newest, oldest, deadliest or updated"
    orders = ("newest", "oldest", "deadliest", "updated")

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
    return incidents.filter(Exists(ExternalId.objects.filter(wanted, incident=OuterRef("pk"))))


def _unsorted(incidents: IncidentQuerySet, values: list[str]) -> IncidentQuerySet:
    return incidents  # the pagination orders: see api/pagination.py


class IncidentFilter(django_filters.FilterSet):
    bbox = Parameter(fields.BoxField, any_of(lambda qs, box: qs.within(box)), "Public point inside this box.")
    near = Parameter(
        fields.NearField,
        any_of(lambda qs, at: qs.near(*at)),
        "Public point at most km kilometres from lon,lat.",
    )
    area = Parameter(
        fields.AreaField, any_of(lambda qs, area: qs.inside(area)), "Public point inside this polygon."
    )
    country = Parameter(
        CountryField, lambda qs, values: qs.in_countries(values), "ISO 3166-1 alpha-3, such as MLI."
    )
    region = Parameter(RegionField, _in_regions, "P-code, with everything inside it.")
    place = Parameter(PlaceField, column_in("place__key"), "Key of a place (see /api/v1/places/).")
    actor = Parameter(ActorField, any_of(_with_actor), "Actor with its members, in any role or in one.")
    type = Parameter(
        fields.CodeField, lambda qs, v: qs.of_types(v), "Event type.", vocabulary=codes.EventType
    )
    subtype = Parameter(
        fields.CodeField, column_in("sub_event_type"), "Sub-event type.", vocabulary=codes.SubEventType
    )
    weapon = Parameter(fields.CodeField, column_overlaps("weapons"), "Weapon.", vocabulary=codes.Weapon)
    since = Parameter(
        fields.DayField, any_of(lambda qs, day: qs.since(day)), "May have happened on or after this day."
    )
    until = Parameter(
        fields.DayField,
        any_of(lambda qs, day: qs.until(day)),
        "May have happened on or before this day (included).",
    )
    min_killed = Parameter(
        fields.CountField,
        any_of(lambda qs, number: qs.killing_at_least(number)),
        "At least so many killed, by the best figure, else the low one; unstated tolls do not match.",
    )
    killed_group = Parameter(
        fields.CodeField, _killed_of_group, "Some of this group were killed.", vocabulary=codes.CasualtyGroup
    )
    civilian_targeting = Parameter(
        fields.TruthField, column_in("civilian_targeting"), "Whether civilians were the main target."
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
        fields.CodeField, _attributed, "How sources name the perpetrator.", vocabulary=codes.Attribution
    )
    verification = Parameter(
        fields.CodeField, column_in("verification"), "Verification.", vocabulary=codes.Verification
    )
    geo_precision = Parameter(
        fields.CodeField,
        column_in("geo_precision"),
        "What the point stands for.",
        vocabulary=codes.GeoPrecision,
    )
    source = Parameter(SourceField, _reported_by, "Name of a source.")
    external_id = Parameter(ExternalIdField, _known_as, "Id at a provider, as scheme:value.")
    synthetic = Parameter(fields.TruthField, column_in("synthetic"), "Made-up sample data: true or false.")
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
    sort = Parameter(SortField, _unsorted, "Order of a list.")

    def __init__(self, query: QueryDict, queryset: IncidentQuerySet, *, without: Iterable[str] = ()) -> None:
        super().__init__(query, queryset)
        self.without = frozenset(without)

    def filter_queryset(self, queryset: IncidentQuerySet) -> IncidentQuerySet:
        for name, values in self.form.cleaned_data.items():
            if name not in self.without:
                queryset = self.filters[name].filter(queryset, values)
        return queryset

    def errors_by_parameter(self, also_known: Iterable[str]) -> list[dict[str, str]]:
        """Every error of the query string, as {parameter, message}."""
        allowed = {*self.filters, *also_known}
        unknown = [name for name in self.data if name not in allowed][:20]
        return [
            {"parameter": fields.shortened(name), "message": "is not a parameter here"} for name in unknown
        ] + [
            {"parameter": name, "message": message}
            for name, found in self.form.errors.items()
            for message in found
        ]


PARAMETERS: dict[str, Parameter] = IncidentFilter.base_filters


def select(
    incidents: IncidentQuerySet,
    query: QueryDict,
    *,
    also_known: Iterable[str] = (),
    without: Iterable[str] = (),
) -> IncidentQuerySet:
    """The incidents that the query string selects.

    `also_known` are parameters that the caller reads itself; filters in `without` are checked but not
    applied. Raises BadParameters with every error of the query string.
    """
    chosen = IncidentFilter(query, incidents, without=without)
    errors = chosen.errors_by_parameter(also_known)
    if errors:
        raise BadParameters(errors)
    return chosen.qs
