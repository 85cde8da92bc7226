"""Notes with what is true of them, from a table of ACLED's, UCDP's or our own shape. Read where it lies, kept nowhere.

A column that a file does not have is not scored. Latitude and longitude in degrees.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from incidents.codes import EventType, Inter
from incidents.ingest.formats import RawRow
from incidents.ingest.gazetteer import Tables
from incidents.ingest.imports import FORMATS
from incidents.ingest.layouts.acledwords import EVENT_TYPES, folded
from incidents.ingest.layouts.insecurity import PARTIES
from incidents.ingest.layouts.provided import as_day, digits_of, is_nothing, iso_date, whole
from incidents.ingest.rownames import names_of
from incidents.plain import finite_number
from incidents.spelling import words_of

# What we look for, and under which names; the first that a file has counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("notes", "text", "description", "event description", "note", "summary_en", "source_headline"),
    "id": ("event_id_cnty", "external_id", "data_id", "id", "sind event id", "sind_id"),
    "day": ("event_date", "date_start", "date"),
    "last_day": ("date_end",),
    "published": ("published", "published_at", "publication_date", "date_published"),
    "killed": ("fatalities", "killed_best", "killed", "best"),
    "place": ("location", "place", "where_coordinates"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "geo_precision": ("geo_precision", "where_prec", "geo precision"),
    "time_precision": ("time_precision", "date_prec"),
    "actor": ("actor1", "perpetrator", "reported perpetrator name", "side_a"),
    "event_type": ("event_type",),
    "language": ("language",),
}
# How far a drafted point may lie from the coded one (metres): the place, near it or a district, a region.
TOLERANCE_M = {"1": 10_000, "settlement": 10_000, "2": 25_000, "near": 25_000, "3": 100_000, "admin2": 60_000}
LEAST_SURE_M = 150_000
# Precisions whose point stands for a country or for nothing: nobody is right or wrong about it.
NO_POINT = frozenset({"6", "7", "country", "unknown"})
PRECISION = re.compile(r"\((\d)\)")
MOST_DAYS_LATER = 14
STATE = re.compile(
    r"\b(?i:military|police|security|armed|government|gendarmerie)\b.*?\bof (?:the )?(?P<country>[A-Z][\w' -]+)",
    re.UNICODE,
)
YEAR = re.compile(r"(?<=[a-zéû]) (?:19|20)\d\d\b")


@dataclass(frozen=True)
class CodedNote:
    """A text and what somebody coded of it; None for what the file does not say.

    `families` may hold either side (`is_either_side`): providers give no direction to a fight.
    """

    name: str
    text: str
    published: date
    language: str | None
    first: date
    last: date
    is_day: bool
    killed: int | None
    place: str | None
    longitude: float | None
    latitude: float | None
    tolerance_m: float
    family: str | None
    is_either_side: bool
    event_type: str | None


@dataclass
class NoteFile:
    """A file that is read: which columns were found, and how many rows could not be used."""

    path: Path
    columns: dict[str, str]
    simulated: bool
    unused: int = 0
    unknown_actors: int = 0

    @classmethod
    def open(cls, path: Path) -> NoteFile:
        """Raises ValueError for a file that holds no texts with days."""
        opener = FORMATS.get(path.suffix.lower())
        if opener is None:
            raise ValueError(f"{path.name} ends in none of {', '.join(FORMATS)}")
        held = set(opener(path).columns)
        columns = {noun: name for noun, names in COLUMNS.items() for name in names[::-1] if name in held}
        missing = [noun for noun in ("text", "day") if noun not in columns]
        if missing:
            wanted = " and ".join(f"one of {', '.join(COLUMNS[noun])}" for noun in missing)
            raise ValueError(f"{path.name} lacks {wanted}")
        return cls(path, columns, "published" not in columns)

    def notes(
        self, tables: Tables, family: Callable[[str | None], str], *, without_years: bool = False
    ) -> Iterator[CodedNote]:
        """The notes in the order of the file. A row without a text or a day is counted as unused."""
        for row in FORMATS[self.path.suffix.lower()](self.path).rows:
            note = self._note(row, tables, family, without_years) if isinstance(row, RawRow) else None
            if note is None:
                self.unused += 1
            else:
                yield note

    def _note(
        self, row: RawRow, tables: Tables, family: Callable[[str | None], str], without_years: bool
    ) -> CodedNote | None:
        cells = {noun: str(row.cells.get(column) or "").strip() for noun, column in self.columns.items()}
        text, first = cells["text"], as_day(iso_date(cells["day"]))
        if not text or first is None:
            return None
        name = cells.get("id") or str(row.line)
        last = as_day(iso_date(cells.get("last_day", ""))) or first
        published = as_day(iso_date(cells.get("published", "")))
        precision = cells.get("geo_precision", "")
        bracketed = PRECISION.search(precision)
        precision = bracketed[1] if bracketed else digits_of(precision).lower()
        longitude, latitude = (_degrees(cells.get(axis, "")) for axis in ("longitude", "latitude"))
        if precision in NO_POINT or longitude is None or latitude is None:
            longitude = latitude = None
        time = digits_of(cells.get("time_precision", "")) or "1"
        first, last = _interval(first, last, time)
        slug, known = self._actor(cells.get("actor", ""), tables, family)
        event_type = _event_type(cells.get("event_type", ""))
        return CodedNote(
            name=name,
            text=YEAR.sub("", text) if without_years else text,
            published=published or last + timedelta(days=days_later(name)),
            language=cells.get("language") or None,
            first=first,
            last=last,
            is_day=time in ("1", "day"),
            killed=_count(cells.get("killed", "")),
            place=cells.get("place") or None,
            longitude=longitude,
            latitude=latitude,
            tolerance_m=TOLERANCE_M.get(precision or "1", LEAST_SURE_M),
            family=slug if known else None,
            is_either_side=event_type == EventType.BATTLES,
            event_type=event_type,
        )

    def _actor(
        self, name: str, tables: Tables, family: Callable[[str | None], str]
    ) -> tuple[str | None, bool]:
        """(family, whether it is scored): civilians and crowds are no perpetrators of ours, unknown names are told."""
        first = PARTIES.get(name.lower(), name).split(";", maxsplit=1)[0].strip()
        if is_nothing(first):
            return None, False
        state = _state(first, tables)
        if state:
            return state, True
        slugs = names_of(tables).actors(first, lenient=True) or _actor_within(first, tables)
        if len(slugs) != 1:
            self.unknown_actors += 1
            return None, False
        if tables.actors[slugs[0]].inter in (Inter.CIVILIANS, Inter.PROTESTERS, Inter.RIOTERS):
            return None, False
        return family(slugs[0]), True


def days_later(name: str) -> int:
    """0 to 14 days, the same for a name each time: when such a note may have been published."""
    return hashlib.sha256(name.encode()).digest()[0] % (MOST_DAYS_LATER + 1)


def _interval(first: date, last: date, time: str) -> tuple[date, date]:
    """A month where only that is coded; other precisions keep the coded days."""
    if first == last and time in ("3", "month"):
        return first.replace(day=1), first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, last


def _degrees(text: str) -> float | None:
    try:
        return finite_number(text) if text else None
    except ValueError:
        return None


def _count(text: str) -> int | None:
    return whole(text)


def _event_type(text: str) -> str | None:
    code = text.lower().replace(" ", "_")
    return code if code in EventType.values else EVENT_TYPES.get(folded(text))


def _state(name: str, tables: Tables) -> str | None:
    """As in "Military Forces of Mali (2020-)": the forces of a state are one family."""
    found = STATE.search(name)
    regions = tables.region_names.exactly(words_of(found["country"])) if found else []
    country = next((region.country for region in regions if region.level == 0), None)
    return f"state-{country}" if country else None


def _actor_within(name: str, tables: Tables) -> tuple[str, ...]:
    """The one actor whose name stands in a longer one; none where there are several."""
    words = words_of(name)
    found = [tables.actor_names.at(words, position) for position in range(len(words))]
    slugs = {actor.slug for hit in found if hit for actor, _name in hit[1]}
    return (slugs.pop(),) if len(slugs) == 1 else ()
