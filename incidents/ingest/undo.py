"""A whole import is taken back, while nothing was built on it: as if the file had never been loaded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import review
from incidents.codes import ItemOutcome, ProposalState, RunState
from incidents.ingest.gazetteer import Tables
from incidents.ingest.knownnames import tables_from_database
from incidents.ingest.taking import take_turn
from incidents.ingest.versions import versions_of
from incidents.ingest.writing import said_by
from incidents.models import Incident, IngestRun, Proposal, Report, ReportLink
from incidents.removal import delete_incidents, delete_reports

AT_ONCE = 10_000


class NotUndone(Exception):
    """Something was built on the import; the text says what."""


def undo(run: IngestRun) -> int:
    """Deletes what the run wrote and takes its changes back. Returns how many incidents went.

    Raises NotUndone, and changes nothing, when somebody has published, edited, merged or decided meanwhile.
    """
    with transaction.atomic():
        run = IngestRun.objects.select_for_update().select_related("source").get(pk=run.pk)
        take_turn(run.source)
        why_not = built_on(run)
        if why_not is not None:
            raise NotUndone(why_not)
        _take_changes_back(run)
        ids = list(run.incidents.values_list("pk", flat=True))
        reports = list(_reports_of(run).values_list("pk", flat=True))
        for start in range(0, len(ids), AT_ONCE):
            delete_incidents(ids[start : start + AT_ONCE])
        for start in range(0, len(reports), AT_ONCE):
            delete_reports(reports[start : start + AT_ONCE])
        run.state, run.finished_at = RunState.UNDONE, timezone.now()
        run.save(update_fields=["state", "finished_at"])
    return len(ids)


def built_on(run: IngestRun) -> str | None:
    """Why the run cannot be undone any more, in words; None when it can."""
    if run.state != RunState.FINISHED:
        return _("Only a finished import can be undone.")
    incidents = Incident.objects.unpublished_too()
    mine = incidents.filter(run=run)
    changed = incidents.filter(pk__in=_items(run, ItemOutcome.CHANGED).values("incident"))
    later = Report.objects.filter(
        source=run.source_id, external_id__in=_reports_of(run).values("external_id")
    ).exclude(pk__in=_reports_of(run))
    own_proposals = Proposal.objects.filter(report__in=_reports_of(run))
    reasons = [
        (mine.filter(published_at__isnull=False), _("Incidents of it were published: retract them instead.")),
        (
            mine.filter(Q(merged_into__isnull=False) | Q(merged_children__isnull=False)),
            _("Incidents of it were merged."),
        ),
        (mine.filter(updated_at__gt=F("run__settled_at")), _("Incidents of it were edited.")),
        (mine.filter(proposals__isnull=False), _("Changes of its incidents were proposed.")),
        (
            ReportLink.objects.filter(incident__in=mine).exclude(report__in=_reports_of(run)),
            _("Other reports were attached to its incidents."),
        ),
        (
            later.filter(version__gt=1, pk__gt=_newest_report(run)),
            _("A later import has changed what it brought."),
        ),
        (
            own_proposals.filter(state__in=[ProposalState.ACCEPTED, ProposalState.REJECTED]),
            _("Changes that it proposed were decided."),
        ),
        (
            changed.filter(submitted_by__isnull=True, updated_at__gt=run.settled_at or timezone.now()),
            _("Drafts that it changed were edited."),
        ),
    ]
    return next((reason for rows, reason in reasons if rows.exists()), None)


def _items(run: IngestRun, *outcomes: str) -> Any:
    return run.items.filter(outcome__in=outcomes)


def _reports_of(run: IngestRun) -> Any:
    written = _items(run, ItemOutcome.NEW, ItemOutcome.CHANGED, ItemOutcome.POSSIBLE_DUPLICATE)
    return Report.objects.filter(pk__in=written.values("report"))


def _newest_report(run: IngestRun) -> int:
    return _reports_of(run).order_by("-pk").values_list("pk", flat=True).first() or 0


def _take_changes_back(run: IngestRun) -> None:
    """Open proposals go; drafts that followed their source get what the version before had said."""
    Proposal.objects.filter(report__in=_reports_of(run)).delete()
    tables = tables_from_database() or Tables.from_reference()
    for item in _items(run, ItemOutcome.CHANGED).select_related("incident", "report"):
        if item.incident is None or item.report is None:
            continue
        earlier = versions_of(item.report).filter(version=item.report.version - 1).first()
        if earlier is not None and item.incident.submitted_by_id is None and item.incident.run_id != run.pk:
            _follow(item.incident, earlier, tables, run.started_at.date())
        else:
            item.incident.links.filter(report=item.report).delete()


def _follow(incident: Incident, earlier: Report, tables: Tables, today: date) -> None:
    record = said_by(earlier, tables, today=today)
    if record is not None:
        review.revise(incident, record, by=None)
