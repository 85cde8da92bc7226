"""An actor is called by the name that it bore on the day of the incident."""

from __future__ import annotations

from datetime import date

import pytest

from incidents import changes
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2014, 12, 31), "Islamic State Sahel Province"),  # no name is known for then: the present one
        (date(2015, 6, 1), "Islamic State in the Greater Sahara"),
        (date(2018, 9, 30), "Islamic State in the Greater Sahara"),
        (date(2019, 7, 1), "Islamic State West Africa Province - Greater Sahara"),
        (date(2021, 8, 17), "Islamic State West Africa Province - Greater Sahara"),
        (date(2022, 3, 21), "Islamic State Sahel Province"),
        (date(2026, 1, 1), "Islamic State Sahel Province"),
    ],
)
def test_the_group_that_was_renamed_twice(day, name):
    assert make.actor("isgs").name_on(day) == name


def test_an_actor_without_dated_names_keeps_its_name():
    actor = make.actor("civilians")
    assert actor.name_on(date(2018, 9, 30)) == actor.name


def test_the_public_record_tells_both_names():
    incident = make.published_incident(involvements=(make.perpetrator("isgs"),))
    party = changes.images([incident.pk])[incident.pk]["actors"][0]
    assert (party["name_then"], party["name"]) == (
        "Islamic State in the Greater Sahara",
        "Islamic State Sahel Province",
    )
