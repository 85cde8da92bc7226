"""Office files, PDFs and archives made for a test."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADER = ("external_id", "date_start", "event_type", "killed_best")


def workbook(
    *rows: Sequence[Any], sheets: dict[str, Iterable[Sequence[Any]]] | None = None, title: str = "Sheet"
) -> bytes:
    """A workbook whose first sheet holds these rows, and others by name."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = title
    for row in rows:
        first.append(row)
    for name, lines in (sheets or {}).items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(archive: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same archive with some bytes of one of its files replaced, each time they occur."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        files = {entry: source.read(entry) for entry in source.namelist()}
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    return zipped(files)


def zipped(files: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def linked(name: str, target: str) -> bytes:
    """An archive whose entry is a symbolic link."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(entry, target)
    return file.getvalue()


def flagged(archive: bytes) -> bytes:
    """The archive with its entries marked as encrypted."""
    return _patched(archive, b"PK\x01\x02", 8, "<H", 1)


def lying(archive: bytes, size: int) -> bytes:
    """The archive with another size unpacked in its directory and in its entries' own headers."""
    return _patched(_patched(archive, b"PK\x01\x02", 24, "<L", size), b"PK\x03\x04", 22, "<L", size)


def _patched(archive: bytes, mark: bytes, offset: int, form: str, value: int) -> bytes:
    content, at = bytearray(archive), archive.find(mark)
    while at >= 0:
        struct.pack_into(form, content, at + offset, value)
        at = archive.find(mark, at + 1)
    return bytes(content)


def document(*blocks: str, author: str = "") -> bytes:
    """A DOCX of paragraphs; a block that begins with < is XML of the body."""
    made = Document()
    made.core_properties.author = author
    for block in blocks:
        if block.startswith("<"):
            made.element.body.insert(-1, parse_xml(block))
        else:
            made.add_paragraph(block)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def pdf(*pages: str, script: str = "") -> bytes:
    """A PDF with a line of text on each page, without any for an empty text; a script runs when it is opened."""
    action = f" /OpenAction << /S /JavaScript /JS ({script}) >>" if script else ""
    objects = [f"<< /Type /Catalog /Pages 2 0 R{action} >>", ""]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def locked(content: bytes) -> bytes:
    """The same PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secret")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def page(main: str, head: str = "") -> bytes:
    """An HTML page with a menu, these paragraphs and a footer."""
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body><nav><ul><li><a href='/'>Home</a></li>"
        f"<li><a href='/buy'>Subscribe</a></li></ul></nav><main><article>{main}</article></main>"
        "<footer>Imprint</footer></body></html>"
    ).encode()
