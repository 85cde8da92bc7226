"""A copy in a SQLite file: rows, and the number of the feed at which they stand, in one transaction.

The tables and the view are described in the package's README. Of the past nothing is kept: what is replaced, taken
out or withheld is overwritten in the file (secure_delete), so that a redaction holds for the copy, too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sahel_incidents.feed import ChangePage, ListPage
from sahel_incidents.problems import StoreRefused
from sahel_incidents.rows import COLUMNS, Incident

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

APPLICATION, VERSION = 0x53414845, 1
TABLES = """
CREATE TABLE incident (id TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE incoming (id TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE copy (
    only_row INTEGER PRIMARY KEY DEFAULT 1 CHECK (only_row = 1),
    address TEXT NOT NULL,
    audience TEXT NOT NULL,
    filters TEXT NOT NULL,
    sample INTEGER NOT NULL,
    number INTEGER,
    in_step TEXT,
    load_number INTEGER,
    load_next TEXT
);
"""


@dataclass(frozen=True)
class State:
    """Where a copy stands. `number` is None until it was loaded, `load_next` the query with which a load goes on,
    `in_step` the moment at which the server last said that there was nothing newer."""

    address: str
    audience: str
    filters: str
    sample: int
    number: int | None
    in_step: str | None
    load_number: int | None
    load_next: str | None


class SQLiteStore:
    """A copy in the file at `path`, made if it is not there. It belongs to one server, audience and selection.

    Made-up sample rows are left out, because the feed never tells what becomes of them; with `sample` they are kept
    as they were when the copy was loaded. Raises StoreRefused for a file that is something else.
    """

    def __init__(self, path: str | Path, *, sample: bool = False) -> None:
        self.path = Path(path)
        self.sample = sample
        try:
            # One thread at a time writes (docs: README); another may close.
            self._db = sqlite3.connect(self.path, timeout=30.0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise StoreRefused(f"{self.path} cannot be opened: {error}") from error
        try:
            self._db.execute("PRAGMA secure_delete = ON")
            with self._transaction():
                self._prepare()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise StoreRefused(f"{self.path} is no copy that can be written: {error}") from error
        except StoreRefused:
            self._db.close()
            raise

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> SQLiteStore:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # Reading ---------------------------------------------------------------------------------------------
    def rows(self) -> Iterator[Incident]:
        """The rows as the server gave them, all of one moment, ordered by id."""
        with closing(sqlite3.connect(self.path, timeout=30.0)) as reader:
            found = reader.execute("SELECT data FROM incident ORDER BY id").fetchall()
        return (cast(Incident, json.loads(data)) for (data,) in found)

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM incident").fetchone()[0])

    @property
    def state(self) -> State | None:
        """None for a file that no server has filled yet."""
        found = self._db.execute(
            "SELECT address, audience, filters, sample, number, in_step, load_number, load_next FROM copy"
        ).fetchone()
        return None if found is None else State(*found)

    def frame(self) -> GeoDataFrame:
        """The copy as a GeoDataFrame; needs the extra `geo`."""
        from sahel_incidents.geoframe import frame  # noqa: PLC0415  the extra may not be installed

        return frame(self.rows())

    # Writing ---------------------------------------------------------------------------------------------
    def claim(self, address: str, audience: str, filters: str) -> None:
        """Writes down what the copy is of; raises StoreRefused when it is of something else."""
        wanted = (address, audience, filters, int(self.sample))
        with self._transaction():
            self._db.execute(
                "INSERT OR IGNORE INTO copy (address, audience, filters, sample) VALUES (?, ?, ?, ?)", wanted
            )
        state = cast(State, self.state)
        names = ("server", "audience", "filters", "sample rows")
        has = (state.address, state.audience, state.filters, state.sample)
        wrong = [
            f"its {name}: {old!r}, not {new!r}"
            for name, old, new in zip(names, has, wanted, strict=True)
            if old != new
        ]
        if wrong:
            raise StoreRefused(
                f"{self.path} is another copy ({'; '.join(wrong)}): give it a file of its own."
            )

    def begin_load(self) -> None:
        """From here the rows are loaded anew; those that are there stay until the new ones are whole."""
        with self._transaction():
            self._db.execute("DELETE FROM incoming")
            self._db.execute(
                "UPDATE copy SET number = NULL, in_step = NULL, load_number = NULL, load_next = NULL"
            )

    def take_page(self, asked: str | None, page: ListPage) -> bool:
        """Keeps a page of the list that was asked with the state's `load_next`; False when another process was
        first. The last page puts the whole load into the place of the copy."""
        with self._transaction():
            state = self.state
            if state is None or state.number is not None or state.load_next != asked:
                return False
            self._put("incoming", page["results"])
            first = page["change_number"] if state.load_number is None else state.load_number
            if page["next"] is not None:
                self._db.execute("UPDATE copy SET load_number = ?, load_next = ?", (first, page["next"]))
                return True
            self._db.execute("DELETE FROM incident")
            self._db.execute("INSERT INTO incident SELECT id, data FROM incoming")
            self._db.execute("DELETE FROM incoming")
            self._db.execute("UPDATE copy SET number = ?, load_number = NULL, load_next = NULL", (first,))
            return True

    def take_changes(self, page: ChangePage) -> bool:
        """Applies a page of the feed and moves the number on; False when the copy does not stand where the page
        begins, because another process was first."""
        with self._transaction():
            state = self.state
            if state is None or state.number != page["since"]:
                return False
            if state.audience != page["audience"]:
                raise StoreRefused(f"{self.path} is a copy for {state.audience}, not for {page['audience']}.")
            for change in page["results"]:
                if change["row"] is None:
                    self._db.execute("DELETE FROM incident WHERE id = ?", (change["incident"],))
                else:
                    self._put("incident", [change["row"]])
            caught_up = page["next_since"] >= page["current"]
            now = datetime.now(timezone.utc).isoformat(timespec="seconds") if caught_up else None
            self._db.execute(
                "UPDATE copy SET number = ?, in_step = coalesce(?, in_step)", (page["next_since"], now)
            )
            return True

    def _put(self, table: str, rows: Iterable[Incident]) -> None:
        kept = ((row["id"], _json(row)) for row in rows if self.sample or not row["synthetic"])
        self._db.executemany(f"INSERT OR REPLACE INTO {table} (id, data) VALUES (?, ?)", kept)  # noqa: S608  our own names

    def _prepare(self) -> None:
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and (application, version) != (APPLICATION, VERSION):
            raise StoreRefused(f"{self.path} is a database, and no copy that this version can keep.")
        if not tables:
            for statement in TABLES.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA application_id = {APPLICATION}")
            self._db.execute(f"PRAGMA user_version = {VERSION}")
        view = f"CREATE VIEW incidents AS SELECT {', '.join(map(_column, COLUMNS))} FROM incident"  # noqa: S608  our own names
        kept = self._db.execute("SELECT sql FROM sqlite_master WHERE name = 'incidents'").fetchone()
        # Made anew by a version that knows other columns.
        if kept != (view,):
            self._db.execute("DROP VIEW IF EXISTS incidents")
            self._db.execute(view)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _column(name: str) -> str:
    return f"json_extract(data, '$.{name}') AS {name}"


def _json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
