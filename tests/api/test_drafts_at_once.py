"""The same incident sent by several programs at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from incidents.models import Incident
from tests import make
from tests.api.test_drafts import as_, enter


@pytest.mark.usefixtures("real_commits")
def test_it_is_entered_once_and_the_others_are_told_that_it_is_here():
    make.editor()

    def send(_number: int) -> int:
        try:
            return enter(as_(make.editor()), external_ids=["ours:8"]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [200, 200, 200, 201]
    assert Incident.objects.unpublished_too().count() == 1
