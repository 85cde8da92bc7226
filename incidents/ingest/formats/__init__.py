"""One file per format. Each gives `open_table(path)`: the columns as the file names them, and its rows.

A format says nothing about what the columns mean: that is a layout's business (`incidents.ingest.layouts`).
A new format is one file and one line in FORMATS of `incidents.ingest.imports`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_FILE_BYTES = 200 * 1024 * 1024
HEAD = 8192
HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*( *\+ *[a-z0-9_]+)*", re.IGNORECASE)
WORDS = {"xlsx": "an XLSX file", "docx": "a DOCX file", "zip": "a ZIP archive", "pdf": "a PDF file"}
MAGICS = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"%PDF", "pdf"), (b"MZ", "a program"),
    (b"\x7fELF", "a program"), (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or a recording (RIFF)"), (b"II*\x00", "a picture (TIFF)"), (b"MM\x00*", "a picture (TIFF)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one with a password"), (b"{\\rtf", "an RTF file"),
    (b"PAR1", "a Parquet file"), (b"SQLite format 3", "a database"),
    (b"\xff\xfe", "a text in UTF-16: save it as UTF-8"), (b"\xfe\xff", "a text in UTF-16: save it as UTF-8"),
)  # fmt: skip


class FileRefused(Exception):
    """The whole file cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class RawRow:
    """One row: texts by column, with its line (or feature number) for messages."""

    line: int
    cells: dict[str, str]


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
    `expected` is about how many rows there are, when that is cheaply known; `remarks` are sentences about what
    of the file was not read as rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterator[RawRow | RefusedRow]
    ragged: bool = False
    expected: int | None = None
    remarks: tuple[str, ...] = ()


Opener = Callable[[Path], Table]


@dataclass(frozen=True)
class Text:
    """A file that is one text. `title` is empty and `published` (YYYY-MM-DD) None when the file states none."""

    text: str
    title: str = ""
    published: str | None = None


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


def is_hxl(texts: Iterable[str]) -> bool:
    """Whether a line holds tags of the Humanitarian Exchange Language, such as #date+start, and nothing else."""
    given = [text.strip() for text in texts if text and text.strip()]
    return bool(given) and all(HXL_TAG.fullmatch(text) for text in given)


HXL_REMARK = "line 2 holds HXL tags and was not read as a row"


def kind_of(head: bytes) -> str | None:
    """What kind of file the first bytes give away, when it is not text: `xlsx`, `pdf`, or in words for people."""
    for magic, kind in MAGICS:
        if head.startswith(magic):
            return _kind_of_archive(head) if kind == "zip" else kind
    return None


def _kind_of_archive(head: bytes) -> str:
    """An office file shows its parts' names in its first kilobytes."""
    is_office = b"[Content_Types].xml" in head or b"_rels/.rels" in head or b"docProps/" in head
    if b"xl/" in head and is_office:
        return "xlsx"
    return "docx" if b"word/" in head and is_office else "zip"


def looks_binary(head: bytes) -> str | None:
    """What kind of file the first bytes give away, in words, when it is not text."""
    kind = kind_of(head)
    if kind is not None:
        return WORDS.get(kind, kind)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in head.lower()):
        return "a picture (SVG)"
    # A single NUL further down is the fault of its row; in the first line it is another encoding or no text.
    return "not a text (it holds NUL bytes)" if b"\x00" in head.partition(b"\n")[0] else None


def refuse_unreadable(path: Path, limit: int = MAX_FILE_BYTES) -> None:
    """Raises FileRefused for a file that is missing, too large (bytes), or no text at all."""
    checked_size(path, limit)
    with path.open("rb") as file:
        kind = looks_binary(file.read(HEAD))
    if kind is not None:
        raise FileRefused(f"{path.name}: is {kind}")


def bytes_of(path: Path, kind: str, limit: int) -> bytes:
    """The content of a file that has to be of a kind (`xlsx`, `docx`, `pdf`). Raises FileRefused, saying what it is."""
    checked_size(path, limit)
    content = path.read_bytes()
    found = kind_of(content[:HEAD])
    # Which parts stand first is the writing program's choice: the reader says what is missing.
    if found != kind and not (found == "zip" and kind in ("xlsx", "docx")):
        shown = looks_binary(content[:HEAD]) or "a text"
        raise FileRefused(f"{path.name}: is not {WORDS[kind]}: it is {shown}")
    return content
