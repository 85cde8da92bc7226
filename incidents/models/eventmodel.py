"""The learnt model of event types: plain arrays with their checksum, and how it did beside the rules."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EventModel(models.Model):
    """One training. `tested` later rows were not trained with; of these `right` were right, `rules_right` by rules.

    `arrays` is a NumPy archive that is refused unless its SHA-256 is `sha256`. At most one row is in use.
    """

    trained_at = models.DateTimeField(_("trained"), auto_now_add=True)
    trained_with = models.PositiveIntegerField(_("trained with"))
    tested = models.PositiveIntegerField(_("tested with"))
    right = models.PositiveIntegerField(_("right"))
    rules_right = models.PositiveIntegerField(_("right by rules"))
    # decided on or after this day: the later part
    later_from = models.DateField(_("later part from"))
    in_use = models.BooleanField(_("in use"), default=False)
    arrays = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("model of event types")
        verbose_name_plural = _("models of event types")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="event_model_one_in_use", fields=["in_use"], condition=Q(in_use=True)
            ),
            models.CheckConstraint(
                name="event_model_has_checksum", condition=Q(sha256__regex="^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="event_model_right_of_tested",
                condition=Q(right__lte=F("tested"), rules_right__lte=F("tested")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trained_at:%Y-%m-%d %H:%M}"
