"""What a provider's columns mean: each layout turns rows as a file has them into rows of our columns.

Our columns are those of `incidents.ingest.rowreader.COLUMNS`. A new layout is one file and one line in LAYOUTS
of `incidents.ingest.imports`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from incidents.ingest.formats import RawRow, RefusedRow, Table


@dataclass(frozen=True)
class Layout:
    """`fits` recognises a file by its columns; `rows` gives its rows in our columns, refusing what is no row.

    In a `lenient` layout a party that our tables do not know is kept in the provider's words instead of being
    refused. A `restricted` provider's rows may not be passed on, whatever the source says.
    """

    name: str
    fits: Callable[[frozenset[str]], bool]
    rows: Callable[[Table], Iterator[RawRow | RefusedRow]]
    lenient: bool = False
    restricted: bool = False
