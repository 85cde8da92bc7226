"""What others would write: an empty view, and the same answers the straightforward way."""

from __future__ import annotations

from django.db.models import Count, F, FloatField, Func, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.http import HttpResponse, JsonResponse, QueryDict
from django.urls import include, path

from benchmarks.emptymap import empty_map
from incidents.api.selection import select
from incidents.models import Incident

TYPES = (
    "battles",
    "violence_against_civilians",
    "explosions_remote_violence",
    "riots",
    "protests",
    "strategic_developments",
)


def selected(request, *without):
    query = QueryDict(request.META["QUERY_STRING"], mutable=True)
    for name in without:
        query.pop(name, None)
    return select(Incident.objects.for_audience(2), query)


def empty(request):
    return HttpResponse(b"{}", content_type="application/json")


def naive_clusters(request):
    """ST_SnapToGrid and GROUP BY in the database, cells of a quarter tile at this zoom."""
    size = 360 / (4 * 2 ** int(request.GET["zoom"]))
    toll = Coalesce("killed_best", "killed_low")
    cells = (
        selected(request, "zoom")
        .annotate(cell=Func(F("point"), template=f"ST_SnapToGrid(%(expressions)s, {size!r})"))
        .values("cell")
        .annotate(
            n=Count("pk"), killed=Sum(toll), unstated=Count("pk", filter=Q(killed_best=None, killed_low=None)),
            **{name: Count("pk", filter=Q(event_type=name)) for name in TYPES},
        )
        .values_list("n", "killed", "unstated", *TYPES, Func("cell", function="ST_X", output_field=FloatField()),
                     Func("cell", function="ST_Y", output_field=FloatField()))
    )  # fmt: skip
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": row[-2:]},
         "properties": {"count": row[0], "killed": row[1], "unstated": row[2], "types": dict(zip(TYPES, row[3:9], strict=True))}}
        for row in cells.order_by()
    ]  # fmt: skip
    return JsonResponse({"type": "FeatureCollection", "features": features})


def naive_timeline(request):
    rows = selected(request).order_by().annotate(month=TruncMonth("date_start")).values("month", "event_type")
    found = rows.annotate(n=Count("pk"), killed=Sum(Coalesce("killed_best", "killed_low"))).order_by("month")
    return JsonResponse({"months": list(found)})


def naive_breakdown(request):
    by = {"region": "region__admin1", "actor": "involvements__actor__slug"}[request.GET["by"]]
    rows = selected(request, "by").order_by().values(by)
    found = rows.annotate(n=Count("pk"), killed=Sum(Coalesce("killed_best", "killed_low"))).order_by("-n")
    return JsonResponse({"rows": list(found)})


urlpatterns = [
    path("rival/empty/", empty),
    path("rival/leaflet/", empty_map),
    path("rival/clusters/", naive_clusters),
    path("rival/timeline/", naive_timeline),
    path("rival/breakdown/", naive_breakdown),
    path("", include("sahel.urls")),
]
try:
    from benchmarks.stockviewset import StockIncidents
except ImportError:
    pass  # djangorestframework-gis is not installed in this environment
else:
    urlpatterns.insert(0, path("rival/drf-gis/", StockIncidents.as_view({"get": "list"})))
