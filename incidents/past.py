"""The public record as it was at a moment: from the images that were kept, else from the row of today.

The state of an incident at a moment is the image of its first revision after it; where there is none, today's
row. Who came into view after the moment was not there. Redactions hold for the past too: `withheld` values are
left out, and so is what was taken from this audience since (but not what was retracted or merged).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.gis.db.models import PointField
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
)

from incidents.changes import WITHHELD
from incidents.codes import Audience, ChangeKind, WorkflowStatus
from incidents.flat import COLUMN_NAMES
from incidents.images import Image
from incidents.models import Change, Incident, Revision, Source
from incidents.querysets import IncidentQuerySet


def still_so(moment: datetime, audience: Audience | int) -> IncidentQuerySet:
    """Incidents that the audience may see and whose public record has not changed since the moment."""
    rows = Incident.objects.for_audience(audience).exclude(synthetic=True, created_at__gt=moment)
    mine = {"incident": OuterRef("pk"), "at__gt": moment}
    changed = Revision.objects.filter(**mine)
    return rows.filter(~Exists(changed), ~Exists(_appearances().filter(**mine)))


def since_changed(moment: datetime, audience: Audience | int) -> QuerySet[Revision]:
    """The revisions whose images are the state at the moment of what the audience saw then and may still know of.

    With columns to filter and to sort by: see `with_columns`.
    """
    mine = {"incident": OuterRef("incident"), "at__gt": moment}
    earlier = Revision.objects.filter(**mine, pk__lt=OuterRef("pk"))
    # It came into view between the moment and this change: at the moment it was not there.
    newer = _appearances().filter(**mine, at__lte=OuterRef("at"))
    rows = Revision.objects.filter(at__gt=moment, audience__gte=max(int(audience), int(Audience.ANALYSTS)))
    rows = rows.filter(~Exists(earlier), ~Exists(newer), known_to(audience, "incident__"))
    return with_columns(rows.exclude(incident__synthetic=True, incident__created_at__gt=moment))


def _appearances() -> QuerySet[Change]:
    """Changes by which an incident came into view of anybody: whatever anybody sees, analysts see."""
    return Change.objects.filter(
        feed=Audience.ANALYSTS, kind__in=[ChangeKind.CREATED, ChangeKind.RESTORED]
    ).order_by()


def known_to(audience: Audience | int, path: str = "") -> Q:
    """What the audience sees today, and what left its sight with a word about it: retracted, or merged into
    something that it knows."""
    wanted = max(int(audience), int(Audience.ANALYSTS))
    seen = Q(**{f"{path}status": WorkflowStatus.PUBLISHED, f"{path}audience__gte": wanted})
    # What was taken from it since, as with a source that was closed, has no past for it either.
    told = {f"{path}seen_by__gte": wanted, f"{path}release_to__gte": wanted}
    gone = Q(**{f"{path}status": WorkflowStatus.RETRACTED}, **told)
    root = f"{path}merged_into__"
    merged = Q(**{f"{path}status": WorkflowStatus.MERGED}, **told) & (
        Q(**{f"{root}status": WorkflowStatus.PUBLISHED, f"{root}audience__gte": wanted})
        | Q(**{f"{root}status": WorkflowStatus.RETRACTED, f"{root}seen_by__gte": wanted})
    )
    return seen | gone | merged


# Columns of an image ---------------------------------------------------------------------------------------
def _of_image(template: str, output_field: Any) -> Func:
    """SQL over the image, written `{i}`. A value that was withheld is unknown, and no error."""
    return Func(F("image"), template=template.format(i="%(expressions)s"), output_field=output_field)


def _number(name: str, sql_type: str) -> str:
    return "(CASE WHEN jsonb_typeof({i}->'%s') = 'number' THEN ({i}->>'%s')::%s END)" % (name, name, sql_type)  # noqa: UP031


def _day(name: str, sql_type: str) -> str:
    text = "{i}->>'%s'" % name  # noqa: UP031
    return f"(CASE WHEN left({text}, 4) BETWEEN '1000' AND '9999' THEN ({text})::{sql_type} END)"


_POINT = f"ST_SetSRID(ST_MakePoint({_number('longitude', 'float8')}, {_number('latitude', 'float8')}), 4326)"


def with_columns(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    """Adds the columns that filters and orders ask for under the incident's names; None where withheld."""
    return revisions.annotate(
        date_start=_of_image(_day("date_start", "date"), DateField()),
        date_end=_of_image(_day("date_end", "date"), DateField()),
        updated_at=_of_image(_day("updated_at", "timestamptz"), DateTimeField()),
        killed_low=_of_image(_number("killed_low", "int"), IntegerField()),
        killed_best=_of_image(_number("killed_best", "int"), IntegerField()),
        longitude=_of_image(_number("longitude", "float8"), FloatField()),
        latitude=_of_image(_number("latitude", "float8"), FloatField()),
        point=_of_image(_POINT, PointField(srid=4326)),
    )


def untold() -> Func:
    """Whether an image cannot tell what filters ask: something was withheld, or it is older than risks and sectors."""
    withheld = f"jsonb_path_exists({{i}}, '$.* ? (@ == \"{WITHHELD}\")')"
    return _of_image(f"({withheld} OR {{i}}->'risks' IS NULL)", BooleanField())


# Rows of an image ------------------------------------------------------------------------------------------
def closed_sources() -> frozenset[str]:
    """Names of the sources whose reports may not be passed on today, whatever was passed on before."""
    return frozenset(Source.objects.filter(redistributable=False).values_list("name", flat=True))


def row_of(image: Mapping[str, Any]) -> tuple[Image, list[str]]:
    """(flat row, names of its columns that are withheld: they are None)."""
    withheld = [name for name in COLUMN_NAMES if image.get(name) == WITHHELD]
    row = {name: None if name in withheld else image.get(name) for name in COLUMN_NAMES}
    if row["updated_at"]:
        row["updated_at"] = datetime.fromisoformat(row["updated_at"])
    return row, withheld
