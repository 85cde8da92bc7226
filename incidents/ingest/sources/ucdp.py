"""UCDP's API: the Georeferenced Event Dataset (final, yearly) and its monthly candidates, version by version.

A version never changes, so each is read once, page by page. Before a final version is read its events of the
year are compared with that year's candidates: an event of both keeps the incident that the candidate became.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from incidents.fetch import FetchFailed
from incidents.ingest.sources import Asked, CannotPoll, Coded, Parsed, RawReport, Unreadable
from incidents.ingest.sources.answers import JSON_TYPES, cells_of, json_object, shown
from incidents.ingest.sources.options import HOSTS, Option, Options, day, number
from incidents.ingest.sources.options import read as read_options

ADDRESS = "https://ucdpapi.pcr.uu.se/api/gedevents"
HOSTS_ASKED = ("ucdpapi.pcr.uu.se",)
SECRETS = ("UCDP_TOKEN",)
FINAL = re.compile(r"(\d\d)\.1", re.ASCII)
MONTHLY = re.compile(r"(\d\d)\.0\.(\d{1,2})", re.ASCII)
QUARTERLY = re.compile(r"(\d\d)\.01\.\d\d\.\d\d", re.ASCII)
MAX_PAGES, MAX_BYTES, SECONDS = 1_000, 16 * 1024 * 1024, 60
NEEDED = frozenset({"id", "date_start", "date_end", "type_of_violence", "latitude", "longitude", "best"})
NOT_THERE = 404


def _versions(value: Any) -> list[str]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not items or not all(isinstance(item, str) for item in items):
        raise ValueError('expected a list of versions such as ["25.1", "26.0.1"]')
    for item in items:
        if not any(kind.fullmatch(item) for kind in (FINAL, MONTHLY, QUARTERLY)):
            raise ValueError(
                f"{item[:20]!r} is no version: final 25.1, monthly 26.0.1, quarterly 26.01.26.03"
            )
    return list(dict.fromkeys(items))


def _country_numbers(value: Any) -> list[int]:
    if not isinstance(value, list) or not value:
        raise ValueError("expected a list of Gleditsch-Ward numbers such as [432, 439, 436]")
    return [number(1, 999)(item) for item in value]


OPTIONS: Options = {
    "versions": Option("Versions to read: final 25.1, monthly 26.0.1.", _versions, required=True),
    "countries": Option("Gleditsch-Ward numbers; missing: Mali 432, Burkina Faso 439, Niger 436.",
                        _country_numbers, [432, 439, 436]),
    "since": Option("First day of events that are asked for, YYYY-MM-DD; missing: 1989-01-01.", day, "1989-01-01"),
    "page": Option("Rows a page; missing: 1000.", number(1, 1_000), 1_000),
    "hosts": HOSTS,
}  # fmt: skip


def year_of(version: str) -> int:
    """The year whose candidates a final version replaces, or whose candidates a candidate version holds."""
    final = FINAL.fullmatch(version)
    return 2000 + int(version[:2]) - (1 if final else 0)


def is_final(version: str) -> bool:
    return FINAL.fullmatch(version) is not None


def fetch(asked: Asked) -> Iterator[RawReport]:
    """Each version that was not read yet: candidates first, the final one of their year after them.

    The cursor holds the versions that are done, and version and page of the one that is being read.
    """
    options = read_options(OPTIONS, asked.settings)
    done = [str(version) for version in asked.cursor.get("done") or []]
    for version in sorted(
        options["versions"], key=lambda version: (year_of(version), is_final(version), version)
    ):
        if version in done:
            continue
        finals = [known for known in done if is_final(known) and year_of(known) >= year_of(version)]
        if finals and not is_final(version):
            yield RawReport(Unreadable("", f"version {version} is not read: version {finals[-1]} replaced its year"),
                            {"done": (done := [*done, version])})  # fmt: skip
            continue
        at = int(asked.cursor.get("page") or 0) if asked.cursor.get("version") == version else 0
        if is_final(version):
            yield from _comparison(asked, options, version, done)
        for page, rows in _pages(asked, options, version, at):
            after = {"done": done, "version": version, "page": page + 1}
            yield RawReport({"rows": rows, "version": version}, after)
        done = [*done, version]
        yield RawReport({"complete": version}, {"done": done})


def _comparison(
    asked: Asked, options: Mapping[str, Any], version: str, done: Sequence[str]
) -> Iterator[RawReport]:
    """The final events of the year beside its candidates: both are asked for, since versions never change."""
    year = year_of(version)
    candidates = [known for known in done if not is_final(known) and year_of(known) == year]
    if not candidates:
        return
    within = {"StartDate": f"{year}-01-01", "EndDate": f"{year}-12-31"}
    finals = _cells(row for _page, rows in _pages(asked, options, version, 0, within) for row in rows)
    before = {
        cells["id"]: cells
        for known in candidates
        for cells in _cells(row for _page, rows in _pages(asked, options, known, 0) for row in rows)
    }
    yield RawReport({"year": year, "version": version, "finals": finals, "candidates": list(before.values())})


def _cells(rows: Iterator[Mapping[str, Any]]) -> list[dict[str, str]]:
    found = [parsed.cells for row in rows if isinstance(parsed := _coded(row), Coded)]
    return [{**cells} for cells in found]


def _pages(
    asked: Asked, options: Mapping[str, Any], version: str, start: int, more: Mapping[str, str] | None = None
) -> Iterator[tuple[int, list[Any]]]:
    question = {
        "pagesize": options["page"],
        "Country": ",".join(str(number_) for number_ in options["countries"]),
        "StartDate": options["since"],
        **(more or {}),
    }
    base = (asked.url or ADDRESS).rstrip("/")
    for page in range(start, MAX_PAGES):
        found = _answer(asked, f"{base}/{version}?{urlencode({**question, 'page': page})}", version)
        rows, pages = found.get("Result"), found.get("TotalPages")
        if not isinstance(rows, list) or not isinstance(pages, int):
            raise CannotPoll(f"UCDP answered without Result or TotalPages: {shown(found)}")
        if rows:
            yield page, rows
        elif page + 1 < pages:
            raise CannotPoll(f"UCDP answered page {page} of {pages} with no rows")
        if page + 1 >= pages:
            return
    raise CannotPoll(f"UCDP has more than {MAX_PAGES} pages: ask for fewer countries or a later first day")


def _answer(asked: Asked, url: str, version: str) -> dict[str, Any]:
    headers = {"x-ucdp-access-token": asked.secrets["UCDP_TOKEN"]}
    try:
        answer = asked.get(
            url, headers=headers, content_types=JSON_TYPES, max_bytes=MAX_BYTES, seconds=SECONDS
        )
    except FetchFailed as error:
        if error.status in {401, 403}:
            raise CannotPoll(f"UCDP refuses this token ({error.status}): see UCDP_TOKEN") from None
        if error.status == NOT_THERE:
            raise CannotPoll(f"UCDP has no version {version} (yet): take it out of the settings") from None
        raise
    return json_object(answer.body, of="UCDP")


def parse(raw: RawReport) -> Iterator[Parsed]:
    """Rows in UCDP's columns. The version is none of them: an event that a version repeats has not changed."""
    content = raw.content
    if isinstance(content, Unreadable):
        yield content
        return
    for row in content.get("rows", ()):
        yield _coded(row)


def _coded(row: Any) -> Parsed:
    if not isinstance(row, Mapping):
        return Unreadable("", "is no row of columns", shown(row))
    try:
        cells = cells_of(row)
    except ValueError as error:
        return Unreadable(str(row.get("id") or ""), str(error), shown(row))
    missing = sorted(NEEDED - cells.keys())
    if missing or not cells["id"]:
        reason = f"has no {', '.join(missing) or 'id'}: UCDP may have changed its columns"
        return Unreadable(cells.get("id", ""), reason, shown(row))
    # Numbers may come as 256789.0: one id has one spelling.
    identity = cells["id"].removesuffix(".0")
    return Coded({**cells, "id": identity})
