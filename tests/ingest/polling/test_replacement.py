"""UCDP's final list of a year replaces its candidates: same events keep their incident, the others are told apart."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from incidents import review
from incidents.codes import WorkflowStatus
from incidents.ingest.polling import poll
from incidents.ingest.replacement import Event, Matches, event_of, is_same, matches_of
from incidents.models import ExternalId, Incident, IngestItem, Proposal, Report, Source
from tests import make
from tests.ingest.polling.desk import Died, dying_at, fresh, outcomes, polled
from tests.ingest.sources.providers import Ucdp, ucdp_row
from tests.ingest.sources.server import Site
from tests.sizes import sized

ABSENT = "UCDP's final list 26.1 of 2025 does not hold this candidate event"


# Which are the same ------------------------------------------------------------------------------------------
def event(identity: str = "1", **fields: Any) -> Event:
    given = {
        "dyad": "15108",
        "start": date(2025, 3, 1),
        "end": date(2025, 3, 1),
        "longitude": 0.5,
        "latitude": 15.66,
    }
    return Event(identity, **{**given, **fields})


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ({}, True),
        ({"dyad": "9"}, False),
        ({"start": date(2025, 2, 20), "end": date(2025, 3, 1)}, True),
        ({"start": date(2025, 3, 1), "end": date(2025, 3, 9)}, True),
        ({"start": date(2025, 3, 2), "end": date(2025, 3, 9)}, False),
        ({"start": date(2025, 2, 1), "end": date(2025, 2, 28)}, False),
        ({"latitude": 15.66 + 0.2247}, True),   # 24.99 km
        ({"latitude": 15.66 + 0.2250}, False),  # 25.02 km
        ({"longitude": None, "latitude": None}, False),
        ({"longitude": None, "latitude": None, "place": "ansongo town"}, False),
    ],
)  # fmt: skip
def test_events_are_the_same_by_dyad_days_and_place(fields: dict[str, Any], same: bool) -> None:
    assert (is_same(event(**fields), event()), is_same(event(), event(**fields))) == (same, same)


def test_a_place_of_the_same_name_is_the_same_place_wherever_its_point_lies() -> None:
    assert is_same(event(place="gao region", latitude=17.0), event(place="gao region"))
    assert not is_same(event(place="", latitude=17.0), event(place=""))


@pytest.mark.parametrize(
    ("finals", "candidates", "matches"),
    [
        ([event("11")], [event("1")], Matches(same={"11": "1"})),
        ([], [event("1")], Matches(gone=("1",))),
        ([event("11")], [], Matches()),
        ([event("11")], [event("1"), event("2")], Matches(
            unsure={"11": ("1", "2")}, torn={"1": ("11",), "2": ("11",)})),
        ([event("11"), event("12")], [event("1")], Matches(
            unsure={"11": ("1",), "12": ("1",)}, torn={"1": ("11", "12")})),
        ([event("11"), event("12", dyad="9")], [event("1"), event("2", dyad="9"), event("3", dyad="8")],
         Matches(same={"11": "1", "12": "2"}, gone=("3",))),
        ([event("1", dyad="9")], [event("1")], Matches()),
        ([event("1"), event("11")], [event("1")], Matches()),
        # A chain: one of its ends would be sure if the other were not there.
        ([event("11"), event("12", latitude=15.86)], [event("1"), event("2", latitude=16.05)],
         Matches(unsure={"11": ("1",), "12": ("1", "2")}, torn={"1": ("11", "12"), "2": ("12",)})),
    ],
)  # fmt: skip
def test_only_one_partner_on_both_sides_is_a_pair(
    finals: list[Event], candidates: list[Event], matches: Matches
) -> None:
    assert matches_of(finals, candidates) == matches


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"id": "1", "dyad_new_id": "15108.0", "date_start": "2025-03-01 00:00:00.000", "date_end": "2025-03-02",
          "longitude": "0.5", "latitude": "15.66", "where_coordinates": " Ansongo Town"},
         event("1", end=date(2025, 3, 2), place="ansongo town")),
        ({"id": "1", "dyad_new_id": "1", "date_start": "?", "date_end": "2025-03-02"}, None),
        ({"id": "1", "date_start": "2025-03-01", "date_end": "2025-03-02"}, None),
        ({"id": "1", "dyad_name": "A - B", "date_start": "2025-03-01", "date_end": "2025-03-01", "longitude": "nan"},
         event("1", dyad="A - B", longitude=None, latitude=None)),
    ],
)  # fmt: skip
def test_an_event_is_read_from_a_row(cells: dict[str, str], found: Event | None) -> None:
    assert event_of(cells) == found


# What becomes of them ----------------------------------------------------------------------------------------
@pytest.fixture
def provider(site: Site, monkeypatch: pytest.MonkeyPatch) -> Ucdp:
    monkeypatch.setenv("UCDP_TOKEN", "right")
    return Ucdp(site)


@pytest.fixture
def source(site: Site, provider: Ucdp, db: None) -> Source:
    """The candidates of January 2025 were read: 1 and 2 elsewhere and later."""
    provider.has("25.0.1", ucdp_row(1), ucdp_row(2, dyad_new_id=9, best=7))
    found = make.source("UCDP", kind="api", reader="ucdp", url=site.url("/api/gedevents"), poll_minutes=60,
                        settings={"versions": ["25.0.1"], "page": 2})  # fmt: skip
    polled(found)
    return fresh(found)


def final(source: Source, provider: Ucdp, *rows: dict[str, Any], version: str = "26.1") -> Any:
    """The final version comes out and is polled."""
    provider.has(version, *rows)
    versions = list(dict.fromkeys([*fresh(source).settings["versions"], version]))
    Source.objects.filter(pk=source.pk).update(settings={"versions": versions, "page": 2})
    return polled(source)


def incident_of(source: Source, value: str) -> Incident:
    found = ExternalId.objects.get(scheme=f"source-{source.pk}", value=value)
    return Incident.objects.unpublished_too().get(pk=found.incident_id)


def known(source: Source) -> dict[str, int]:
    rows = ExternalId.objects.filter(scheme=f"source-{source.pk}")
    return dict(rows.values_list("value", "incident_id"))


def publish(incident: Incident) -> Incident:
    review.submit([incident.pk], by=make.editor())
    review.publish([incident.pk], by=make.reviewer())
    return make.fresh(incident)


def test_a_final_event_keeps_the_incident_and_its_address(provider: Ucdp, source: Source) -> None:
    before = incident_of(source, "1")
    final(source, provider, ucdp_row(11), ucdp_row(12, dyad_new_id=9, best=7))
    assert incident_of(source, "11").public_id == incident_of(source, "1").public_id == before.public_id
    assert Incident.objects.unpublished_too().count() == 2


def test_a_draft_follows_the_final_values_and_is_found_by_both_ids(provider: Ucdp, source: Source) -> None:
    final(source, provider, ucdp_row(11, best=5), ucdp_row(12, dyad_new_id=9, best=7))
    assert (incident_of(source, "11").killed_best, incident_of(source, "1").killed_best) == (5, 5)
    assert sorted(known(source)) == ["1", "11", "12", "2"]
    report = Report.objects.filter(source=source, external_id="1").order_by("-version")[0]
    assert (report.version, json.loads(report.payload["as_given"])["final_id"]) == (2, "11")


def test_a_published_incident_keeps_its_values_and_gets_a_proposal(provider: Ucdp, source: Source) -> None:
    incident = publish(incident_of(source, "1"))
    final(source, provider, ucdp_row(11, best=5), ucdp_row(12, dyad_new_id=9, best=7))
    (proposal,) = Proposal.objects.all()
    assert (proposal.kind, proposal.incident_id, proposal.values["estimates"][0]["best"]) == (
        "update",
        incident.pk,
        5,
    )
    assert (make.fresh(incident).killed_best, known(source)["11"]) == (3, incident.pk)
    review.accept(proposal, by=make.reviewer())
    assert (make.fresh(incident).killed_best, known(source)["11"]) == (5, incident.pk)


def test_a_persons_value_is_never_overwritten(provider: Ucdp, source: Source) -> None:
    incident = incident_of(source, "1")
    values = make.read(incident)
    review.revise(incident, values.with_values({"event_type": "riots"}), by=make.editor())
    final(source, provider, ucdp_row(11, best=5), ucdp_row(12, dyad_new_id=9, best=7))
    (proposal,) = Proposal.objects.all()
    assert (make.fresh(incident).event_type, make.fresh(incident).killed_best) == ("riots", 3)
    assert sorted(set(proposal.values) - {"sources"}) == ["estimates"]


def test_a_candidate_that_no_final_event_replaced_is_taken_back(provider: Ucdp, source: Source) -> None:
    published = publish(incident_of(source, "2"))
    run = final(source, provider, ucdp_row(11))
    (proposal,) = Proposal.objects.all()
    assert (proposal.kind, proposal.incident_id, proposal.reason) == ("retract", published.pk, ABSENT)
    assert make.fresh(published).status == WorkflowStatus.PUBLISHED
    assert outcomes(run)[-1] == ("2", "changed", f"{ABSENT}: a retraction is proposed")


def test_a_bare_draft_that_no_final_event_replaced_goes(provider: Ucdp, source: Source) -> None:
    final(source, provider, ucdp_row(11))
    assert sorted(known(source)) == ["1", "11"]
    assert Report.objects.get(source=source, external_id="2").state_reason == ABSENT


def test_what_may_be_the_same_but_not_surely_is_a_new_row_with_a_flag(provider: Ucdp, source: Source) -> None:
    published = publish(incident_of(source, "1"))
    run = final(source, provider, ucdp_row(11), ucdp_row(12), ucdp_row(13, dyad_new_id=9, best=7))
    first, second = incident_of(source, "11"), incident_of(source, "12")
    assert published.pk not in {first.pk, second.pk}
    assert [incident.flags for incident in (first, second, incident_of(source, "13"))] == [
        ["may_replace_candidate"], ["may_replace_candidate"], [],
    ]  # fmt: skip
    items = IngestItem.objects.filter(run=run, external_id__in=["11", "12"])
    assert set(items.values_list("twin", "reason")) == {
        (published.pk, "may be candidate 1, but not surely: taken in as a row of its own"),
    }
    (proposal,) = Proposal.objects.all()
    assert (proposal.kind, proposal.reason) == (
        "retract",
        "UCDP's final list 26.1 of 2025 holds 11, 12, which may be this candidate event, but not surely",
    )


def test_candidates_of_other_years_are_left_alone(provider: Ucdp, source: Source) -> None:
    provider.has("26.0.1", ucdp_row(5, date_start="2026-01-09", date_end="2026-01-09"))
    Source.objects.filter(pk=source.pk).update(settings={"versions": ["25.0.1", "26.0.1"]})
    polled(source)
    final(source, provider, ucdp_row(11))
    assert sorted(known(source)) == ["1", "11", "5"]


def test_a_later_final_version_finds_the_incident_by_the_final_id(provider: Ucdp, source: Source) -> None:
    final(source, provider, ucdp_row(11), ucdp_row(12, dyad_new_id=9, best=7))
    before = known(source)
    run = final(source, provider, ucdp_row(11), ucdp_row(12, dyad_new_id=9, best=8), version="27.1")
    assert (known(source), Incident.objects.unpublished_too().count()) == (before, 2)
    assert [outcome for _id, outcome, _reason in outcomes(run)] == ["unchanged", "changed"]


def test_a_final_version_without_the_year_takes_nothing_back(provider: Ucdp, source: Source) -> None:
    run = final(source, provider, ucdp_row(50, date_start="2020-01-01", date_end="2020-01-01"))
    assert run.last_error == "UCDP's version 26.1 holds no event of 2025: its candidates are left as they are"
    assert sorted(known(source)) == ["1", "2"]


def test_a_version_is_not_asked_for_twice(provider: Ucdp, source: Source, site: Site) -> None:
    final(source, provider, ucdp_row(11))
    asked = len(site.requests)
    assert (polled(source), len(site.requests)) == (None, asked)


@pytest.mark.slow
def test_a_worker_may_die_at_any_write_of_a_replacement(provider: Ucdp, source: Source) -> None:
    rows = [ucdp_row(11, best=5), ucdp_row(21, dyad_new_id=5), ucdp_row(22, dyad_new_id=6)]
    provider.has("26.1", *rows)
    Source.objects.filter(pk=source.pk).update(settings={"versions": ["25.0.1", "26.1"], "page": 2})
    before = incident_of(source, "1").public_id
    with dying_at(0) as writes, transaction.atomic():
        poll(source.pk)
        transaction.set_rollback(True)
    assert len(writes) >= 15
    for number in range(1, len(writes) + 1, sized(2, 1)):
        with transaction.atomic():
            with dying_at(number), pytest.raises(Died):
                poll(source.pk)
            poll(source.pk)
            assert sorted(known(source)) == ["1", "11", "21", "22"], writes[number - 1]
            assert (incident_of(source, "11").public_id, incident_of(source, "11").killed_best) == (before, 5)
            assert Incident.objects.unpublished_too().count() == 3
            versions = Report.objects.filter(source=source).order_by("external_id", "version")
            assert list(versions.values_list("external_id", "version")) == [
                ("1", 1), ("1", 2), ("2", 1), ("21", 1), ("22", 1),
            ]  # fmt: skip
            assert fresh(source).cursor == {"done": ["25.0.1", "26.1"]}
            transaction.set_rollback(True)
