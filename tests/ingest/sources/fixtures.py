"""Fixtures that several folders of tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.ingest.sources.server import Site, names


@pytest.fixture
def asked_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names under example.org lead to this machine; the list says which were asked for."""
    with names(monkeypatch) as asked:
        yield asked


@pytest.fixture
def site(asked_names: list[str]) -> Iterator[Site]:
    """A server of this machine that may be asked, without a pause between requests."""
    server = Site()
    try:
        with override_settings(
            FETCH_PORTS=[server.port], FETCH_ALLOWED_NETWORKS=["127.0.0.1/32"], FETCH_PAUSE_SECONDS=0
        ):
            yield server
    finally:
        server.close()
