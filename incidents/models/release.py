"""Named data releases: what was public at a moment, in files that never change. Written by releases.py only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# A month, or any short name: 2026-11, 2026-11-flood.
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Release(models.Model):
    """A release, or one of its reissues: after a redaction the files of the earlier issue are taken away."""

    name = models.CharField(_("name"), max_length=40)
    issue = models.PositiveSmallIntegerField(_("reissue"), default=0)
    reason = models.TextField(_("reason of the reissue"), blank=True)
    # the state of the public's change feed that the data hold
    change_number = models.BigIntegerField(_("change number"))
    # up to which change of the feed redactions are in it
    redacted_to = models.BigIntegerField(_("redactions up to"))
    incidents = models.PositiveIntegerField(_("incidents"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("data release")
        verbose_name_plural = _("data releases")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="release_issued_once", fields=["name", "issue"]),
            models.CheckConstraint(name="release_name_for_an_address", condition=Q(name__regex=NAME)),
            models.CheckConstraint(
                name="release_reissued_with_reason",
                condition=Q(issue=0, reason="") | Q(issue__gt=0) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        """`2026-11`; a reissue `2026-11-r1`."""
        return f"{self.name}-r{self.issue}" if self.issue else self.name


class ReleaseFile(models.Model):
    """A file of a release: its size and checksum as it is read, its bytes kept compressed in parts."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files", db_index=False)
    name = models.CharField(_("file"), max_length=80)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("file of a release")
        verbose_name_plural = _("files of a release")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="release_file_once", fields=["release", "name"]),
            models.CheckConstraint(
                name="release_file_has_checksum", condition=Q(sha256__regex="^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReleasePart(models.Model):
    """A stretch of a file's gzip stream."""

    file = models.ForeignKey(ReleaseFile, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="release_part_once", fields=["file", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.number}"
