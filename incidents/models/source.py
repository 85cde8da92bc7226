"""Who says something: a feed, a file, an office, the field."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.codes import FeedReader, Reliability, SourceKind
from incidents.models.rules import code_field, one_of
from incidents.querysets import SourceQuerySet


class Source(models.Model):
    # what
    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = code_field(SourceKind, verbose_name=_("kind"))
    url = models.URLField(_("address"), max_length=500, blank=True)
    # how far it is to be believed, and what may be passed on
    reliability = models.CharField(
        _("reliability"), max_length=1, choices=Reliability.choices, default=Reliability.F
    )
    redistributable = models.BooleanField(
        _("redistributable"),
        default=True,
        help_text=_("Otherwise its reports never supply a public value."),
    )
    belligerent = models.BooleanField(
        _("belligerent"),
        default=False,
        help_text=_("A party to the conflict: its own toll is never the best figure by itself."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    # polling: by whom, what it asks for (documented in docs/sources.md), and how far it has read
    active = models.BooleanField(_("active"), default=True)
    reader = code_field(FeedReader, blank=True, default="", verbose_name=_("read by"))
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    cursor = models.JSONField(_("read up to"), default=dict, blank=True, editable=False)
    poll_minutes = models.PositiveIntegerField(_("poll every (minutes)"), null=True, blank=True)
    next_due = models.DateTimeField(_("next due"), null=True, blank=True)
    # columns of its files as editors mapped them, by the file's header
    column_mappings = models.JSONField(_("mapped columns"), default=dict, blank=True, editable=False)
    # health
    last_tried = models.DateTimeField(_("last tried"), null=True, blank=True)
    last_success = models.DateTimeField(_("last success"), null=True, blank=True)
    failures_in_a_row = models.PositiveIntegerField(_("failures in a row"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            one_of("source_kind_known", "kind", SourceKind),
            one_of("source_reliability_known", "reliability", Reliability),
            models.CheckConstraint(
                name="source_reader_known", condition=models.Q(reader__in=["", *FeedReader.values])
            ),
            models.CheckConstraint(
                name="source_polled_at_intervals",
                condition=models.Q(reader="") | models.Q(poll_minutes__isnull=False, poll_minutes__gte=1),
            ),
        ]
        indexes = [
            # the sweep: sources to be polled now
            models.Index(
                name="source_due", fields=["next_due"], condition=models.Q(active=True) & ~models.Q(reader="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scheme(self) -> str:
        """The scheme of external ids under which the ids of its rows are kept."""
        return f"source-{self.pk}"
