"""What editors write beside the timeline: an election, an operation, an accord."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.codes import AnnotationKind
from incidents.models.region import Region
from incidents.models.rules import code_field, one_of


class Annotation(models.Model):
    """A dated remark that every reader of the timeline sees; the days are local calendar days, inclusive."""

    kind = code_field(AnnotationKind, verbose_name=_("kind"))
    label = models.CharField(_("label"), max_length=120)
    label_fr = models.CharField(_("label in French"), max_length=120, blank=True)
    date_start = models.DateField(_("first day"))
    date_end = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty for a single day."))
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Empty when it concerns the whole Sahel."),
    )
    url = models.URLField(_("source"), max_length=500, blank=True)
    public = models.BooleanField(_("shown to the public"), default=False)

    class Meta:
        verbose_name = _("annotation of the timeline")
        verbose_name_plural = _("annotations of the timeline")
        ordering = ["date_start", "id"]
        constraints = [
            one_of("annotation_kind_known", "kind", AnnotationKind),
            models.CheckConstraint(name="annotation_label_not_empty", condition=~Q(label="")),
            models.CheckConstraint(
                name="annotation_days_in_order",
                condition=Q(date_end__isnull=True) | Q(date_start__lte=F("date_end")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date_start}: {self.text}"

    @property
    def text(self) -> str:
        """The label in the reader's language."""
        return self.label_fr if self.label_fr and get_language() == "fr" else self.label
