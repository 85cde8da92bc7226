"""What a query string selects: as a QuerySet for SQL, and as conditions on the column snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from incidents.api.filters import IncidentFilter
from incidents.api.problems import BadParameters
from incidents.columns import conditions
from incidents.models import Incident
from incidents.querysets import BoundingBox, IncidentQuerySet


@dataclass(frozen=True)
class Selection:
    """What a query string selects for an audience: as a QuerySet and as conditions on the columns (that of the
    audience included); None where plain SQL is to answer."""

    chosen: IncidentFilter
    audience: int
    conditions: list[conditions.Condition] | None
    frame: BoundingBox | None = None

    @cached_property
    def incidents(self) -> IncidentQuerySet:
        found = self.chosen.narrowed(Incident.objects.for_audience(self.audience))
        return found if self.frame is None else found.within(self.frame)

    def within(self, frame: BoundingBox) -> Selection:
        """Those of the selection whose public point lies in the box (min lon, min lat, max lon, max lat)."""
        held = None if self.conditions is None else [*self.conditions, conditions.Within(frame)]
        return Selection(self.chosen, self.audience, held, frame)

    def and_also(self, other: Selection) -> Selection:
        """What lies in both selections of one audience."""
        held = None
        if self.conditions is not None and other.conditions is not None:
            held = [*self.conditions, *other.conditions]
        both: Selection = Selection(self.chosen, self.audience, held, self.frame)
        both.__dict__["incidents"] = self.incidents & other.incidents
        return both

    def by_sql(self) -> Selection:
        """The same, answered by plain SQL."""
        return Selection(self.chosen, self.audience, None, self.frame)


def selection(
    audience: int,
    query: QueryDict,
    *,
    also_known: Iterable[str] = (),
    without: Iterable[str] = (),
) -> Selection:
    """What the query string selects of the incidents that this audience may see.

    `also_known` are parameters that the caller reads itself; filters in `without` are checked but not
    applied. Raises BadParameters with every error of the query string.
    """
    chosen = _understood(query, also_known, without)
    held = chosen.conditions(lambda: Incident.objects.for_audience(audience))
    return Selection(chosen, int(audience), [conditions.for_audience(audience), *held])


def select(
    incidents: IncidentQuerySet,
    query: QueryDict,
    *,
    also_known: Iterable[str] = (),
    without: Iterable[str] = (),
) -> IncidentQuerySet:
    """Those of the incidents that the query string selects; see `selection`."""
    return _understood(query, also_known, without).narrowed(incidents)


def _understood(query: QueryDict, also_known: Iterable[str], without: Iterable[str]) -> IncidentFilter:
    chosen = IncidentFilter(query, without=without)
    errors = chosen.errors_by_parameter(also_known)
    if errors:
        raise BadParameters(errors)
    return chosen
