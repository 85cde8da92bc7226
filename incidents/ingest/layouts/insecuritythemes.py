"""Insecurity Insight's themes: whom each counts, and what its columns say has happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidents.ingest.layouts.provided import whole

Columns = tuple[str, ...]


@dataclass(frozen=True)
class Theme:
    """`mark` is a column that only this theme has; `victims` are columns to be summed, by our kind of casualty."""

    name: str
    mark: str
    sector: str
    victims: Mapping[str, Columns]
    hurt: Columns = ()
    damage: Columns = ()


def _by_kind(*people: str) -> dict[str, Columns]:
    return {
        "killed": tuple(f"{who} killed" for who in people),
        "injured": tuple(f"{who} injured" for who in people),
        "abducted": tuple(f"{who} kidnapped" for who in people),
        "arrested": tuple(f"{who} arrested" for who in people),
    }


THEMES = (
    Theme(
        "healthcare", "health workers killed", "health", _by_kind("health workers"),
        hurt=("health workers threatened", "health workers assaulted", "health workers sexually assaulted"),
        damage=(
            "number of attacks on health facilities reporting destruction",
            "number of attacks on health facilities reporting damaged", "forceful entry into health facility",
            "health transportation destroyed", "health transportation damaged", "health transportation stolen/hijacked",
            "looting/theft/robbery/burglary of health supplies",
        ),
    ),
    Theme(
        "education", "educators killed", "education", _by_kind("educators", "students"),
        hurt=("students attacked in school", "sexual violence affecting school age children"),
        damage=(
            "arson attack on education facility", "forced entry into education facility",
            "damage/destruction to ed facility event",
        ),
    ),
    Theme("aidWorkerKIKA", "aid workers killed", "humanitarian", _by_kind("aid workers")),
    Theme(
        "protection", "camp resident killed", "individuals",
        {
            "killed": ("camp resident killed", "service provider killed"),
            "injured": ("camp resident injured",),
            "abducted": ("camp residents kidnapped", "service provider kidnapped"),
            "arrested": ("camp residents arrested", "service provider arrested"),
        },
        hurt=("camp residents targeted with crsv", "service provider targeted with crsv"),
        damage=(
            "number of attacks on camps reporting destruction", "number of attacks on camps reporting damaged",
        ),
    ),
    Theme(
        "sv", "type of sv", "individuals", {"killed": ("reported deaths following the sexual violence",)},
    ),
)  # fmt: skip
# What a weapon that acts from afar makes of an attack, and our code of it where the words name one.
REMOTE = {
    "hand grenade": ("grenade", "grenade"),
    "shelling": ("shelling_artillery_missile_attack", ""),
    "artillery": ("shelling_artillery_missile_attack", "artillery"),
    "unspecified ied": ("remote_explosive_landmine_ied", "ied"),
    "rcied": ("remote_explosive_landmine_ied", "ied"),
    "vbied": ("remote_explosive_landmine_ied", "vbied"),
    "uxo": ("remote_explosive_landmine_ied", ""),
    "unspecified explosive": ("remote_explosive_landmine_ied", ""),
    "aerial bomb: plane": ("air_drone_strike", "aircraft"),
}
WEAPONS = {"firearms": "small_arms", "knife": "bladed_weapon", "arson": "arson"}
CIVILIANS = "violence_against_civilians"


def figure(cells: Mapping[str, str], column: str) -> int | None:
    """A count; None when it is empty, says no information, or is a truth value in the wrong place."""
    return whole(cells.get(column, ""))


def what_happened(cells: Mapping[str, str], theme: Theme) -> dict[str, str]:
    """Event type, sub-event type, weapons and targeting, from what the columns count: in this order of weight.

    Sexual violence and abduction; an attack with explosives; an attack on people; arrests; damage and looting.
    """
    weapon = cells.get("weapon carried/used", "").strip().lower()
    remote, weapon_code = REMOTE.get(weapon, ("", WEAPONS.get(weapon, "")))
    counted = {kind: sum(figure(cells, name) or 0 for name in names) for kind, names in theme.victims.items()}
    is_hurt = counted.get("killed", 0) + counted.get("injured", 0) + _sum(cells, theme.hurt)
    if theme.name == "sv":
        event, sub_event = CIVILIANS, "sexual_violence"
    elif counted.get("abducted"):
        event, sub_event = CIVILIANS, "abduction_forced_disappearance"
    elif remote:
        event, sub_event = "explosions_remote_violence", remote
    elif is_hurt:
        event, sub_event = CIVILIANS, "attack"
    elif counted.get("arrested"):
        event, sub_event = "strategic_developments", "arrests"
    elif _sum(cells, theme.damage):
        event, sub_event = "strategic_developments", "looting_property_destruction"
    else:
        event, sub_event = CIVILIANS, ""
    return {
        "event_type": event,
        "sub_event_type": sub_event,
        "weapons": weapon_code,
        "civilian_targeting": "true" if event == CIVILIANS else "",
    }


def _sum(cells: Mapping[str, str], columns: Columns) -> int:
    return sum(figure(cells, column) or 0 for column in columns)
