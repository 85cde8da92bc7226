"""A watched folder: files that were moved into it are taken in, one after the other, and put away.

    folder/              whoever delivers renames a finished file into it
    folder/working/      being taken in, each under the hash of its bytes; what a dead worker left is taken first
    folder/done/         taken in
    folder/refused/      not taken in, with the reason beside it in NAME.reason.txt

Each step is one rename. A worker may die between any two of them: the file is found again where it is, and
taking it in twice changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from incidents.ingest.formats import storable
from incidents.ingest.sources import CannotPoll
from incidents.ingest.sources.options import Option, Options, text

OPTIONS: Options = {"folder": Option("Folder inside INBOX_DIR; missing: INBOX_DIR itself.", text, "")}
WORKING, DONE, REFUSED, REASON = "working", "done", "refused", ".reason.txt"
# Names that programs give to what they are still writing.
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".partial", "~")
STABLE_SECONDS = 2.0
MAX_ATTEMPTS = 3
HASH_LENGTH = 64
MAX_NAME = 120
_ODD = re.compile(r"[\x00-\x1f\x7f/\\]")


def folder_of(inbox: str, name: str) -> Path:
    """The folder to watch. Raises CannotPoll when it is not there, or lies outside the inbox."""
    if not inbox:
        raise CannotPoll("no inbox is set up: set INBOX_DIR to a folder")
    root = Path(inbox).resolve()
    folder = (root / name).resolve()
    if not folder.is_relative_to(root):
        raise CannotPoll(f"the folder {name[:60]!r} lies outside the inbox")
    if folder != root and {WORKING, DONE, REFUSED} & set(folder.relative_to(root).parts):
        raise CannotPoll(f"the folder {name[:60]!r} is one that files are put away in")
    if not folder.is_dir():
        raise CannotPoll(f"there is no folder {name[:60] or inbox!r}")
    return folder


def waiting(folder: Path, *, now: float | None = None) -> Iterator[Path]:
    """Files to take in, each claimed as it is given: what a dead worker left, then what came in, oldest first."""
    working = folder / WORKING
    for place in sorted(working.iterdir()) if working.is_dir() else []:
        if place.is_dir() and not place.is_symlink():
            yield from sorted(path for path in place.iterdir() if not path.name.endswith(".attempts"))
    moment = time.time() if now is None else now
    for path in sorted(folder.iterdir(), key=_age_key):
        if _is_finished(path, moment):
            yield _claim(folder, path)


def _age_key(path: Path) -> tuple[float, str]:
    try:
        return path.lstat().st_mtime, path.name
    except OSError:
        return 0.0, path.name


def _is_finished(path: Path, now: float) -> bool:
    """A plain file of its own that nobody writes any more: no link, not hidden, untouched for two seconds."""
    if path.name.startswith(".") or path.name.lower().endswith(UNFINISHED):
        return False
    try:
        state = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and now - max(state.st_mtime, state.st_ctime) >= STABLE_SECONDS


def _claim(folder: Path, path: Path) -> Path:
    """Moves the file under the hash of its bytes: the same bytes meet in one place."""
    try:
        place = folder / WORKING / digest_of(path)
        place.mkdir(parents=True, exist_ok=True)
        return path.rename(place / _plain_name(path.name))
    except OSError as error:
        raise CannotPoll(f"{storable(path.name)[:100]} cannot be moved: {error.strerror}") from None


def digest_of(path: Path) -> str:
    """sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain_name(name: str) -> str:
    """The name as it may stand in a message: storable, short, with its ending."""
    clean = _ODD.sub("_", storable(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))
    stem, dot, ending = clean.rpartition(".")
    return clean if len(clean) <= MAX_NAME else f"{stem[:80]}{dot}{ending[:30]}"


def taken_before(folder: Path, path: Path) -> bool:
    """Whether these bytes lie in done/ already."""
    done = folder / DONE
    return done.is_dir() and any(done.glob(f"{path.parent.name[:16]}-*"))


def begin(path: Path) -> int:
    """Counts an attempt before it is made, so that a file which ends its worker is counted too."""
    note = path.with_name(path.name + ".attempts")
    attempts = note.stat().st_size + 1 if note.exists() else 1
    with note.open("ab") as file:
        file.write(b".")
        file.flush()
        os.fsync(file.fileno())
    return attempts


def put_away(folder: Path, path: Path, *, reason: str = "") -> Path:
    """Moves a claimed file to done/, or to refused/ with the reason beside it. The reason is there first."""
    into = folder / (REFUSED if reason else DONE)
    into.mkdir(exist_ok=True)
    name = f"{path.parent.name[:16]}-{path.name}"
    if reason:
        (into / (name + REASON)).write_text(storable(reason) + "\n", encoding="utf-8")
    moved = path.rename(into / name)
    for note in path.parent.glob("*.attempts"):
        note.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
    return moved
