"""Addresses below /ogc; `reverse` gives those without the slash."""

from django.urls import re_path
from drf_spectacular.views import SpectacularSwaggerSplitView

from incidents.ogc import views

COLLECTION = r"^ogc/collections/(?P<name>[^/]+)"

urlpatterns = [
    re_path(r"^ogc/?$", views.LandingPage.as_view(), name="ogc"),
    re_path(r"^ogc/conformance/?$", views.Conformance.as_view(), name="ogc_conformance"),
    re_path(r"^ogc/api/?$", views.Definition.as_view(), name="ogc_api"),
    re_path(r"^ogc/docs/?$", SpectacularSwaggerSplitView.as_view(url_name="ogc_api"), name="ogc_docs"),
    re_path(r"^ogc/collections/?$", views.CollectionList.as_view(), name="ogc_collections"),
    re_path(rf"{COLLECTION}/?$", views.CollectionItem.as_view(), name="ogc_collection"),
    re_path(rf"{COLLECTION}/items/?$", views.FeatureList.as_view(), name="ogc_items"),
    re_path(rf"{COLLECTION}/items/(?P<key>[^/]+)/?$", views.FeatureItem.as_view(), name="ogc_feature"),
]
