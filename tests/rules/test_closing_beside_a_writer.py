"""A source is closed while somebody writes: the two wait for each other, so that nothing slips through between them."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction

from incidents import closing, review
from tests import make
from tests.rules.test_closing import ANALYSTS, gazette, said_by_gazette

pytestmark = pytest.mark.usefixtures("real_commits")


def test_a_publication_under_way_is_waited_for_and_closed_as_well() -> None:
    incident = make.in_review(**said_by_gazette())
    by = make.admin()

    def closing_beside() -> None:
        closing.close(gazette(), by=by)
        connection.close()

    beside = Thread(target=closing_beside)
    with transaction.atomic():
        review.publish([incident.pk], by=make.reviewer(), reason="checked")
        beside.start()
        beside.join(0.5)
        assert beside.is_alive()
    beside.join(20)
    assert (beside.is_alive(), gazette().redistributable, make.fresh(incident).audience) == (
        False,
        False,
        ANALYSTS,
    )
