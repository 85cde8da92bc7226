"""Sample data come by one step and go by one step, and touch nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from incidents import review, sample
from incidents.models import (
    Actor,
    CasualtyEstimate,
    Change,
    Incident,
    Involvement,
    Report,
    ReportLink,
    Summary,
)
from incidents.record import EstimateValue, total_killed
from incidents.review import ReviewError
from incidents.sample.load import load_generated
from tests import make

pytestmark = pytest.mark.django_db
NUMBER = 300


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[int, int]]:
    """The founding incidents and 300 generated ones; the counts that loading gave."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield sample.load(NUMBER)
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    return {
        model.__name__: model._base_manager.count() for model in apps.get_app_config("incidents").get_models()
    }


def public_rows() -> list[tuple[Any, ...]]:
    columns = (
        "public_id", "event_type", "date_start", "date_end", "place__key", "second_place__key", "region__pcode", "point",
        "radius_m", "geo_precision", "killed_low", "killed_best", "killed_high", "status", "verification", "audience",
    )  # fmt: skip
    return list(
        Incident.objects.unpublished_too().filter(synthetic=True).order_by("public_id").values_list(*columns)
    )


def generated() -> Any:
    return Incident.objects.unpublished_too().filter(synthetic=True)


# Loaded --------------------------------------------------------------------------------------------------
def test_loading_says_what_is_new(loaded: tuple[int, int]) -> None:
    assert loaded == (3, NUMBER)
    assert generated().count() == NUMBER


def test_loading_twice_changes_nothing(loaded: tuple[int, int]) -> None:
    before, rows = counts(), public_rows()
    assert sample.load(NUMBER) == (0, 0)
    assert sample.load(7) == (0, 0)
    assert (counts(), public_rows()) == (before, rows)


def test_cleared_and_loaded_again_gives_the_same_rows(loaded: tuple[int, int]) -> None:
    rows = public_rows()
    sample.clear()
    assert public_rows() == []
    assert sample.load(NUMBER) == (3, NUMBER)
    assert public_rows() == rows


def test_every_generated_row_says_that_it_is_made_up(loaded: tuple[int, int], client: Client) -> None:
    for row in client.get("/api/v1/incidents/?synthetic=true&limit=1000").json()["results"]:
        assert (row["synthetic"], row["review_rule"]) == (True, "sample")
    summaries = Summary.objects.filter(incident__synthetic=True)
    assert summaries.exists()
    assert all("ynth" in summary.text and summary.machine for summary in summaries)


def test_only_fictional_actors_take_part_in_what_is_made_up(loaded: tuple[int, int]) -> None:
    actors = Actor.objects.filter(involvements__incident__synthetic=True).distinct()
    assert actors.count() == 9
    assert all(actor.synthetic and actor.name.startswith("Sample ") for actor in actors)
    assert not Involvement.objects.filter(actor__synthetic=True, incident__synthetic=False).exists()


def test_no_fictional_actor_has_a_real_ones_name_or_alias(loaded: tuple[int, int]) -> None:
    real = set(Actor.objects.filter(synthetic=False).values_list("names__name", flat=True))
    assert real.isdisjoint(Actor.objects.filter(synthetic=True).values_list("name", flat=True))


def test_the_feed_of_changes_does_not_hear_of_it(loaded: tuple[int, int]) -> None:
    assert not Change.objects.exists()


def test_drafts_are_for_nobody_and_the_rest_for_everybody(loaded: tuple[int, int]) -> None:
    assert set(generated().values_list("status", "audience")) == {("draft", 0), ("published", 2)}


def test_the_total_of_each_incident_is_that_of_its_recommended_figures(loaded: tuple[int, int]) -> None:
    figures: dict[int, list[EstimateValue]] = {}
    for row in CasualtyEstimate.objects.filter(incident__synthetic=True):
        value = EstimateValue(
            row.kind, row.group, low=row.low, best=row.best, high=row.high, recommended=row.recommended
        )
        figures.setdefault(row.incident_id, []).append(value)
    for incident in generated():
        stored = (incident.killed_low, incident.killed_best, incident.killed_high)
        assert total_killed(tuple(figures.get(incident.pk, ()))) == stored


def test_every_incident_rests_on_a_sample_report(loaded: tuple[int, int]) -> None:
    assert ReportLink.objects.filter(incident__synthetic=True).values("incident").distinct().count() == NUMBER
    assert set(ReportLink.objects.values_list("report__source__kind", flat=True)) == {"sample"}
    assert set(Report.objects.values_list("state", flat=True)) == {"linked"}


def test_what_came_in_is_counted_and_new_rows_go_on_behind_it(loaded: tuple[int, int]) -> None:
    last = Incident.objects.unpublished_too().latest("id").pk
    assert make.draft().pk > last


@pytest.mark.parametrize("number", [0, -5])
def test_no_number_loads_none(number: int) -> None:
    assert load_generated(number) == 0


# The founding note ---------------------------------------------------------------------------------------
def founding(name: str) -> Incident:
    return Incident.objects.get(external_ids__scheme="sample", external_ids__value=f"founding-{name}")


def test_the_massacre_has_22_dead_and_never_60(loaded: tuple[int, int]) -> None:
    massacre = founding("massacre")
    assert (massacre.killed_low, massacre.killed_best, massacre.killed_high) == (22, 22, 22)
    figures = CasualtyEstimate.objects.filter(incident__synthetic=False).values_list("low", "best", "high")
    assert not [row for row in figures if 60 in row]
    assert Report.objects.get(external_id="founding-note").findings["context"] == [
        {"kind": "running_total", "value": 60, "qualifier": "over", "since": "2018-09"}
    ]


def test_nobody_claimed_the_massacre_and_it_was_probably_isgs(loaded: tuple[int, int]) -> None:
    party = founding("massacre").involvements.get(role="perpetrator")
    assert (party.actor.slug, party.attribution, party.claim_status, party.words, party.term) == (
        "isgs", "suspected", "none", "probably", None,
    )  # fmt: skip


def test_the_massacre_lies_at_amalaoulaou_in_the_cercle_of_ansongo(loaded: tuple[int, int]) -> None:
    massacre = founding("massacre")
    assert (massacre.place.key, massacre.region.pcode, str(massacre.date_start)) == (
        "ml-amalaoulaou",
        "ML0701",
        "2018-09-30",
    )
    assert massacre.communities == ["tuareg"]


def test_the_landing_is_known_to_its_region_only(loaded: tuple[int, int]) -> None:
    landing = founding("landing")
    assert (landing.place, landing.region.pcode, landing.geo_precision) == (None, "ML10", "admin1")
    assert (landing.event_type, landing.killed_best, landing.estimates.count()) == (
        "strategic_developments",
        None,
        0,
    )


def test_the_operative_died_on_a_day_of_august_that_is_not_known(loaded: tuple[int, int]) -> None:
    operative = founding("operative")
    assert (str(operative.date_start), str(operative.date_end), operative.time_precision) == (
        "2018-08-01",
        "2018-08-31",
        "month",
    )
    assert operative.killed_best == 1


def test_the_founding_incidents_are_real_and_published_and_say_how(loaded: tuple[int, int]) -> None:
    rows = Incident.objects.for_audience(2).filter(external_ids__scheme="sample")
    assert set(rows.values_list("synthetic", "review_rule")) == {(False, "sample")}
    assert rows.count() == 3


@pytest.mark.parametrize("real_into_sample", [True, False])
def test_what_is_made_up_never_merges_with_what_is_real(
    loaded: tuple[int, int], real_into_sample: bool
) -> None:
    pair = [generated().filter(status="published").first(), founding("massacre")]
    if real_into_sample:
        pair.reverse()
    with pytest.raises(ReviewError, match="Sample data"):
        review.merge(*pair, by=make.reviewer())
