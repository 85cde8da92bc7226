"""The change feed and the history of the public record. Both are written by changes.py only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from incidents.codes import Audience, ChangeKind
from incidents.models.incident import Incident
from incidents.models.rules import code_field, one_of


class Change(models.Model):
    """One line of one audience's feed. `number` is given after the commit (see changes.number_changes)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="changes")
    feed = models.PositiveSmallIntegerField(_("feed"), choices=Audience.choices)
    number = models.BigIntegerField(_("number"), null=True)
    kind = code_field(ChangeKind, verbose_name=_("kind"))
    fields = models.JSONField(_("fields"), default=list)
    reason = models.TextField(_("reason"), blank=True)
    successor = models.ForeignKey(Incident, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    # The record before this change: tells whether a selection held the incident until then. No rule of the
    # database: it would look through all changes for each revision that is deleted.
    revision = models.ForeignKey(
        "incidents.Revision",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        constraints = [
            one_of("change_kind_known", "kind", ChangeKind),
            models.CheckConstraint(name="change_feed_known", condition=Q(feed__in=[1, 2])),
            models.UniqueConstraint(name="change_number_once", fields=["feed", "number"]),
            models.CheckConstraint(
                name="change_merge_names_successor",
                condition=~Q(kind="merged") | Q(successor__isnull=False),
            ),
        ]
        indexes = [
            # numbering: committed rows that have no number yet
            models.Index(name="change_unnumbered", fields=["id"], condition=Q(number__isnull=True)),
            # an incident's own history
            models.Index(name="change_of_incident", fields=["incident", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Revision(models.Model):
    """The public record as it was until `at`, before a change; written in the same transaction."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="revisions")
    image = models.JSONField()
    audience = models.PositiveSmallIntegerField(choices=Audience.choices)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [
            # as_of: the earliest image after a moment
            models.Index(name="revision_as_of", fields=["incident", "at"]),
        ]

    def __str__(self) -> str:
        return f"revision {self.pk}"
