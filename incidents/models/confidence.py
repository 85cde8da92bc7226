"""How often editors keep what extraction proposes: by field and kind of evidence. Written by calibration.py only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FieldConfidence(models.Model):
    """Decisions about one field with one kind of evidence; `rule` and `language` are empty for all of them.

    `prior_kept` and `prior_changed` are what was believed before any decision, as so many decisions. `kept` and
    `changed` count all decisions; `later_kept` and `later_changed` those of the later part, for which `said` was
    computed from the earlier part alone: said beside what then happened.
    """

    field = models.CharField(_("field"), max_length=40)
    kind = models.CharField(_("kind of evidence"), max_length=20)
    rule = models.CharField(_("rule"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    prior_kept = models.FloatField()
    prior_changed = models.FloatField()
    kept = models.PositiveIntegerField(_("kept"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    said = models.FloatField(_("said"), null=True, blank=True)
    later_kept = models.PositiveIntegerField(default=0)
    later_changed = models.PositiveIntegerField(default=0)
    fitted_at = models.DateTimeField(_("fitted"), auto_now=True)

    class Meta:
        verbose_name = _("confidence of a field")
        verbose_name_plural = _("confidences of fields")
        ordering = ["field", "kind", "rule", "language"]
        constraints = [
            models.UniqueConstraint(
                name="field_confidence_once", fields=["field", "kind", "rule", "language"]
            ),
            models.CheckConstraint(
                name="field_confidence_prior_says_something",
                condition=Q(prior_kept__gt=0, prior_changed__gt=0),
            ),
            models.CheckConstraint(
                name="field_confidence_said_is_a_chance",
                condition=Q(said__isnull=True) | Q(said__gte=0, said__lte=1),
            ),
            models.CheckConstraint(
                name="field_confidence_later_among_all",
                condition=Q(later_kept__lte=models.F("kept"), later_changed__lte=models.F("changed")),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.field, self.kind, self.rule, self.language]))

    @property
    def probability(self) -> float:
        """The chance that an editor keeps such a value, between 0 and 1."""
        good = self.prior_kept + self.kept
        return good / (good + self.prior_changed + self.changed)
