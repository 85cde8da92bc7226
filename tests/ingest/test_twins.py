"""What another source published already is not published again unseen: neither what a file's check marked, nor what
came out between the check and the publication."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import joining, review
from incidents.codes import ItemOutcome, MatchVerdict, RunState
from incidents.ingest import twins, uploads
from incidents.ingest.imports import import_file
from incidents.models import Incident, IngestRun, Match
from tests import make
from tests.ingest.written import BESIDE_ANSONGO, counts, csv_text, row, written

pytestmark = pytest.mark.django_db


def imported(folder: Path, *rows: dict[str, str], source: str = "A file") -> IngestRun:
    file = written(folder, csv_text(*rows), f"{source}.csv")
    return import_file(file, source=make.source(source), by=make.editor())


def published(run: IngestRun, **wanted: bool) -> IngestRun:
    """The run after a worker published it."""
    assert uploads.order(run, RunState.PUBLISHING, published_by=make.reviewer(), **wanted)
    assert uploads.work(run.pk) == RunState.FINISHED
    return IngestRun.objects.get(pk=run.pk)


def public_ids(run: IngestRun) -> list[str]:
    """The ids at the source of those rows whose incidents are public."""
    out = run.items.filter(incident__in=Incident.objects.for_audience(2))
    return sorted(out.values_list("external_id", flat=True))


@pytest.fixture
def here() -> Incident:
    return make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")


@pytest.fixture
def run(here: Incident, tmp_path: Path) -> IngestRun:
    """Row a may be what is here, row b is another."""
    return imported(tmp_path, row("a"), row("b", place="Ménaka"))


def test_a_possible_duplicate_waits_when_the_others_are_published(run: IngestRun) -> None:
    assert public_ids(published(run)) == ["b"]
    assert list(twins.held_back(run)) == [run.items.get(external_id="a").incident]


def test_it_is_published_with_them_when_that_is_asked_for(run: IngestRun) -> None:
    assert public_ids(published(run, publish_duplicates=True)) == ["a", "b"]
    assert twins.held_back(run).count() == 0


def test_it_is_published_when_somebody_publishes_it_by_itself(run: IngestRun) -> None:
    published(run)
    review.publish(twins.held_back(run).values_list("pk", flat=True), by=make.reviewer())
    assert public_ids(run) == ["a", "b"]


def test_what_was_told_apart_is_published_with_the_others(run: IngestRun, here: Incident) -> None:
    own = run.items.get(external_id="a").incident
    first, second = sorted([own.pk, here.pk])
    match = Match.objects.create(
        incident_id=first, other_incident_id=second, score=0.5, verdict=MatchVerdict.MAYBE
    )
    assert twins.held_back(run).count() == 1
    joining.not_the_same(match, by=make.editor())
    assert public_ids(published(run)) == ["a", "b"]


def test_what_was_like_an_incident_that_is_retracted_now_is_published(run: IngestRun, here: Incident) -> None:
    review.retract(here, by=make.reviewer(), reason="the report was withdrawn")
    assert public_ids(published(run)) == ["a", "b"]


def test_of_two_files_that_were_checked_before_either_was_out_the_second_waits(tmp_path: Path) -> None:
    first = imported(tmp_path, row("1"), source="First")
    second = imported(tmp_path, row("2"), row("3", place="Ménaka"), source="Second")
    assert (counts(second), second.possible_duplicate) == ((2, 0, 0, 0), 0)
    published(first)
    second = published(second)
    item = second.items.get(external_id="2")
    assert (item.outcome, item.twin) == (ItemOutcome.POSSIBLE_DUPLICATE, first.incidents.get())
    assert item.incident.flags == [twins.FLAG]
    assert (counts(second), second.possible_duplicate) == ((1, 0, 0, 0), 1)
    assert public_ids(second) == ["3"]


@pytest.mark.parametrize(
    ("cells", "is_twin"),
    BESIDE_ANSONGO,
    ids=str,
)
def test_at_publication_rows_are_compared_as_at_the_check(
    cells: dict[str, str], is_twin: bool, tmp_path: Path
) -> None:
    run = imported(tmp_path, row("a", **cells))
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")
    assert (twins.look_again(run), twins.look_again(run)) == (int(is_twin), 0)


def test_a_second_file_of_the_same_source_is_compared_with_other_sources_alone(tmp_path: Path) -> None:
    first = imported(tmp_path, row("1"))
    second = imported(tmp_path, row("2"))
    published(first)
    assert public_ids(published(second)) == ["2"]


def test_a_flag_that_was_there_stays_beside_the_new_one(tmp_path: Path) -> None:
    run = imported(tmp_path, row("a"))
    run.incidents.update(flags=["zz_earlier", "aa_earlier"])
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")
    twins.look_again(run)
    assert run.incidents.get().flags == ["aa_earlier", twins.FLAG, "zz_earlier"]


def test_looking_again_asks_as_often_for_many_rows_as_for_one(tmp_path: Path) -> None:
    few = imported(tmp_path, row("a"), source="Few")
    many = imported(tmp_path, *(row(f"m{n}") for n in range(20)), source="Many")
    make.published_incident(date_start="2018-09-30", date_end="2018-09-30", place="ml-ansongo")
    asked = []
    for run, number in ((few, 1), (many, 20)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert twins.look_again(run) == number
        asked.append(len(queries))
    assert asked[0] == asked[1]
