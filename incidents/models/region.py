"""Countries, regions, cercles/departments/provinces: with P-codes, editions and neighbours."""

from __future__ import annotations

from django.contrib.gis.db.models import MultiPolygonField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.codes import AdminLevel
from incidents.models.rules import partial_date, point_field, point_on_earth


class Region(models.Model):
    # what
    pcode = models.CharField(_("P-code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=AdminLevel.choices)
    official = models.BooleanField(
        _("official code"), default=True, help_text=_("Otherwise a provisional code of this product.")
    )
    # where in the tree; the codes repeat what `parent` says so that a row of output needs one join
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    country = models.CharField(_("country"), max_length=3)
    admin1 = models.CharField(max_length=30, blank=True)
    admin2 = models.CharField(max_length=30, blank=True)
    # when this edition is valid: partial ISO dates, empty = not known or still valid
    valid_from = models.CharField(_("valid from"), max_length=10, blank=True)
    valid_to = models.CharField(_("valid to"), max_length=10, blank=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="successors")
    neighbours = models.ManyToManyField("self", symmetrical=True, blank=True)
    # shape
    boundary = MultiPolygonField(srid=4326, null=True, blank=True)
    approximate = models.BooleanField(_("approximate boundary"), default=True)
    centre = point_field()
    radius_m = models.PositiveIntegerField(_("radius (m)"), null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["pcode"]
        constraints = [
            models.CheckConstraint(
                name="region_tree",
                condition=Q(level=0, parent__isnull=True) | Q(level__in=[1, 2], parent__isnull=False),
            ),
            models.CheckConstraint(
                name="region_codes_follow_level",
                condition=Q(level=0, admin1="", admin2="")
                | Q(level=1, admin2="") & ~Q(admin1="")
                | Q(level=2) & ~Q(admin1="") & ~Q(admin2=""),
            ),
            partial_date("region_valid_from_partial_date", "valid_from"),
            partial_date("region_valid_to_partial_date", "valid_to"),
            point_on_earth("region_centre_on_earth", "centre"),
        ]
        indexes = [
            # descendants of a region: `region=ML07`
            models.Index(name="region_by_admin1", fields=["admin1"]),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.pcode})"

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def holds(self, other: Region) -> bool:
        """Whether the other region is this one or lies in it."""
        mine = (self.country, self.admin1, self.admin2)[: self.level + 1]
        return (other.country, other.admin1, other.admin2)[: self.level + 1] == mine
