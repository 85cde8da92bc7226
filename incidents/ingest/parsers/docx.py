"""The text of a document in these bytes as it reads with every change accepted.

Author, comments, deleted and moved-away text are not kept.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document

from incidents.ingest.formats import FileRefused, storable
from incidents.ingest.formats.zipped import check_archive

MAX_UNZIPPED = 100 * 1024 * 1024
# What is no text of the document as it reads: deletions, where a move began, the copy of a text box for old programs.
LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "tcPr"})
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def parse(content: bytes) -> dict[str, Any]:
    """{text} of the document in these bytes. Raises FileRefused."""
    check_archive(content, MAX_UNZIPPED)
    try:
        body = Document(io.BytesIO(content)).element.body
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        raise FileRefused(f"is not a DOCX file that can be read: {str(error)[:200]}") from None
    text = "\n".join(_blocks(body)).strip()
    if not text:
        raise FileRefused("holds no text")
    return {"text": storable(text)}


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _blocks(element: Any) -> Iterator[str]:
    """Paragraphs in their order; the cells of a table's row in one line, parted by tabs."""
    for child in element:
        name = _name(child)
        if name == "p":
            yield _paragraph(child)
        elif name == "tr":
            if not _is_deleted_row(child):
                cells = [cell for cell in child if _name(cell) == "tc"]
                yield "\t".join(" ".join(filter(None, _blocks(cell))) for cell in cells)
        elif name not in LEFT_OUT:
            yield from _blocks(child)


def _is_deleted_row(row: Any) -> bool:
    return any(_name(mark) == "del" for part in row if _name(part) == "trPr" for mark in part)


def _paragraph(element: Any) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name == "p":  # a text box inside the paragraph
            yield "\n" + _paragraph(child)
        elif name not in LEFT_OUT:
            yield from _pieces(child)
