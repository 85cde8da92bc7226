"""ReliefWeb, ACLED and UCDP as their interfaces behave, with rows of our own making: no row is anybody's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.ingest.sources.server import Page, Request, Site, as_json


def question(request: Request) -> dict[str, str]:
    """The query of a request, one value each."""
    return {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}


# ACLED -------------------------------------------------------------------------------------------------------
def acled_row(number: int = 1, **cells: Any) -> dict[str, Any]:
    return {
        "event_id_cnty": f"MLI{number}",
        "event_date": "2018-09-30",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "country": "Mali",
        "location": "Ansongo",
        "latitude": "15.66",
        "longitude": "0.50",
        "actor1": "Armed group of the test",
        "geo_precision": "1",
        "time_precision": "1",
        "fatalities": "3",
        "timestamp": str(1_538_400_000 + number),
        **cells,
    }


@dataclass
class Acled:
    """Answers as ACLED does: a token for name and password, rows by page, deletions."""

    site: Site
    rows: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    tokens: int = 0
    valid: set[str] = field(default_factory=set)
    forms: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.answers("/oauth/token", self._token)
        self.site.answers("/api/acled/read", self._read)
        self.site.answers("/api/deleted/read", self._deleted)

    def _token(self, request: Request) -> Page:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        self.forms.append(form)
        if form.get("grant_type") == "password" and form.get("password") != "right":
            return as_json({"error": "invalid_grant"}, status=400)
        self.tokens += 1
        self.valid = {f"token-{self.tokens}"}
        return as_json(
            {"access_token": f"token-{self.tokens}", "refresh_token": "again", "expires_in": 86_400}
        )

    def _allowed(self, request: Request) -> bool:
        return request.headers.get("authorization", "").removeprefix("Bearer ") in self.valid

    def _read(self, request: Request) -> Page:
        if not self._allowed(request):
            return as_json({"message": "no"}, status=401)
        asked = question(request)
        since = int(asked.get("timestamp", 0))
        return self._page([row for row in self.rows if int(row.get("timestamp", 0)) >= since], asked)

    def _deleted(self, request: Request) -> Page:
        if not self._allowed(request):
            return as_json({"message": "no"}, status=401)
        asked = question(request)
        since = int(asked["deleted_timestamp"])
        return self._page([row for row in self.deleted if int(row["deleted_timestamp"]) >= since], asked)

    def _page(self, rows: list[dict[str, Any]], asked: dict[str, str]) -> Page:
        size, page = int(asked["limit"]), int(asked["page"])
        return as_json({"status": 200, "success": True, "data": rows[(page - 1) * size : page * size]})


# UCDP --------------------------------------------------------------------------------------------------------
def ucdp_row(number: int = 1, **cells: Any) -> dict[str, Any]:
    return {
        "id": number,
        "dyad_new_id": 15108,
        "dyad_name": "Government of Mali - A group",
        "type_of_violence": 1,
        "side_a": "Government of Mali",
        "side_b": "A group",
        "where_coordinates": "Ansongo town",
        "where_prec": 1,
        "latitude": 15.66,
        "longitude": 0.50,
        "date_prec": 1,
        "date_start": "2025-03-01",
        "date_end": "2025-03-01",
        "country": "Mali",
        "best": 3,
        "low": 3,
        "high": 3,
        **cells,
    }


@dataclass
class Ucdp:
    """Versions with their rows, by pages counted from 0."""

    site: Site
    versions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def has(self, version: str, *rows: dict[str, Any]) -> None:
        self.versions[version] = list(rows)
        self.site.answers(f"/api/gedevents/{version}", lambda request: self._page(version, request))

    def _page(self, version: str, request: Request) -> Page:
        if request.headers.get("x-ucdp-access-token") != "right":
            return as_json({"message": "no"}, status=401)
        asked = question(request)
        rows = [
            row
            for row in self.versions[version]
            if row["date_end"] >= asked["StartDate"] and row["date_start"] <= asked.get("EndDate", "9999")
        ]
        size, page = int(asked["pagesize"]), int(asked["page"])
        pages = -(-len(rows) // size)
        return as_json({
            "TotalCount": len(rows), "TotalPages": pages, "Result": rows[page * size : (page + 1) * size],
        })  # fmt: skip


# ReliefWeb ---------------------------------------------------------------------------------------------------
def reliefweb_row(
    number: int = 1, changed: str = "2018-10-01T08:00:00+00:00", **fields: Any
) -> dict[str, Any]:
    return {
        "id": str(number),
        "fields": {
            "title": f"Situation report {number}",
            "body": f"Gunmen killed three people in Ansongo ({number}).",
            "url_alias": f"https://reliefweb.example.org/report/{number}",
            "date": {
                "created": "2018-09-30T10:00:00+00:00",
                "changed": changed,
                "original": "2018-09-29T00:00:00+00:00",
            },
            "language": [{"code": "en"}],
            "source": [{"shortname": "OCHA"}],
            "country": [{"iso3": "mli"}],
            **fields,
        },
    }


@dataclass
class ReliefWeb:
    site: Site
    rows: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.answers("/v2/reports", self._answer)

    def _answer(self, request: Request) -> Page:
        asked = json.loads(request.body)
        self.questions.append(asked)
        since = asked["filter"]["conditions"][0]["value"]["from"]
        found = sorted(
            (row for row in self.rows if row["fields"]["date"]["changed"] >= since),
            key=lambda row: (row["fields"]["date"]["changed"], int(row["id"])),
        )
        return as_json(
            {"totalCount": len(found), "data": found[asked["offset"] : asked["offset"] + asked["limit"]]}
        )
