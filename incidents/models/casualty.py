"""Casualties as rows: one figure by one source for one kind and group."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import CasualtyGroup, CasualtyKind, Community, Quantifier
from incidents.models.incident import Incident
from incidents.models.report import Report
from incidents.models.rules import code_field, one_of, range_in_order


class CasualtyEstimate(models.Model):
    """low, best and high may each be unknown: "dozens" has no best. Group `all` is never summed with parts."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="estimates")
    kind = code_field(CasualtyKind, default=CasualtyKind.KILLED, verbose_name=_("kind"))
    group = code_field(CasualtyGroup, default=CasualtyGroup.ALL, verbose_name=_("group"))
    community = code_field(Community, blank=True, default="", verbose_name=_("community"))
    low = models.PositiveIntegerField(_("low"), null=True, blank=True)
    best = models.PositiveIntegerField(_("best"), null=True, blank=True)
    high = models.PositiveIntegerField(_("high"), null=True, blank=True)
    quantifier = code_field(Quantifier, blank=True, default="", verbose_name=_("quantifier"))
    words = models.CharField(_("as reported"), max_length=200, blank=True)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("report")
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    recommended = models.BooleanField(_("recommended"), default=True)
    disputed = models.BooleanField(_("disputed"), default=False)
    reordered = models.BooleanField(
        _("reordered"),
        default=False,
        help_text=_("The provider gave low above best; kept as it was in the report."),
    )

    class Meta:
        verbose_name = _("casualty estimate")
        verbose_name_plural = _("casualty estimates")
        ordering = ["id"]
        constraints = [
            one_of("estimate_kind_known", "kind", CasualtyKind),
            one_of("estimate_group_known", "group", CasualtyGroup),
            models.CheckConstraint(
                name="estimate_community_known", condition=Q(community__in=["", *Community.values])
            ),
            models.CheckConstraint(
                name="estimate_quantifier_known", condition=Q(quantifier__in=["", *Quantifier.values])
            ),
            range_in_order("estimate_in_order"),
            models.CheckConstraint(
                name="estimate_says_something",
                condition=Q(low__isnull=False) | Q(best__isnull=False) | Q(high__isnull=False) | ~Q(words=""),
            ),
            models.UniqueConstraint(
                name="estimate_one_recommended",
                fields=["incident", "kind", "group", "community"],
                condition=Q(recommended=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.low}-{self.best}-{self.high}"
