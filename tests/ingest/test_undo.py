"""A whole import is taken back while nothing was built on it, and refused with the reason when something was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from incidents import models, record, review
from incidents.codes import ProposalState, RunState
from incidents.ingest.imports import import_file
from incidents.ingest.undo import NotUndone, built_on, undo
from incidents.models import Incident, IngestRun, Proposal, Report, ReportLink
from tests import make
from tests.ingest.written import counts, csv_text, row, written

pytestmark = pytest.mark.django_db

WRITTEN = (
    models.Report, models.Incident, models.ExactLocation, models.ExternalId, models.Summary, models.CasualtyEstimate,
    models.Involvement, models.ReportLink, models.Proposal, models.Evidence, models.Change, models.Revision,
)  # fmt: skip


def imported(folder: Path, *rows: dict[str, str], **arguments: Any) -> IngestRun:
    return import_file(written(folder, csv_text(*rows)), **arguments)


def everything() -> dict[str, list[str]]:
    """Every row that an import may write, so that two moments can be compared."""
    moving = {"updated_at", "id"}
    return {
        model.__name__: sorted(
            str({name: getattr(value, "ewkt", value) for name, value in values.items() if name not in moving})
            for values in model._base_manager.values()
        )
        for model in WRITTEN
    }


def the(run: IngestRun) -> Incident:
    return run.incidents.order_by("pk").first()


def test_what_was_there_before_is_there_again(tmp_path: Path) -> None:
    make.published_incident()
    imported(tmp_path, row("z"))
    before = everything()
    run = imported(
        tmp_path, row("a", perpetrator="isgs", summary_en="x"), row("b", killed_best="-1"), row("c")
    )
    assert undo(run) == 2
    assert everything() == before
    run.refresh_from_db()
    assert (run.state, run.items.count(), run.incidents.count()) == (RunState.UNDONE, 3, 0)


def test_the_same_file_can_be_loaded_again(tmp_path: Path) -> None:
    undo(imported(tmp_path, row("a")))
    assert counts(imported(tmp_path, row("a"))) == (1, 0, 0, 0)


def test_a_submitted_run_can_still_be_undone(tmp_path: Path) -> None:
    run = imported(tmp_path, row("a"), by=make.editor())
    drafts = imported(tmp_path, row("b"))
    review.submit_run(drafts, by=make.editor())
    assert (undo(run), undo(drafts)) == (1, 1)


def test_rows_that_were_here_already_stay(tmp_path: Path) -> None:
    first = imported(tmp_path, row("a"))
    second = imported(tmp_path, row("a"), row("b"))
    assert undo(second) == 1
    assert (the(first).status, Report.objects.count()) == ("draft", 1)


def test_a_draft_that_followed_its_source_goes_back_to_what_the_source_had_said(tmp_path: Path) -> None:
    first = imported(tmp_path, row("a", killed_best="3"))
    before = everything()
    second = imported(tmp_path, row("a", killed_best="5"))
    assert the(first).killed_best == 5
    assert undo(second) == 0
    assert (the(first).killed_best, everything()) == (3, before)


def test_changes_that_it_proposed_are_withdrawn(tmp_path: Path) -> None:
    first = imported(tmp_path, row("a", killed_best="3"), by=make.editor())
    review.publish_run(first, by=make.reviewer())
    second = imported(tmp_path, row("a", killed_best="5"))
    assert Proposal.objects.filter(state=ProposalState.OPEN).count() == 1
    undo(second)
    assert (Proposal.objects.count(), Report.objects.count(), the(first).killed_best) == (0, 1, 3)


# Built on ---------------------------------------------------------------------------------------------------
def _published(run: IngestRun) -> None:
    review.publish_run(run, by=make.reviewer())


def _edited(run: IngestRun) -> None:
    incident = the(run)
    values = record.read(incident).with_values({"internal_notes": "called them"})
    review.revise(incident, values, by=make.editor())


def _merged(run: IngestRun) -> None:
    one, other = run.incidents.order_by("pk")
    review.merge(one, other, by=make.reviewer(), reason="the same")


def _proposed(run: IngestRun) -> None:
    incident = the(run)
    review.propose(incident, old={"ongoing": False}, new={"ongoing": True}, by=make.editor())


def _other_report(run: IngestRun) -> None:
    ReportLink.objects.create(incident=the(run), report=make.report())


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (_published, "Incidents of it were published: retract them instead."),
        (_edited, "Incidents of it were edited."),
        (_merged, "Incidents of it were merged."),
        (_proposed, "Changes of its incidents were proposed."),
        (_other_report, "Other reports were attached to its incidents."),
        (undo, "Only a finished import can be undone."),
    ],
    ids=lambda value: getattr(value, "__name__", "")[:20],
)
def test_what_was_built_on_is_not_undone(
    build: Callable[[IngestRun], Any], reason: str, tmp_path: Path
) -> None:
    run = imported(tmp_path, row("a"), row("b", place="Ménaka"), by=make.editor())
    build(run)
    before = everything()
    with pytest.raises(NotUndone) as refused:
        undo(run)
    assert (str(refused.value), everything()) == (reason, before)


def test_a_later_import_that_changed_its_rows_keeps_it(tmp_path: Path) -> None:
    first = imported(tmp_path, row("a", killed_best="3"))
    imported(tmp_path, row("a", killed_best="5"))
    assert built_on(first) in {"A later import has changed what it brought.", "Incidents of it were edited."}


def test_a_proposal_that_was_decided_keeps_it(tmp_path: Path) -> None:
    first = imported(tmp_path, row("a", killed_best="3"), by=make.editor())
    review.publish_run(first, by=make.reviewer())
    second = imported(tmp_path, row("a", killed_best="5"))
    review.accept(Proposal.objects.get(), by=make.reviewer())
    assert built_on(second) == "Changes that it proposed were decided."
