"""What a process remembers of single incidents is never less, nor older, than what the database holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from incidents import features
from incidents.columns import build
from incidents.models import Place
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]
MAP = "/api/v1/map/?bbox=-20,5,30,28&zoom=12"


def shown(client: Client) -> set[str]:
    return {feature["id"] for feature in client.get(MAP).json()["features"]}


def test_singles_that_were_remembered_stay_on_the_map_when_the_memory_is_full(
    client: Client, monkeypatch: Any
) -> None:
    for place in ("ml-ansongo", "ml-menaka", "ml-gao"):
        make.published_incident(place=place)
    build.build()
    monkeypatch.setattr(features, "REMEMBERED", 3)
    west = client.get("/api/v1/map/?bbox=-20,5,1,28&zoom=12").json()["features"]
    assert len(west) >= 1
    assert len(shown(client)) == 3


def test_a_renamed_place_is_shown_under_its_new_name(client: Client) -> None:
    make.published_incident()
    build.build()
    name = lambda: client.get(MAP).json()["features"][0]["properties"]["place"]  # noqa: E731
    name()
    Place.objects.filter(key="ml-ansongo").update(name="Withheld")
    assert name() == "Withheld"
