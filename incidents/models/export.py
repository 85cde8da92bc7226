"""Files of a selection that somebody asked for. The row is the work order; written by incidents/exports only."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from incidents.codes import Audience, ExportFormat, ExportState
from incidents.models.rules import code_field, one_of
from incidents.querysets import ExportQuerySet


class Export(models.Model):
    """An export and how far it is. Its uuid is its address: who has it may fetch what is public."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    # whose it is; nobody's when it was asked for without an account
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="exports", verbose_name=_("account")
    )
    # whom the limit counts: a keyed hash of account or address, emptied with the export's end
    asker = models.CharField(max_length=32, blank=True)
    audience = models.SmallIntegerField(_("audience"), choices=Audience.choices)
    format = code_field(ExportFormat, verbose_name=_("format"))
    # filters and `fields` in one spelling; the order of rows is always the newest first
    query = models.TextField(_("selection"), blank=True)
    state = code_field(ExportState, default=ExportState.WAITING, verbose_name=_("state"))
    reason = models.TextField(_("reason"), blank=True)
    # the state of the audience's change feed: when it was asked for, then when it was made
    change_number = models.BigIntegerField(_("change number"))
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_in_all = models.PositiveIntegerField(_("rows in all"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    leased_until = models.DateTimeField(null=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # ids of the incidents in it, to tell whether one of them was taken away since
    incidents = ArrayField(models.BigIntegerField(), default=list, editable=False)
    asked_at = models.DateTimeField(_("asked"), db_default=Now(), editable=False)
    made_at = models.DateTimeField(_("made"), null=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, editable=False)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="export_uuid_once", fields=["uuid"]),
            one_of("export_format_known", "format", ExportFormat),
            one_of("export_state_known", "state", ExportState),
            models.CheckConstraint(
                name="export_audience_reads", condition=Q(audience__in=[Audience.ANALYSTS, Audience.PUBLIC])
            ),
            # the address alone opens only what is public
            models.CheckConstraint(
                name="export_for_analysts_has_an_account",
                condition=Q(audience=Audience.PUBLIC) | Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="export_failed_with_reason", condition=~Q(state="failed") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="export_made_on_a_lease", condition=~Q(state="making") | Q(leased_until__isnull=False)
            ),
            models.CheckConstraint(
                name="export_ready_is_whole",
                condition=~Q(state="ready")
                | Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0, made_at__isnull=False, expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="export_rows_done_of_all", condition=Q(rows_done__lte=F("rows_in_all"))
            ),
        ]  # fmt: skip
        indexes = [
            # the sweep, and how many somebody has waiting
            models.Index(
                name="export_unfinished", fields=["id"], condition=Q(state__in=["waiting", "making"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uuid}.{self.format}"


class ExportPart(models.Model):
    """A stretch of an export's file."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="export_part_once", fields=["export", "number"])]

    def __str__(self) -> str:
        return f"{self.export_id}:{self.number}"
