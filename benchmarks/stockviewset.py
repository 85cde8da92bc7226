"""DRF-GIS as its documentation shows it: a serializer of the model, a box filter, pages with a count."""

from rest_framework import viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework_gis.filters import InBBoxFilter
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from incidents.models import Incident


class Serializer(GeoFeatureModelSerializer):
    class Meta:
        model = Incident
        geo_field = "point"
        fields = [
            "id", "public_id", "event_type", "sub_event_type", "date_start", "date_end", "time_precision", "geo_precision",
            "radius_m", "verification", "killed_low", "killed_best", "killed_high", "place", "region", "civilian_targeting",
        ]  # fmt: skip


class Pages(PageNumberPagination):
    page_size = 100


class StockIncidents(viewsets.ReadOnlyModelViewSet):
    serializer_class = Serializer
    pagination_class = Pages
    permission_classes = [AllowAny]
    renderer_classes = [JSONRenderer]
    bbox_filter_field = "point"
    filter_backends = [InBBoxFilter]

    def get_queryset(self):
        rows = Incident.objects.for_audience(2).order_by("-date_start", "-id")
        kinds = self.request.query_params.getlist("type")
        return rows.filter(event_type__in=kinds) if kinds else rows
