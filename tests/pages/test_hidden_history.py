"""Where an incident was must not be read in its public history once its location is hidden."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static_files")]


@pytest.mark.parametrize(
    "address", ["/api/v1/changes/", "/changes/", "/incidents/{id}/", "/api/v1/incidents/{id}/revisions/"]
)
def test_a_location_that_became_hidden_is_not_told_by_the_history(
    client: Client, committed: Any, address: str
) -> None:
    with committed():
        incident = make.published_incident(summaries={"en": "Three people were killed."})
    with committed():
        make.edited(incident, location_policy="hidden")
    shown = client.get(address.format(id=incident.public_id)).content.decode()
    assert not [word for word in ("0.5022", "15.6597", "Ansongo", "ML0701") if word in shown]
