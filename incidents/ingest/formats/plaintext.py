"""Plain text and Markdown, in UTF-8, taken as it stands."""

from __future__ import annotations

from pathlib import Path

from incidents.ingest.formats import HEAD, FileRefused, Text, checked_size, looks_binary

MAX_FILE_BYTES = 1_048_576


def read_text(path: Path) -> Text:
    """The text. Raises FileRefused for what is too large, no text, or not in UTF-8."""
    if checked_size(path) > MAX_FILE_BYTES:
        raise FileRefused(f"{path.name}: a note has at most {MAX_FILE_BYTES // 1024} kB; rows go into a CSV")
    content = path.read_bytes()
    kind = looks_binary(content[:HEAD])
    if kind is not None:
        raise FileRefused(f"{path.name}: is {kind}")
    try:
        return Text(content.decode("utf-8-sig").replace("\r\n", "\n").replace("\x00", "\ufffd"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        raise FileRefused(
            f"{path.name}, line {line}: is not UTF-8 (byte 0x{byte:02X}): save it as UTF-8"
        ) from None
