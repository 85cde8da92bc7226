"""Drafts whose report became another source of an incident that was here already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.models.incident import Incident
from incidents.models.proposal import Proposal
from incidents.models.rules import both_or_neither


class Attachment(models.Model):
    """A draft whose report became another source of an incident that was here already.

    `brought` holds the rows and values that this added, by names of IncidentRecord, once it is written; `before`
    who had submitted the incident. While `change` is open the incident is published and waits for another person.
    """

    draft = models.ForeignKey(Proposal, models.CASCADE, related_name="attachments")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="attachments")
    change = models.ForeignKey(Proposal, models.CASCADE, null=True, blank=True, related_name="attached_by")
    reason = models.TextField(_("reason"), blank=True)
    brought = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("attached report")
        verbose_name_plural = _("attached reports")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="attachment_one_a_draft", fields=["draft"], condition=Q(ended_at__isnull=True)
            ),
            both_or_neither("attachment_ended_whole", "ended_by", "ended_at"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} → {self.incident_id}"
