"""Two points that a note may mean: which are far apart, and what a draft has while nobody has chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidents.ingest.drafts import PlaceCandidate, PlaceDraft
from incidents.ingest.extract.decisions.spots import FAR_M, are_far_apart, either_of

GAO = PlaceDraft("ml-gao", "Gao", 16.2667, -0.05, "settlement", 5000, "exact", country="MLI", admin1="ML07")
MENAKA = PlaceDraft(
    "ml-menaka", "Ménaka", 15.9182, 2.4022, "settlement", 4000, "exact", country="MLI", admin1="ML10"
)
DEGREE_M = 111_195


@pytest.mark.parametrize(
    ("other", "is_far"),
    [
        (MENAKA, True),
        (replace(GAO, latitude=GAO.latitude + FAR_M / DEGREE_M + 0.001), True),
        (replace(GAO, latitude=GAO.latitude + FAR_M / DEGREE_M - 0.001), False),
        (replace(MENAKA, latitude=None, longitude=None), False),
        (replace(MENAKA, precision="country"), False),
    ],
)  # fmt: skip
def test_points_are_far_apart_beyond_fifty_kilometres(other: PlaceDraft, is_far: bool) -> None:
    assert (are_far_apart(GAO, other), are_far_apart(other, GAO)) == (is_far, is_far)


def test_of_two_places_neither_is_the_point_and_both_are_candidates_the_likelier_one_first() -> None:
    either = either_of(MENAKA, GAO)
    assert either == PlaceDraft(
        None, "Ménaka", None, None, None, None, "unresolved",
        (PlaceCandidate("ml-menaka", "Ménaka", 15.9182, 2.4022), PlaceCandidate("ml-gao", "Gao", 16.2667, -0.05)),
        country="MLI",
    )  # fmt: skip


@pytest.mark.parametrize(
    "place",
    [
        replace(GAO, key="ML07", precision="admin1", method="region"),
        replace(GAO, precision="road", method="road", second_key="ml-bourem"),
    ],
)
def test_a_region_and_a_road_are_candidates_that_nobody_can_choose_as_a_place(place: PlaceDraft) -> None:
    assert [candidate.key for candidate in either_of(MENAKA, place).alternatives] == ["ml-menaka", None]
