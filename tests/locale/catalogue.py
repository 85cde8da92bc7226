"""The French catalogue as it is written (.po) and as Django reads it (.mo)."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.locale.sources import ROOT, Text

PO = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"


@dataclass
class Entry:
    flags: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        return Text(self.parts["msgid"], self.parts.get("msgid_plural", ""), self.parts.get("msgctxt", ""))

    @property
    def forms(self) -> list[str]:
        return [words for part, words in self.parts.items() if part.startswith("msgstr")]


def entries_of(source: str) -> Iterator[Entry]:
    """The entries of a .po file, its header among them."""
    for block in source.strip().split("\n\n"):
        entry, part = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry.flags += line
            elif not line.startswith("#"):
                keyword, quote, rest = line.partition('"')
                part = keyword.strip() or part
                entry.parts[part] = entry.parts.get(part, "") + ast.literal_eval(quote + rest)
        yield entry


def compiled_texts(content: bytes) -> dict[bytes, bytes]:
    """The originals and translations of a .mo file (GNU gettext's format, little-endian)."""
    magic, _revision, number, originals, translations = struct.unpack_from("<5I", content)
    assert magic == 0x950412DE

    def at(table: int, index: int) -> bytes:
        length, offset = struct.unpack_from("<2I", content, table + 8 * index)
        return content[offset : offset + length]

    return {at(originals, index): at(translations, index) for index in range(number)}


def as_compiled(entry: Entry) -> tuple[bytes, bytes]:
    text = entry.text
    original = f"{text.context}\x04{text.singular}" if text.context else text.singular
    original += f"\0{text.plural}" if text.plural else ""
    return original.encode(), "\0".join(entry.forms).encode()


HEADER, *ENTRIES = entries_of(PO.read_text())
