"""One file per format of a source. Each gives `raw_rows(path)`: rows as texts by column, or refused lines.

A new format is one file and one line in FORMATS.
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
    """One row as the file has it: texts by column, with its line (or feature number) for messages."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class RefusedRow:
    """A line that is not even a row: where, and why."""

    line: int
    column: str
    reason: str
    text: str = ""


Reader = Callable[[Path], Iterator[RawRow | RefusedRow]]


def checked_size(path: Path) -> int:
    """The file's size in bytes; refuses what is missing, not a file, empty, or too large to take at once."""
    if not path.exists():
        raise FileRefused(f"{path}: there is no such file")
    if not path.is_file():
        raise FileRefused(f"{path}: is not a file")
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(f"{path}: the file is empty")
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise FileRefused(
            f"{path}: {size // 1024 // 1024} MB is over the limit of {limit} MB: split the file"
        )
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
    return "not a text (it holds NUL bytes)" if b"\x00" in head else None


def open_refused(path: Path) -> None:
    """Raises FileRefused for a file that is no text at all."""
    checked_size(path)
    with path.open("rb") as file:
        kind = looks_binary(file.read(4096))
    if kind is not None:
        raise FileRefused(f"{path.name}: is {kind}")
