"""The data dictionary says what the code reads and writes."""

from __future__ import annotations

from incidents.flat import COLUMN_NAMES
from incidents.ingest.rowreader import COLUMNS, DERIVED, KNOWN
from tests.ingest import data_dictionary


def test_the_file_is_what_the_columns_say() -> None:
    assert data_dictionary.FILE.read_text() == data_dictionary.text(), (
        "run: python -m tests.ingest.data_dictionary"
    )


def test_every_column_of_an_export_can_be_loaded_again() -> None:
    assert [name for name in COLUMN_NAMES if name not in KNOWN] == []


def test_no_column_is_both_read_and_read_over() -> None:
    assert sorted(set(COLUMNS) & DERIVED) == []
