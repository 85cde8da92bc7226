"""The fixture server, reachable as sources are in production but for its port and address."""

from __future__ import annotations

from tests.ingest.sources.fixtures import asked_names, site

__all__ = ["asked_names", "site"]
