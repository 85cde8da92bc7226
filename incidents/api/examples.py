"""Examples of the OpenAPI document: the requests can be sent as they stand, the answers are as the shapes have them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

ID = "7a2ac7aa-355e-4f6e-817c-e46357da0b4e"
ROW: dict[str, Any] = {
    "id": ID, "date_start": "2018-09-30", "date_end": "2018-09-30", "time_precision": "day",
    "date_meaning": "once_within", "event_type": "violence_against_civilians", "sub_event_type": "attack",
    "weapons": ["small_arms"], "country": "MLI", "admin1": "ML07", "admin2": "ML0701", "place": "Ansongo",
    "longitude": 0.5022, "latitude": 15.6597, "geo_precision": "settlement", "radius_m": 4000, "killed_low": 3,
    "killed_best": 3, "killed_high": 5, "civilians_killed": 3, "injured": None, "abducted": None,
    "perpetrator": None, "perpetrator_name": None, "attribution": "unknown", "claim_status": "none",
    "target": None, "civilian_targeting": True, "communities": ["tuareg"], "verification": "corroborated",
    "credibility": 2, "sources": 2, "synthetic": False, "review_rule": "two_person",
    "updated_at": "2018-10-02T08:00:00Z", "priogrid_gid": 152282, "credit": "Sahel incidents contributors",
    "licence": "CC BY 4.0",
}  # fmt: skip
FIGURE = {
    "kind": "killed", "group": "all", "community": None, "low": 3, "best": 3, "high": 5, "quantifier": None,
    "words": "at least three", "source": "Radio Ménaka", "as_of": "2018-10-01", "recommended": True,
    "disputed": False,
}  # fmt: skip
REPORTED = {
    "source": "Radio Ménaka", "reliability": "C", "credibility": 2, "role": "primary", "url": None,
    "published": "2018-10-01",
}  # fmt: skip
WHOLE = {
    **ROW,
    "summaries": {"en": {"text": "Gunmen killed three people at Ansongo.", "machine": False}},
    "casualties": [FIGURE],
    "actors": [],
    "reports": [REPORTED],
    "external_ids": ["ours:7"],
    "risks": ["terrorism"],
    "sectors": ["individuals"],
    "url": f"https://example.org/incidents/{ID}/",
}
PAGE = {
    "results": [ROW],
    "next": "https://example.org/api/v1/incidents/?limit=1&cursor=WyJuZXdlc3QiLCAiMjAxOC0wOS0zMCIsIDFd",
    "change_number": 12,
    "audience": "public",
}
UPDATED = {
    "number": 12,
    "kind": "updated",
    "incident": ID,
    "fields": [{"field": "verification", "old": "unverified", "new": "corroborated"}],
    "reason": "a second source",
    "successor": None,
    "at": "2018-10-02T08:00:00Z",
    "row": ROW,
}
CHANGES = {
    "results": [UPDATED], "since": 11, "next_since": 12, "current": 12, "audience": "public",
    "retention": "unlimited", "oldest": 1,
}  # fmt: skip
BAD_PARAMETERS = {
    "type": "/problems/bad-parameters",
    "title": "Some parameters were not understood.",
    "status": 400,
    "errors": [{"parameter": "since", "message": "“yesterday”: takes a day as YYYY-MM-DD"}],
}
REPORT = {
    "published": "2018-10-02",
    "text": "On 30 September gunmen killed 22 civilians near Ansongo.",
    "language": "en",
    "external_id": "bulletins:7",
}
DRAFT = {
    "values": {
        "event_type": "violence_against_civilians",
        "sub_event_type": "attack",
        "date_start": "2018-09-30",
        "place": "ml-ansongo",
        "external_ids": ["example:7"],
        "estimates": [{"kind": "killed", "low": 3, "best": 3, "high": 5}],
    },
    "reason": "from the bulletin of the day",
}
CHANGE = {"values": {"verification": "confirmed"}, "reason": "the mayor says so"}


def answered(
    name: str, value: Any, status: int = 200, media_type: str = "application/json"
) -> OpenApiExample:
    return OpenApiExample(name, value, response_only=True, status_codes=[str(status)], media_type=media_type)


def sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value, request_only=True)
