"""Every run of an import and what became of each of its rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ItemOutcome, RunState
from incidents.models.incident import Incident
from incidents.models.report import Report
from incidents.models.rules import code_field, one_of
from incidents.models.source import Source


class Upload(models.Model):
    """A file as it was sent, kept in parts in the database: every worker of every host can read it."""

    name = models.CharField(_("file"), max_length=300)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return self.name


class UploadPart(models.Model):
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="upload_part_once", fields=["upload", "number"])]

    def __str__(self) -> str:
        return f"{self.upload_id}:{self.number}"


class IngestRun(models.Model):
    source = models.ForeignKey(Source, models.PROTECT, related_name="runs", verbose_name=_("source"))
    file_name = models.CharField(_("file"), max_length=300, blank=True)
    format = models.CharField(_("format"), max_length=20, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="runs")
    # how its columns are read: the layout that was recognised, or theirs -> ours as an editor mapped them
    layout = models.CharField(_("layout"), max_length=40, blank=True)
    mapping = models.JSONField(_("mapped columns"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)  # about the file as a whole, one a line
    leave_duplicates = models.BooleanField(_("leave out possible duplicates"), default=False)
    publish_duplicates = models.BooleanField(_("publish possible duplicates, too"), default=False)
    state = code_field(RunState, default=RunState.RUNNING, verbose_name=_("state"))
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # until when its incidents were written by the run itself: a later touch is somebody's work
    settled_at = models.DateTimeField(null=True, editable=False)
    # the work: how far it is (percent of the file), and how often it was begun
    share = models.PositiveSmallIntegerField(_("done (%)"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    possible_duplicate = models.PositiveIntegerField(_("possible duplicates"), default=0)
    quarantined = models.PositiveIntegerField(_("quarantined"), default=0)
    last_error = models.TextField(_("error"), blank=True)
    # one confirmation for the whole file: an editor submits it, another person publishes it
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]
        constraints = [
            one_of("run_state_known", "state", RunState),
            models.CheckConstraint(
                name="run_failed_with_reason", condition=~Q(state="failed") | ~Q(last_error="")
            ),
            models.CheckConstraint(
                name="run_works_on_an_upload",
                condition=~Q(state__in=["waiting", "checking", "importing"]) | Q(upload__isnull=False),
            ),
            models.CheckConstraint(
                name="run_published_by_somebody",
                condition=~Q(state="publishing") | Q(published_by__isnull=False),
            ),
            models.CheckConstraint(name="run_share_is_percent", condition=Q(share__lte=100)),
        ]
        indexes = [
            # the sweep: files to be checked, taken in or published
            models.Index(
                name="run_due",
                fields=["id"],
                condition=Q(state__in=["checking", "importing", "publishing"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name or self.source} ({self.started_at:%Y-%m-%d %H:%M})"


class IngestItem(models.Model):
    """One row, feature or note of a run. A quarantined one keeps its line, column, reason and payload."""

    run = models.ForeignKey(IngestRun, models.CASCADE, related_name="items", verbose_name=_("run"))
    line = models.PositiveIntegerField(_("line"), default=0)
    external_id = models.CharField(_("id at the source"), max_length=500, blank=True)
    outcome = code_field(ItemOutcome, verbose_name=_("outcome"))
    column = models.CharField(_("column"), max_length=100, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # every wrong cell {"problems": [[column, reason]]}, or what the source changed {"changed": {column: [old, new]}}
    details = models.JSONField(_("details"), null=True, blank=True)
    payload = models.JSONField(_("payload"), null=True, blank=True)
    twin = models.ForeignKey(
        Incident,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("may be the same as"),
    )
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="+")
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, blank=True, related_name="+")
    retried_at = models.DateTimeField(_("retried"), null=True, blank=True)

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["run", "line", "id"]
        constraints = [
            one_of("item_outcome_known", "outcome", ItemOutcome),
            models.CheckConstraint(
                name="item_quarantined_with_reason", condition=~Q(outcome="quarantined") | ~Q(reason="")
            ),
        ]
        indexes = [
            # the admin's list of what was refused
            models.Index(name="item_quarantined", fields=["run", "line"], condition=Q(outcome="quarantined")),
        ]

    def __str__(self) -> str:
        return f"line {self.line}: {self.get_outcome_display()}"


class Heartbeat(models.Model):
    """When a queue was last served, and by whom: written by the beat's message when a worker takes it."""

    queue = models.CharField(_("queue"), max_length=60, unique=True)
    worker = models.CharField(_("worker"), max_length=200)
    at = models.DateTimeField(_("last heard"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.queue
