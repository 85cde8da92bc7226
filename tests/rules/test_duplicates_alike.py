"""Which incidents in review look like another one, so that they are not published among many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import duplicates, joining, review
from incidents.models import Incident, Match
from tests import make
from tests.rules.pairs import found_draft, pair

pytestmark = pytest.mark.django_db


def alike(*rows: Incident) -> set[int]:
    return duplicates.alike([row.pk for row in rows])


def in_review_and(other: Callable[[], Any]) -> tuple[Incident, Any]:
    """An incident in review and something that was found to be likely the same."""
    there = other()
    incident = make.in_review()
    duplicates.find(incident)
    assert pair(incident, there).verdict == "likely"
    return incident, there


@pytest.mark.parametrize(
    "other", [make.draft, make.in_review, make.published_incident, make.embargoed, found_draft]
)
def test_what_likely_is_another_live_incident_or_an_open_draft(other):
    incident, _there = in_review_and(other)
    assert alike(incident) == {incident.pk}


def test_of_two_that_wait_both_are_whichever_is_the_older():
    incident, other = in_review_and(make.in_review)
    assert (alike(incident), alike(other)) == ({incident.pk}, {other.pk})
    assert alike(incident, other) == {incident.pk, other.pk}


def test_the_other_one_is_not_where_it_is_out_already():
    incident, public = in_review_and(make.published_incident)
    assert alike(incident, public) == {incident.pk}


@pytest.mark.parametrize("verdict", ["maybe", "none"])
def test_a_weaker_likeness_does_not_count(verdict):
    incident, _there = in_review_and(make.published_incident)
    Match.objects.update(verdict=verdict)
    assert alike(incident) == set()


def test_a_pair_that_somebody_decided_about_does_not_count():
    incident, there = in_review_and(make.published_incident)
    joining.not_the_same(pair(incident, there), by=make.editor())
    assert alike(incident) == set()


def test_what_was_taken_back_or_decided_does_not_count():
    incident, public = in_review_and(make.published_incident)
    review.retract(public, by=make.reviewer(), reason="we erred")
    assert alike(incident) == set()
    other, draft = in_review_and(found_draft)
    Match.objects.exclude(pk=pair(other, draft).pk).delete()
    review.reject(draft, by=make.editor(), reason="a rumour")
    assert alike(other) == set()


def test_it_is_one_query_however_many():
    rows = [in_review_and(make.published_incident)[0] for _ in range(3)]
    for asked in (rows[:1], rows):
        with CaptureQueriesContext(connection) as captured:
            alike(*asked)
        assert len(captured) == 1
    assert alike() == set()
