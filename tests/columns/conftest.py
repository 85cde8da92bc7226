"""A snapshot of the test's own database, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from incidents.columns import files
from incidents.columns.store import STORE


@pytest.fixture
def columns_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Switches the column snapshot on, without one yet."""
    settings.COLUMNS_DIR = str(tmp_path)
    STORE.view = STORE.refused = None
    yield tmp_path
    STORE.view = STORE.refused = None
    files._identity.cache_clear()
