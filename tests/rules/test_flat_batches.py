"""Long batches of the flat row skip the look at each source only while all of them may be passed on."""

from __future__ import annotations

import pytest

from incidents import flat
from incidents.codes import Audience
from incidents.models import Source
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("closed", [False, True], ids=["all open", "one closed"])
def test_long_and_short_batches_give_the_same_rows(monkeypatch: pytest.MonkeyPatch, closed: bool) -> None:
    incidents = [make.published_incident() for _ in range(3)]
    ids = [incident.pk for incident in incidents]
    if closed:
        Source.objects.filter(reports__links__incident=incidents[0]).update(redistributable=False)
    short = flat.flat_rows_of(ids, Audience.ANALYSTS)
    monkeypatch.setattr(flat, "FIRST_BATCH", 2)
    assert flat.flat_rows_of(ids, Audience.ANALYSTS) == short


def test_nothing_of_a_closed_source_is_in_a_long_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    incident = make.published_incident()
    before = flat.flat_rows_of([incident.pk], Audience.PUBLIC)[incident.pk]
    Source.objects.update(redistributable=False)
    monkeypatch.setattr(flat, "FIRST_BATCH", 0)
    after = flat.flat_rows_of([incident.pk], Audience.PUBLIC)[incident.pk]
    assert before["sources"] == 1
    assert after["sources"] == 0
