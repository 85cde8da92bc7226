"""Pages, API, schema and probes."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from incidents.api.views import live, ready
from incidents.views.incident import incident_page
from incidents.views.mappage import map_page

urlpatterns = [
    path("", map_page, name="map"),
    path("incidents/<uuid:public_id>/", incident_page, name="incident"),
    path("api/v1/", include("incidents.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema"), name="api_docs"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
]
