"""`as_of=`: the list, the exports and one incident as they were at a moment (see incidents/past.py)."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from incidents import changes, past
from incidents.api import fields
from incidents.api.filters import IncidentFilter
from incidents.api.pagination import ORDERS, Page, cursor_page, limit_of, places_by_sql
from incidents.api.problems import BadParameters
from incidents.columns.memory import Memory
from incidents.columns.pages import Place
from incidents.flat import flat_columns, flat_row, flat_rows_of
from incidents.images import passed_on
from incidents.models import Incident, Revision
from incidents.querysets import IncidentQuerySet

SORTS = ("newest", "oldest", "deadliest", "updated")
Row = dict[str, Any]


class PastMomentField(fields.MomentField):
    takes = _("a moment that has passed, as YYYY-MM-DDTHH:MM:SSZ")

    def parse(self, text: str) -> datetime:
        moment = super().parse(text)
        if moment > timezone.now():
            raise ValueError
        return moment


@dataclass(frozen=True)
class PastSelection:
    """What the filters find of the record as this audience saw it at the moment."""

    chosen: IncidentFilter
    audience: int
    moment: datetime

    @cached_property
    def closed(self) -> frozenset[str]:
        return past.closed_sources()

    @property
    def unchanged(self) -> IncidentQuerySet:
        return self.chosen.narrowed(past.still_so(self.moment, self.audience))

    @property
    def changed(self) -> QuerySet[Revision]:
        return self.chosen.narrowed_past(past.since_changed(self.moment, self.audience))

    def row(self, image: past.Image) -> tuple[Row, list[str]]:
        return past.row_of(passed_on(image, self.closed))

    def page(self, request: Request) -> Page:
        """A page of the list, in one of the SORTS; rows with values that were withheld name them."""
        name = request.query_params.get("sort") or SORTS[0]
        if name not in SORTS:
            message = f"with as_of takes one of {', '.join(SORTS)}"
            raise BadParameters([{"parameter": "sort", "message": message}])

        def places(limit: int, after: Place | None) -> tuple[list[Place], Memory]:
            # Today's rows first: what changes in between is then found among the images, and counted once.
            today = places_by_sql(self.unchanged, name, limit, after)
            then = _images_in_order(self.changed, name, limit, after)
            found = dict.fromkeys([*today, *then])
            return sorted(found, reverse=ORDERS[name].descending)[:limit], {}

        return cursor_page(request, name, limit_of(request), places, self._rows_at)

    def _rows_at(self, places: list[Place], _memory: Memory) -> list[Row]:
        ids = [pk for _value, pk in places]
        images = past.since_changed(self.moment, self.audience).filter(incident__in=ids)
        then = {pk: self.told(image) for pk, image in images.values_list("incident_id", "image")}
        today = flat_rows_of(ids, self.audience)
        return [row for row in (then.get(pk) or today.get(pk) for pk in ids) if row is not None]

    def told(self, image: past.Image) -> Row:
        row, withheld = self.row(image)
        return {**row, "withheld": withheld} if withheld else row

    def rows(self) -> Iterator[Row]:
        """All rows, newest first, streamed."""
        today = (
            ((values[2], values[0]), lambda values=values: flat_row(values))
            for values in flat_columns(self.unchanged.newest_first()).iterator(chunk_size=2000)
        )
        images = _in_order(self.changed, "newest").values_list("rank", "incident_id", "image")
        then = (
            ((day, pk), lambda image=image: self.told(image))
            for day, pk, image in images.iterator(chunk_size=500)
        )
        last: int | None = None
        for (_day, pk), row in heapq.merge(today, then, key=lambda entry: entry[0], reverse=True):
            if pk != last:
                yield row()
            last = pk

    def detail(self, incident: Incident) -> Row | None:
        """The whole public record of one incident; None when the audience did not see it then."""
        revision = past.since_changed(self.moment, self.audience).filter(incident=incident).first()
        if revision is not None:
            image = passed_on(revision.image, self.closed)
            withheld = [name for name, value in image.items() if value == changes.WITHHELD]
            kept = {name: None if name in withheld else value for name, value in image.items()}
            return {**kept, "withheld": withheld} if withheld else kept
        if past.still_so(self.moment, self.audience).filter(pk=incident.pk).exists():
            return changes.images([incident.pk]).get(incident.pk)
        return None


def past_selection(chosen: IncidentFilter, audience: int, moment: datetime) -> PastSelection:
    """Raises BadParameters for filters that only know the present."""
    wrong = chosen.not_of_the_past
    if wrong:
        message = "cannot be asked of the past: leave it out beside as_of"
        raise BadParameters([{"parameter": name, "message": message} for name in wrong])
    return PastSelection(chosen, int(audience), moment)


def _in_order(revisions: QuerySet[Revision], name: str) -> Any:
    ranks: dict[str, Any] = {
        # A day that was withheld sorts as the earliest.
        "date_start": Coalesce("date_start", Value(date(1900, 1, 1)), output_field=DateField()),
        "toll_rank": Coalesce("killed_best", "killed_low", Value(-1), output_field=IntegerField()),
        "updated_at": F("updated_at"),
    }
    order = ORDERS[name]
    direction = "-" if order.descending else ""
    ordered = revisions.annotate(rank=ranks[order.column])
    return ordered.order_by(f"{direction}rank", f"{direction}incident_id")


def _images_in_order(
    revisions: QuerySet[Revision], name: str, limit: int, after: Place | None
) -> list[Place]:
    rows = _in_order(revisions, name)
    if after is not None:
        rows = rows.filter(ORDERS[name].beyond(after, column="rank", pk="incident_id"))
    return list(rows.values_list("rank", "incident_id")[:limit])
