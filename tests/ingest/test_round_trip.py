"""Our own export can be loaded again, here or elsewhere, and says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from incidents import review
from incidents.ingest.imports import import_file
from incidents.models import Incident
from tests import make
from tests.ingest.written import counts, outcomes, written

pytestmark = pytest.mark.django_db

# What another desk's copy cannot have: its own id and history, and how it came to be.
ITS_OWN = {"id", "updated_at", "sources", "credibility"}

# What one flat row cannot carry: the road's other end (its region is then that of the named end), and why
# an incident has no point (hidden comes back as known by its country).
NOT_CARRIED = {"on a road": {"admin1", "admin2"}, "hidden": {"geo_precision"}}

KINDS: dict[str, dict[str, Any]] = {
    "as simple as can be": {},
    "suspected and unclaimed": {"involvements": (make.perpetrator(claim_status="none", words="probably"),)},
    "nobody named, nobody claimed": {"involvements": (make.perpetrator(None, claim_status="none"),)},
    "two perpetrators": {"involvements": (make.perpetrator("isgs"), make.perpetrator("jnim"))},
    "a range": {"estimates": (make.killed(22, 20, 30),)},
    "a toll that nobody knows": {"estimates": ()},
    "parts of a toll": {
        "estimates": (make.killed(5), make.killed(3, group="civilians"), make.killed(2, kind="injured"))
    },
    "a point of its own": {"longitude": 0.51234, "latitude": 15.65432, "radius_m": 900},
    "a point without a place": {"place": None, "longitude": 0.51234, "latitude": 15.65432},
    "on a road": {"second_place": "ml-menaka"},
    "somewhere in a region": {"place": None, "stated_region": "ML07"},
    "somewhere in a country": {"place": None, "stated_region": "MLI"},
    "nowhere stated": {"place": None},
    "a name with two bearers": {"place": "ml-gao"},
    "a month": {"date_start": "2018-09-01", "date_end": "2018-09-30", "time_precision": "month"},
    "lists": {"weapons": ("ied", "small_arms"), "communities": ("tuareg", "fulani")},
    "civilians were not the target": {"civilian_targeting": False},
    "disputed": {"verification": "disputed"},
    "reduced to its cercle": {"location_policy": "admin2"},
    "hidden": {"location_policy": "hidden"},
}


def the_row(kind: str) -> dict[str, Any]:
    (row,) = make.public_rows()
    left_out = ITS_OWN | NOT_CARRIED.get(kind, set())
    return {name: value for name, value in row.items() if name not in left_out}


def exported(address: str) -> bytes:
    answer = Client().get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["csv", "geojson"])
def test_an_exported_incident_comes_back_with_the_same_public_values(
    suffix: str, kind: str, tmp_path: Path
) -> None:
    make.published_incident(**KINDS[kind])
    said = the_row(kind)
    file = written(tmp_path, exported(f"/api/v1/incidents.{suffix}"), f"export.{suffix}")
    Incident.objects.unpublished_too().delete()
    run = import_file(file, source=make.source("Another desk"), by=make.editor())
    assert [outcome[1:] for outcome in outcomes(run)] == [("new", "", "")]
    review.publish_run(run, by=make.reviewer())
    assert the_row(kind) == said


@pytest.mark.parametrize("suffix", ["csv", "geojson"])
def test_the_same_export_again_changes_nothing(suffix: str, tmp_path: Path) -> None:
    make.published_incidents([{}, {"place": "ml-menaka"}])
    file = written(tmp_path, exported(f"/api/v1/incidents.{suffix}"), f"export.{suffix}")
    source = make.source("Another desk")
    first, again = (import_file(file, source=source) for _turn in range(2))
    # The published originals are of another source: the desk is told.
    assert (first.possible_duplicate, counts(first), counts(again)) == (2, (0, 0, 0, 0), (0, 0, 2, 0))


def test_sample_rows_of_an_export_do_not_become_incidents(tmp_path: Path) -> None:
    make.synthetic()
    run = import_file(written(tmp_path, exported("/api/v1/incidents.csv"), "export.csv"))
    assert [outcome[1:3] for outcome in outcomes(run)] == [("quarantined", "synthetic")]
