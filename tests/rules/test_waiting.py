"""In which order drafts and changes are given out, and what follows on each of them."""

from __future__ import annotations

import random

import pytest

from incidents.models import Proposal
from tests import make

pytestmark = pytest.mark.django_db


def waiting(*eases: float | None) -> list[Proposal]:
    """Open drafts with these eases, in the order in which they came."""
    report = make.report(state="proposed")
    return [Proposal.objects.create(kind="create", report=report, ordinal=n, values={}, ease=ease)
            for n, ease in enumerate(eases)]  # fmt: skip


# Eases as the drafts came; their numbers in the order in which they are given out.
ORDERS = [
    pytest.param((0.2, 0.9, 0.5), (1, 2, 0), id="the easiest first"),
    pytest.param((0.5, 0.5, 0.5), (0, 1, 2), id="equally easy: as they came"),
    pytest.param((0.5, 0.9, 0.5, 0.9), (1, 3, 0, 2), id="pairs of equals"),
    pytest.param((None, 0.1, None, 0.0), (1, 3, 0, 2), id="of unknown ease behind the hardest, as they came"),
    pytest.param((None, None), (0, 1), id="all of unknown ease"),
    pytest.param((1.0, 0.0), (0, 1), id="the bounds"),
    # a difference in the last digit that is kept
    pytest.param((0.123456, 0.123457), (1, 0), id="almost equal"),
    pytest.param((1 / 3, 0.1 + 0.2, 0.3), (0, 1, 2), id="figures that no decimal writes"),
]


@pytest.mark.parametrize(("eases", "order"), ORDERS)
def test_what_is_confirmed_with_the_least_work_comes_first(
    eases: tuple[float | None, ...], order: tuple[int, ...]
) -> None:
    drafts = waiting(*eases)
    assert list(Proposal.objects.in_order()) == [drafts[number] for number in order]


@pytest.mark.parametrize(("eases", "order"), ORDERS)
def test_behind_each_stands_what_comes_later_and_nothing_else(
    eases: tuple[float | None, ...], order: tuple[int, ...]
) -> None:
    drafts = waiting(*eases)
    behind = [list(Proposal.objects.behind(drafts[number].pk).in_order()) for number in order]
    assert behind == [[drafts[later] for later in order[place + 1 :]] for place in range(len(order))]


def test_going_from_one_to_the_next_visits_each_of_many_once() -> None:
    chance = random.Random(6)
    drafts = waiting(*(chance.choice([None, 0.0, 0.25, 0.5, 1.0]) for _n in range(40)))
    visited, here = [], Proposal.objects.in_order().first()
    while here is not None:
        visited.append(here.pk)
        here = Proposal.objects.behind(here.pk).in_order().first()
    assert (len(visited), sorted(visited)) == (40, [draft.pk for draft in drafts])


def test_a_decided_proposal_keeps_its_place_for_what_follows_on_it() -> None:
    hard, decided, easy = waiting(0.1, 0.5, 0.9)
    Proposal.objects.filter(pk=decided.pk).update(state="superseded")
    assert list(Proposal.objects.open().behind(decided.pk).in_order()) == [hard]
    assert list(Proposal.objects.open().in_order()) == [easy, hard]


def test_behind_one_that_is_not_there_stands_what_is_of_unknown_ease_and_came_later() -> None:
    unknown, _easy = waiting(None, 0.9)
    assert list(Proposal.objects.behind(unknown.pk - 1)) == [unknown]
    assert list(Proposal.objects.behind(10**15)) == []
