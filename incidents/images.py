"""An image of the public record as history keeps it, and what is left of it without the reports of some sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from incidents.changes import WITHHELD
from incidents.codes import CasualtyKind
from incidents.flat import Backing, Party, Toll, derived_columns
from incidents.record import EstimateValue, total_killed

Image = dict[str, Any]
# Lists of an image whose entries name the source that they come from.
CLAIMS = ("casualties", "actors", "reports")
KILLED = ("killed_low", "killed_best", "killed_high")


def passed_on(image: Mapping[str, Any], closed: Collection[str]) -> Image:
    """The image without what comes from sources that are closed by now, by their names."""
    kept = {**image}
    for name in CLAIMS:
        if isinstance(image.get(name), list):
            kept[name] = [entry for entry in image[name] if entry.get("source") not in closed]
    if all(kept.get(name) == image.get(name) for name in CLAIMS):
        return kept
    kept |= _derived(kept)
    return {**kept, **_killed(kept)} if has_toll_of(image, closed) else kept


def has_toll_of(image: Mapping[str, Any], sources: Collection[str]) -> bool:
    """Whether how many were killed rests on a figure of these sources."""
    return any(
        toll["recommended"] and toll["kind"] == CasualtyKind.KILLED and toll.get("source") in sources
        for toll in _list(image, "casualties")
    )


def rests_on_nothing(image: Mapping[str, Any]) -> bool:
    """Whether no report is left behind it."""
    return image.get("reports") == []


def _list(image: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return image[name] if isinstance(image.get(name), list) else []


def _derived(image: Mapping[str, Any]) -> Image:
    """The flat columns that follow from an image's claims, as far as those were not withheld."""
    tolls, actors, reports = (_list(image, name) for name in CLAIMS)
    parties = [
        Party(party["role"], party["actor"], party["name"], party["attribution"], party["claim_status"])
        for party in actors
    ]
    recommended = [Toll(toll["kind"], toll["group"], toll["best"]) for toll in tolls if toll["recommended"]]
    credible = [report["credibility"] for report in reports if report["credibility"] < 6]
    found = derived_columns(recommended, parties, Backing(len(reports), min(credible, default=None)))
    return {name: value for name, value in found.items() if image.get(name) != WITHHELD}


def _killed(image: Mapping[str, Any]) -> Image:
    rows = tuple(
        EstimateValue(
            toll["kind"], toll["group"], toll["community"] or "", toll["low"], toll["best"], toll["high"],
            recommended=toll["recommended"],
        )
        for toll in _list(image, "casualties")
    )  # fmt: skip
    found = dict(zip(KILLED, total_killed(rows), strict=True))
    return {name: value for name, value in found.items() if image.get(name) != WITHHELD}
