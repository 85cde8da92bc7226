"""Insecurity Insight's files on health care, education, aid workers, protection and sexual violence (SiND).

One event may stand in two themes, each with figures of its own: the key is `<id>/<theme>`, so that neither is
lost nor doubled. Its figures count the theme's victims only, so that they are a lowest number of all victims.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from incidents.ingest.formats import RawRow, RefusedRow, Table
from incidents.ingest.layouts import Layout
from incidents.ingest.layouts.insecuritythemes import THEMES, Theme, figure, what_happened
from incidents.ingest.layouts.provided import (
    as_day,
    digits_of,
    is_nothing,
    kept,
    sentences,
    whole,
    without_empty,
)

NEEDED = frozenset({"date", "event description", "country iso", "geo precision", "reported perpetrator name"})
IDS = ("sind event id", "sind id", "sind_id")
# The number in brackets counts: (1) the place; (2) 25 km; (3) district; (4) province; (5) along a line; (6) country.
GEO_PRECISION = {"1": "settlement", "2": "near", "3": "admin2", "4": "admin1", "5": "unknown", "6": "country"}
NEAR_M = 25_000
BRACKETED = re.compile(r"\((\d)\)", re.ASCII)
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?", re.ASCII)
# Regions and parties as this provider writes them, where that is no spelling of the name.
REGIONS = {
    "waterfalls": "Cascades", "upper basins": "Hauts-Bassins", "southwest": "Sud-Ouest", "sicasso": "Sikasso",
    "central north": "Centre-Nord", "central east": "Centre-Est", "central west": "Centre-Ouest",
    "central south": "Centre-Sud",
}  # fmt: skip
PARTIES = {
    "unidentified armed actor": "Unidentified Armed Group", "armed men": "Unidentified Armed Group",
    "gunmen": "Unidentified Armed Group", "mali armed forces": "Malian Armed Forces",
    "islamic state of the greater sahara": "Islamic State in the Greater Sahara", "ansar al-dine": "Ansar Dine",
    "mnla national movement for the liberation of azawad": "MNLA", "national police force (mali)": "Malian National Police",
    "mujao movement for oneness and jihad in west africa": "MUJAO",
    "no further information available": "", "unidentified": "Unidentified Armed Group",
}  # fmt: skip


def fits(columns: frozenset[str]) -> bool:
    return columns >= NEEDED and not columns.isdisjoint(IDS)


def rows(table: Table) -> Iterator[RawRow | RefusedRow]:
    """Raw rows in our columns; a row without an id or of an unknown theme is refused."""
    for row in table.rows:
        if isinstance(row, RefusedRow):
            yield row
        else:
            yield _row(row, theme_of(row.cells, row.cells if table.ragged else table.columns))


def _row(row: RawRow, theme: Theme | None) -> RawRow | RefusedRow:
    cells = row.cells
    number = next((whole(cells[name]) for name in IDS if whole(cells.get(name, "")) is not None), None)
    if number is None:
        return _refused(row, IDS[0], "is empty or no number: nothing is filed under an empty id")
    if theme is None:
        return _refused(row, "dataset", f"{cells.get('dataset', '')[:40]!r} is no theme that is known here")
    code = BRACKETED.search(cells.get("geo precision", ""))
    precision = GEO_PRECISION.get(code[1]) if code else None
    if precision is None:
        return _refused(
            row, "geo precision", f"{cells.get('geo precision', '')[:60]!r} has no number (1) to (6)"
        )
    is_point = precision in ("settlement", "near")
    return RawRow(
        row.line,
        without_empty(
            {
                "external_id": f"{number}/{theme.name}",
                **_when(cells),
                **what_happened(cells, theme),
                "country": cells["country iso"] if cells.get("country iso") else cells.get("country"),
                "admin1": _region(cells.get("admin 1", "")),
                "longitude": _degrees(cells, "longitude") if is_point else None,
                "latitude": _degrees(cells, "latitude") if is_point else None,
                "geo_precision": precision,
                "radius_m": NEAR_M if precision == "near" else None,
                **_figures(cells, theme),
                "perpetrator": _perpetrators(cells),
                "sectors": theme.sector,
                "internal_notes": _notes(cells),
                "as_given": kept([cells]),
            }
        ),
    )


def theme_of(cells: dict[str, str], columns: Container[str]) -> Theme | None:
    """The theme by its name or, in a file of one theme that does not name it, by a column of its own."""
    named = cells.get("dataset", "").lower()
    if named:
        return next((theme for theme in THEMES if theme.name.lower() == named), None)
    return next((theme for theme in THEMES if theme.mark in columns), None)


def _refused(row: RawRow, column: str, reason: str) -> RefusedRow:
    return RefusedRow(row.line, column, reason, kept([row.cells])[:500])


def _when(cells: dict[str, str]) -> dict[str, str]:
    """The day of the date column. That descriptions begin with a month only is how this provider writes them all."""
    text = cells.get("date", "")
    day = as_day(text)
    is_day = day is not None and MIDNIGHT.fullmatch(text[10:] or " 00:00")
    return {"date_start": day.isoformat() if day and is_day else text}


def _degrees(cells: dict[str, str], column: str) -> str:
    text = cells.get(column, "")
    return "" if is_nothing(text) else text


def _region(text: str) -> str:
    return "" if is_nothing(text) else REGIONS.get(text.strip().lower().replace("-", " "), text.strip())


def _figures(cells: dict[str, str], theme: Theme) -> dict[str, str]:
    """The theme's victims as lowest numbers of all; none of them says nothing of the others."""
    found: dict[str, str] = {}
    for kind, columns in theme.victims.items():
        counted = [(column, figure(cells, column)) for column in columns]
        total = sum(number for _column, number in counted if number)
        if total:
            found[f"{kind}_low"] = str(total)
            if kind == "killed":
                found["killed_words"] = "; ".join(
                    f"{number} {column}" for column, number in counted if number
                )
    return found


def _perpetrators(cells: dict[str, str]) -> str:
    """Names, parted by commas; the class of the perpetrator when no name is given."""
    given = cells.get("reported perpetrator name", "")
    if is_nothing(given):
        given = cells.get("reported perpetrator", "")
    names = [part.strip() for part in given.replace(";", ",").split(",")]
    found = [PARTIES.get(name.lower(), name) for name in names if not is_nothing(name)]
    return "; ".join(dict.fromkeys(name for name in found if name and not is_nothing(name)))


def _notes(cells: dict[str, str]) -> str:
    number = next((digits_of(cells[name]) for name in IDS if cells.get(name)), "")
    labelled = sentences(
        {
            "Insecurity Insight event": number,
            "Perpetrator's class": cells.get("reported perpetrator", "")[:200],
            "Weapon": cells.get("weapon carried/used", "")[:200],
            "Geo precision": cells.get("geo precision", "")[:200],
        }
    )
    return "\n".join(filter(None, [cells.get("event description", "")[:15_000], labelled]))


INSECURITY = Layout("insecurity", fits, rows, lenient=True)
