"""The editors' desk. Doors only: forms in, one call of `review` or `intake`, a message out."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from incidents.admin.accounts import ApiTokenAdmin
from incidents.admin.annotation import AnnotationAdmin
from incidents.admin.bulkedit import BulkEditAdmin
from incidents.admin.comment import CommentAdmin
from incidents.admin.gazetteer import ActorAdmin, PlaceAdmin, RegionAdmin
from incidents.admin.history import ChangeAdmin, RevisionAdmin
from incidents.admin.incident import IncidentAdmin
from incidents.admin.proposal import ProposalAdmin
from incidents.admin.release import ReleaseAdmin
from incidents.admin.report import ReportAdmin
from incidents.admin.run import IngestItemAdmin, IngestRunAdmin
from incidents.admin.source import SourceAdmin

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("The desk")

__all__ = [
    "ActorAdmin",
    "AnnotationAdmin",
    "ApiTokenAdmin",
    "BulkEditAdmin",
    "ChangeAdmin",
    "CommentAdmin",
    "IncidentAdmin",
    "IngestItemAdmin",
    "IngestRunAdmin",
    "PlaceAdmin",
    "ProposalAdmin",
    "RegionAdmin",
    "ReleaseAdmin",
    "ReportAdmin",
    "RevisionAdmin",
    "SourceAdmin",
]
