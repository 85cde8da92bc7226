"""One change of many incidents at once, and what it did to each of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.models.incident import Incident
from incidents.models.proposal import Proposal
from incidents.models.rules import both_or_neither


class BulkEdit(models.Model):
    """Who changed many incidents in one step, and why; undone once, as a whole."""

    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )  # fmt: skip
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("edit of many")
        verbose_name_plural = _("edits of many")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="bulk_edit_with_reason", condition=~Q(reason="")),
            both_or_neither("bulk_edit_undone_whole", "undone_by", "undone_at"),
        ]

    def __str__(self) -> str:
        return self.reason[:80]


class BulkEditRow(models.Model):
    """One incident of it: the fields that differed, before and after, as in a proposal.

    `proposal` is there when the incident was published: the change waited for another person.
    """

    # the unique rule below begins with the edit and serves as its index
    edit = models.ForeignKey(BulkEdit, models.CASCADE, related_name="rows", db_index=False)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="bulk_edits")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")
    old = models.JSONField(_("old values"))
    new = models.JSONField(_("new values"))

    class Meta:
        verbose_name = _("incident of an edit of many")
        verbose_name_plural = _("incidents of an edit of many")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="bulk_edit_once_an_incident", fields=["edit", "incident"])
        ]

    def __str__(self) -> str:
        return f"{self.edit_id}:{self.incident_id}"
