"""ACLED's words and numbers as our codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from incidents import codes
from incidents.spelling import words_of

EVENT_TYPES = {
    "battles": "battles",
    "explosions remote violence": "explosions_remote_violence",
    "remote violence": "explosions_remote_violence",
    "violence against civilians": "violence_against_civilians",
    "protests": "protests",
    "riots": "riots",
    "strategic developments": "strategic_developments",
}
# ACLED's names, folded, are our codes with blanks: `Shelling/artillery/missile attack` is no exception.
SUB_EVENT_TYPES = {sub.value.replace("_", " "): sub.value for sub in codes.SubEventType}
TIME_PRECISION = {"1": "day", "2": "week", "3": "month"}
# Coordinates of precision 3 are those of the region's capital.
GEO_PRECISION = {"1": "settlement", "2": "near", "3": "admin1"}
CIVILIANS = codes.Inter.CIVILIANS.value
INTERS = {
    "state forces": 1, "rebel group": 2, "rebel groups": 2, "rebel forces": 2, "political militia": 3,
    "political militias": 3, "identity militia": 4, "identity militias": 4, "communal militia": 4,
    "communal militias": 4, "rioters": 5, "protesters": 6, "civilians": 7, "external forces": 8,
    "other forces": 8, "external other forces": 8,
}  # fmt: skip
# The number that a word of vague size is coded as, with the word in English or French.
VAGUE = {
    "10": re.compile(r"\b(several tens|tens|dizaines)\b", re.IGNORECASE),
    "12": re.compile(r"\b(several dozens?|dozens|douzaines)\b", re.IGNORECASE),
    "100": re.compile(r"\b(hundreds|centaines)\b", re.IGNORECASE),
}
COMMUNITIES = {community.value: community.value for community in codes.Community if community != "other"} | {
    "peul": "fulani", "fulbe": "fulani", "fula": "fulani", "dawsahak": "daoussahak", "daoussak": "daoussahak",
    "doussahak": "daoussahak", "dossaak": "daoussahak", "songhay": "songhai", "djerma": "zarma", "christian": "christians",
    "arabs": "arab", "touareg": "tuareg", "tamasheq": "tuareg", "gourma": "gourmantche", "imghads": "imghad",
}  # fmt: skip


def folded(text: str) -> str:
    """Words without accents, capitals and signs: `Explosions/Remote violence` and its variants are one."""
    return " ".join(words_of(text))


def inter_of(text: str) -> int | None:
    """The code of `2`, `2.0`, `Rebel group`, `Rebel Groups`; None when it says nothing."""
    number = text.partition(".")[0]
    if number.isascii() and number.isdigit() and 1 <= int(number[:3]) <= 8:
        return int(number)
    return INTERS.get(folded(text))


def communities_of(beside: Iterable[str]) -> list[str]:
    """Codes of the communities among associated actors: `Fulani Ethnic Group (Mali); Farmers (Mali)`."""
    found: dict[str, None] = {}
    for text in beside:
        for name in text.split(";"):
            words = words_of(name.partition("(")[0])
            if words and words[0] in COMMUNITIES:
                found[COMMUNITIES[words[0]]] = None
    return list(found)
