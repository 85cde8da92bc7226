"""What a draft says of its incident as columns, so that others can be found beside it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.models.place import Place
from incidents.models.proposal import Proposal
from incidents.models.region import Region
from incidents.models.rules import both_or_neither, point_field, point_on_earth
from incidents.querysets import days


class DraftOutline(models.Model):
    """When, where and in which words a draft tells its incident, as columns: written with the draft, never shown."""

    draft = models.OneToOneField(Proposal, models.CASCADE, related_name="outline")
    date_start = models.DateField(null=True)
    date_end = models.DateField(null=True)
    # the exact location (lon, lat), for the desk only
    point = point_field()
    radius_m = models.PositiveIntegerField(null=True)
    place = models.ForeignKey(Place, models.SET_NULL, null=True, related_name="+")
    region = models.ForeignKey(Region, models.SET_NULL, null=True, related_name="+")
    actors = ArrayField(models.BigIntegerField(), default=list)
    # the passage of the report, from the first to the last piece of evidence
    passage = models.TextField(blank=True)

    class Meta:
        verbose_name = _("outline of a draft")
        verbose_name_plural = _("outlines of drafts")
        constraints = [
            both_or_neither("draft_outline_days_whole", "date_start", "date_end"),
            models.CheckConstraint(
                name="draft_outline_days_in_order",
                condition=Q(date_start__isnull=True) | Q(date_start__lte=F("date_end")),
            ),
            both_or_neither("draft_outline_point_with_radius", "point", "radius_m"),
            point_on_earth("draft_outline_point_on_earth"),
        ]
        indexes = [
            # drafts about the days of another one
            GistIndex(days(), name="draft_outline_days"),
        ]

    def __str__(self) -> str:
        return f"outline of {self.draft_id}"
