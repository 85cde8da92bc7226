"""One running site for all tests of the queue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sahel.local import PrivateServices
from tests.queue.desk import Desk


@pytest.fixture(scope="package")
def desk(private_services: PrivateServices, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    running = Desk(private_services, tmp_path_factory.mktemp("queue"), {})
    try:
        running.start()
        yield running
    finally:
        running.stop()
