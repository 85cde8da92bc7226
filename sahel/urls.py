"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from incidents.admin.extraction import extraction_page
from incidents.admin.health import health_page
from incidents.admin.reviewpage import review_duplicates, review_one, review_queue
from incidents.views.signin import few_tries

urlpatterns = [
    path("admin/health/", admin.site.admin_view(health_page), name="health"),
    path("admin/review/", admin.site.admin_view(review_queue), name="review"),
    path("admin/review/<int:pk>/", admin.site.admin_view(review_one), name="review_one"),
    path(
        "admin/review/<int:pk>/duplicates/",
        admin.site.admin_view(review_duplicates),
        name="review_duplicates",
    ),
    path("admin/extraction/", admin.site.admin_view(extraction_page), name="extraction"),
    path("admin/login/", few_tries(admin.site.login)),
    path("admin/", admin.site.urls),
    path("", include("incidents.urls")),
]
handler404 = "incidents.api.problems.not_found"
