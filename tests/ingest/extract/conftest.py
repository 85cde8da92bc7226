"""Tables of names for the tests of extraction; none of them needs a database."""

from __future__ import annotations

import pytest

from incidents.ingest.gazetteer import Tables

from .sample_tables import sample_tables


@pytest.fixture(scope="session")
def tables() -> Tables:
    """A handful of places, regions and actors: what a test means stands still while the curated lists grow."""
    return sample_tables()


@pytest.fixture(scope="session")
def reference_tables() -> Tables:
    return Tables.from_reference()
