"""The domain language: bare verbs narrow, `with_*` adds columns.

Readers start from `Incident.objects.for_audience(n)`. Only `unpublished_too()` lets unpublished rows
through, and only the write side and the admin say it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Now

from incidents.codes import Audience, ExportState, NameKind, WorkflowStatus

BoundingBox = tuple[float, float, float, float]  # min lon, min lat, max lon, max lat, degrees

SEARCH_CONFIG = "simple"


def summary_search_vector() -> SearchVector:
    """What `matching()` searches and the GIN index of Summary holds: they must stay the same expression."""
    return SearchVector("text", config=SEARCH_CONFIG)


class IncidentQuerySet(models.QuerySet[Any]):
    """Verbs over incidents. Coordinates are (lon, lat) in degrees, distances in kilometres."""

    # Who may see --------------------------------------------------------------------------------
    def for_audience(self, audience: Audience | int) -> IncidentQuerySet:
        """Published incidents that this audience may see: where every reader starts."""
        # Nobody is an audience of unpublished rows: asking for it gives nothing rather than everything.
        wanted = max(int(audience), int(Audience.ANALYSTS))
        return self.filter(status=WorkflowStatus.PUBLISHED, audience__gte=wanted)

    def unpublished_too(self) -> IncidentQuerySet:
        """Every row, whatever its status: for the write side and the admin, never for a reader."""
        return self.all()

    def tombstones_for(self, audience: Audience | int) -> IncidentQuerySet:
        """Retracted or merged incidents that this audience had once seen."""
        wanted = max(int(audience), int(Audience.ANALYSTS))
        return self.filter(status__in=[WorkflowStatus.RETRACTED, WorkflowStatus.MERGED], seen_by__gte=wanted)

    def among(self, ids: Iterable[int]) -> IncidentQuerySet:
        """Those with these ids, however many."""
        return self.filter(any_of("id", ids))

    # Where ----------------------------------------------------------------------------------------
    def within(self, box: BoundingBox) -> IncidentQuerySet:
        """Public point inside the box (min lon, min lat, max lon, max lat); west > east crosses 180 degrees."""
        west, south, east, north = box
        if west <= east:
            return self.filter(_in_box(west, south, east, north))
        return self.filter(_in_box(west, south, 180, north) | _in_box(-180, south, east, north))

    def near(self, longitude: float, latitude: float, kilometres: float) -> IncidentQuerySet:
        """Public point at most this far away, measured on the spheroid."""
        # The box lets the GiST index answer; the exact distance then decides.
        margin = kilometres / 110.0
        stretch = max(0.02, math.cos(math.radians(min(abs(latitude) + margin, 89.0))))
        reach = margin / stretch
        west, east = longitude - reach, longitude + reach
        if reach >= 180:
            west, east = -180.0, 180.0
        box = (
            west + 360 if west < -180 else west,
            max(-90.0, latitude - margin),
            east - 360 if east > 180 else east,
            min(90.0, latitude + margin),
        )
        return self.within(box).filter(within_metres("point", longitude, latitude, kilometres * 1000))

    def inside(self, area: GEOSGeometry) -> IncidentQuerySet:
        """Public point inside the polygon (lon, lat)."""
        return self.filter(point__within=area)

    def unplaced(self) -> IncidentQuerySet:
        """No public point: hidden, or known by its country only."""
        return self.filter(point__isnull=True)

    def in_countries(self, codes: Iterable[str]) -> IncidentQuerySet:
        return self.filter(region__country__in=list(codes))

    def in_regions(self, region_ids: Iterable[int]) -> IncidentQuerySet:
        return self.filter(region_id__in=list(region_ids))

    # When -----------------------------------------------------------------------------------------
    def since(self, day: date) -> IncidentQuerySet:
        """Incidents that may have happened on or after this day."""
        return self.filter(date_end__gte=day)

    def until(self, day: date) -> IncidentQuerySet:
        """Incidents that may have happened on or before this day."""
        return self.filter(date_start__lte=day)

    def between(self, first: date, last: date) -> IncidentQuerySet:
        """Incidents whose days overlap first..last, both included."""
        return self.since(first).until(last)

    def updated_since(self, moment: datetime) -> IncidentQuerySet:
        return self.filter(updated_at__gte=moment)

    # What and who ---------------------------------------------------------------------------------
    def of_types(self, types: Sequence[str]) -> IncidentQuerySet:
        return self.filter(event_type__in=types)

    def killing_at_least(self, number: int) -> IncidentQuerySet:
        """At least this many killed, by the best figure, else the low one; unstated tolls do not match."""
        return self.filter(Q(killed_best__gte=number) | Q(killed_best__isnull=True, killed_low__gte=number))

    def involving(self, actor_ids: Sequence[int], role: str | None = None) -> IncidentQuerySet:
        """Incidents with one of these actors, in this role if given, as far as the row may say so."""
        involvement = _related(self, "involvements")
        passed_on = Q(report__isnull=True) | Q(report__source__redistributable=True)
        rows = involvement._base_manager.filter(passed_on, incident=OuterRef("pk"), actor__in=actor_ids)
        return self.filter(Exists(rows.filter(role=role) if role else rows))

    def matching(self, words: str) -> IncidentQuerySet:
        """All words occur in a summary, or the text occurs in the name of the place."""
        summary = _related(self, "summaries")
        found = summary._base_manager.annotate(vector=summary_search_vector()).filter(
            vector=SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        )
        by_summary = Q(pk__in=found.values("incident_id"))
        # The few places are looked up first: "or" over a subquery would read every incident.
        places = self._places_named(words)
        return self.filter(by_summary | Q(place_id__in=places)) if places else self.filter(by_summary)

    def _places_named(self, words: str) -> list[int]:
        if len(words) < 3:
            return []
        place = _related(self, "place")
        told = [kind for kind in NameKind.values if kind != NameKind.LEARNT]
        named = place._base_manager.filter(names__name__icontains=words, names__kind__in=told)
        # Of a whole gazetteer only the places of incidents matter.
        used = named.filter(Exists(self.model._base_manager.filter(place=OuterRef("pk"))))
        return list(used.values_list("pk", flat=True))

    # What they rest on ----------------------------------------------------------------------------
    def unsourced(self) -> IncidentQuerySet:
        """Incidents that name no report."""
        return self.exclude(Exists(self._own("links")))

    def on_closed_reports_alone(self) -> IncidentQuerySet:
        """Incidents that have reports, none of which may be passed on."""
        links = self._own("links")
        return self.filter(Exists(links)).exclude(Exists(links.filter(report__source__redistributable=True)))

    def naming_closed_values(self) -> IncidentQuerySet:
        """Incidents with a recommended figure or an actor from a report that may not be passed on."""
        closed = Q(report__source__redistributable=False)
        figures = self._own("estimates").filter(closed, recommended=True)
        return self.filter(Exists(figures) | Exists(self._own("involvements").filter(closed)))

    def ids_resting_on_closed(self) -> set[int]:
        """Ids of those that the public may not see for either reason. Two statements: each finds its rows by an index."""
        found = (self.on_closed_reports_alone(), self.naming_closed_values())
        return {pk for rows in found for pk in rows.values_list("pk", flat=True)}

    def _own(self, relation: str) -> Any:
        """The rows of a relation that belong to the incident of the outer query."""
        return _related(self, relation)._base_manager.filter(incident=OuterRef("pk"))

    # Sets of the write side -----------------------------------------------------------------------
    def embargo_over(self) -> IncidentQuerySet:
        """Published incidents whose embargo has ended by the database's clock and that are still held back."""
        return self.filter(
            status=WorkflowStatus.PUBLISHED, audience=Audience.NOBODY, embargo_until__lte=Now()
        )

    # Columns ----------------------------------------------------------------------------------------
    def with_metres_from(self, longitude: float, latitude: float, *, nowhere: int) -> IncidentQuerySet:
        """Adds `metres`: the whole metres from (lon, lat) to the public point on a sphere; `nowhere` without one."""
        away = Func(
            F("point"),
            _MakePoint(Value(longitude), Value(latitude)),
            template="round(ST_DistanceSphere(%(expressions)s))::int",
            output_field=models.IntegerField(),
        )
        return self.annotate(metres=Coalesce(away, Value(nowhere)))

    def newest_first(self) -> IncidentQuerySet:
        return self.order_by(F("date_start").desc(), F("id").desc())


def _related(incidents: IncidentQuerySet, name: str) -> Any:
    """The model at the other end of a relation; this layer lies below the models and cannot import them."""
    return incidents.model._meta.get_field(name).related_model


def _envelope(west: float, south: float, east: float, north: float) -> Polygon:
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = 4326
    return box


def _in_box(west: float, south: float, east: float, north: float) -> Q:
    # The index keeps boxes in single precision, a hair too large; the coordinates decide.
    return Q(point__bboverlaps=_envelope(west, south, east, north)) & Q(_Inside(west, south, east, north))


def axis(function: str, column: str = "point") -> Func:
    """ST_X (longitude) or ST_Y (latitude) of a point column, degrees."""
    return Func(F(column), function=function, output_field=models.FloatField())


class _Inside(Func):
    """Whether the point lies in the box by its own coordinates.

    Said as "is distinct from false", which the planner expects to be true of nearly all rows: four plain
    comparisons would have it believe that the box holds almost nothing.
    """

    output_field = models.BooleanField()
    template = (
        "((ST_X(%(point)s) BETWEEN %(west)s AND %(east)s AND ST_Y(%(point)s) BETWEEN %(south)s AND %(north)s)"
        " IS DISTINCT FROM false)"
    )

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        super().__init__(F("point"))
        self.box = {"west": west, "south": south, "east": east, "north": north}

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> Any:
        point, _none = compiler.compile(self.source_expressions[0])
        # Numbers of our own, written so that they are read back as the same floating-point numbers.
        numbers = {name: f"'{float(value)!r}'::float8" for name, value in self.box.items()}
        return self.template % {"point": point, **numbers}, []


class _AnyOf(Func):
    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = models.BooleanField()


def any_of(column: str, ids: Iterable[int]) -> Func:
    """Whether the column is one of the ids: one list for the database, where `__in` would make thousands of parameters."""
    return _AnyOf(F(column), Value(list(ids), ArrayField(models.BigIntegerField())))


def days(path: str = "") -> Func:
    """The days of a row as a range, the last one included: what the GiST indexes of days hold, in the same words."""
    return Func(
        F(f"{path}date_start"),
        F(f"{path}date_end"),
        template="daterange(%(expressions)s, '[]')",
        output_field=DateRangeField(),
    )


def about_days(rows: Any, first: date, last: date, slack: timedelta, path: str = "") -> Any:
    """Rows whose days overlap first..last, give or take the slack; the nearest first day comes first."""
    wanted = Value(DateRange(first - slack, last + slack, "[]"), DateRangeField())
    apart = Func(F(f"{path}date_start"), Value(first), template="abs(%(expressions)s)", arg_joiner=" - ",
                 output_field=models.IntegerField())  # fmt: skip
    return rows.alias(days=days(path)).filter(days__overlap=wanted).order_by(apart, "-pk")


def in_array(column: str, array: Any) -> Func:
    """Whether the column is an element of an array column, such as one of the outer row."""
    return _AnyOf(F(column), array)


class _Geography(Func):
    template = "(%(expressions)s)::geography"
    output_field = models.TextField()


class _MakePoint(Func):
    template = "ST_SetSRID(ST_MakePoint(%(expressions)s), 4326)"
    output_field = models.TextField()


def within_metres(column: Any, longitude: float, latitude: float, metres: Any) -> Func:
    """True where the point column lies within so many metres of (lon, lat), on the spheroid.

    Column and metres may be expressions.
    """
    return Func(
        _Geography(F(column) if isinstance(column, str) else column),
        _Geography(_MakePoint(Value(longitude), Value(latitude))),
        metres if hasattr(metres, "resolve_expression") else Value(metres),
        function="ST_DWithin",
        output_field=models.BooleanField(),
    )


class ApiTokenQuerySet(models.QuerySet[Any]):
    def live(self) -> ApiTokenQuerySet:
        """Neither revoked nor expired, by the database's clock."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=Now()), revoked_at__isnull=True)

    def listed(self, days: int) -> ApiTokenQuerySet:
        """Those that live, and those that ended within so many days."""
        since = Now() - timedelta(days=days)
        return self.exclude(expires_at__lte=since).exclude(revoked_at__lte=since)

    def revoke(self) -> int:
        """Ends them now; gives how many there were. Their rows stay for the record."""
        return self.filter(revoked_at__isnull=True).update(revoked_at=Now())


class ExportQuerySet(models.QuerySet[Any]):
    """Files that were asked for. The ids that they hold are read only where they are asked about."""

    def readable_by(self, person: Any) -> ExportQuerySet:
        """Those of public data by everybody who has their address; others by the account that asked."""
        own = Q(account=person.pk) if person.is_authenticated else Q()
        return self.defer("incidents").filter(Q(audience=Audience.PUBLIC) | own)

    def unfinished(self) -> ExportQuerySet:
        return self.filter(state__in=[ExportState.WAITING, ExportState.MAKING])

    def due(self) -> ExportQuerySet:
        """Those that wait, and those whose worker let its lease run out."""
        return self.filter(Q(state=ExportState.WAITING) | Q(state=ExportState.MAKING, leased_until__lt=Now()))

    def over(self) -> ExportQuerySet:
        """Ready once, and past their time."""
        return self.filter(state=ExportState.READY, expires_at__lte=Now())


class NameQuerySet(models.QuerySet[Any]):
    """Names of places and of actors."""

    def for_readers(self) -> NameQuerySet:
        """Without those that a machine learnt from a report: an editor makes such a name an alias first."""
        return self.exclude(kind=NameKind.LEARNT)


class SourceQuerySet(models.QuerySet[Any]):
    def samples(self) -> SourceQuerySet:
        return self.filter(kind="sample")


class CommentQuerySet(models.QuerySet[Any]):
    """What people say to one another about incidents."""

    def readable_by(self, person: Any, *, at_the_desk: bool) -> CommentQuerySet:
        """The desk reads every comment; others their own, and those that are not for the desk only.

        Says nothing of the incident: who may see that is asked first.
        """
        if at_the_desk:
            return self.all()
        return self.filter(Q(desk_only=False) | Q(author=person))

    def open(self) -> CommentQuerySet:
        return self.filter(settled_at__isnull=True)
