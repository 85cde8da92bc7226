"""A selection that an account keeps, and how far its owner has read the changes within it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """`query` is the map page's query string; an empty one is everything. Seen by its owner only."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.TextField(_("query string"), max_length=4000, blank=True)
    # The number of the analysts' feed up to which the owner has looked.
    looked_at = models.BigIntegerField(_("looked at up to change"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(name="saved_view_name_once", fields=["owner", "name"]),
            models.CheckConstraint(name="saved_view_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="saved_view_looked_at_not_negative", condition=Q(looked_at__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name
