"""What waits: reports for a worker, proposals for a person's decision, and in which order."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from incidents.codes import ProposalKind, ProposalState, ReportState


class ReportQuerySet(models.QuerySet[Any]):
    """The queue of record."""

    def due(self) -> ReportQuerySet:
        """Pending reports whose time has come, and reports whose worker let its lease run out."""
        return self.filter(
            Q(state=ReportState.PENDING, due_at__lte=Now())
            | Q(state=ReportState.EXTRACTING, leased_until__lt=Now())
        )

    def latest_versions(self) -> ReportQuerySet:
        newer = self.model._base_manager.filter(
            source=OuterRef("source"), external_id=OuterRef("external_id"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))

    def claimed_by_another(self, person: Any) -> ReportQuerySet:
        """Reports that somebody other than this person works on just now."""
        return self.filter(claimed_until__gt=Now()).exclude(claimed_by=person)

    def free_for(self, person: Any) -> ReportQuerySet:
        """Reports that nobody works on just now, or this person does."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=Now()) | Q(claimed_by=person))

    def redistributable(self) -> ReportQuerySet:
        return self.filter(source__redistributable=True)


class ProposalQuerySet(models.QuerySet[Any]):
    """What waits for a person's decision."""

    def open(self) -> ProposalQuerySet:
        return self.filter(state=ProposalState.OPEN)

    def drafts_for(self, person: Any) -> ProposalQuerySet:
        """Open drafts of reports that are neither set aside nor worked on by somebody else."""
        wanted = Q(report__isnull=True) | Q(report__state__in=[ReportState.PROPOSED, ReportState.LINKED])
        return self.open().filter(wanted & _free(person), kind=ProposalKind.CREATE)

    def changes_for(self, person: Any, *, own_too: bool = False) -> ProposalQuerySet:
        """Open changes of incidents that nobody else works on; `own_too` with those that this person proposed."""
        rows = self.open().filter(_free(person)).exclude(kind=ProposalKind.CREATE)
        return rows if own_too else rows.exclude(created_by=person)

    def in_order(self) -> ProposalQuerySet:
        """As the review screen gives them out: what is confirmed with the least work first."""
        return self.order_by(F("ease").desc(nulls_last=True), "pk")

    def behind(self, pk: int) -> ProposalQuerySet:
        """Those that `in_order` puts behind the one with this id."""
        ease = self.model._base_manager.filter(pk=pk).values_list("ease", flat=True).first()
        later = Q(ease=ease, pk__gt=pk)
        return self.filter(later if ease is None else later | Q(ease__lt=ease) | Q(ease__isnull=True))

    def with_siblings(self, pk: int) -> ProposalQuerySet:
        """The proposal and the others of its report, in the report's order."""
        report = self.model._base_manager.filter(pk=pk).values("report")[:1]
        return self.filter(Q(pk=pk) | Q(report=models.Subquery(report))).order_by("ordinal", "pk")


def _free(person: Any) -> Q:
    held = Q(report__claimed_until__isnull=True) | Q(report__claimed_until__lte=Now())
    return held | Q(report__claimed_by=person)
