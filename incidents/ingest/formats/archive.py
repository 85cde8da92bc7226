"""ZIP: an archive that holds one file of a kind that is read here is opened in its place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from incidents.ingest.formats import (
    HEAD,
    FileRefused,
    Opener,
    RawRow,
    RefusedRow,
    Table,
    checked_size,
    kind_of,
    looks_binary,
)
from incidents.ingest.formats.zipped import DAMAGED, check_entries, opened

ENDING = ".zip"
MAX_TEXT_BYTES = 20 * 1024 * 1024
MAX_ROW_BYTES = 200 * 1024 * 1024
ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar")
UNSAFE, LONGEST_NAME = re.compile(r"[^\w. -]"), 100
# What a Macintosh adds beside each file, and what is no content of anybody's.
BESIDE = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def open_table(path: Path, formats: Mapping[str, Opener]) -> Table:
    """The rows of the one file in the archive whose name ends as one of `formats` does. Raises FileRefused."""
    folder = TemporaryDirectory(prefix="unpacked-")
    try:
        inside = unpacked(path, Path(folder.name), tuple(formats), MAX_ROW_BYTES)
        table = formats[inside.suffix.lower()](inside)
    except FileRefused:
        folder.cleanup()
        raise
    return replace(table, name=f"{path.name}/{table.name}", rows=_then_removed(table.rows, folder))


def _then_removed(
    rows: Iterator[RawRow | RefusedRow], folder: TemporaryDirectory[str]
) -> Iterator[RawRow | RefusedRow]:
    with folder:
        yield from rows


def ending_inside(path: Path, endings: tuple[str, ...]) -> str | None:
    """How the name of the archive's one readable file ends; None when there is not exactly one."""
    try:
        with opened(path) as archive:
            found = _readable(archive.infolist(), endings)
    except FileRefused:
        return None
    return PurePosixPath(found[0].filename).suffix.lower() if len(found) == 1 else None


def unpacked(path: Path, folder: Path, endings: tuple[str, ...], limit: int) -> Path:
    """The one file of the archive that ends as one of these, written into `folder`, of at most `limit` bytes.

    Raises FileRefused for anything but exactly one such file, and for every unsafe entry.
    """
    _check_kind(path)
    try:
        archive = opened(path)
        entries = check_entries(archive, limit)
    except FileRefused as refused:
        raise FileRefused(f"{path.name}: {refused}") from None
    with archive:
        entry = _only(path.name, entries, endings)
        target = folder / UNSAFE.sub("_", PurePosixPath(entry.filename).name)[-LONGEST_NAME:]
        _copy(path.name, archive, entry, target, limit)
    return target


def _check_kind(path: Path) -> None:
    checked_size(path)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if kind_of(head) != "zip":
        raise FileRefused(f"{path.name}: is not a ZIP archive: it is {looks_binary(head) or 'a text'}")


def _readable(entries: list[zipfile.ZipInfo], endings: tuple[str, ...]) -> list[zipfile.ZipInfo]:
    return [entry for entry in entries if entry.filename.lower().endswith(endings) and not _is_beside(entry)]


def _is_beside(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith(BESIDE) or entry.filename.endswith(BESIDE) or entry.is_dir()


def _only(name: str, entries: list[zipfile.ZipInfo], endings: tuple[str, ...]) -> zipfile.ZipInfo:
    nested = [entry for entry in entries if entry.filename.lower().endswith(ARCHIVES)]
    if nested:
        raise FileRefused(f"{name}: holds another archive ({nested[0].filename[:100]!r}): unpack it first")
    found = _readable(entries, endings)
    if len(found) != 1:
        known = ", ".join(ending for ending in endings if ending != ENDING)
        count = "no file" if not found else f"{len(found)} files"
        raise FileRefused(
            f"{name}: holds {count} of a kind that is read here ({known}); exactly one is opened"
        )
    return found[0]


def _copy(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, limit: int) -> None:
    """Writes the entry out, counting: what the archive says of its size may be a lie."""
    written = 0
    try:
        with archive.open(entry) as source, target.open("wb") as file:
            while block := source.read(1 << 20):
                written += len(block)
                if written > min(limit, entry.file_size):
                    raise FileRefused(f"{name}: {entry.filename[:100]!r} is larger than the archive says")
                file.write(block)
    except (*DAMAGED, RuntimeError) as error:
        raise FileRefused(f"{name}: is damaged: {str(error)[:200]}") from None
