"""What a machine or an editor proposes, the evidence for it, and the reports behind an incident."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    Credibility,
    EvidenceDecision,
    LinkRole,
    ProposalKind,
    ProposalState,
    ReviewRule,
)
from incidents.models.incident import Incident
from incidents.models.report import Report
from incidents.models.rules import both_or_neither, code_field, one_of
from incidents.waiting import ProposalQuerySet


class ReportLink(models.Model):
    """A report that speaks of an incident, and how far its information is to be believed."""

    # the unique rule below begins with the incident and serves as its index
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="links", db_index=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="links")
    role = code_field(LinkRole, default=LinkRole.PRIMARY, verbose_name=_("role"))
    information_credibility = models.PositiveSmallIntegerField(
        _("credibility"), choices=Credibility.choices, default=Credibility.CANNOT_BE_JUDGED
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="report_link_once", fields=["incident", "report"]),
            one_of("report_link_role_known", "role", LinkRole),
            models.CheckConstraint(
                name="report_link_credibility_known",
                condition=Q(information_credibility__in=Credibility.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}"


class Proposal(models.Model):
    """A set of values for one incident, waiting for a person.

    `values` maps field names of `incidents.record.IncidentRecord` to proposed values, `old` to the values
    they would replace. A proposal by a machine has no `created_by`.
    """

    kind = code_field(ProposalKind, verbose_name=_("kind"))
    state = code_field(ProposalState, default=ProposalState.OPEN, verbose_name=_("state"))
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="proposals")
    ordinal = models.PositiveSmallIntegerField(_("number in the report"), default=0)
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="proposals")
    values = models.JSONField(_("values"), default=dict)
    old = models.JSONField(_("old values"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # what an editor made of a draft, at that moment: with the report's text and `values`, a row to evaluate with
    confirmed = models.JSONField(null=True, blank=True, editable=False)
    # chance that an editor confirms a draft as it is (calibration.ease_of); empty for what no machine drafted
    ease = models.FloatField(_("ease"), null=True, blank=True, editable=False)
    # by whom
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_rule = code_field(ReviewRule, default=ReviewRule.TWO_PERSON, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-id"]
        constraints = [
            one_of("proposal_kind_known", "kind", ProposalKind),
            one_of("proposal_state_known", "state", ProposalState),
            one_of("proposal_review_rule_known", "review_rule", ReviewRule),
            models.CheckConstraint(
                name="proposal_of_change_names_incident",
                condition=Q(kind="create") | Q(incident__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_open_new_has_no_incident",
                condition=~Q(kind="create", state="open") | Q(incident__isnull=True),
            ),
            both_or_neither("proposal_decision_whole", "decided_by", "decided_at"),
            models.CheckConstraint(
                name="proposal_accepted_by_somebody",
                condition=~Q(state__in=["accepted", "rejected"]) | Q(decided_by__isnull=False),
            ),
            # A new incident is checked a second time by its publication; a change has only this moment.
            models.CheckConstraint(
                name="proposal_change_accepted_by_another",
                condition=~Q(state="accepted", review_rule="two_person")
                | Q(kind="create")
                | Q(created_by__isnull=True)
                | ~Q(created_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="proposal_confirmed_when_accepted",
                condition=Q(confirmed__isnull=True) | Q(state="accepted"),
            ),
            models.CheckConstraint(
                name="proposal_ease_is_a_chance", condition=Q(ease__isnull=True) | Q(ease__gte=0, ease__lte=1)
            ),
            models.UniqueConstraint(
                name="proposal_one_open_per_draft",
                fields=["report", "ordinal"],
                condition=Q(state="open", kind="create", created_by__isnull=True),
            ),
        ]
        indexes = [
            # the editors' queue; "changed": a published incident with open proposals
            models.Index(name="proposal_open", fields=["incident", "-id"], condition=Q(state="open")),
            # the same, what is confirmed with the least work first
            models.Index(
                F("ease").desc(nulls_last=True), "id", name="proposal_easiest", condition=Q(state="open")
            ),
            # what to calibrate, train and evaluate with: drafts that were confirmed, in order
            models.Index(
                name="proposal_confirmed", fields=["decided_at", "id"], condition=Q(confirmed__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Evidence(models.Model):
    """The span of a report that a value rests on; `start`..`end` index the report's text as received."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, blank=True, related_name="evidence")
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="evidence")
    field = models.CharField(_("field"), max_length=60)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    rule = models.CharField(_("rule"), max_length=60, blank=True)
    confidence = models.CharField(_("kind of evidence"), max_length=20, blank=True)
    decision = code_field(EvidenceDecision, default=EvidenceDecision.OPEN, verbose_name=_("decision"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(name="evidence_span_not_empty", condition=Q(start__lt=F("end"))),
            models.CheckConstraint(
                name="evidence_for_something",
                condition=Q(proposal__isnull=False) | Q(incident__isnull=False),
            ),
            one_of("evidence_decision_known", "decision", EvidenceDecision),
            both_or_neither("evidence_decision_whole", "decided_by", "decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.start}-{self.end}"
