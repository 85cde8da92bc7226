"""Pages, API, schema and probes."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from incidents.api.problemtypes import problem_type, problem_types
from incidents.api.views import live, ready
from incidents.feeds import IncidentsAsAtom
from incidents.views.actor import actor_page
from incidents.views.changes import changes_page, changes_seen
from incidents.views.compare import compare_page
from incidents.views.exports import export_page, exports_page
from incidents.views.incident import incident_page
from incidents.views.mappage import map_page
from incidents.views.metrics import metrics
from incidents.views.region import region_page
from incidents.views.savedviews import delete_view, rename_view, saved_views
from incidents.views.signin import SignIn, SignOut, few_tries
from incidents.views.tokens import revoke_token, revoke_tokens, tokens

urlpatterns = [
    path("", map_page, name="map"),
    path("incidents/<uuid:public_id>/", incident_page, name="incident"),
    path("actors/<slug:slug>/", actor_page, name="actor"),
    path("regions/<str:pcode>/", region_page, name="region"),
    path("changes/", changes_page, name="changes_page"),
    path("changes/seen/", changes_seen, name="changes_seen"),
    path("views/", saved_views, name="saved_views"),
    path("views/<int:pk>/", rename_view, name="rename_view"),
    path("views/<int:pk>/delete/", delete_view, name="delete_view"),
    path("exports/", exports_page, name="exports"),
    path("exports/<uuid:uuid>/", export_page, name="export"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/revoke/", revoke_tokens, name="revoke_tokens"),
    path("tokens/<int:pk>/revoke/", revoke_token, name="revoke_token"),
    path("sign-in/", few_tries(SignIn.as_view()), name="sign_in"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("compare/", compare_page, name="compare"),
    path("api/v1/", include("incidents.api.urls")),
    path("", include("incidents.ogc.urls")),
    path("feeds/incidents.atom", IncidentsAsAtom.as_view(), name="incidents_atom"),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema"), name="api_docs"),
    path("problems/", problem_types, name="problem_types"),
    re_path(r"^problems/(?P<slug>[a-z_-]+)/?$", problem_type, name="problem_type"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("metrics", metrics, name="metrics"),
]
