"""The gazetteer: places with every name they are known by."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from incidents.codes import FeatureClass, NameKind
from incidents.models.region import Region
from incidents.models.rules import code_field, one_of, point_field, point_on_earth
from incidents.querysets import NameQuerySet


class Place(models.Model):
    key = models.CharField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    feature = code_field(FeatureClass, verbose_name=_("feature"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("region")
    )
    country = models.CharField(_("country"), max_length=3)
    point = point_field()
    radius_m = models.PositiveIntegerField(_("radius (m)"), default=2000)
    curated = models.BooleanField(
        _("curated"), default=True, help_text=_("A curated place outranks one of a loaded gazetteer.")
    )
    origin = models.CharField(_("origin"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            one_of("place_feature_known", "feature", FeatureClass),
            point_on_earth("place_point_on_earth"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """One spelling of a place; `key` is its transliteration key, for look-ups that forgive spelling."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=160)
    key = models.CharField(max_length=160, blank=True, editable=False)
    kind = code_field(NameKind, default=NameKind.ALIAS, verbose_name=_("kind"))

    objects = NameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="place_name_once", fields=["place", "name"]),
            one_of("place_name_kind_known", "kind", NameKind),
        ]
        indexes = [
            # autocomplete and search by any name, whatever its case
            models.Index(Upper("name"), name="place_name_upper"),
            # look-ups that forgive spelling: Minaka finds Ménaka
            models.Index(name="place_name_key", fields=["key"]),
        ]

    def __str__(self) -> str:
        return self.name
