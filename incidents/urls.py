"""Pages, API, schema and probes."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from incidents import views
from incidents.api.views import live, ready

urlpatterns = [
    path("", views.map_page, name="map"),
    path("incidents/<uuid:public_id>/", views.incident_page, name="incident"),
    path("api/v1/", include("incidents.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema"), name="api_docs"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
]
