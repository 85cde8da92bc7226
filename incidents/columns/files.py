"""The snapshot on disk: written once under a name of its own, then only read, by all processes of a host.

<COLUMNS_DIR>/<database>/current        the name of the snapshot in use, replaced in one step
<COLUMNS_DIR>/<database>/<name>/*.npy   one file a column, mapped into memory
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import connection

from incidents.codes import Audience
from incidents.columns.journal import Mark
from incidents.columns.layout import HELD, KEPT
from incidents.columns.parts import Array, Part, Postings
from incidents.columns.pyramid import AUDIENCES, Pyramid, pyramid_of, totals_of

# A change of what the files hold makes older ones unreadable: they are built anew.
VERSION = 4
# Seconds after which files are no longer used, since the journal may have forgotten what they miss.
FRESH_FOR = 20 * 3600


@dataclass(frozen=True)
class Snapshot:
    """A part, what is summed up of it beforehand, and the mark of the journal that it stands at."""

    name: str
    part: Part
    pyramids: Mapping[int, Pyramid]
    totals: Mapping[int, Array]
    mark: Mark
    made_at: float


def folder_of_database() -> Path | None:
    """Where the snapshots of the connected database lie; None where the read model is switched off."""
    if not settings.COLUMNS_DIR:
        return None
    return Path(settings.COLUMNS_DIR) / _identity(str(connection.settings_dict["NAME"]))


@cache
def _identity(name: str) -> str:
    """Tells this database from a copy elsewhere: transaction numbers mean something here only. A database that
    took the place of another of the same name is told by the mark (journal.py)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || '-' || oid"
            " FROM pg_database WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])


def write(part: Part, mark: Mark) -> str:
    """Writes a snapshot, makes it the one in use, removes what is old; returns its name."""
    folder = folder_of_database()
    if folder is None:
        raise RuntimeError("COLUMNS_DIR is not set: there is nowhere to write the columns to")
    name = f"{int(time.time())}-{secrets.token_hex(4)}"
    place = folder / f"{name}.new"
    place.mkdir(parents=True)
    for column in KEPT:
        np.save(place / f"{column}.npy", part.columns[column])
    for field in ("actors", "firsts", "rows", "said"):
        np.save(place / f"posting_{field}.npy", getattr(part.postings, field))
    for audience in AUDIENCES:
        np.save(place / f"totals_{int(audience)}.npy", totals_of(part, audience))
        for across, cells in pyramid_of(part, audience).items():
            np.save(place / f"cells_{int(audience)}_{across}.npy", cells)
    about = {
        "version": VERSION, "columns": [asdict(held) for held in HELD], "longest": part.longest, "box": part.box,
        "lowest_open": mark.lowest_open, "table": mark.table, "seen": sorted(mark.seen), "made_at": time.time(),
    }  # fmt: skip
    (place / "about.json").write_text(json.dumps(about))
    for path in place.iterdir():
        _on_disk(path)
    place.rename(folder / name)
    before = present_name(folder)
    pointer = folder / f"current.{name}"
    pointer.write_text(name)
    pointer.replace(folder / "current")
    # Another process may be opening the one before.
    _remove_old(folder, {name, before or name})
    return name


def _on_disk(path: Path) -> None:
    """A power cut after the rename must not leave a file without its bytes."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_old(folder: Path, kept: Collection[str]) -> None:
    for other in folder.iterdir():
        if other.is_dir() and other.name not in kept:
            shutil.rmtree(other, ignore_errors=True)


def present_name(folder: Path) -> str | None:
    """The name of the snapshot in use, if there is one."""
    try:
        return (folder / "current").read_text()
    except OSError:
        return None


def read(folder: Path, name: str) -> Snapshot | None:
    """Maps a snapshot into memory; None when it is gone, too old, or made by another version."""
    place = folder / name
    try:
        about = json.loads((place / "about.json").read_text())
        if about["version"] != VERSION or about["columns"] != [asdict(held) for held in HELD]:
            return None
        # Neither too old nor from a clock that stood ahead.
        if not -60 <= time.time() - about["made_at"] <= FRESH_FOR:
            return None
        part = Part(
            {column: _mapped(place / f"{column}.npy") for column in KEPT},
            _postings(place),
            about["longest"],
            tuple(about["box"]),
        )
        pyramids = {int(audience): _pyramid(place, audience) for audience in AUDIENCES}
        totals = {int(a): np.load(place / f"totals_{int(a)}.npy") for a in AUDIENCES}
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    mark = Mark(
        about["lowest_open"],
        about["table"],
        frozenset((pk, transaction) for pk, transaction in about["seen"]),
    )
    return Snapshot(name, part, pyramids, totals, mark, about["made_at"])


def _mapped(path: Path) -> Array:
    # An empty file cannot be mapped.
    if path.stat().st_size <= 128:
        return np.load(path)
    return np.asarray(np.load(path, mmap_mode="r"))


def _postings(place: Path) -> Postings:
    return Postings(
        *(_mapped(place / f"posting_{field}.npy") for field in ("actors", "firsts", "rows", "said"))
    )


def _pyramid(place: Path, audience: Audience) -> Pyramid:
    prefix = f"cells_{int(audience)}_"
    return {int(path.stem.removeprefix(prefix)): np.load(path) for path in place.glob(f"{prefix}*.npy")}
