"""An export as a workbook: the rows in one sheet, what they are in another. Texts stay texts, never formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from incidents.exports.about import About
from incidents.flat import COLUMNS

MOMENT = "yyyy-mm-dd hh:mm:ss"


class XlsxFile:
    """Rows go to the disk as they come; nothing of them stays in memory."""

    def __init__(self, folder: Path, columns: Sequence[str], about: About) -> None:
        self.folder, self.columns, self.about = folder, columns, about
        self.book = Workbook(write_only=True)
        self.rows = self._sheet("incidents")
        self.rows.append([_bold(self.rows, name) for name in columns])

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            self.rows.append([_cell(self.rows, row[name]) for name in self.columns])

    def finish(self) -> Path:
        sheet = self._sheet("about")
        sheet.append([_bold(sheet, "about this file")])
        for label, value in self.about.lines():
            sheet.append([label, _cell(sheet, value)])
        sheet.append([])
        sheet.append([_bold(sheet, text) for text in ("column", "meaning")])
        for column in COLUMNS:
            if column.name in self.columns:
                sheet.append([column.name, _cell(sheet, column.meaning)])
        path = self.folder / "incidents.xlsx"
        self.book.save(path)
        return path

    def close(self) -> None:
        """Ends what a file that is given up has begun."""
        for sheet in self.book.worksheets:
            if not sheet.closed:
                sheet.close()

    def _sheet(self, name: str) -> Any:
        sheet = self.book.create_sheet(name)
        # How a sheet looks is written before its first row.
        sheet.freeze_panes = "A2"
        sheet.sheet_format.defaultColWidth = 16
        if name == "about":
            sheet.column_dimensions["B"].width = 80
        return sheet


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Numbers, truths and days as such; moments in UTC, which Excel has no zones for; the rest as text."""
    if isinstance(value, (list, tuple)):
        value = ";".join(map(str, value))
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(UTC).replace(tzinfo=None))
        cell.number_format = MOMENT
        return cell
    if not isinstance(value, str):
        return value
    if not value:
        return None  # an empty text and no text are one in a sheet
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    if not text.startswith("=") and text not in ERROR_CODES:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
