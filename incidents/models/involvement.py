"""Who took part, who says so, and how sure: attribution, claim and judgement are kept apart."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    PROBABILITY_TERM_CHOICES,
    AnalyticConfidence,
    Attribution,
    ClaimStatus,
    Community,
    Role,
)
from incidents.models.actor import Actor
from incidents.models.incident import Incident
from incidents.models.report import Report
from incidents.models.rules import both_or_neither, code_field, one_of


class Involvement(models.Model):
    """`actor` null means unstated; an unidentified armed group is an actor: armed and unnamed."""

    # the unique rule below begins with the incident and serves as its index
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="involvements", db_index=False)
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="involvements", verbose_name=_("actor")
    )
    role = code_field(Role, verbose_name=_("role"))
    community = code_field(Community, blank=True, default="", verbose_name=_("community"))
    # what sources say
    attribution = code_field(Attribution, default=Attribution.UNKNOWN, verbose_name=_("attribution"))
    claim_status = code_field(ClaimStatus, default=ClaimStatus.UNKNOWN, verbose_name=_("claim"))
    words = models.CharField(
        _("words of the source"), max_length=200, blank=True, help_text=_("For example: probably.")
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asserted by")
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)
    # what our own desk judges; only this shows a percentage
    term = models.CharField(
        _("our judgement"), max_length=60, choices=PROBABILITY_TERM_CHOICES, null=True, blank=True
    )
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=AnalyticConfidence.choices, null=True, blank=True
    )

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        ordering = ["id"]
        constraints = [
            one_of("involvement_role_known", "role", Role),
            one_of("involvement_attribution_known", "attribution", Attribution),
            one_of("involvement_claim_known", "claim_status", ClaimStatus),
            models.CheckConstraint(
                name="involvement_community_known", condition=Q(community__in=["", *Community.values])
            ),
            models.CheckConstraint(
                name="involvement_term_known",
                condition=Q(term__isnull=True)
                | Q(term__in=[value for value, _label in PROBABILITY_TERM_CHOICES]),
            ),
            both_or_neither("involvement_judgement_whole", "term", "confidence"),
            models.CheckConstraint(
                name="involvement_unstated_is_unknown",
                condition=Q(actor__isnull=False) | Q(attribution="unknown"),
            ),
            models.UniqueConstraint(
                name="involvement_said_once",
                fields=["incident", "actor", "role", "community", "report"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        name = self.actor or _("unstated")
        return f"{name} ({self.get_role_display()})"
