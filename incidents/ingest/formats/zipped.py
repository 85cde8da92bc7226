"""ZIP archives, and the office files that are ones: what is in them is looked at before anything is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from incidents.ingest.formats import FileRefused

MAX_ENTRIES = 1000
MAX_RATIO = 100
MAX_UNZIPPED = 200 * 1024 * 1024
# Small parts of office files shrink to almost nothing and are no bombs.
HARMLESS_BYTES = 1024 * 1024
DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error)


def opened(file: Path | IO[bytes]) -> zipfile.ZipFile:
    """The archive. Raises FileRefused when it is none or is damaged."""
    try:
        return zipfile.ZipFile(file)
    except DAMAGED as error:
        raise FileRefused(f"is a ZIP archive that cannot be read: {str(error)[:200]}") from None


def check_archive(content: bytes, limit: int = MAX_UNZIPPED) -> None:
    """Raises FileRefused for an archive in these bytes that is unsafe to unpack."""
    with opened(io.BytesIO(content)) as archive:
        check_entries(archive, limit)


def check_entries(archive: zipfile.ZipFile, limit: int = MAX_UNZIPPED) -> list[zipfile.ZipInfo]:
    """The files of an archive (no folders). Raises FileRefused for entries that are unsafe or too large (bytes)."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FileRefused(f"holds {len(entries)} entries; at most {MAX_ENTRIES} are read")
    for entry in entries:
        _check(entry)
    total = sum(entry.file_size for entry in entries)
    if total > limit:
        raise FileRefused(
            f"holds {total // 1024 // 1024} MB unpacked; at most {limit // 1024 // 1024} MB are read"
        )
    return [entry for entry in entries if not entry.is_dir()]


def _check(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    shown = repr(entry.filename[:100])
    if name.startswith("/") or ":" in name[:3] or ".." in PurePosixPath(name).parts or "\x00" in name:
        raise FileRefused(f"holds an entry that leads out of the archive: {shown}")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused(f"holds a symbolic link: {shown}")
    if entry.flag_bits & 0x1:
        raise FileRefused(f"is encrypted ({shown}): unpack it and send the file itself")
    if entry.file_size > HARMLESS_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        ratio = entry.file_size // max(1, entry.compress_size)
        raise FileRefused(f"{shown} unpacks to {ratio} times its size; at most {MAX_RATIO} times is read")
