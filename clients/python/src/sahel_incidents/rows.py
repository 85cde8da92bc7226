"""Rows as the server gives them. Made by `python -m tests.client.row_types` of the server's repository.

A row is a plain dict: a column that a newer server adds is simply there. Days and moments are ISO texts; codes are
slugs (docs/data-dictionary.md). None is unknown, never zero.
"""

from __future__ import annotations

from typing import Any, TypedDict

COLUMNS: tuple[str, ...] = (
    "id",
    "date_start",
    "date_end",
    "time_precision",
    "date_meaning",
    "event_type",
    "sub_event_type",
    "weapons",
    "country",
    "admin1",
    "admin2",
    "place",
    "longitude",
    "latitude",
    "geo_precision",
    "radius_m",
    "killed_low",
    "killed_best",
    "killed_high",
    "civilians_killed",
    "injured",
    "abducted",
    "perpetrator",
    "perpetrator_name",
    "attribution",
    "claim_status",
    "target",
    "civilian_targeting",
    "communities",
    "verification",
    "credibility",
    "sources",
    "synthetic",
    "review_rule",
    "updated_at",
    "priogrid_gid",
    "credit",
    "licence",
)


class Row(TypedDict):
    """The flat row of every list, export and feed."""

    # UUID of the incident; never reused.
    id: str
    # First day, local calendar day of the place.
    date_start: str
    # Last day; equal to the first for a single day.
    date_end: str
    # day, week, month or year.
    time_precision: str
    # lasted: from the first to the last day; once_within: at one time within them.
    date_meaning: str
    # One of ACLED's six event types.
    event_type: str
    # One of ACLED's 25 sub-event types, or empty.
    sub_event_type: str | None
    # Codes, separated by ; in CSV.
    weapons: list[str]
    # ISO 3166-1 alpha-3.
    country: str | None
    # P-code of the region.
    admin1: str | None
    # P-code of the cercle, department or province.
    admin2: str | None
    # Name of the place.
    place: str | None
    # Degrees east, WGS84; empty when there is no public point.
    longitude: float | None
    # Degrees north, WGS84.
    latitude: float | None
    # What the point stands for: settlement, near, road, admin2, admin1, country, unknown.
    geo_precision: str
    # The incident lies within this many metres of the point.
    radius_m: int | None
    # Lowest number killed; empty = not stated.
    killed_low: int | None
    # Best number killed; empty = not stated, never zero by default.
    killed_best: int | None
    # Highest number killed.
    killed_high: int | None
    # Civilians killed, best figure.
    civilians_killed: int | None
    # Injured, best figure.
    injured: int | None
    # Abducted, best figure.
    abducted: int | None
    # Slugs of the perpetrators, separated by ;.
    perpetrator: str | None
    # Names of the perpetrators, separated by ;.
    perpetrator_name: str | None
    # stated, suspected or unknown: how sources name the perpetrator.
    attribution: str
    # claimed, denied, none or unknown.
    claim_status: str
    # Slugs of the targets, separated by ;.
    target: str | None
    # Whether civilians were the main target; empty = not known.
    civilian_targeting: bool | None
    # Communities of the victims.
    communities: list[str]
    # unverified, corroborated, confirmed, disputed or refuted.
    verification: str
    # Best Admiralty credibility of the sources, 1-5; empty = cannot be judged.
    credibility: int | None
    # Number of reports behind the incident.
    sources: int
    # True for made-up sample data.
    synthetic: bool
    # How it was published: two_person, single or sample.
    review_rule: str
    # When the public record last changed, UTC.
    updated_at: str
    # PRIO-GRID cell of the point.
    priogrid_gid: int | None
    # Attribution line to show with the data.
    credit: str
    # Licence of the data.
    licence: str


class Incident(Row, total=False):
    """A row; asked for with `as_of`, `withheld` names the columns that are None for somebody's protection."""

    withheld: list[str]


class IncidentDetail(Incident, total=False):
    """One incident whole. `merged_from` is the UUID that was asked for, where that was merged into this one."""

    merged_from: str
    url: str
    summaries: dict[str, Any]
    casualties: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    reports: list[dict[str, Any]]
    external_ids: list[str]
    risks: list[str]
    sectors: list[str]
    as_of: str
