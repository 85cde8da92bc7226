"""Addresses below /api/v1/."""

from django.urls import path

from incidents.api import (
    annotations,
    comments,
    drafts,
    exportviews,
    feedviews,
    nouns,
    releaseviews,
    reports,
    views,
)

urlpatterns = [
    path("incidents/", views.IncidentList.as_view(), name="api_incidents"),
    path("incidents.geojson", views.IncidentsAsGeoJSON.as_view(), name="api_incidents_geojson"),
    path("incidents.csv", views.IncidentsAsCSV.as_view(), name="api_incidents_csv"),
    path("incidents.acled.csv", views.IncidentsLikeACLED.as_view(), name="api_incidents_acled"),
    path("incidents.ucdp.csv", views.IncidentsLikeUCDP.as_view(), name="api_incidents_ucdp"),
    path("incidents/<uuid:public_id>/", views.IncidentItem.as_view(), name="api_incident"),
    path(
        "incidents/<uuid:public_id>/revisions/", feedviews.IncidentRevisions.as_view(), name="api_revisions"
    ),
    path("incidents/<uuid:public_id>/comments/", comments.CommentList.as_view(), name="api_comments"),
    path("comments/<int:pk>/", comments.CommentItem.as_view(), name="api_comment"),
    path("drafts/", drafts.DraftList.as_view(), name="api_drafts"),
    path("drafts/<uuid:public_id>/", drafts.DraftItem.as_view(), name="api_draft"),
    path("changes/", feedviews.ChangeList.as_view(), name="api_changes"),
    path("releases/", releaseviews.ReleaseList.as_view(), name="api_releases"),
    path("releases/<slug:name>/", releaseviews.ReleaseItem.as_view(), name="api_release"),
    path("releases/<slug:name>/<str:file>", releaseviews.ReleaseFileItem.as_view(), name="api_release_file"),
    path("exports/", exportviews.ExportList.as_view(), name="api_exports"),
    path("exports/<uuid:uuid>/", exportviews.ExportItem.as_view(), name="api_export"),
    path("exports/<uuid:uuid>/file", exportviews.ExportFile.as_view(), name="api_export_file"),
    path("map/", views.MapView.as_view(), name="api_map"),
    path("timeline/", views.TimelineView.as_view(), name="api_timeline"),
    path("breakdown/", views.BreakdownView.as_view(), name="api_breakdown"),
    path("actors/", nouns.ActorList.as_view(), name="api_actors"),
    path("regions/", nouns.RegionList.as_view(), name="api_regions"),
    path("places/", nouns.PlaceList.as_view(), name="api_places"),
    path("sources/", nouns.SourceList.as_view(), name="api_sources"),
    path("annotations/", annotations.AnnotationList.as_view(), name="api_annotations"),
    path("basemap/", nouns.BasemapView.as_view(), name="api_basemap"),
    path("reports/", reports.ReportSubmit.as_view(), name="api_reports"),
    path("reports/<int:pk>/", reports.ReportItem.as_view(), name="api_report"),
]
