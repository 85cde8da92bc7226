"""Where a name that was learnt from a confirmation comes from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.report import Report
from incidents.querysets import NameQuerySet


class LearntName(models.Model):
    """Columns of a name: who confirmed the words, when, and in which report. All empty for a name that people entered.

    A report that is taken away takes nothing with it: the name stays, learnt from a report that is gone.
    """

    learnt_from = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("learnt from"),
    )  # fmt: skip
    learnt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("confirmed by"),
    )  # fmt: skip
    learnt_at = models.DateTimeField(_("learnt"), null=True, blank=True, editable=False)

    objects = NameQuerySet.as_manager()

    class Meta:
        abstract = True
