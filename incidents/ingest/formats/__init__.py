"""One file per format. Each gives `open_table(path)`: the columns as the file names them, and its rows.

A format says nothing about what the columns mean: that is a layout's business (`incidents.ingest.layouts`).
A new format is one file and one line in FORMATS of `incidents.ingest.imports`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_FILE_BYTES = 200 * 1024 * 1024


class FileRefused(Exception):
    """The whole file cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class RawRow:
    """One row: texts by column, with its line (or feature number) for messages.

    Where a layout translated a provider's row, `given` are the provider's own cells.
    """

    line: int
    cells: dict[str, str]
    given: dict[str, str] | None = None


@dataclass(frozen=True)
class RefusedRow:
    """A line that is not even a row: where, and why."""

    line: int
    column: str
    reason: str
    text: str = ""


@dataclass(frozen=True)
class Table:
    """A file of rows. `columns` are the file's own names, lower case and trimmed; rows are read as they are asked for.

    In a `ragged` file each row brings names of its own, so that a wrong one is a row's fault, not the file's.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterator[RawRow | RefusedRow]
    ragged: bool = False
    expected: int | None = None  # how many rows, where that is known without reading them


Opener = Callable[[Path], Table]


def storable(text: str) -> str:
    """The text as PostgreSQL can keep it: NUL characters and lone surrogates become replacement signs."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def checked_size(path: Path, limit: int = MAX_FILE_BYTES) -> int:
    """The file's size in bytes; refuses what is missing, not a file, empty, or above the limit (bytes)."""
    try:
        if not path.exists():
            raise FileRefused(f"{path}: there is no such file")
        if not path.is_file():
            raise FileRefused(f"{path}: is not a file")
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise FileRefused(f"{path}: cannot be read: {error.strerror}") from None
    if size == 0:
        raise FileRefused(f"{path}: the file is empty")
    if size > limit:
        shown, most = size // 1024 // 1024, limit // 1024 // 1024
        raise FileRefused(f"{path}: {shown} MB is over the limit of {most} MB: split the file")
    return size


def looks_binary(head: bytes) -> str | None:
    """What kind of file the first bytes give away, when it is not text."""
    known = {
        b"PK\x03\x04": "a ZIP archive or an XLSX/DOCX file",
        b"%PDF": "a PDF file",
        b"MZ": "a program",
        b"\x1f\x8b": "a gzip archive",
        b"\x89PNG": "a picture",
        b"\xd0\xcf\x11\xe0": "an old Office file",
    }
    for magic, kind in known.items():
        if head.startswith(magic):
            return kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a text in UTF-16: save it as UTF-8"
    # A single NUL further down is the fault of its row; in the first line it is another encoding or no text.
    return "not a text (it holds NUL bytes)" if b"\x00" in head.partition(b"\n")[0] else None


def refuse_unreadable(path: Path, limit: int = MAX_FILE_BYTES) -> None:
    """Raises FileRefused for a file that is missing, too large (bytes), or no text at all."""
    checked_size(path, limit)
    with path.open("rb") as file:
        kind = looks_binary(file.read(4096))
    if kind is not None:
        raise FileRefused(f"{path.name}: is {kind}")
