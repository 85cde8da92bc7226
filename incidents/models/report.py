"""What a source said, as received; and the work queue of record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from incidents.codes import ReportState
from incidents.models.rules import both_or_neither, code_field, one_of
from incidents.models.source import Source
from incidents.waiting import ReportQuerySet


class Report(models.Model):
    """Content never changes after it was received; `state` says what is still to do with it."""

    # who said it
    source = models.ForeignKey(Source, models.PROTECT, related_name="reports", verbose_name=_("source"))
    external_id = models.CharField(_("id at the source"), max_length=500)
    version = models.PositiveIntegerField(_("version"), default=1)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    # when
    published_at = models.DateTimeField(_("published"))
    received_at = models.DateTimeField(_("received"), db_default=Now(), editable=False)
    # what
    language = models.CharField(_("language"), max_length=8, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    payload = models.JSONField(_("payload"), null=True, blank=True)
    content_hash = models.CharField(_("content hash"), max_length=64, editable=False)
    # of the text alone, whatever its case, blanks and punctuation: a copy by another source has the same
    text_hash = models.CharField(max_length=64, blank=True, db_default="", editable=False)
    # queue
    state = code_field(ReportState, default=ReportState.PENDING, verbose_name=_("state"))
    state_reason = models.TextField(_("reason"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), db_default=Now())
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    # parts of an assessment and context found by extraction, kept with the report
    findings = models.JSONField(_("findings"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    # who works on it just now
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("worked on by"),
    )  # fmt: skip
    claimed_until = models.DateTimeField(_("until"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        permissions = [("submit_report", "Can submit a report")]
        constraints = [
            models.UniqueConstraint(
                name="report_one_row_per_version", fields=["source", "external_id", "version"]
            ),
            models.CheckConstraint(name="report_external_id_not_empty", condition=~Q(external_id="")),
            one_of("report_state_known", "state", ReportState),
            models.CheckConstraint(
                name="report_lease_while_extracting",
                condition=Q(state="extracting", leased_until__isnull=False)
                | (~Q(state="extracting") & Q(leased_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="report_parked_with_reason",
                condition=~Q(state__in=["parked", "quarantined"]) | ~Q(state_reason=""),
            ),
            both_or_neither("report_claim_whole", "claimed_by", "claimed_until"),
        ]
        indexes = [
            # the sweep: what is due now
            models.Index(
                name="report_due", fields=["due_at"], condition=Q(state__in=["pending", "extracting"])
            ),
            # the editors' queue: reports by state, newest first
            models.Index(name="report_by_state", fields=["state", "-id"]),
            # copies of a text by other sources
            models.Index(name="report_by_text", fields=["text_hash"], condition=~Q(text_hash="")),
            # a repeat under another id: same source, same text
            models.Index(name="report_by_content", fields=["source", "content_hash"]),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.source_id}:{self.external_id}"[:80]
