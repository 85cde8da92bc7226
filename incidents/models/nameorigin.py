"""Where a name that was learnt from a confirmation comes from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.models.actor import ActorName
from incidents.models.place import PlaceName
from incidents.models.report import Report


class NameOrigin(models.Model):
    """Who confirmed the words, when, and in which report; of a place's or of an actor's name.

    A table beside the names, so that taking reports or accounts away takes no name with it. A report that is gone
    leaves the rest standing.
    """

    place_name = models.OneToOneField(PlaceName, models.CASCADE, null=True, blank=True, related_name="origin")
    actor_name = models.OneToOneField(ActorName, models.CASCADE, null=True, blank=True, related_name="origin")
    report = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("learnt from")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("learnt"), auto_now_add=True)

    class Meta:
        verbose_name = _("origin of a name")
        verbose_name_plural = _("origins of names")
        constraints = [
            models.CheckConstraint(
                name="name_origin_of_one_name",
                condition=Q(place_name__isnull=False, actor_name__isnull=True)
                | Q(place_name__isnull=True, actor_name__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.confirmed_by}, {self.confirmed_at:%Y-%m-%d}"
