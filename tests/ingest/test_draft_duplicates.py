"""The worker looks for duplicates as it proposes; what a person said of a draft holds for the report's next version."""

from __future__ import annotations

import pytest

from incidents import duplicates, intake, joining, review
from incidents.codes import ProposalState
from incidents.ingest import pipeline
from incidents.models import DraftOutline, Incident, Match, Proposal, Report, Source
from tests import make
from tests.rules.pairs import pair, pairs_of, verdicts

pytestmark = pytest.mark.django_db

TEXT = "Gunmen killed {} people at Ansongo on 30 September 2018."
LATER = " The radio said so."
TWO = TEXT + " In Ménaka, gunmen abducted a trader on 29 September 2018."


def read(text: str, source: Source | None = None) -> Report:
    """The same report, as its source has it now, after a worker has read it."""
    report = make.report(source, external_id="bulletin", title="Bulletin", text=text)
    pipeline.work(report.pk)
    return Report.objects.get(pk=report.pk)


def open_drafts() -> list[Proposal]:
    return list(Proposal.objects.filter(state=ProposalState.OPEN, kind="create").order_by("pk"))


@pytest.fixture
def incident(db: None) -> Incident:
    return make.published_incident()


def test_a_draft_is_compared_as_it_is_proposed(incident: Incident) -> None:
    read(TEXT.format(3))
    (draft,) = open_drafts()
    assert verdicts(draft) == {incident: "likely"}
    assert DraftOutline.objects.get(draft=draft).passage in TEXT.format(3)


def test_each_draft_of_a_report_is_compared_by_itself(incident: Incident) -> None:
    read(TWO.format(3))
    first, second = open_drafts()
    assert (set(verdicts(first)), set(verdicts(second))) == ({incident}, set())


def test_two_sources_that_tell_the_same_are_a_pair_of_drafts() -> None:
    read(TEXT.format(3))
    read(TEXT.format(5), make.source("Sahel FM"))
    first, second = open_drafts()
    assert pair(second, first).verdict in {"likely", "maybe"}


def test_a_copy_of_the_text_is_the_same_text() -> None:
    read(TEXT.format(3) + LATER)
    read((TEXT.format(3) + LATER).upper(), make.source("Sahel FM"))
    assert [(match.same_text, match.verdict) for match in Match.objects.all()] == [(True, "likely")]


def test_a_text_in_no_known_language_has_a_draft_that_is_like_nothing(incident: Incident) -> None:
    report = make.report(text="Am Sonntag wurden in Ansongo drei Menschen getötet.", language="")
    assert pipeline.work(report.pk) == "proposed"
    assert Match.objects.count() == 0


# Decided once ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", [TEXT.format(3) + LATER, TEXT.format(4), TWO.format(3)])
def test_not_the_same_holds_for_the_next_version(incident: Incident, text: str) -> None:
    read(TEXT.format(3))
    joining.not_the_same(pair(open_drafts()[0], incident), by=make.editor())
    read(text)
    draft = open_drafts()[0]
    assert (pair(draft, incident).decision, pairs_of(draft)) == ("different", [])


def test_not_the_same_is_said_of_the_draft_that_tells_it_where_the_order_changed(incident: Incident) -> None:
    read(TEXT.format(3))
    joining.not_the_same(pair(open_drafts()[0], incident), by=make.editor())
    read("In Ménaka, gunmen abducted a trader on 29 September 2018. " + TEXT.format(3))
    at_ansongo = next(draft for draft in open_drafts() if draft.values["place"] == "ml-ansongo")
    assert pair(at_ansongo, incident).decision == "different"


def test_not_the_same_holds_when_the_same_version_is_read_again(incident: Incident) -> None:
    report = read(TEXT.format(3))
    joining.not_the_same(pair(open_drafts()[0], incident), by=make.editor())
    intake.park(report, reason="later")
    assert intake.retry(Report.objects.get(pk=report.pk))
    assert pipeline.work(report.pk) == "proposed"
    (draft,) = open_drafts()
    assert pair(draft, incident).decision == "different"


def test_the_next_version_is_weighed_anew_where_nothing_was_decided(incident: Incident) -> None:
    read(TEXT.format(3))
    first = open_drafts()[0]
    read("Gunmen killed 3 people at Ménaka on 30 September 2018.")
    assert (pairs_of(first), pairs_of(open_drafts()[0])) == ([], [])


def test_a_new_version_of_an_attached_report_changes_its_incident_by_proposal_only() -> None:
    incident = make.in_review()
    read(TEXT.format(5))
    joining.attach(open_drafts()[0], incident, by=make.editor())
    read(TEXT.format(6))
    assert open_drafts() == []
    assert [row.kind for row in incident.proposals.filter(state=ProposalState.OPEN)] == ["update"]


# Split drafts --------------------------------------------------------------------------------------------------
def test_what_a_person_split_off_stays_when_a_new_version_comes() -> None:
    read(TEXT.format(3))
    part = joining.split(open_drafts()[0], by=make.editor())
    read(TEXT.format(4))
    assert [(draft.created_by, draft.values["estimates"][0]["best"]) for draft in open_drafts()] == [
        (make.editor(), 3), (None, 4),
    ]  # fmt: skip
    assert open_drafts()[0] == part


def test_a_new_version_of_a_split_report_changes_the_incident_of_the_machines_draft() -> None:
    read(TEXT.format(3))
    first = open_drafts()[0]
    part = joining.split(first, by=make.editor())
    own, other = (review.confirm(draft, by=make.editor()) for draft in (first, part))
    read(TEXT.format(4))
    assert (open_drafts(), own.proposals.filter(state="open").count()) == ([], 1)
    assert other.proposals.filter(state="open").count() == 0


def test_looking_again_gives_older_drafts_an_outline() -> None:
    read(TEXT.format(3))
    (draft,) = open_drafts()
    DraftOutline.objects.all().delete()
    assert duplicates.panel(draft).candidates == []
    duplicates.find(draft)
    assert DraftOutline.objects.filter(draft=draft).exists()
