"""What signed-in people say about a field of an incident. Never public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Now
from django.utils.translation import gettext_lazy as _

from incidents.models.incident import Incident
from incidents.models.rules import both_or_neither
from incidents.querysets import CommentQuerySet


class Comment(models.Model):
    """`field` is a name of `incidents.record.IncidentRecord`, or empty for the incident as a whole."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="comments", verbose_name=_("incident")
    )
    field = models.CharField(_("field"), max_length=40, blank=True)
    text = models.TextField(_("text"), max_length=4_000)
    # what the desk says to itself is not for analysts
    desk_only = models.BooleanField(_("for the desk only"), default=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"), editable=False
    )
    written_at = models.DateTimeField(_("written"), db_default=Now(), editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("settled by"),
    )  # fmt: skip
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            both_or_neither("comment_settled_whole", "settled_by", "settled_at"),
            # the same again, sent twice, is one comment; it also serves the list of an incident's comments
            models.UniqueConstraint(
                F("incident"), F("author"), F("field"), MD5("text"),
                name="comment_once_while_open",
                condition=Q(settled_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:80]
