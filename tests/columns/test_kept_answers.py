"""Whole answers that a view keeps: what they depend on beside incidents."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.test import Client

from incidents import picture
from incidents.columns import build
from incidents.columns.store import STORE
from incidents.models import ActorRelation
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("columns_folder")]


def test_a_new_member_of_an_actor_is_counted_with_it_at_once(client: Client) -> None:
    make.published_incident(involvements=(make.perpetrator("isgs"),))
    build.build()
    total = lambda: client.get("/api/v1/map/?bbox=-20,5,30,28&zoom=6&actor=africa-corps").json()["total"]  # noqa: E731
    assert total() == 0
    ActorRelation.objects.create(
        actor=make.actor("isgs"), other=make.actor("africa-corps"), relation="member_of"
    )
    assert total() == 1


def test_an_answer_is_given_though_another_thread_empties_the_memory(
    client: Client, monkeypatch: Any
) -> None:
    make.published_incident()
    build.build()
    client.get("/api/v1/map/?zoom=3")

    class EmptiedMeanwhile(dict[Any, Any]):
        def __setitem__(self, key: Any, value: Any) -> None:
            super().__setitem__(key, value)
            other = threading.Thread(target=self.clear)
            other.start()
            other.join()

    assert STORE.view is not None
    object.__setattr__(STORE.view, "answers", EmptiedMeanwhile())
    assert client.get("/api/v1/map/?zoom=4").status_code == 200
    assert picture.ANSWERS_REMEMBERED > 0
