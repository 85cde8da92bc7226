"""Named releases: what there is, and files that are as their checksums say."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TypedDict, cast

from sahel_incidents.connection import Connection
from sahel_incidents.problems import ChecksumWrong, SahelError, Unreachable

PATH = "/api/v1/releases/"
SAFE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}", re.ASCII)


class ReleaseFile(TypedDict):
    name: str
    url: str
    media_type: str
    size: int
    sha256: str


class Release(TypedDict):
    """An issue of a release; its data never change."""

    name: str
    url: str
    made_at: str
    change_number: int
    incidents: int
    reason: str
    replaced_by: str | None
    files: list[ReleaseFile]


def release(connection: Connection, name: str) -> Release:
    return cast(Release, connection.get(f"{PATH}{_safe(name)}/").data)


def download(connection: Connection, name: str, folder: Path) -> list[Path]:
    found = release(connection, name)
    folder.mkdir(parents=True, exist_ok=True)
    return [_file(connection, found["name"], file, folder) for file in found["files"]]


def _file(connection: Connection, name: str, file: ReleaseFile, folder: Path) -> Path:
    target = folder / f"{_safe(name)}-{_safe(file['name'])}"
    if target.exists() and _digest_of(target) == file["sha256"]:
        return target
    # A file of its own for each process: two that load the same release do not write into one another.
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        connection.patiently(lambda: _load(connection, f"{PATH}{name}/{file['name']}", file, part))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _load(connection: Connection, path: str, file: ReleaseFile, part: Path) -> None:
    """The file from its beginning. The server has no ranges: what was cut is loaded anew, never joined."""
    digest, size = hashlib.sha256(), 0
    with part.open("wb") as out:
        for block in connection.blocks(path):
            size += len(block)
            if size > file["size"]:
                break
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if size < file["size"]:
        raise Unreachable(f"{file['name']} ended after {size} of {file['size']} bytes.")
    if size > file["size"] or digest.hexdigest() != file["sha256"]:
        raise ChecksumWrong(f"{file['name']} is not the file that its checksum names.")


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _safe(name: str) -> str:
    """A name that stays in its folder, here and in the address."""
    if not SAFE_NAME.fullmatch(name):
        raise SahelError(f"{name!r} is no name of a release or of its file.")
    return name
