"""The journal of the read models: which incidents a statement touched. Written by triggers only."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

INCIDENTS, LOOKUPS, EVERYTHING = "incidents", "lookups", "everything"


class Touched(models.Model):
    """One statement of the transaction `xid`; kept for a day, which is longer than a read model may be old."""

    xid = models.BigIntegerField()
    what = models.TextField()
    ids = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "touched"
        constraints = [
            models.CheckConstraint(
                name="touched_what_known", condition=Q(what__in=[INCIDENTS, LOOKUPS, EVERYTHING])
            ),
        ]
        indexes = [
            # a read model that catches up
            models.Index(name="touched_by_transaction", fields=["xid"]),
            # the sweep, which removes what is old
            models.Index(name="touched_at", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.what} touched by {self.xid}"
