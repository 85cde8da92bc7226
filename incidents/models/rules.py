"""Pieces that named constraints are built from, so that every table states its rules the same way."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

# A day, month or year of which no more is known: `2015`, `2015-05`, `2015-05-13`. Such texts compare
# correctly with one another and with full days, as text.
PARTIAL_DATE = r"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def one_of(name: str, field: str, choices: Any) -> models.CheckConstraint:
    """The column holds a code of this vocabulary, or null where the column allows it."""
    allowed = Q(**{f"{field}__in": list(choices.values)}) | Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(name=name, condition=allowed)


def all_of(name: str, field: str, choices: Any) -> models.CheckConstraint:
    """Every element of the array is a code of this vocabulary."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__contained_by": list(choices.values)}))


def partial_date(name: str, field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__regex": PARTIAL_DATE}) | Q(**{f"{field}": ""})
    )


def both_or_neither(name: str, first: str, second: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
    )


def range_in_order(name: str, prefix: str = "") -> models.CheckConstraint:
    """low <= best <= high, whichever of them are known, and none negative."""
    low, best, high = f"{prefix}low", f"{prefix}best", f"{prefix}high"

    def known_in_order(smaller: str, larger: str) -> Q:
        return (
            Q(**{f"{smaller}__isnull": True})
            | Q(**{f"{larger}__isnull": True})
            | Q(**{f"{smaller}__lte": F(larger)})
        )

    not_negative = Q()
    for column in (low, best, high):
        not_negative &= Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0})
    return models.CheckConstraint(
        name=name,
        condition=not_negative
        & known_in_order(low, best)
        & known_in_order(best, high)
        & known_in_order(low, high),
    )


def point_on_earth(name: str, field: str = "point") -> models.CheckConstraint:
    """A point is finite, not empty, and inside lon -180..180, lat -90..90, whatever wrote it.

    PostgreSQL sorts NaN above every number, so the upper bounds refuse it. An empty point has no
    coordinates: its comparisons are unknown, which a CHECK lets pass, hence the explicit ST_IsEmpty.
    """

    def axis(function: str) -> Func:
        return Func(F(field), function=function, output_field=models.FloatField())

    empty = Func(F(field), function="ST_IsEmpty", output_field=models.BooleanField())
    on_earth = (
        Q(Exact(empty, Value(False)))
        & Q(GreaterThanOrEqual(axis("ST_X"), Value(-180.0)))
        & Q(LessThanOrEqual(axis("ST_X"), Value(180.0)))
        & Q(GreaterThanOrEqual(axis("ST_Y"), Value(-90.0)))
        & Q(LessThanOrEqual(axis("ST_Y"), Value(90.0)))
    )
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__isnull": True}) | on_earth)


def point_in_millionths(name: str, field: str = "point") -> models.CheckConstraint:
    """A point lies on whole millionths of a degree (11 cm), so that every copy of it compares as equal."""

    def kept(axis: str) -> Func:
        return Func(
            F(field),
            template=f"({axis}(%(expressions)s) = round({axis}(%(expressions)s)::numeric, 6)::float8)",
            output_field=models.BooleanField(),
        )

    whole = Q(Exact(kept("ST_X"), Value(True))) & Q(Exact(kept("ST_Y"), Value(True)))
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__isnull": True}) | whole)


def broken_rule(error: IntegrityError) -> str | None:
    """The name of the constraint that the database refused."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


def code_field(choices: Any, **options: Any) -> models.CharField[Any, Any]:
    """A text column for one code of a closed vocabulary."""
    return models.CharField(max_length=40, choices=choices.choices, **options)


def codes_field(choices: Any) -> ArrayField[Any, Any]:
    """A list of codes of a closed vocabulary; empty means that none is known."""
    return ArrayField(models.CharField(max_length=40, choices=choices.choices), default=list, blank=True)


def point_field(**options: Any) -> PointField:
    """A WGS84 point, x = longitude, y = latitude, degrees."""
    return PointField(srid=4326, null=True, blank=True, spatial_index=False, **options)
