"""Unmerging is exact: every row, claim and image is what it was, also where merges had followed one another."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import Any

import pytest

from incidents import changes, review
from incidents.models import CasualtyEstimate, ExactLocation, Incident, Involvement, ReportLink
from tests import make
from tests.rules.pairs import said

pytestmark = pytest.mark.django_db
ROWS = (CasualtyEstimate, Involvement, ReportLink, ExactLocation)
# The record's own clock: a change, and its way back, are changes.
MOVING = {"updated_at"}


def everything() -> dict[str, Any]:
    """All columns of all incidents and of what hangs on them, and every public image."""
    incidents = list(Incident.objects.unpublished_too().order_by("pk"))
    images = changes.images([incident.pk for incident in incidents])
    return {
        "incidents": [_columns(row) for row in incidents],
        **{
            model.__name__: [_columns(row) for row in model._default_manager.order_by("pk")] for model in ROWS
        },
        "images": {pk: {k: v for k, v in image.items() if k not in MOVING} for pk, image in images.items()},
    }


def _columns(row: Any) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in MOVING]
    return {name: getattr(row, name) for name in names}


def published(number: int) -> list[Incident]:
    """So many incidents, each with claims of its own."""
    return make.published_incidents(
        [
            {"estimates": (make.killed(n + 1),), "involvements": (make.perpetrator("isgs"),)}
            for n in range(number)
        ]
    )


def merge(child: Incident, root: Incident) -> None:
    review.merge(make.fresh(child), make.fresh(root), by=make.reviewer(), reason="one raid")


def unmerge(incident: Incident) -> None:
    review.unmerge(make.fresh(incident), by=make.reviewer(), reason="two raids")


@pytest.mark.parametrize("make_it", [make.published_incident, make.in_review, make.draft, make.embargoed])
def test_one_merge_and_its_way_back_leave_nothing(make_it: Any) -> None:
    child, root = make_it(), make.published_incident()
    before = everything()
    merge(child, root)
    assert everything() != before
    unmerge(child)
    assert everything() == before


def test_a_chain_is_undone_link_by_link_from_its_end() -> None:
    first, second, third = published(3)
    states = [everything()]
    merge(first, second)
    states.append(everything())
    merge(second, third)
    unmerge(second)
    assert everything() == states[1]
    unmerge(first)
    assert everything() == states[0]


def test_a_chain_undone_from_its_beginning_leaves_the_later_link() -> None:
    first, second, third = published(3)
    before = everything()
    merge(second, third)
    only_second = everything()
    unmerge(second)
    merge(first, second)
    merge(second, third)
    unmerge(first)
    assert everything() == only_second
    unmerge(second)
    assert everything() == before


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_links_of_a_long_chain_are_undone_in_any_order(order: tuple[int, ...]) -> None:
    incidents = published(4)
    before = everything()
    for child, root in pairwise(incidents):
        merge(child, root)
    assert {make.fresh(row).merged_into_id for row in incidents[:3]} == {incidents[3].pk}
    for position in order:
        unmerge(incidents[position])
        _each_leads_to_its_own_root(incidents, order[: order.index(position) + 1])
    assert everything() == before


def _each_leads_to_its_own_root(incidents: list[Incident], undone: tuple[int, ...]) -> None:
    """A merged incident leads to the next one of the chain that is not merged."""
    for position, incident in enumerate(incidents[:3]):
        root = next(n for n in range(position, 4) if n == 3 or n in undone)
        expected = None if position in undone else incidents[root].pk
        assert make.fresh(incident).merged_into_id == expected


def test_two_duplicates_of_one_incident_come_back_with_it() -> None:
    first, second, middle, root = published(4)
    merge(first, middle)
    merge(second, middle)
    before = everything()
    merge(middle, root)
    assert said(first)["state"][2:] == (root.pk, middle.pk)
    unmerge(middle)
    assert everything() == before


def test_what_was_merged_into_the_root_itself_stays_there() -> None:
    own, first, middle, root = published(4)
    merge(own, root)
    merge(first, middle)
    merge(middle, root)
    unmerge(middle)
    assert (make.fresh(own).merged_into, make.fresh(first).merged_into) == (root, middle)


def test_readers_find_the_claims_of_a_chain_at_its_root_once() -> None:
    first, second, third = published(3)
    merge(first, second)
    merge(second, third)
    image = changes.images([third.pk])[third.pk]
    assert sorted(row["best"] for row in image["casualties"]) == [1, 2, 3]
    assert image["killed_best"] == 3
